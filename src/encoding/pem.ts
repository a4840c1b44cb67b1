/**
 * PEM blocks: textual encodings of certificates, CRLs and CMS.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc7468 RFC 7468}
 * @module
 */
import { TamgaError } from '../model/error';
import { decodeBase64, encodeBase64 } from './base64';

export interface PemBlock {
  /** For example `CERTIFICATE`. */
  readonly label: string;
  readonly bytes: Uint8Array;
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]{1,64})-----([^-]*)-----END ([A-Z0-9 ]{1,64})-----/g;

/** Every block of the text in order; text around the blocks is explanation and is skipped. */
export function readPem(text: string): readonly PemBlock[] {
  return [...text.matchAll(BLOCK)].map(([, label = '', body = '', end]) => {
    const bytes = decodeBase64(body);
    if (label !== end || bytes === undefined) {
      throw new TamgaError('TAMGA-E-DER', `the PEM block ${label} is not base64 between equal labels`, {
        hint: 'Export the file again as PEM, or give it as DER.',
      });
    }
    return { label, bytes };
  });
}

export function writePem(label: string, bytes: Uint8Array): string {
  const lines = encodeBase64(bytes).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

export function looksLikePem(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
  return head.includes('-----BEGIN ');
}
