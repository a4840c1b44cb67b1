/**
 * Applying an algorithm policy: is this digest, this key, acceptable at this time?
 *
 * @module
 */
import type { ReadSuite } from '../crypto/read-suites';
import type { VerificationKey } from '../crypto/verify';
import type { AlgorithmPolicy, KeyRule, Until } from '../model/policy';

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

/** The time up to which digest and key are acceptable; minus infinity where they never are. */
export function suiteEnd(policy: AlgorithmPolicy, suite: ReadSuite, key: VerificationKey): number {
  const digest = Object.hasOwn(policy.digests, suite.digest) ? policy.digests[suite.digest] : undefined;
  const rule = keyRule(policy, suite.family, key.bits ?? 0);
  return digest === undefined || rule === undefined
    ? Number.NEGATIVE_INFINITY
    : Math.min(end(digest), end(rule.until));
}

function keyWeakness(policy: AlgorithmPolicy, family: string, bits: number, time: number): string | null {
  const rules = Object.hasOwn(policy.keys, family) ? policy.keys[family] : undefined;
  if (rules === undefined) return `the policy ${policy.id} does not accept ${family}`;
  const best = keyRule(policy, family, bits);
  if (best === undefined) return `the policy ${policy.id} does not accept ${family} keys of ${bits} bits`;
  return ended(best.until, time)
    ? `the policy ${policy.id} accepted ${family} keys of ${bits} bits until ${best.until}`
    : null;
}

/** The one with the largest size that the key reaches. */
function keyRule(policy: AlgorithmPolicy, family: string, bits: number): KeyRule | undefined {
  const rules = Object.hasOwn(policy.keys, family) ? (policy.keys[family] ?? []) : [];
  let best: KeyRule | undefined;
  for (const rule of rules) {
    if (bits >= rule.minimumBits && (best === undefined || rule.minimumBits > best.minimumBits)) best = rule;
  }
  return best;
}

function ended(until: Until, time: number): boolean {
  return time >= end(until);
}

function end(until: Until): number {
  return until === null ? Number.POSITIVE_INFINITY : Date.parse(until);
}
