/**
 * Files that show a signature of a known format and cannot be read: what is wrong with them is a verdict, not an error.
 *
 * Bytes that show none stay an error: nobody can say that a signature failed where there is none.
 *
 * @module
 */
import type { SignedFile } from '../formats/facts';
import { holdsSignature } from '../formats/jades/serialization';
import { NO_MATERIAL } from '../formats/material';
import type { Format } from '../model/claim';
import { type ErrorCode, TamgaError } from '../model/error';
import type { Recognised } from './recognise';

/** The bytes break the rules of their encoding. A limit that is exceeded says nothing of the kind. */
const MALFORMED: ReadonlySet<ErrorCode> = new Set([
  'TAMGA-E-DER',
  'TAMGA-E-JSON',
  'TAMGA-E-PDF',
  'TAMGA-E-XML',
  'TAMGA-E-ZIP',
]);

type Family = Recognised['family'];

/** Null: the bytes show no signature, or it is not the bytes that are wrong. */
export function unreadableFile(family: Family, bytes: Uint8Array, error: unknown): SignedFile | null {
  if (!(error instanceof TamgaError) || !MALFORMED.has(error.code)) return null;
  const format = shownFormat(family, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  if (format === null) return null;
  return {
    format,
    signatures: [{ readable: false, id: 'signer-1', fault: `the file cannot be read: ${error.message}` }],
    material: NO_MATERIAL,
  };
}

function shownFormat(family: Family, bytes: Buffer): Format | null {
  if (family === 'cms') return 'CMS';
  if (family === 'jws') return holdsSignature(bytes) ? 'JWS' : null;
  // Two readers may take one file for two things, so every mark counts, whatever it begins with.
  if (showsXmlSignature(bytes)) return 'XMLDSig';
  return bytes.includes('/ByteRange') ? 'PDF' : containerFormat(bytes);
}

const DS = 'http://www.w3.org/2000/09/xmldsig#';
const DS_IN_UTF16 = Buffer.from(DS, 'utf16le');

function showsXmlSignature(bytes: Buffer): boolean {
  // All but the first octet is the same in both byte orders.
  return bytes.includes(DS) || bytes.includes(DS_IN_UTF16.subarray(1, -1));
}

const METADATA = 'META-INF/';
const MOST_NAMES = 4096;
const LONGEST_NAME = 256;

/** By the names of entries, which an archive does not compress. */
function containerFormat(bytes: Buffer): Format | null {
  let at = bytes.indexOf(METADATA);
  for (let count = 0; at >= 0 && count < MOST_NAMES; count += 1) {
    const name = bytes.subarray(at, at + LONGEST_NAME).toString('latin1');
    const [, extension] = /^META-INF\/[^/]{0,200}?signature[^/]{0,200}?\.(p7s|xml)/i.exec(name) ?? [];
    if (extension !== undefined) return extension.toLowerCase() === 'p7s' ? 'ASiC-E/CAdES' : 'ASiC-E/XAdES';
    at = bytes.indexOf(METADATA, at + METADATA.length);
  }
  return null;
}
