/**
 * Two simulated states of the sandbox, for tests of the honesty probe and of what it is asked with.
 *
 * @module
 */
import { ok } from 'node:assert/strict';
import type { ForgedState } from '../forge/forged';
import { mintState } from '../forge/pki';
import type { Profile, StateCode } from '../model/profile';
import { SANDBOX_ORDER, SANDBOX_PROFILES } from '../testing/sandbox-profiles';

const { seed, instant } = SANDBOX_ORDER;
export const LIAR: StateCode = 'TR';
export const SUITE = 'ecdsa-p256-sha256';

export const PROFILES = SANDBOX_PROFILES.filter(({ code }) => code === LIAR || code === 'KG').map(
  (profile): Profile => {
    const both = {
      format: 'CAdES',
      levels: ['B-B', 'B-T'],
      packagings: ['attached', 'detached'],
      suites: [SUITE],
    } as const;
    return {
      ...profile,
      claims: [
        { ...both, role: 'sign' },
        { ...both, role: 'verify' },
      ],
      trust: { ...profile.trust, accepts: ['KG', LIAR] },
    };
  },
);

const minted = new Map<StateCode, ForgedState>();
export function stateOf(code: StateCode): ForgedState {
  const known = minted.get(code);
  if (known !== undefined) return known;
  const profile = PROFILES.find((one) => one.code === code);
  ok(profile !== undefined);
  const made = mintState(seed, new Date(instant), code, profile.certificateProfile);
  minted.set(code, made);
  return made;
}
