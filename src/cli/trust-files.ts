/**
 * Trust anchors from files and folders: PEM (any number in one file) or DER certificates.
 *
 * @module
 */
import { X509Certificate } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { looksLikePem, readPem } from '../encoding/pem';
import { TamgaError } from '../model/error';
import { readBounded } from '../roster/bounded-read';
import { messageOf } from './errors';

const MAX_BYTES = 16 * 1024 * 1024;
const EXTENSIONS: readonly string[] = ['.pem', '.crt', '.cer', '.der'];

/** The certificates as DER, each once. @throws TamgaError TAMGA-E-TRUST-READ */
export function readTrust(paths: readonly string[]): readonly Uint8Array[] {
  const anchors = new Map<string, Uint8Array>();
  for (const file of paths.flatMap(trustFiles))
    for (const certificate of certificatesIn(file)) anchors.set(certificate.fingerprint256, certificate.raw);
  return [...anchors.values()];
}

function trustFiles(path: string): readonly string[] {
  if (!isFolder(path)) return [path];
  const files = readdirSync(path)
    .filter((name) => EXTENSIONS.includes(extname(name).toLowerCase()))
    .sort()
    .map((name) => join(path, name));
  if (files.length > 0) return files;
  throw new TamgaError('TAMGA-E-TRUST-READ', `the folder ${path} holds no ${EXTENSIONS.join(', ')} file`, {
    hint: 'Give the folder that holds the certificates themselves; folders in it are not searched.',
  });
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function certificatesIn(file: string): readonly X509Certificate[] {
  const bytes = readBounded(file, MAX_BYTES, 'TAMGA-E-TRUST-READ');
  try {
    const certificates = looksLikePem(bytes) ? pemCertificates(bytes) : [bytes];
    return certificates.map((der) => new X509Certificate(der));
  } catch (cause) {
    throw new TamgaError('TAMGA-E-TRUST-READ', `${file} holds no readable certificate: ${messageOf(cause)}`, {
      hint: 'An anchor is an X.509 certificate in PEM or DER.',
      cause,
    });
  }
}

/** Keys and requests often lie in one file with a certificate; they are not ours to read. */
function pemCertificates(bytes: Buffer): readonly Uint8Array[] {
  const found = readPem(bytes.toString('latin1')).filter(({ label }) => label === 'CERTIFICATE');
  if (found.length === 0) throw new TamgaError('TAMGA-E-TRUST-READ', 'no CERTIFICATE block');
  return found.map((block) => block.bytes);
}
