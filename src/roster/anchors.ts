/**
 * Reads trust anchors from files as DER bytes; what the bytes mean is for the readers of certificates.
 *
 * @module
 */
import { resolve } from 'node:path';
import { TamgaError } from '../model/error';
import type { AnchorSource } from '../model/profile';
import { readBounded } from './bounded-read';

const MAX_ANCHOR_BYTES = 256 * 1024;

/** RFC 7468 section 3, lax form: any line length, text around the blocks. */
const PEM_BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]*)-----END \1-----/g;

/**
 * The DER certificates of those anchors that are files, in the order of the profile; a PEM file may hold several.
 *
 * @throws TamgaError TAMGA-E-TRUST-READ
 */
export function readAnchors(sources: readonly AnchorSource[], baseFolder: string): readonly Uint8Array[] {
  return sources.flatMap((source) =>
    source.from === 'file' ? readAnchorFile(resolve(baseFolder, source.path)) : [],
  );
}

/** @throws TamgaError TAMGA-E-TRUST-READ */
export function readAnchorFile(file: string): readonly Uint8Array[] {
  const bytes = readBounded(file, MAX_ANCHOR_BYTES, 'TAMGA-E-TRUST-READ');
  if (isOneSequence(bytes)) return [bytes];
  const blocks = [...bytes.toString('latin1').matchAll(PEM_BLOCK)];
  if (blocks.length === 0)
    throw unreadable(file, 'is neither one DER certificate nor PEM text with CERTIFICATE blocks');
  return blocks.map(([, label, body = '']) => {
    if (label !== 'CERTIFICATE')
      throw unreadable(file, `holds a PEM block ${label}, only CERTIFICATE may stand there`);
    const der = Buffer.from(body, 'base64');
    if (!isOneSequence(der)) throw unreadable(file, 'holds a CERTIFICATE block that is not one DER value');
    return der;
  });
}

/** X.690 section 8.1.3: one SEQUENCE whose definite length ends where the bytes end. */
function isOneSequence(bytes: Uint8Array): boolean {
  const [tag, first] = bytes;
  if (tag !== 0x30 || first === undefined) return false;
  if (first < 0x80) return bytes.length === 2 + first;
  const octets = first & 0x7f;
  if (octets < 1 || octets > 4 || bytes.length < 2 + octets) return false;
  const length = bytes.subarray(2, 2 + octets).reduce((sum, octet) => sum * 256 + octet, 0);
  return bytes.length === 2 + octets + length;
}

function unreadable(file: string, what: string): TamgaError {
  return new TamgaError('TAMGA-E-TRUST-READ', `${file} ${what}`, {
    hint: 'An anchor is one DER certificate, or PEM text with one or more CERTIFICATE blocks and no keys.',
  });
}
