/**
 * Which family of formats the bytes are of: told by the bytes, never by a name.
 *
 * @module
 */
import { decodeBase64 } from '../encoding/base64';
import { parseFirst } from '../encoding/der';
import { looksLikePdf } from '../encoding/pdf/file';
import { looksLikePem, readPem } from '../encoding/pem';
import { endsLikeZip, looksLikeZip } from '../encoding/zip/read';
import { looksLikeJws } from '../formats/jades/serialization';
import { TamgaError } from '../model/error';

export type Recognised =
  | {
      readonly family: 'cms';
      /** The bytes without a textual wrapping and without what follows. */
      readonly bytes: Uint8Array;
      /** More than line ends and padding follows the structure: bytes that nothing in it speaks of. */
      readonly followed: boolean;
    }
  | { readonly family: 'xml' | 'pdf' | 'zip' | 'jws'; readonly bytes: Uint8Array };

/** OBJECT IDENTIFIER id-signedData, with identifier and length. */
const SIGNED_DATA = Buffer.from('06092a864886f70d010702', 'hex');
/** Identifier and the longest length that a reader takes. */
const LONGEST_HEADER = 10;
/** Zero octets, line ends and blanks, as transports leave them behind a file. */
const PADDING: ReadonlySet<number> = new Set([0x00, 0x09, 0x0a, 0x0d, 0x1a, 0x20]);
const BYTE_ORDER_MARK = Buffer.from('efbbbf', 'hex');
const MAXIMUM_TEXT = 64 * 1024 * 1024;

export function recognise(file: Uint8Array): Recognised | null {
  if (isSignedData(file)) return cms(file);
  if (looksLikeZip(file)) return { family: 'zip', bytes: file };
  // A signature in another syntax may carry a PDF further in: its own first byte decides then.
  const first = firstOfText(file);
  if (first === '<') return { family: 'xml', bytes: file };
  if (first === '{') return { family: 'jws', bytes: file };
  // The code of a brace begins with this character in base64url.
  if (first === 'e' && file.length <= MAXIMUM_TEXT && looksLikeJws(file))
    return { family: 'jws', bytes: file };
  const bytes = fromText(file);
  if (bytes !== null) return cms(bytes);
  if (looksLikePdf(file)) return { family: 'pdf', bytes: file };
  return endsLikeZip(file) ? { family: 'zip', bytes: file } : null;
}

function cms(bytes: Uint8Array): Recognised {
  const end = endOf(bytes);
  return {
    family: 'cms',
    bytes: end === bytes.length ? bytes : bytes.subarray(0, end),
    followed: bytes.subarray(end).some((byte) => !PADDING.has(byte)),
  };
}

/** Where the structure has no end, its reader says why. */
function endOf(bytes: Uint8Array): number {
  try {
    return parseFirst(bytes, 'BER').next;
  } catch (error) {
    if (error instanceof TamgaError && error.code === 'TAMGA-E-DER') return bytes.length;
    throw error;
  }
}

/** The first character that is no blank, in UTF-8 or UTF-16, with or without a byte order mark. */
function firstOfText(file: Uint8Array): string {
  const head = Buffer.from(file.subarray(0, 256));
  const text = head[0] === 0xff || head[1] === 0x00 ? head.toString('utf16le') : head.toString('utf8');
  const swapped = head[0] === 0xfe || (head[0] === 0x00 && head[1] !== 0x00);
  const shown = swapped
    ? Buffer.from(head.subarray(0, head.length & ~1))
        .swap16()
        .toString('utf16le')
    : text;
  return /^\ufeff?\s*(.)/u.exec(shown)?.[1] ?? '';
}

/** A SEQUENCE whose first element says id-signedData. */
function isSignedData(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x30) return false;
  const head = Buffer.from(bytes.subarray(0, LONGEST_HEADER + SIGNED_DATA.length));
  const at = head.indexOf(SIGNED_DATA);
  return at >= 2 && at <= LONGEST_HEADER;
}

/** CMS also travels as PEM or as bare base64 text. */
function fromText(given: Uint8Array): Uint8Array | null {
  if (given.length === 0 || given.length > MAXIMUM_TEXT) return null;
  const file = BYTE_ORDER_MARK.equals(given.subarray(0, 3)) ? given.subarray(3) : given;
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
