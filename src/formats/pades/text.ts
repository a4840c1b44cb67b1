/**
 * Text strings of PDF.
 *
 * @see ISO 32000-2, section 7.9.2.2
 * @module
 */

/** UTF-16BE and UTF-8 by their byte order marks; else every octet is one character, as PDFDocEncoding has it for Latin. */
export function decodeText(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (buffer[0] === 0xfe && buffer[1] === 0xff) {
    const even = Buffer.from(buffer.subarray(2, buffer.length - (buffer.length % 2)));
    return even.swap16().toString('utf16le');
  }
  if (buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf)
    return buffer.subarray(3).toString('utf8');
  return buffer.toString('latin1');
}
