/**
 * Base64 and base64url read strictly: the alphabet, the padding, no bits left over.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc4648#section-4 RFC 4648, sections 4 and 5}
 * @module
 */

/** Undefined unless the text, line ends and blanks aside, is the one base64 text of some bytes. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const compact = /[\r\n\t ]/.test(text) ? text.replace(/[\r\n\t ]+/g, '') : text;
  const bytes = Buffer.from(compact, 'base64');
  // Other characters, missing padding and bits left over do not come back.
  return bytes.toString('base64') === compact ? bytes : undefined;
}

export function encodeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
}

/** Undefined unless the text is the one base64url text of some bytes, without padding (RFC 7515 section 2). */
export function decodeBase64Url(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}

/** Padding, bits left over and the alphabet of base64 are let pass: for what is signed as the text that it is. */
export function decodeLooseBase64Url(text: string): Uint8Array | undefined {
  return /^[A-Za-z0-9_+/-]*={0,2}$/.test(text) ? Buffer.from(text, 'base64url') : undefined;
}

/** Of bytes in pieces, in pieces. */
export function* encodeBase64UrlPieces(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  let rest = new Uint8Array(0);
  for (const piece of pieces) {
    const joined = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    // Three octets are four characters: what is over waits for the next piece.
    const whole = joined.length - (joined.length % 3);
    if (whole > 0) yield Buffer.from(Buffer.from(joined.subarray(0, whole)).toString('base64url'), 'latin1');
    rest = Uint8Array.from(joined.subarray(whole));
  }
  if (rest.length > 0) yield Buffer.from(Buffer.from(rest).toString('base64url'), 'latin1');
}
