/**
 * The identity of what a round asks: one digest over features, vectors and the tables that give them meaning.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { TamgaError } from '../model/error';
import { canonicalJson } from './canonical-json';

const FOLDERS = ['features', 'vectors'] as const;

/**
 * Lower-case hex SHA-256 over every file below `features/` and `vectors/` of a package, in the order of their paths.
 *
 * `tables` is data that belongs to the suite and lies in code, as the table of suites does.
 */
export function suiteDigest(root: string, tables: unknown = null): string {
  const hash = createHash('sha256');
  for (const name of FOLDERS.flatMap((folder) => filesBelow(root, folder))) {
    const bytes = readFileSync(join(root, name));
    // Path and length before the bytes: no two trees can run together into one stream.
    hash.update(`${name.split(sep).join('/')}\0${bytes.length}\0`).update(bytes);
  }
  return hash.update(canonicalJson(tables)).digest('hex');
}

function filesBelow(root: string, folder: string): readonly string[] {
  try {
    return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((name) => lstatSync(join(root, name)).isFile())
      .sort();
  } catch (cause) {
    throw new TamgaError('TAMGA-E-INTERNAL', `${join(root, folder)} cannot be read`, { cause });
  }
}
