/**
 * Reads trust anchors from files as DER bytes; what the bytes mean is for the readers of certificates.
 *
 * @module
 */
import { expectTag, parseDer } from '../encoding/der';
import { looksLikePem, readPem } from '../encoding/pem';
import { TAG } from '../encoding/tags';
import { TamgaError } from '../model/error';
import { readBounded } from './bounded-read';

const MAX_ANCHOR_BYTES = 256 * 1024;

/**
 * The certificates of one file; a PEM file may hold several.
 *
 * @throws TamgaError TAMGA-E-TRUST-READ
 */
export function readAnchorFile(file: string): readonly Uint8Array[] {
  const bytes = readBounded(file, MAX_ANCHOR_BYTES, 'TAMGA-E-TRUST-READ');
  try {
    const certificates = looksLikePem(bytes)
      ? readPem(bytes.toString('latin1')).map(certificateBlock)
      : [bytes];
    if (certificates.length === 0) throw new TamgaError('TAMGA-E-TRUST-READ', 'a PEM block has no end');
    // RFC 5280 section 4.1: a certificate is one SEQUENCE.
    for (const certificate of certificates) expectTag(parseDer(certificate), TAG.sequence, 'a certificate');
    return certificates;
  } catch (cause) {
    const reason = cause instanceof TamgaError ? cause.message : String(cause);
    throw new TamgaError('TAMGA-E-TRUST-READ', `${file} holds no certificate: ${reason}`, {
      hint: 'An anchor is one DER certificate, or PEM text with CERTIFICATE blocks and nothing else.',
      cause,
    });
  }
}

function certificateBlock({ label, bytes }: { label: string; bytes: Uint8Array }): Uint8Array {
  if (label !== 'CERTIFICATE')
    throw new TamgaError('TAMGA-E-TRUST-READ', `only CERTIFICATE blocks may stand there, not ${label}`);
  return bytes;
}
