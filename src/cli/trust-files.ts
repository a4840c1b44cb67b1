/**
 * Trust anchors from files and folders: certificates as PEM (any number in one file), bare base64 or DER.
 *
 * @module
 */
import { X509Certificate } from 'node:crypto';
import { TamgaError } from '../model/error';
import { readBounded } from '../roster/bounded-read';
import { filesIn, isFolder, partsOf } from './encoded-files';
import { messageOf } from './errors';

const MAX_BYTES = 16 * 1024 * 1024;
const EXTENSIONS: readonly string[] = ['.pem', '.crt', '.cer', '.der'];

/** The certificates as DER, each once; `warn` hears of files in a folder that hold none. @throws TamgaError TAMGA-E-TRUST-READ */
export function readTrust(paths: readonly string[], warn: (line: string) => void): readonly Uint8Array[] {
  const found = paths.flatMap((path) =>
    isFolder(path) ? certificatesUnder(path, warn) : certificatesIn(path),
  );
  return [...new Map(found.map((certificate) => [certificate.fingerprint256, certificate.raw])).values()];
}

/** A stray file in a folder is no reason to trust less than the rest of it; a file named by the user is. */
function certificatesUnder(folder: string, warn: (line: string) => void): readonly X509Certificate[] {
  const found = filesIn(folder, EXTENSIONS).flatMap((file) => {
    try {
      return certificatesIn(file);
    } catch (error) {
      warn(`not an anchor, skipped: ${messageOf(error)}`);
      return [];
    }
  });
  if (found.length > 0) return found;
  throw new TamgaError(
    'TAMGA-E-TRUST-READ',
    `no ${EXTENSIONS.join(', ')} file in ${folder} holds a certificate`,
    {
      hint: 'Give the folder that holds the certificates themselves; folders in it are not searched.',
    },
  );
}

function certificatesIn(file: string): readonly X509Certificate[] {
  const bytes = readBounded(file, MAX_BYTES, 'TAMGA-E-TRUST-READ');
  try {
    return certificateParts(bytes).map((der) => new X509Certificate(der));
  } catch (cause) {
    throw new TamgaError('TAMGA-E-TRUST-READ', `${file} holds no readable certificate: ${messageOf(cause)}`, {
      hint: 'An anchor is an X.509 certificate in PEM, base64 or DER.',
      cause,
    });
  }
}

/** Keys and requests often lie in one file with a certificate; they are not ours to read. */
function certificateParts(bytes: Buffer): readonly Uint8Array[] {
  const found = partsOf(bytes).filter(({ label }) => label === null || label === 'CERTIFICATE');
  if (found.length === 0) throw new TamgaError('TAMGA-E-TRUST-READ', 'no CERTIFICATE block');
  return found.map(({ der }) => der);
}
