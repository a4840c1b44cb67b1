/**
 * Which of the offered files a detached CMS is about.
 *
 * @module
 */
import { type Digest, digestByOid } from '../../crypto/digests';
import { sameBytes } from '../../encoding/bytes';
import type { Data, DetachedContent } from '../facts';
import type { SignerInfo } from './signer-info';

/** A CMS names no file: the one with the signed digest, else the first in order (it then fails as the wrong one). */
export function chooseContent(signer: SignerInfo, contents: readonly DetachedContent[]): Data | null {
  const [first] = contents;
  if (first === undefined) return null;
  const digest = digestByOid(signer.digestOid);
  const signed = signer.signedAttributes?.facts.messageDigests[0];
  if (contents.length === 1 || digest === undefined || signed === undefined) return first.bytes;
  return (contents.find(({ bytes }) => hasDigest(bytes, digest, signed)) ?? first).bytes;
}

function hasDigest(data: Data, digest: Digest, expected: Uint8Array): boolean {
  return sameBytes(digest.over(data), expected);
}
