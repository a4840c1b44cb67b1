/**
 * What the referee accepts when it judges an artefact by itself: the common policy, and every suite that the roster signs with.
 *
 * Whether a national suite is any good is no question of this round; only what the states declare to each other is.
 *
 * @module
 */
import { suiteById } from '../crypto/suites';
import type { SuiteId } from '../model/claim';
import type { AlgorithmPolicy } from '../model/policy';
import type { CertificateProfile, Profile } from '../model/profile';
import { DEFAULT_POLICY } from '../referee/default-policy';

/** Of the smallest curve that a suite of the table has. */
const SMALLEST_KEY = 256;

export function rosterPolicy(profiles: readonly Profile[]): AlgorithmPolicy {
  const suites = [...new Set(profiles.flatMap(signedWith))].flatMap((id) => suiteById(id) ?? []);
  const digests = suites.map(({ digest }) => [digest, null] as const);
  const keys = suites.map(({ family }) => [family, [{ minimumBits: SMALLEST_KEY, until: null }]] as const);
  // What the common policy says of an algorithm stands: it knows the end of SHA-1 and of short RSA keys.
  return {
    id: `${DEFAULT_POLICY.id}-and-roster`,
    digests: { ...Object.fromEntries(digests), ...DEFAULT_POLICY.digests },
    keys: { ...Object.fromEntries(keys), ...DEFAULT_POLICY.keys },
  };
}

function signedWith({ claims, certificateProfile }: Profile): readonly SuiteId[] {
  const hierarchies: readonly Authorities[] = [certificateProfile, ...(certificateProfile.hierarchies ?? [])];
  return [
    ...claims.filter(({ role }) => role === 'sign').flatMap(({ suites }) => suites),
    ...hierarchies.flatMap(({ root, issuing, timeStamping, ocsp }) =>
      [root, issuing, timeStamping, ocsp].map(({ suite }) => suite),
    ),
  ];
}

type Authorities = Pick<CertificateProfile, 'root' | 'issuing' | 'timeStamping' | 'ocsp'>;
