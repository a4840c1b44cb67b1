/**
 * What an element holds as base64 text.
 *
 * @module
 */
import { decodeBase64 } from '../../encoding/base64';
import { ownText, type XmlElement } from '../../encoding/xml/tree';

/** Certificates of key info alone are asked for by hint, material, proofs and baseline. */
const known = new WeakMap<XmlElement, { readonly bytes: Uint8Array | undefined }>();

/** Undefined where it is none. */
export function base64In(element: XmlElement): Uint8Array | undefined {
  const before = known.get(element);
  if (before !== undefined) return before.bytes;
  const bytes = decodeBase64(ownText(element));
  known.set(element, { bytes });
  return bytes;
}
