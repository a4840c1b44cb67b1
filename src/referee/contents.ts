/**
 * Which of the offered files a detached signature is about.
 *
 * @module
 */

import { digestByOid } from '../crypto/digests';
import { sameBytes } from '../encoding/bytes';
import type { SignerInfo } from '../formats/cms/signer-info';
import type { DetachedContent } from './validation';

/** A CMS names no file: the one with the signed digest, else the first in order (it then fails as the wrong one). */
export function chooseContent(
  signer: SignerInfo,
  contents: readonly DetachedContent[],
): readonly Uint8Array[] | null {
  const [first] = contents;
  if (first === undefined) return null;
  const digest = digestByOid(signer.digestOid);
  const signed = signer.signedAttributes?.facts.messageDigests[0];
  if (contents.length === 1 || digest === undefined || signed === undefined) return [first.bytes];
  const match = contents.find(({ bytes }) => sameBytes(digest.of(bytes), signed));
  return [(match ?? first).bytes];
}
