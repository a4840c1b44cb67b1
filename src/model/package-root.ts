/**
 * Where the package lies: from a checkout (`src/`), from the build (`dist/src/`) and from an installed tarball alike.
 *
 * @module
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TamgaError } from './error';

/** Absolute path of the folder that holds `package.json`, `features/`, `profiles/` and `vectors/`. */
export function packageRoot(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'profiles'))) return folder;
  }
  throw new TamgaError('TAMGA-E-INTERNAL', `no package.json with profiles/ beside it above ${__dirname}`);
}
