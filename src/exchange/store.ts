/**
 * The content-addressed store of a round: every artefact and every recorded exchange under its SHA-256.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Store {
  /** Writes the bytes once and returns their SHA-256 in lower-case hex. */
  put(bytes: Uint8Array): string;
  /** Undefined when there is nothing under that digest. */
  get(sha256: string): Uint8Array | undefined;
}

export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function openStore(folder: string): Store {
  const made = new Set<string>();
  const shelfOf = (sha256: string): string => join(folder, sha256.slice(0, 2));

  return {
    put(bytes) {
      const sha256 = sha256Hex(bytes);
      const shelf = shelfOf(sha256);
      const path = join(shelf, sha256);
      if (existsSync(path)) return sha256;
      if (!made.has(shelf)) mkdirSync(shelf, { recursive: true });
      made.add(shelf);
      // A killed process leaves a temporary file, never half an artefact under a digest.
      writeFileSync(`${path}.part`, bytes);
      renameSync(`${path}.part`, path);
      return sha256;
    },
    get(sha256) {
      const path = join(shelfOf(sha256), sha256);
      return existsSync(path) ? readFileSync(path) : undefined;
    },
  };
}
