/**
 * Writes report files whole or not at all, and points `latest` at the newest round.
 *
 * @module
 */
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A reader never sees half a file: it is written beside its place and then moved there. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  writeFileSync(`${path}.part`, content);
  renameSync(`${path}.part`, path);
}

export function writeJson(path: string, value: unknown): void {
  writeWhole(path, `${JSON.stringify(value, null, 2)}\n`);
}

/** One level at a time: a recursive mkdir of Node never returns below /proc. */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path, { recursive: false });
}

/** `latest` is a link beside the round, so that it never costs a copy. */
export function pointLatest(roundFolder: string): void {
  const link = join(dirname(roundFolder), 'latest');
  rmSync(link, { recursive: true, force: true });
  symlinkSync(basename(roundFolder), link, 'junction');
}
