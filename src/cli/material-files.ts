/**
 * Certificates, CRLs and OCSP responses from files and folders, told by their contents: material for the referee, trusted by nobody.
 *
 * @module
 */

import { joinMaterial } from '../formats/material';
import { TamgaError } from '../model/error';
import { tryParseCertificate } from '../pki/certificate';
import { tryParseCrl } from '../pki/crl';
import { tryParseOcsp } from '../pki/ocsp';
import type { Material } from '../referee/validation';
import { readBounded } from '../roster/bounded-read';
import { filesIn, isFolder, partsOf } from './encoded-files';
import { messageOf } from './errors';

/** Lists of large authorities run to tens of megabytes. */
const MAX_BYTES = 64 * 1024 * 1024;
const EXTENSIONS: readonly string[] = ['.pem', '.crt', '.cer', '.der', '.crl', '.ors', '.ocsp'];
const HINT =
  'Give certificates, CRLs and OCSP responses in PEM, base64 or DER, or the folder that holds them.';

/** `warn` hears of files in a folder that hold none. @throws TamgaError TAMGA-E-MATERIAL-READ */
export function readMaterial(paths: readonly string[], warn: (line: string) => void): Material {
  return joinMaterial(paths.map((path) => (isFolder(path) ? materialUnder(path, warn) : materialIn(path))));
}

/** A stray file in a folder is told; a file that the user named must hold what was meant. */
function materialUnder(folder: string, warn: (line: string) => void): Material {
  const found = filesIn(folder, EXTENSIONS).flatMap((file) => {
    try {
      return [materialIn(file)];
    } catch (error) {
      warn(`no material, skipped: ${messageOf(error)}`);
      return [];
    }
  });
  if (found.length > 0) return joinMaterial(found);
  throw new TamgaError(
    'TAMGA-E-MATERIAL-READ',
    `no ${EXTENSIONS.join(', ')} file in ${folder} holds material`,
    { hint: HINT },
  );
}

function materialIn(file: string): Material {
  const bytes = readBounded(file, MAX_BYTES, 'TAMGA-E-MATERIAL-READ');
  const found = partsIn(file, bytes).flatMap(materialOf);
  if (found.length > 0) return joinMaterial(found);
  throw new TamgaError('TAMGA-E-MATERIAL-READ', `${file} holds no certificate, CRL or OCSP response`, {
    hint: HINT,
  });
}

function partsIn(file: string, bytes: Buffer): readonly Uint8Array[] {
  try {
    return partsOf(bytes).map(({ der }) => der);
  } catch (cause) {
    throw new TamgaError('TAMGA-E-MATERIAL-READ', `${file} cannot be read: ${messageOf(cause)}`, {
      hint: HINT,
      cause,
    });
  }
}

function materialOf(der: Uint8Array): readonly Material[] {
  const none: Material = { certificates: [], crls: [], ocspResponses: [] };
  if (tryParseCertificate(der) !== undefined) return [{ ...none, certificates: [der] }];
  if (tryParseCrl(der) !== undefined) return [{ ...none, crls: [der] }];
  return tryParseOcsp(der) === undefined ? [] : [{ ...none, ocspResponses: [der] }];
}
