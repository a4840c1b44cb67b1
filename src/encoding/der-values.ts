/**
 * Values of the universal types, read strictly: one value, one encoding (X.690 sections 8, 10 and 11).
 *
 * @module
 */
import { children, contents, derFault, type Element, expectTag, tagName } from './der';
import { TAG } from './tags';
import { parseAnyTime, parseTime } from './time';

export function readBoolean(element: Element, what: string): boolean {
  expectTag(element, TAG.boolean, what);
  const value = contents(element);
  const byte = value[0];
  if (value.length !== 1 || byte === undefined)
    throw derFault(element.start, `${what} of one octet`, 'another length');
  // X.690 section 11.1: DER says TRUE with all bits set; BER lets any bit do.
  if (element.source.rules === 'DER' && byte !== 0 && byte !== 0xff) {
    throw derFault(element.body, `${what}: 00 or FF`, byte.toString(16));
  }
  return byte !== 0;
}

/** The contents of an INTEGER, two's complement, in the fewest octets (X.690 section 8.3.2). */
export function readIntegerBytes(element: Element, what: string): Uint8Array {
  if (element.tag !== TAG.integer && element.tag !== TAG.enumerated) expectTag(element, TAG.integer, what);
  return minimalInteger(element, what);
}

/** The same for IMPLICIT tags, whose tag the caller has checked. */
export function minimalInteger(element: Element, what: string): Uint8Array {
  const value = contents(element);
  const first = value[0];
  const second = value[1];
  if (first === undefined) throw derFault(element.start, `${what} of at least one octet`, 'none');
  if (second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) {
    throw derFault(element.body, `${what} in the fewest octets`, 'a redundant first octet');
  }
  return value;
}

/** A small non-negative number: versions, path lengths, key sizes. */
export function readSmallInteger(element: Element, what: string, maximum = 0x7fffffff): number {
  const value = readIntegerBytes(element, what);
  if ((value[0] ?? 0) >= 0x80) throw derFault(element.body, `${what} that is not negative`, 'a negative one');
  let number = 0;
  for (const byte of value) {
    number = number * 256 + byte;
    if (number > maximum) throw derFault(element.body, `${what} of at most ${maximum}`, 'a larger one');
  }
  return number;
}

export function readOid(element: Element, what: string): string {
  expectTag(element, TAG.oid, what);
  return decodeOid(element, what);
}

/** X.690 section 8.19: seven bits an octet, no leading 0x80, the first two arcs in one number. */
export function decodeOid(element: Element, what: string): string {
  const value = contents(element);
  if (value.length === 0 || value.length > 64)
    throw derFault(element.start, `${what} of 1 to 64 octets`, `${value.length}`);
  if ((value[value.length - 1] ?? 0) >= 0x80)
    throw derFault(element.body, `${what} that ends`, 'an open arc');
  let text = '';
  let arc = 0;
  let fresh = true;
  for (const byte of value) {
    if (fresh && byte === 0x80)
      throw derFault(element.body, `${what} in the fewest octets`, 'a leading zero');
    arc = arc * 128 + (byte & 0x7f);
    fresh = byte < 0x80;
    if (arc > Number.MAX_SAFE_INTEGER / 128)
      throw derFault(element.body, `${what} with arcs below 2^46`, 'a larger one');
    if (!fresh) continue;
    if (text !== '') text += `.${arc}`;
    else text = arc < 40 ? `0.${arc}` : arc < 80 ? `1.${arc - 40}` : `2.${arc - 80}`;
    arc = 0;
  }
  return text;
}

/** One OCTET STRING in one piece; the pieces of a constructed one are joined. */
export function readOctetString(element: Element, what: string): Uint8Array {
  const pieces = octetStringPieces(element, what);
  const [first] = pieces;
  return pieces.length === 1 && first !== undefined ? first : Buffer.concat(pieces);
}

/** X.690 section 8.7.3: in BER an OCTET STRING may come in pieces, which are themselves OCTET STRINGs. */
export function octetStringPieces(element: Element, what: string): readonly Uint8Array[] {
  if (element.tag === TAG.octetString) return [contents(element)];
  if (element.source.rules === 'DER' || element.tag !== (TAG.octetString | 0x20)) {
    throw derFault(element.start, `${what} (OCTET STRING)`, tagName(element.tag));
  }
  return joinable(element, what);
}

/** The pieces of an OCTET STRING under an IMPLICIT tag, which the caller has checked. */
export function joinable(element: Element, what: string): readonly Uint8Array[] {
  if ((element.tag & 0x20) === 0) return [contents(element)];
  return children(element).flatMap((piece) => octetStringPieces(piece, what));
}

export interface BitString {
  readonly unused: number;
  readonly bytes: Uint8Array;
}

export function readBitString(element: Element, what: string): BitString {
  expectTag(element, TAG.bitString, what);
  const value = contents(element);
  const unused = value[0];
  const last = value[value.length - 1] ?? 0;
  if (unused === undefined || unused > 7 || (value.length === 1 && unused !== 0)) {
    throw derFault(element.body, `${what} with 0 to 7 unused bits`, 'another count');
  }
  // X.690 section 11.2.1: unused bits are zero.
  if (value.length > 1 && (last & ((1 << unused) - 1)) !== 0) {
    throw derFault(element.end - 1, `${what} with unused bits zero`, 'a one');
  }
  return { unused, bytes: value.subarray(1) };
}

/** Keys and signature values: whole octets. */
export function readBitStringOctets(element: Element, what: string): Uint8Array {
  const { unused, bytes } = readBitString(element, what);
  if (unused !== 0) throw derFault(element.body, `${what} of whole octets`, `${unused} unused bits`);
  return bytes;
}

/** Milliseconds since 1970 of a UTCTime or GeneralizedTime, in the DER form. */
export function readTime(element: Element, what: string): number {
  return timeOf(element, what, parseTime);
}

/** The same in every form of X.680: for times that are known whatever their form, as in certificates of old. */
export function readAnyTime(element: Element, what: string): number {
  return timeOf(element, what, parseAnyTime);
}

function timeOf(element: Element, what: string, parse: typeof parseTime): number {
  if (element.tag !== TAG.utcTime && element.tag !== TAG.generalizedTime) {
    throw derFault(element.start, `${what} (UTCTime or GeneralizedTime)`, tagName(element.tag));
  }
  const text = Buffer.from(contents(element)).toString('latin1');
  const time = parse(text, element.tag === TAG.utcTime);
  if (time === undefined)
    throw derFault(
      element.body,
      `${what} in the form of X.690 section 11.7`,
      JSON.stringify(text.slice(0, 24)),
    );
  return time;
}

const LATIN1_STRINGS: ReadonlySet<number> = new Set([
  TAG.numericString,
  TAG.printableString,
  TAG.teletexString,
  TAG.ia5String,
  TAG.visibleString,
]);

/** A character string of any kind that names use; null where the tag is no string. */
export function readString(element: Element): string | null {
  const value = Buffer.from(contents(element));
  if (element.tag === TAG.utf8String) return value.toString('utf8');
  if (LATIN1_STRINGS.has(element.tag)) return value.toString('latin1');
  if (element.tag === TAG.bmpString && value.length % 2 === 0) return value.swap16().toString('utf16le');
  return null;
}
