/** Every case of the catalogue gets the verdict of its vector, and its twin passes. */
import { deepEqual, equal, ok } from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { FORGED_CASE_IDS } from '../forge/cases/registry';
import type { Product } from '../model/claim';
import { packageRoot } from '../model/package-root';
import { type Case, caseIn } from '../model/vector';
import { formatVerdict } from '../model/verdict';
import { loadCases } from '../roster/cases';
import { judged, made, productsOf } from './testing-catalogue';
import { explain } from './testing-state';
import { startReferee } from './validate';

const CASES = loadCases(join(packageRoot(), 'vectors')).filter(({ mint }) => mint === 'forge');
const EVERYTHING = process.env['TAMGA_FUZZ'] !== undefined;

before(startReferee);

interface Spoken {
  readonly verdicts: readonly string[];
  /** What did not pass. */
  readonly why: string;
}

const known = new Map<string, Spoken>();

/** A twin is asked about once for all of its negatives. */
function spoken(id: string, product: Product): Spoken {
  const name = nameOf(id, product);
  const found = known.get(name) ?? speak(id, product);
  known.set(name, found);
  return found;
}

function speak(id: string, product: Product): Spoken {
  try {
    const reports = judged(made(id, product));
    return { verdicts: reports.map(formatVerdict), why: reports.map(explain).join('\n') };
  } catch (thrown) {
    return { verdicts: [], why: String(thrown) };
  }
}

function nameOf(id: string, { format, level, packaging, suite }: Product): string {
  return `${id} ${format} ${level} ${packaging} ${suite}`;
}

/** A file with several signatures is as good as the worst of them. */
function faults(id: string, product: Product, expected: string): readonly string[] {
  const { verdicts, why } = spoken(id, product);
  const worst = verdicts.find((verdict) => verdict !== 'TOTAL_PASSED') ?? verdicts[0];
  if (worst === expected) return [];
  return [`${nameOf(id, product)}: ${verdicts.join(' | ')}, expected ${expected}\n${why}`];
}

for (const polarity of ['negative', 'positive'] as const) {
  test(`every ${polarity} of the catalogue is judged as its vector says`, () => {
    const cases = CASES.filter((one) => one.polarity === polarity);
    const found = cases.flatMap((one) => {
      return productsOf(one, EVERYTHING).flatMap((product) => {
        // What is acceptable of others is not of the referee: the round holds it to what is expected.
        return faults(one.id, product, formatVerdict(caseIn(one, product.format).expected));
      });
    });
    deepEqual(found, []);
    ok(cases.length >= 10, `${cases.length} cases`);
  });
}

test('the twin of every negative passes with the products of the negative', () => {
  const asked = CASES.filter(({ polarity }) => polarity === 'negative').flatMap((one: Case) =>
    productsOf(one, EVERYTHING).map((product) => ({ twin: one.twin ?? '', product })),
  );
  const once = new Map(asked.map((one) => [nameOf(one.twin, one.product), one]));
  deepEqual(
    [...once.values()].flatMap(({ twin, product }) => faults(twin, product, 'TOTAL_PASSED')),
    [],
  );
});

test('every case of the forge has a vector, and every vector a case', () => {
  deepEqual(CASES.map(({ id }) => id).sort(), [...FORGED_CASE_IDS].sort());
  equal(new Set(FORGED_CASE_IDS).size, FORGED_CASE_IDS.length);
});
