/**
 * The reference states that a new folder of profiles begins with, so that there is somebody to meet.
 *
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../model/package-root';
import type { StateCode } from '../model/profile';

export interface Reference {
  readonly name: string;
  readonly content: string;
}

const DIVERGENCES = 'known-divergences.json';

/** All but the state itself; what is known to differ of its simulation is not known of the state. */
export function referencesFor(code: StateCode): readonly Reference[] {
  const folder = join(packageRoot(), 'profiles');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json') && name !== `${code.toLowerCase()}.json`)
    .map((name) => {
      const content = readFileSync(join(folder, name), 'utf8');
      return { name, content: name === DIVERGENCES ? divergencesWithout(code, content) : content };
    });
}

function divergencesWithout(code: StateCode, text: string): string {
  const file: { readonly divergences: readonly { readonly check: string }[] } = JSON.parse(text);
  const kept = file.divergences.filter(
    ({ check }) => !check.split('/', 1).join('').split('-').includes(code),
  );
  return `${JSON.stringify({ ...file, divergences: kept }, null, 2)}\n`;
}
