/**
 * What tests ask of a read XML signature: do the digests and the value hold, and are time-stamps over what they say.
 *
 * @module
 */
import { digestByOid } from '../../crypto/digests';
import { identifyReference } from '../../crypto/identify-reference';
import { verifySignature } from '../../crypto/verify';
import { sameBytes } from '../../encoding/bytes';
import { tryParseCertificate } from '../../pki/certificate';
import { tryParseToken } from '../cms/time-stamp-token';
import type { DetachedContent, Reference, SignatureEntry, SignatureFacts, TimeStampFacts } from '../facts';
import type { XmlDetail, XmlOddity } from './facts';
import { readXml } from './read';

export function signaturesOf(
  file: Uint8Array | string,
  contents: readonly DetachedContent[] = [],
): readonly SignatureFacts[] {
  const { signatures } = readXml(typeof file === 'string' ? Buffer.from(file) : file, contents);
  return signatures.map(readable);
}

export function readable(entry: SignatureEntry): SignatureFacts {
  if (entry.readable) return entry.signature;
  throw new Error(`${entry.id}: ${entry.fault}`);
}

/** With all that countersign them. */
export function withCounters(signatures: readonly SignatureFacts[]): readonly SignatureFacts[] {
  return signatures.flatMap((one) => [one, ...withCounters(one.counterSignatures.map(readable))]);
}

export function digestHolds({ data, digest, expected }: Reference): boolean {
  const algorithm = digest.digest;
  if (data === null || algorithm === undefined || expected.length === 0) return false;
  return expected.every((value) => sameBytes(algorithm.over(data), value));
}

export function valueHolds({ signer, signedBytes, algorithm, value }: SignatureFacts): boolean {
  const key = tryParseCertificate(signer.certificates[0] ?? new Uint8Array(0))?.publicKey;
  const suite = key === undefined ? undefined : identifyReference(algorithm, key);
  if (key === undefined || suite === undefined || signedBytes === null) return false;
  return verifySignature(suite, key, Buffer.concat([...signedBytes]), value).valid;
}

export function isIntact(facts: SignatureFacts): boolean {
  return facts.references.length > 0 && facts.references.every(digestHolds) && valueHolds(facts);
}

export function imprintHolds({ token, covers }: TimeStampFacts): boolean {
  const info = tryParseToken(token)?.info;
  const digest = info === undefined ? undefined : digestByOid(info.digestOid);
  const data = digest === undefined ? null : covers(digest);
  return (
    data !== null && digest !== undefined && info !== undefined && sameBytes(digest.over(data), info.imprint)
  );
}

export function oddityKinds({ oddities }: SignatureFacts): readonly string[] {
  return [...new Set(oddities.map(({ kind }) => kind))];
}

export function hasOddity(facts: SignatureFacts, kind: XmlOddity): boolean {
  return oddityKinds(facts).includes(kind);
}

export function xmlDetailOf({ detail }: SignatureFacts): XmlDetail {
  if (detail.syntax === 'xml') return detail;
  throw new Error('no XML signature');
}
