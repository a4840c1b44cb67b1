import { deepEqual, equal, ok, throws } from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { initXml } from '../../encoding/xml/parse';
import type { TestEntry } from '../../encoding/zip/testing-zip';
import { TamgaError } from '../../model/error';
import { seededNumber } from '../../testing/seeded';
import { imprintMatches, isIntact } from '../jades/testing-intact';
import { readAsic } from './read';
import {
  A,
  B,
  type Entries,
  FILES,
  first,
  GOOD_E,
  GOOD_X,
  MANIFEST,
  own,
  P7S,
  signedManifest,
} from './testing-asic';
import { cades, container, type Listed, MIME_E, MIME_S, manifestXml, token } from './testing-container';

before(initXml);

describe('archive manifests', () => {
  const signature = signedManifest([A, B]);
  const [[, manifest = ''] = [], [, p7s = ''] = []] = signature.map((one) => (Array.isArray(one) ? one : []));
  const listed: readonly Listed[] = [A, B, { uri: MANIFEST, content: manifest }, { uri: P7S, content: p7s }];
  const TST = 'META-INF/timestamp001.tst';
  const older = manifestXml(TST, listed);
  const olderToken = token(older);
  const archived: Entries = [
    ...FILES,
    ...signature,
    ['META-INF/ASiCArchiveManifest001.xml', older],
    [TST, olderToken],
  ];

  test('their time-stamps are of the signatures that they list', () => {
    const [stamp, ...more] = first(container(MIME_E, archived)).timeStamps;
    ok(stamp !== undefined && more.length === 0);
    deepEqual(
      [stamp.kind, stamp.name, stamp.faults, stamp.proves.signature],
      ['document', 'META-INF/ASiCArchiveManifest001.xml', [], true],
    );
    ok(imprintMatches(stamp));
  });

  test('a newer one proves the older one', () => {
    const newer = manifestXml('META-INF/timestamp002.tst', [
      ...listed,
      { uri: 'META-INF/ASiCArchiveManifest001.xml', content: older, root: true },
      { uri: TST, content: olderToken },
    ]);
    // Before the older one, so that the order of the entries says nothing.
    const file = container(MIME_E, [
      ['META-INF/ASiCArchiveManifest.xml', newer],
      ['META-INF/timestamp002.tst', token(newer)],
      ...archived,
    ]);
    const facts = first(file);
    deepEqual(
      facts.timeStamps.map(({ name }) => name),
      ['META-INF/ASiCArchiveManifest001.xml', 'META-INF/ASiCArchiveManifest.xml'],
    );
    deepEqual(
      facts.timeStamps.map(({ proves }) => proves.timeStamps.length),
      [0, 1],
    );
    deepEqual(facts.container?.archiveManifests.length, 2);
  });

  test('wrong digests and absent files are faults, and what does not list the signature is nothing to it', () => {
    const wrong = manifestXml(TST, [
      { ...A, content: 'x' },
      { uri: 'gone', content: '' },
      { uri: P7S, content: p7s },
    ]);
    const [stamp] = first(
      container(MIME_E, [
        ...FILES,
        ...signature,
        ['META-INF/ASiCArchiveManifest.xml', wrong],
        [TST, token(wrong)],
      ]),
    ).timeStamps;
    equal(stamp?.faults.length, 2);
    const other = manifestXml(TST, [A, B, { uri: P7S, content: 'another signature' }]);
    deepEqual(
      first(
        container(MIME_E, [
          ...FILES,
          ...signature,
          ['META-INF/ASiCArchiveManifest.xml', other],
          [TST, token(other)],
        ]),
      ).timeStamps,
      [],
    );
  });
});

describe('hostile containers', () => {
  test('a bomb that a signature names is refused, one that nobody names costs nothing', () => {
    const bomb = { name: 'bomb', content: Buffer.alloc(16 * 1024 * 1024), deflate: true };
    ok(isIntact(first(container(MIME_E, [...GOOD_E, bomb]))));
    const named = signedManifest([A, { uri: 'bomb', content: 'x' }]);
    throws(() => readAsic(container(MIME_E, [...FILES, bomb, ...named])), { code: 'TAMGA-E-LIMIT' });
  });

  test('a damaged file is refused data, not an exception', () => {
    const facts = first(
      container(MIME_E, [{ name: 'a.txt', content: A.content, crc: 1 }, FILES[1], ...signedManifest([A, B])]),
    );
    const refused = facts.references.find(({ data }) => data === null)?.missing;
    deepEqual(refused, { refused: '"a.txt": the CRC is another' });
  });

  test('a nested container is a file like any other', () => {
    const inner = container(MIME_E, GOOD_E);
    const facts = first(
      container(MIME_S, [
        ['package.zip', inner],
        ['META-INF/signature.p7s', cades(inner)],
      ]),
    );
    deepEqual([isIntact(facts), own(facts)], [true, []]);
  });

  test('too many files in META-INF', () => {
    const many = Array.from({ length: 2001 }, (_, index) => [`META-INF/${index}`, ''] as const);
    throws(() => readAsic(container(MIME_E, many)), { code: 'TAMGA-E-LIMIT' });
  });

  test('damaged ones give facts or a TamgaError', () => {
    const rounds = 150 * Number(process.env['TAMGA_FUZZ'] ?? '1');
    const stored = (entries: Entries) =>
      entries.map((entry): TestEntry => {
        const [name = '', content = ''] = Array.isArray(entry) ? entry : [];
        return { name: String(name), content: Buffer.from(content) };
      });
    // Stored, so that damage reaches manifests and signatures and not the compression alone.
    const files = [container(MIME_E, stored(GOOD_E)), container(MIME_E, stored(GOOD_X))];
    for (let round = 0; round < rounds; round += 1) {
      const number = (what: string, below: number) => seededNumber(`asic ${round} ${what}`, below);
      const damaged = Buffer.from(files[round % 2] ?? '');
      for (let change = 0; change <= number('changes', 3); change += 1)
        damaged[number(`at ${change}`, damaged.length)] = number(`octet ${change}`, 256);
      try {
        for (const entry of readAsic(damaged).signatures) if (entry.readable) isIntact(entry.signature);
      } catch (error) {
        ok(
          error instanceof TamgaError,
          `${error instanceof Error ? error.stack : error}\n${damaged.toString('base64')}`,
        );
      }
    }
  });
});
