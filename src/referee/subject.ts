/**
 * One signature with everything that its checks look at: its facts, the certificate it names, what was computed.
 *
 * @module
 */
import { type IdentifiedSuite, isForOtherKeys } from '../crypto/identify';
import { identifyReference, statedAlgorithm } from '../crypto/identify-reference';
import { type Verification, verifySignature } from '../crypto/verify';
import { sameBytes } from '../encoding/bytes';
import type { Data, Reference, SignatureFacts } from '../formats/facts';
import type { AlgorithmPolicy } from '../model/policy';
import type { Certificate } from '../pki/certificate';
import { type PublicKey, pssRestrictionFault, tryParsePublicKey } from '../pki/public-key';
import { identifyCertificate } from './signing-certificate';

export type SubjectKind = 'signature' | 'counter-signature' | 'time-stamp';

export interface Subject {
  readonly kind: SubjectKind;
  readonly facts: SignatureFacts;
  /** The certificate that the signature names as its own; null where none at hand is. */
  readonly certificate: Certificate | null;
  /** Of the certificate; a bare key of the signature serves the mathematics where there is no certificate. */
  readonly key: PublicKey | null;
  readonly suite: IdentifiedSuite | undefined;
  readonly mathematics: Mathematics;
  readonly policy: AlgorithmPolicy;
  readonly now: number;
}

/** What was computed, whatever the trust. */
export interface Mathematics {
  /** In the order of `facts.references`. */
  readonly references: readonly ReferenceResult[];
  /** Null where there is nothing to compute, or nothing to compute it with. */
  readonly value: Verification | null;
}

export interface ReferenceResult {
  readonly reference: Reference;
  /** Null where data or digest is missing. */
  readonly matches: boolean | null;
}

export function createSubject(
  kind: SubjectKind,
  facts: SignatureFacts,
  pool: readonly Certificate[],
  policy: AlgorithmPolicy,
  now: number,
): Subject {
  const certificate = identifyCertificate(facts, pool);
  const key = certificate?.publicKey ?? bareKey(facts);
  const suite = key === null ? undefined : identifyReference(facts.algorithm, key);
  const mathematics = {
    references: facts.references.map((reference) => ({ reference, matches: matches(reference) })),
    value: verifyValue(facts, key, suite),
  };
  return { kind, facts, certificate, key, suite, mathematics, policy, now };
}

/** Signature value and every signed reference check, whatever the trust; null where something to decide it is missing. */
export function isIntact({ facts, mathematics, key, suite }: Subject): boolean | null {
  if (speaksOfOtherContent(facts)) return false;
  // RFC 7515 section 5.2: what a reader does not understand makes the signature invalid.
  if (facts.detail.syntax === 'jws' && key !== null && suite === undefined) return false;
  const { references, value } = mathematics;
  if (value?.valid === false) return false;
  // What should lie in the file and does not was taken away; what lies outside may still turn up.
  if (references.some(({ matches: same, reference }) => same === false || reference.missing === 'dangling'))
    return false;
  if (!facts.dataFound || value === null) return null;
  return references.every(({ matches: same }) => same === true) ? true : null;
}

/** RFC 5652 section 11.1: signed attributes speak of content of this type and of no other. */
function speaksOfOtherContent({ detail }: SignatureFacts): boolean {
  if (detail.syntax !== 'cms' || detail.contentType === null) return false;
  const types = detail.signer.signedAttributes?.facts.contentTypes ?? [];
  return types.some((signed) => signed !== detail.contentType);
}

function bareKey({ signer }: SignatureFacts): PublicKey | null {
  return signer.publicKey === null ? null : (tryParsePublicKey(signer.publicKey) ?? null);
}

function matches({ digest: { digest }, expected, data }: Reference): boolean | null {
  if (data === null || digest === undefined) return null;
  const computed = digest.over(data);
  return expected.length > 0 && expected.every((signed) => sameBytes(signed, computed));
}

function verifyValue(
  { signedBytes, value, algorithm }: SignatureFacts,
  key: PublicKey | null,
  suite: IdentifiedSuite | undefined,
): Verification | null {
  if (key === null) return null;
  if (suite === undefined && algorithm.by === 'oid' && isForOtherKeys(algorithm.algorithm, key))
    return { valid: false, reason: `${statedAlgorithm(algorithm)} is no algorithm for ${key.kind} keys` };
  if (suite === undefined || signedBytes === null) return null;
  const restricted = pssRestrictionFault(key, suite.pss);
  if (restricted !== null) return { valid: false, reason: restricted };
  return verifySignature(suite, key, joined(signedBytes), value);
}

export function joined(data: Data): Uint8Array {
  const pieces = [...data];
  const [piece] = pieces;
  return pieces.length === 1 && piece !== undefined ? piece : Buffer.concat(pieces);
}
