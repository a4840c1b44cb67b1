/**
 * Which family of formats the bytes are of: told by the bytes, never by a name.
 *
 * @module
 */
import { decodeBase64 } from '../encoding/base64';
import { looksLikePem, readPem } from '../encoding/pem';

export interface Recognised {
  readonly family: 'cms';
  /** The bytes without a textual wrapping. */
  readonly bytes: Uint8Array;
}

/** OBJECT IDENTIFIER id-signedData, with identifier and length. */
const SIGNED_DATA = Buffer.from('06092a864886f70d010702', 'hex');
/** Identifier and the longest length that a reader takes. */
const LONGEST_HEADER = 10;
const MAXIMUM_TEXT = 64 * 1024 * 1024;

export function recognise(file: Uint8Array): Recognised | null {
  const bytes = isSignedData(file) ? file : fromText(file);
  return bytes === null ? null : { family: 'cms', bytes };
}

/** A SEQUENCE whose first element says id-signedData. */
function isSignedData(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x30) return false;
  const head = Buffer.from(bytes.subarray(0, LONGEST_HEADER + SIGNED_DATA.length));
  const at = head.indexOf(SIGNED_DATA);
  return at >= 2 && at <= LONGEST_HEADER;
}

/** CMS also travels as PEM or as bare base64 text. */
function fromText(file: Uint8Array): Uint8Array | null {
  if (file.length === 0 || file.length > MAXIMUM_TEXT) return null;
  if (looksLikePem(file)) {
    const block = readPem(Buffer.from(file).toString('latin1')).find(({ bytes }) => isSignedData(bytes));
    return block?.bytes ?? null;
  }
  // Base64 of a SEQUENCE begins with M; anything else is not worth decoding.
  const start = file.findIndex((byte) => byte > 0x20);
  if (file[start] !== 0x4d) return null;
  const bytes = decodeBase64(Buffer.from(file).toString('latin1'));
  return bytes !== undefined && isSignedData(bytes) ? bytes : null;
}
