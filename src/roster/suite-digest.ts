/**
 * The identity of what a round asks: one digest over features, vectors and the tables that give them meaning.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from './canonical-json';
import { filesBelow } from './files-below';

const FOLDERS = ['features', 'vectors'] as const;

/**
 * Lower-case hex SHA-256 over every file below `features/` and `vectors/` of a package, in the order of their paths.
 *
 * `tables` is data that belongs to the suite and lies in code, as the table of suites does.
 */
export function suiteDigest(root: string, tables: unknown = null): string {
  const hash = createHash('sha256');
  for (const folder of FOLDERS)
    for (const path of filesBelow(join(root, folder), 'TAMGA-E-INTERNAL')) {
      const bytes = readFileSync(join(root, folder, path));
      // Path and length before the bytes: no two trees can run together into one stream.
      hash.update(`${folder}/${path}\0${bytes.length}\0`).update(bytes);
    }
  return hash.update(canonicalJson(tables)).digest('hex');
}
