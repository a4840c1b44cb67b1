/**
 * One door per state and role, opened when first asked for.
 *
 * @module
 */
import type { Door } from '../exchange/ask';
import { openDoor } from '../exchange/door';
import type { Store } from '../exchange/store';
import type { ForgedState } from '../forge/forged';
import { PKCS12_PASSWORD, pkcs12 } from '../forge/pkcs12';
import type { Role } from '../model/claim';
import { TamgaError } from '../model/error';
import type { Profile, StateCode } from '../model/profile';
import type { HostMap } from '../net/host-map';
import { isSecretReference, resolveSecret } from '../roster/secret';

export interface Doors {
  of(code: StateCode, role: Role): Door;
  close(): void;
}

export interface DoorsContext {
  readonly profiles: readonly Profile[];
  readonly hosts: HostMap;
  readonly store: Store;
  /** Folder that `file:` references start from. */
  readonly folder: string;
  readonly stateOf: (code: StateCode) => ForgedState;
}

export function createDoors(context: DoorsContext): Doors {
  const open = new Map<string, Door>();
  return {
    of(code, role) {
      const key = `${code} ${role}`;
      const door = open.get(key) ?? doorOf(code, role, context);
      open.set(key, door);
      return door;
    },
    close() {
      for (const door of open.values()) door.close();
    },
  };
}

function doorOf(code: StateCode, role: Role, context: DoorsContext): Door {
  const profile = context.profiles.find((one) => one.code === code);
  const endpoint = profile?.endpoints[role];
  if (!profile || !endpoint) {
    throw new TamgaError('TAMGA-E-PROFILE-MEANING', `${code} has no endpoint to ${role}`, {
      hint: `Give profiles/${code.toLowerCase()}.json an endpoints.${role}, or take the claim out.`,
    });
  }
  const secret = (text: string): string => resolve(text, profile, context);
  return openDoor(endpoint, { hosts: context.hosts, store: context.store, secret });
}

/** An option may be plain text; only a reference is resolved. */
function resolve(text: string, profile: Profile, context: DoorsContext): string {
  if (!isSecretReference(text)) return text;
  const made = SANDBOX_SECRETS.get(text);
  return made ? made(profile, context) : resolveSecret(text, process.env, context.folder);
}

/** What the sandbox gives out to everybody: keys that protect nothing. */
const SANDBOX_SECRETS: ReadonlyMap<string, (profile: Profile, context: DoorsContext) => string> = new Map([
  ['sandbox:test-key', testKey],
  ['sandbox:test-key-password', () => PKCS12_PASSWORD],
]);

function testKey(profile: Profile, context: DoorsContext): string {
  const suite = profile.claims.find((claim) => claim.role === 'sign')?.suites[0];
  if (suite === undefined) {
    throw new TamgaError('TAMGA-E-SECRET', `${profile.code}: sandbox:test-key needs a claim to sign`, {
      hint: 'Claim a format to sign, or take the option out.',
    });
  }
  return Buffer.from(pkcs12(context.stateOf(profile.code), suite)).toString('base64');
}
