/**
 * Reads the file of known divergences.
 *
 * @module
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { KnownDivergence } from '../model/matrix';
import { packageRoot } from '../model/package-root';
import { type Fault, suggest, throwTroubles, troubles } from './fault';
import { isDate } from './iso-date';
import { type JsonSource, readJsonFile } from './json-source';
import { quoted } from './quoted';
import { compileSchema, schemaFaults } from './schema';

/** The words that a check id may be made of; what is left out is not compared. */
export interface CheckWords {
  readonly states?: readonly string[];
  readonly cases?: readonly string[];
}

interface DivergenceFile {
  readonly divergences: readonly KnownDivergence[];
}

const HINT = 'Correct each place named above; docs/divergences.md explains the file.';

/**
 * The listed divergences in the order of the file; none when the file does not exist.
 *
 * @throws TamgaError TAMGA-E-DIVERGENCES with every fault.
 */
export function loadDivergences(file: string, words: CheckWords = {}): readonly KnownDivergence[] {
  if (!existsSync(file)) return [];
  const source = readJsonFile(file, 'TAMGA-E-DIVERGENCES');
  const schema = join(packageRoot(), 'profiles', 'known-divergences.schema.json');
  const validate = compileSchema<DivergenceFile>(schema);
  const { value } = source;
  if (validate(value)) {
    refuse(meaningFaults(source, value.divergences, words));
    return value.divergences.map((one) => one);
  }
  refuse(schemaFaults(source, validate.errors ?? []));
  return [];
}

function refuse(faults: readonly Fault[]): void {
  throwTroubles('known divergences', troubles('TAMGA-E-DIVERGENCES', faults), HINT);
}

function meaningFaults(
  source: JsonSource,
  divergences: readonly KnownDivergence[],
  words: CheckWords,
): readonly Fault[] {
  return divergences.flatMap((one, at) => {
    const found = [...checkFaults(one, words), ...entryFaults(one, at, divergences)];
    return found.map(({ key, ...fault }) => {
      const pointer = `/divergences/${at}/${key}`;
      return { file: source.file, line: source.lineOf(pointer), pointer, ...fault };
    });
  });
}

type Found = Pick<Fault, 'found' | 'allowed' | 'didYouMean'> & { readonly key: keyof KnownDivergence };

function entryFaults(
  { id, expires }: KnownDivergence,
  at: number,
  all: readonly KnownDivergence[],
): readonly Found[] {
  const found: Found[] = [];
  if (all.findIndex((other) => other.id === id) < at)
    found.push({ key: 'id', found: `${quoted(id)} a second time`, allowed: 'each id once' });
  if (!isDate(expires))
    found.push({
      key: 'expires',
      found: quoted(expires),
      allowed: 'a day of the calendar, like 2027-09-01',
    });
  return found;
}

/** `KZ-TR/good/…`: a pattern that names what nobody enrolled would never hold and never vanish. */
function checkFaults({ check }: KnownDivergence, { states, cases }: CheckWords): readonly Found[] {
  const [pair = '', name = ''] = check.split('/');
  return [...pair.split('-').flatMap((code) => unknown(code, states)), ...unknown(name, cases)];
}

function unknown(word: string, allowed: readonly string[] | undefined): readonly Found[] {
  if (!allowed || word === '*' || allowed.includes(word)) return [];
  return [
    { key: 'check', found: quoted(word), allowed: allowed.join(', '), didYouMean: suggest(word, allowed) },
  ];
}
