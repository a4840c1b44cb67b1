/**
 * Files of certificates, lists and responses as people have them: PEM (any number in one file), bare base64 or DER.
 *
 * @module
 */
import { readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { decodeBase64 } from '../encoding/base64';
import { looksLikePem, readPem } from '../encoding/pem';

export function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    // Below a file, or where nobody may look: whoever opens it says so.
    return false;
  }
}

/** Of the folder itself, in order of their names; folders in it are not searched. */
export function filesIn(folder: string, extensions: readonly string[]): readonly string[] {
  return readdirSync(folder)
    .filter((name) => extensions.includes(extname(name).toLowerCase()))
    .sort()
    .map((name) => join(folder, name));
}

/** `label`: of PEM blocks alone. */
export interface EncodedPart {
  readonly label: string | null;
  readonly der: Uint8Array;
}

export function partsOf(bytes: Buffer): readonly EncodedPart[] {
  if (looksLikePem(bytes)) {
    return readPem(bytes.toString('latin1')).map(({ label, bytes: der }) => ({ label, der }));
  }
  return [{ label: null, der: bareBase64(bytes) ?? bytes }];
}

/** Some authorities publish the base64 of PEM without its frame. */
function bareBase64(bytes: Buffer): Uint8Array | undefined {
  const text = bytes.toString('latin1');
  return /^[A-Za-z0-9+/\s]+=*\s*$/.test(text) ? decodeBase64(text) : undefined;
}
