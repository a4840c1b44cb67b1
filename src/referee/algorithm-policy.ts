/**
 * Applying an algorithm policy: is this digest, this key, acceptable at this time?
 *
 * @module
 */
import type { ReadSuite } from '../crypto/read-suites';
import type { VerificationKey } from '../crypto/verify';
import type { AlgorithmPolicy, Until } from '../model/policy';

/** Why the digest is not acceptable; null if it is. */
export function digestWeakness(policy: AlgorithmPolicy, digest: string, time: number): string | null {
  const until = Object.hasOwn(policy.digests, digest) ? policy.digests[digest] : undefined;
  if (until === undefined) return `the policy ${policy.id} does not accept the digest ${digest}`;
  return ended(until, time) ? `the policy ${policy.id} accepted ${digest} until ${until}` : null;
}

export function suiteWeakness(
  policy: AlgorithmPolicy,
  suite: ReadSuite,
  key: VerificationKey,
  time: number,
): string | null {
  return digestWeakness(policy, suite.digest, time) ?? keyWeakness(policy, suite.family, key.bits ?? 0, time);
}

function keyWeakness(policy: AlgorithmPolicy, family: string, bits: number, time: number): string | null {
  const rules = Object.hasOwn(policy.keys, family) ? policy.keys[family] : undefined;
  if (rules === undefined) return `the policy ${policy.id} does not accept ${family}`;
  let best: (typeof rules)[number] | undefined;
  for (const rule of rules) {
    if (bits >= rule.minimumBits && (best === undefined || rule.minimumBits > best.minimumBits)) best = rule;
  }
  if (best === undefined) return `the policy ${policy.id} does not accept ${family} keys of ${bits} bits`;
  return ended(best.until, time)
    ? `the policy ${policy.id} accepted ${family} keys of ${bits} bits until ${best.until}`
    : null;
}

function ended(until: Until, time: number): boolean {
  return until !== null && time >= Date.parse(until);
}
