/**
 * One door per state and role, opened when first asked for.
 *
 * @module
 */
import type { Door } from '../exchange/ask';
import type { Role } from '../model/claim';
import { TamgaError } from '../model/error';
import type { Profile, StateCode } from '../model/profile';
import { type DoorContext, openDoor } from './doors';

export interface Doors {
  of(code: StateCode, role: Role): Door;
  close(): void;
}

export function createDoors(profiles: readonly Profile[], context: DoorContext): Doors {
  const open = new Map<string, Door>();
  return {
    of(code, role) {
      const key = `${code} ${role}`;
      const known = open.get(key);
      if (known) return known;
      const profile = profiles.find((one) => one.code === code);
      const endpoint = profile?.endpoints[role];
      if (!profile || !endpoint) {
        throw new TamgaError('TAMGA-E-PROFILE-MEANING', `${code} has no endpoint to ${role}`, {
          hint: `Give profiles/${code.toLowerCase()}.json an endpoints.${role}, or take the claim out.`,
        });
      }
      const door = openDoor(profile, endpoint, context);
      open.set(key, door);
      return door;
    },
    close() {
      for (const door of open.values()) door.close();
    },
  };
}
