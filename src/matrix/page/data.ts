/**
 * The checks as the page embeds them: rows of numbers into tables of texts, so that a round fits in one file.
 *
 * @module
 */
import { type JudgedCheck, type Matrix, OUTCOMES, OWNERS, RESULTS } from '../../model/matrix';
import type { Case } from '../../model/vector';
import { formatVerdict } from '../../model/verdict';
import { isAssumed, OUTCOME_ROWS } from '../outcomes';
import { BY_LOUDNESS } from './glyphs';
import { STOPS, stopOf } from './stops';
import { WORDS } from './words';

/** The columns of one row, by name: the script reads them by the same list. */
const COLUMNS: readonly (readonly [name: string, of: (check: JudgedCheck) => string | null])[] = [
  ['signer', ({ signer }) => signer],
  ['verifier', ({ verifier }) => verifier],
  ['case', (check) => check.case],
  ['polarity', ({ polarity }) => polarity],
  ['format', ({ format }) => format],
  ['level', ({ level }) => level],
  ['packaging', ({ packaging }) => packaging],
  ['suite', ({ suite }) => suite],
  ['outcome', ({ outcome }) => outcome],
  ['owner', ({ owner }) => owner],
  ['because', ({ because }) => because],
  ['expected', ({ expected }) => formatVerdict(expected)],
  ['observed', ({ observed }) => observed],
  ['assumed', (check) => (isAssumed(check) ? check.assumed.join('; ') : null)],
  ['known', ({ known }) => known],
  ['flaky', ({ flaky }) => (flaky === null ? null : `${flaky.passed} ${flaky.of}`)],
  ['stop', (check) => stopOf(check)],
  ['artefact', ({ artefact }) => artefact],
];

/** The words that the script needs; the others stand in the page already. */
const SPOKEN = /^(cell|share|result|outcome|owner|stop|panel|filter)\./;

export interface PageData {
  readonly columns: readonly string[];
  /** By column: the texts that its numbers stand for. */
  readonly texts: readonly (readonly (string | null)[])[];
  readonly rows: readonly (readonly number[])[];
  readonly words: Readonly<Record<string, string>>;
  readonly states: readonly { readonly code: string; readonly name: string }[];
  readonly cases: Readonly<Record<string, string>>;
  /** By case: the easy twin of a positive that is hard to read. */
  readonly twins: Readonly<Record<string, string>>;
  readonly outcomes: typeof OUTCOME_ROWS;
  readonly order: Readonly<
    Record<'results' | 'outcomes' | 'owners' | 'loudness' | 'stops', readonly string[]>
  >;
  readonly rerun: string;
}

export function pageData(matrix: Matrix, cases: readonly Case[]): PageData {
  const tables = COLUMNS.map(([, of]) => table(matrix.checks.map(of)));
  return {
    columns: COLUMNS.map(([name]) => name),
    texts: tables.map(({ texts }) => texts),
    rows: matrix.checks.map((_, at) => tables.map(({ numbers }) => numbers[at] ?? 0)),
    words: Object.fromEntries(Object.entries(WORDS).filter(([key]) => SPOKEN.test(key))),
    states: matrix.states.map(({ code, name }) => ({ code, name })),
    cases: Object.fromEntries(cases.map(({ id, title }) => [id, title])),
    twins: Object.fromEntries(cases.flatMap(easyTwin)),
    outcomes: OUTCOME_ROWS,
    order: { results: RESULTS, outcomes: OUTCOMES, owners: OWNERS, loudness: BY_LOUDNESS, stops: STOPS },
    rerun: rerunOf(matrix),
  };
}

function easyTwin({ id, polarity, twin }: Case): readonly (readonly [string, string])[] {
  return polarity === 'positive' && twin !== null ? [[id, twin]] : [];
}

/** Options that make the same round again. */
export function rerunOf({ clock, seed }: Matrix): string {
  const time = clock.mode === 'frozen' ? ` --time ${clock.instant}` : '';
  return `--seed ${shellWord(seed)}${time}`;
}

/** A seed may hold anything: quoted so that pasting it runs nothing. */
function shellWord(text: string): string {
  return /^[\w.:@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function table(values: readonly (string | null)[]): {
  readonly texts: readonly (string | null)[];
  readonly numbers: readonly number[];
} {
  const texts = [...new Set(values)];
  const at = new Map(texts.map((text, number) => [text, number]));
  return { texts, numbers: values.map((value) => at.get(value) ?? 0) };
}
