import assert from 'node:assert/strict';
import test from 'node:test';
import { initXml } from '../../encoding/xml/parse';
import { FORMATS, LEVELS, type Packaging } from '../../model/claim';
import { SPECIFICATIONS } from '../../model/specification';
import { contentsOf, readSample, requireSamples, sampleRows } from '../../testing/samples';
import { readFile } from '../read-file';
import { baselineRows, baselineTable, reachedLevel } from './baseline';
import { forgedFacts } from './testing-forged';
import { contextOf } from './testing-rows';

test.before(initXml);

const PRODUCTS: readonly (readonly [(typeof FORMATS)[number], Packaging])[] = [
  ['CAdES', 'attached'],
  ['PAdES', 'enveloped'],
  ['XAdES', 'enveloped'],
  ['JAdES', 'attached'],
  ['ASiC-S/CAdES', 'attached'],
  ['ASiC-S/XAdES', 'attached'],
  ['ASiC-E/CAdES', 'attached'],
  ['ASiC-E/XAdES', 'attached'],
];

test('what the forge makes reaches the level that it claims, and breaks nothing', () => {
  for (const [format, packaging] of PRODUCTS) {
    for (const level of LEVELS) {
      if (level === 'none') continue;
      const facts = forgedFacts({ format, packaging, level });
      const rows = baselineRows(facts, contextOf(facts));
      const broken = rows
        .filter(({ status }) => status === 'broken')
        .map(({ row, found }) => `${row}: ${found}`);
      assert.deepEqual(broken, [], `${format} ${level}`);
      assert.equal(facts.level, level, format);
      assert.equal(reachedLevel(rows), level, `${format} ${level}`);
    }
  }
});

test('every format has a table of rows with ids, clauses and sentences of their own', () => {
  for (const format of FORMATS) {
    const table = baselineTable(format);
    assert.equal(new Set(table.map(({ id }) => id)).size, table.length, format);
    for (const { id, clause, sentence } of table) {
      assert.ok(clause.doc in SPECIFICATIONS, id);
      assert.match(sentence, /^\S.*\.$/, id);
    }
    for (const level of LEVELS) {
      if (level === 'none') continue;
      assert.ok(
        table.some((row) => row.level === level && row.requirement === 'shall'),
        `${format} ${level}`,
      );
    }
  }
});

/** Forms that are of no baseline level, and what ours says of them. Everything else is noted as its letter. */
const NOT_BASELINE: ReadonlyMap<string, string> = new Map([
  // No time claimed, or another content type.
  ['CAdES_BES', 'none'],
  ['CAdES_T', 'none'],
  ['CAdES_A', 'none'],
  ['XAdES_BES', 'none'],
  ['XAdES_EPES', 'none'],
  ['XAdES_A', 'none'],
  ['PAdES_LTV', 'none'],
  ['JSON_NOT_ETSI', 'none'],
  ['XML_NOT_ETSI', 'none'],
  // Two tokens in one property.
  ['XAdES_T', 'B-B'],
  // References of certificates and revocation information.
  ['CAdES_C', 'B-T'],
  // Evidence records are no baseline level.
  ['CAdES_ERS', 'B-LT'],
  // A time-mark is no time-stamp.
  ['XAdES_BASELINE_LT_TM', 'B-B'],
]);

/** The source notes the level of the signature; the container around it breaks rows of its own. */
const BROKEN_CONTAINER = 'asic-s/asicsinvalidmimetypeasxml.asics';

test('real signatures reach the level that their source notes', (t) => {
  if (!requireSamples(t)) return;
  let compared = 0;
  for (const row of sampleRows()) {
    const { file, note } = row;
    const noted = /level (\S+?);/.exec(note)?.[1];
    if (noted === undefined) continue;
    const letter = /BASELINE_(\w+)$/.exec(noted)?.[1];
    const expected = file === BROKEN_CONTAINER ? 'none' : (NOT_BASELINE.get(noted) ?? `B-${letter}`);
    const entries = readFile(readSample(file), contentsOf(row))?.signatures ?? [];
    const all = entries.flatMap((entry) =>
      entry.readable
        ? [
            entry.signature,
            ...entry.signature.counterSignatures.flatMap((one) => (one.readable ? [one.signature] : [])),
          ]
        : [],
    );
    const reached: readonly string[] = all.map((facts) =>
      reachedLevel(baselineRows(facts, contextOf(facts))),
    );
    assert.ok(reached.includes(expected), `${file}: ${noted}, ${reached.join()}`);
    compared += 1;
  }
  assert.ok(compared >= 40, `${compared}`);
});
