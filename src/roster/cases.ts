/**
 * Reads the cases: every `vector.json` under a folder, checked against `vectors/vector.schema.json` and each other.
 *
 * @module
 */
import { basename, dirname, join } from 'node:path';
import type { ValidateFunction } from 'ajv';
import { packageRoot } from '../model/package-root';
import type { Case, CaseId } from '../model/vector';
import { type Fault, suggest, type Trouble, throwTroubles, troubleOf, troubles } from './fault';
import { filesBelow } from './files-below';
import { type JsonSource, readJsonFile } from './json-source';
import { quoted } from './quoted';
import { compileSchema, schemaFaults } from './schema';

interface LoadedCase {
  readonly one: Case;
  readonly source: JsonSource;
}

/**
 * The cases in the order of their ids.
 *
 * @throws TamgaError TAMGA-E-VECTOR with every fault of every file.
 */
export function loadCases(folder: string): readonly Case[] {
  const validate = compileSchema<Case>(join(packageRoot(), 'vectors', 'vector.schema.json'));
  const results = listVectors(folder).map((file) => loadCase(file, validate));
  const loaded = results.flatMap((result) => ('one' in result ? [result] : []));
  const broken = results.flatMap((result) => ('one' in result ? [] : result));
  // A file that does not load may hold the twin that the others name.
  const meaning = broken.length > 0 ? [] : loaded.flatMap((one) => meaningFaults(one, loaded));
  throwTroubles(
    'vectors',
    [...broken, ...troubles('TAMGA-E-VECTOR', meaning)],
    'Correct each place named above; vectors/vector.schema.json describes every key.',
  );
  return loaded.map(({ one }) => one).sort((a, b) => (a.id < b.id ? -1 : 1));
}

function listVectors(folder: string): readonly string[] {
  return filesBelow(folder, 'TAMGA-E-VECTOR')
    .filter((path) => basename(path) === 'vector.json')
    .map((path) => join(folder, path));
}

function loadCase(file: string, validate: ValidateFunction<Case>): LoadedCase | readonly Trouble[] {
  try {
    const source = readJsonFile(file, 'TAMGA-E-VECTOR');
    const { value } = source;
    if (validate(value)) return { one: value, source };
    return troubles('TAMGA-E-VECTOR', schemaFaults(source, validate.errors ?? []));
  } catch (thrown) {
    return [troubleOf(thrown)];
  }
}

type Found = Omit<Fault, 'file' | 'line'>;

function meaningFaults({ one, source }: LoadedCase, all: readonly LoadedCase[]): readonly Fault[] {
  const found = [
    ...idFaults(one, source, all),
    ...polarityFaults(one),
    ...formatFaults(one),
    ...twinFaults(one, all),
  ];
  return found.map((fault) => ({ file: source.file, line: source.lineOf(fault.pointer), ...fault }));
}

function idFaults({ id }: Case, { file }: JsonSource, all: readonly LoadedCase[]): Found[] {
  const pointer = '/id';
  const folder = basename(dirname(file));
  const found: Found[] = [];
  if (id !== folder)
    found.push({ pointer, found: quoted(id), allowed: `${quoted(folder)}, as the folder is named` });
  const earlier = all.find(({ one }) => one.id === id);
  if (earlier && earlier.source.file !== file)
    found.push({ pointer, found: `${quoted(id)} as in ${earlier.source.file}`, allowed: 'each id once' });
  return found;
}

function polarityFaults(one: Case): Found[] {
  const negative = one.polarity === 'negative';
  const passes = one.expected.indication === 'TOTAL_PASSED';
  const rows: readonly (readonly [boolean, Found])[] = [
    [
      negative === (one.class === null),
      {
        pointer: '/class',
        found: quoted(one.class),
        allowed: negative ? 'a class' : 'null, as the case is positive',
      },
    ],
    [
      negative === (one.deviation === null),
      {
        pointer: '/deviation',
        found: one.deviation === null ? 'null' : 'a deviation',
        allowed: negative ? 'one root deviation' : 'null, as the case is positive',
      },
    ],
    [
      negative === passes,
      {
        pointer: '/expected/indication',
        found: quoted(one.expected.indication),
        allowed: negative ? 'TOTAL_FAILED or INDETERMINATE' : 'TOTAL_PASSED, as the case is positive',
      },
    ],
  ];
  return rows.flatMap(([wrong, fault]) => (wrong ? [fault] : []));
}

/** Each format has one expected verdict, of the polarity of the case. */
function formatFaults({ formats, expected, expectedIn = [] }: Case): Found[] {
  const elsewhere = expectedIn.flatMap((row) => row.formats);
  return expectedIn.flatMap((row, at): Found[] => {
    const pointer = `/expectedIn/${at}`;
    const strange = row.formats.filter((format) => !formats.includes(format));
    const twice = row.formats.filter((format) => elsewhere.indexOf(format) !== elsewhere.lastIndexOf(format));
    const other = (row.expected.indication === 'TOTAL_PASSED') !== (expected.indication === 'TOTAL_PASSED');
    return [
      ...strange.map((format) => ({
        pointer,
        found: quoted(format),
        allowed: `one of ${formats.join(', ')}`,
      })),
      ...twice.map((format) => ({ pointer, found: `${quoted(format)} again`, allowed: 'each format once' })),
      ...(other
        ? [{ pointer, found: quoted(row.expected.indication), allowed: 'a verdict of the same polarity' }]
        : []),
    ];
  });
}

function twinFaults({ id, twin, polarity }: Case, all: readonly LoadedCase[]): Found[] {
  const pointer = '/twin';
  // Only a positive that is hard to read has an easy one beside it, which has none itself.
  if (polarity === 'positive' && twin === null) return [];
  const positives: readonly CaseId[] = all
    .filter(({ one }) => one.polarity === 'positive' && one.id !== id && one.twin === null)
    .map(({ one }) => one.id);
  if (twin !== null && positives.includes(twin)) return [];
  const allowed = `a positive case: ${positives.join(', ')}`;
  return [{ pointer, found: quoted(twin), allowed, didYouMean: suggest(twin, positives) }];
}
