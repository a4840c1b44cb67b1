/**
 * Is an element in DER all the way down, and what would its DER be: for signed attributes that came in BER.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5652#section-5.4 RFC 5652, section 5.4}
 * @module
 */
import { children, contents, type Element, parseDer, raw } from './der';
import { octetStringPieces, readBoolean, readIntegerBytes } from './der-values';
import { encode } from './der-writer';
import { TAG } from './tags';

const CONSTRUCTED_OCTET_STRING = TAG.octetString | 0x20;

/** `asSet`: the outermost element is a SET OF whatever its tag says (IMPLICIT). */
export function isDer(element: Element, asSet: boolean): boolean {
  try {
    return isCanonical(parseDer(raw(element)), asSet);
  } catch {
    return false;
  }
}

function isCanonical(element: Element, asSet: boolean): boolean {
  if (element.tag === TAG.boolean) readBoolean(element, 'a BOOLEAN');
  if (element.tag === TAG.integer) readIntegerBytes(element, 'an INTEGER');
  if ((element.tag & 0x20) === 0) return true;
  // X.690 section 10.2: strings are primitive in DER.
  if (element.tag < 0x40 && element.tag !== TAG.sequence && element.tag !== TAG.set) return false;
  const parts = children(element);
  if ((asSet || element.tag === TAG.set) && !inOrder(parts)) return false;
  return parts.every((part) => isCanonical(part, false));
}

/** X.690 section 11.6: ascending order of the encodings. */
export function inOrder(elements: readonly Element[]): boolean {
  let before: Uint8Array | undefined;
  for (const element of elements) {
    const current = raw(element);
    if (before !== undefined && Buffer.compare(before, current) > 0) return false;
    before = current;
  }
  return true;
}

/** The DER of an element that came in BER, under the tag `tag`. */
export function derEncoding(element: Element, tag: number, asSet: boolean): Uint8Array {
  if (element.tag === CONSTRUCTED_OCTET_STRING) {
    return encode(TAG.octetString, ...octetStringPieces(element, 'an OCTET STRING'));
  }
  if (element.tag === TAG.boolean) {
    return encode(TAG.boolean, Uint8Array.of(readBoolean(element, 'a BOOLEAN') ? 0xff : 0));
  }
  if ((element.tag & 0x20) === 0) return encode(tag, contents(element));
  const parts = children(element).map((part) => derEncoding(part, part.tag, false));
  return encode(tag, ...(asSet || element.tag === TAG.set ? parts.sort(Buffer.compare) : parts));
}
