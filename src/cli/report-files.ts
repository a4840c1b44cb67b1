/**
 * ETSI validation reports on disk: one file per signed file, complete or not there at all.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { TamgaError } from '../model/error';
import { isFolder } from './encoded-files';
import { messageOf } from './errors';

export interface ReportTarget {
  /** Where the report on this file goes; every call gives another place. */
  pathFor(file: string): string;
}

/** A folder takes any number of reports, a file one. @throws TamgaError TAMGA-E-USAGE */
export function reportTarget(target: string, files: readonly string[]): ReportTarget {
  const folder = isFolder(target) || /[/\\]$/.test(target);
  if (!folder) {
    if (files.length > 1)
      throw new TamgaError('TAMGA-E-USAGE', `--report ${target} is one file for ${files.length} reports`, {
        hint: 'Name a folder that exists, or one with a slash at its end.',
      });
    return { pathFor: () => target };
  }
  const taken = new Set<string>();
  return {
    pathFor(file) {
      const name = basename(file);
      let path = join(target, `${name}.xml`);
      // Two folders may hold files of one name.
      for (let number = 2; taken.has(path); number += 1) path = join(target, `${name}-${number}.xml`);
      taken.add(path);
      return path;
    },
  };
}

/** @throws TamgaError TAMGA-E-OUT-DIR */
export function writeReport(path: string, text: string): void {
  // Its own name beside the target: a rename within one folder is whole or nothing.
  const temporary = `${path}.${createHash('sha256').update(`${process.pid} ${path}`).digest('hex').slice(0, 12)}.tmp`;
  try {
    const folder = join(path, '..');
    if (!isFolder(folder)) mkdirSync(folder, { recursive: true });
    writeFileSync(temporary, text, { flag: 'wx' });
    renameSync(temporary, path);
  } catch (cause) {
    if (existsSync(temporary)) rmSync(temporary, { force: true });
    throw new TamgaError('TAMGA-E-OUT-DIR', `${path} cannot be written: ${messageOf(cause)}`, {
      hint: 'Name a file or a folder that you may write with --report.',
      cause,
    });
  }
}
