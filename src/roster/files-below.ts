/**
 * Every regular file below a folder; links are not followed, so the walk ends and stays inside.
 *
 * @module
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ErrorCode, TamgaError } from '../model/error';

/**
 * Paths relative to the folder with forward slashes, in the order of their UTF-16 code units.
 *
 * @throws TamgaError of `code` when a folder cannot be read.
 */
export function filesBelow(folder: string, code: ErrorCode): readonly string[] {
  try {
    return [...walk(folder, '')].sort();
  } catch (cause) {
    throw new TamgaError(code, `the folder ${folder} cannot be read`, { cause });
  }
}

function* walk(folder: string, prefix: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const name = `${prefix}${entry.name}`;
    if (entry.isDirectory()) yield* walk(join(folder, entry.name), `${name}/`);
    else if (entry.isFile()) yield name;
  }
}
