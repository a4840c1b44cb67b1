/**
 * Computes the mathematics from the facts alone, as the referee will: references, then the value.
 *
 * @module
 */
import { digestByOid } from '../../crypto/digests';
import { identifyReference } from '../../crypto/identify-reference';
import { verifySignature } from '../../crypto/verify';
import { sameBytes } from '../../encoding/bytes';
import { parseCertificate } from '../../pki/certificate';
import { tryParseToken } from '../cms/time-stamp-token';
import type { Reference, SignatureEntry, SignatureFacts, TimeStampFacts } from '../facts';

export function isIntact(signature: SignatureFacts): boolean {
  return signature.dataFound && signature.references.every(matches) && valueVerifies(signature);
}

export function matches({ digest, expected, data }: Reference): boolean {
  const algorithm = digest.digest;
  if (algorithm === undefined || data === null || expected.length === 0) return false;
  return expected.every((one) => sameBytes(one, algorithm.over(data)));
}

/** With any certificate that the signature brings and names by its hash, where it names one. */
function valueVerifies(signature: SignatureFacts): boolean {
  const { signedBytes, value, algorithm, signer, material, certificateReferences } = signature;
  if (signedBytes === null) return false;
  const [reference] = certificateReferences;
  const data = Buffer.concat([...signedBytes]);
  return [...signer.certificates, ...material.certificates]
    .filter((der) => reference === undefined || sameBytes(reference.hash, hashOf(reference.digest, der)))
    .some((der) => {
      const { publicKey } = parseCertificate(der);
      const suite = identifyReference(algorithm, publicKey);
      return suite !== undefined && verifySignature(suite, publicKey, data, value).valid;
    });
}

function hashOf({ digest }: Reference['digest'], der: Uint8Array): Uint8Array {
  return digest === undefined ? new Uint8Array(0) : digest.of(der);
}

export function imprintMatches(stamp: TimeStampFacts): boolean {
  const info = tryParseToken(stamp.token)?.info;
  const digest = info === undefined ? undefined : digestByOid(info.digestOid);
  if (info === undefined || digest === undefined) return false;
  const data = stamp.covers(digest);
  return data !== null && sameBytes(digest.over(data), info.imprint);
}

export function readableOf(entries: readonly SignatureEntry[]): readonly SignatureFacts[] {
  return entries.flatMap((entry) => (entry.readable ? [entry.signature] : []));
}
