/**
 * Is an element in DER all the way down, and what would its DER be: for signed attributes that came in BER.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5652#section-5.4 RFC 5652, section 5.4}
 * @module
 */
import { children, contents, type Element } from './der';
import { octetStringPieces, readBoolean } from './der-values';
import { encode } from './der-writer';
import { TAG } from './tags';

const CONSTRUCTED_OCTET_STRING = TAG.octetString | 0x20;

/** `asSet`: the outermost element is a SET OF whatever its tag says (IMPLICIT). */
export function isDer(element: Element, asSet: boolean): boolean {
  const { bytes } = element.source;
  return canonicalEnd(bytes, element.start, element.next, element.depth, asSet) === element.next;
}

const MAXIMUM_DEPTH = 48;
const NOT_CANONICAL = -1;

/** Offset behind the element that starts at `start`, if it is in DER all the way down; made of numbers alone, for speed. */
function canonicalEnd(
  bytes: Uint8Array,
  start: number,
  limit: number,
  depth: number,
  asSet: boolean,
): number {
  const tag = bytes[start] ?? 0;
  let at = start + 2;
  let length = bytes[start + 1] ?? 0x80;
  // Tag numbers above 30 and lengths of more than four octets do not occur in signed attributes.
  if (tag === 0 || (tag & 0x1f) === 0x1f || depth > MAXIMUM_DEPTH) return NOT_CANONICAL;
  if (length >= 0x80) {
    const count = length & 0x7f;
    length = 0;
    for (let i = 0; i < count && i < 4; i += 1) length = length * 256 + (bytes[at + i] ?? 0);
    // X.690 section 10.1: the definite form, in the fewest octets.
    if (count === 0 || count > 4 || bytes[at] === 0 || length < 0x80) return NOT_CANONICAL;
    at += count;
  }
  const end = at + length;
  if (end > limit) return NOT_CANONICAL;
  if ((tag & 0x20) === 0) return isCanonicalPrimitive(bytes, tag, at, length) ? end : NOT_CANONICAL;
  // X.690 section 10.2: strings are primitive in DER.
  if (tag < 0x40 && tag !== TAG.sequence && tag !== TAG.set) return NOT_CANONICAL;
  return areCanonicalParts(bytes, at, end, depth + 1, asSet || tag === TAG.set) ? end : NOT_CANONICAL;
}

function areCanonicalParts(
  bytes: Uint8Array,
  start: number,
  end: number,
  depth: number,
  ordered: boolean,
): boolean {
  let before = start;
  for (let at = start; at < end; ) {
    const next = canonicalEnd(bytes, at, end, depth, false);
    if (next === NOT_CANONICAL) return false;
    // X.690 section 11.6: ascending order of the encodings.
    if (ordered && at > start && Buffer.compare(bytes.subarray(before, at), bytes.subarray(at, next)) > 0)
      return false;
    before = at;
    at = next;
  }
  return true;
}

/** X.690 sections 8.3.2 and 11.1. */
function isCanonicalPrimitive(bytes: Uint8Array, tag: number, at: number, length: number): boolean {
  const first = bytes[at] ?? 0;
  if (tag === TAG.boolean) return length === 1 && (first === 0 || first === 0xff);
  if (tag !== TAG.integer) return true;
  const second = bytes[at + 1] ?? 0;
  return (
    length > 0 && (length === 1 || !((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80)))
  );
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
