import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { unzipSync } from 'fflate';
import { initXml } from '../../encoding/xml/parse';
import { contentsOf, readSample, requireSamples, type SampleRow, sampleRows } from '../../testing/samples';
import type { SignatureFacts, TimeStampFacts } from '../facts';
import { readXml } from './read';
import { imprintHolds, isIntact, oddityKinds, readable, withCounters } from './testing-xml';

interface Sample {
  readonly file: string;
  readonly intact: boolean;
  readonly signatures: readonly SignatureFacts[];
}

test.before(initXml);

function samples(t: TestContext): readonly Sample[] | undefined {
  if (!requireSamples(t)) return undefined;
  return sampleRows()
    .filter(({ format }) => /XAdES|XMLDSig/.test(format))
    .flatMap((row) => {
      const { file, format, intact } = row;
      return (format.startsWith('ASiC') ? contained(file) : [plain(row)]).map((signatures) => ({
        file,
        intact,
        signatures,
      }));
    });
}

function plain(row: SampleRow): readonly SignatureFacts[] {
  return withCounters(readXml(readSample(row.file), contentsOf(row)).signatures.map(readable));
}

function contained(file: string): readonly (readonly SignatureFacts[])[] {
  const entries = unzipSync(readSample(file));
  const resolve = (uri: string) => {
    const entry = entries[uri] ?? entries[decodeURIComponent(uri)];
    return entry === undefined ? undefined : [entry];
  };
  return Object.keys(entries)
    .filter((name) => /^META-INF\/.*signatures.*\.xml$/i.test(name))
    .map((name) =>
      withCounters(readXml(entries[name] ?? Buffer.of(), [], { resolve }).signatures.map(readable)),
    );
}

test('the XML samples of other projects are as intact as they say', (t) => {
  const all = samples(t);
  if (all === undefined) return;
  assert.ok(all.length > 40, `${all.length}`);
  for (const { file, intact, signatures } of all) {
    assert.ok(signatures.length > 0, file);
    assert.equal(signatures.every(isIntact), intact, file);
  }
});

test('their references find what they name, and cover it in full', (t) => {
  const all = samples(t);
  if (all === undefined) return;
  const coverages = new Set<string>();
  for (const { file, signatures } of all) {
    for (const { dataFound, coverage, oddities } of signatures) {
      assert.equal(dataFound, true, file);
      coverages.add(`${coverage} ${coverage === 'full' ? '' : file}`);
      assert.deepEqual(oddities, [], file);
    }
  }
  // Its second signature is over the first one without what was added to that later.
  assert.deepEqual([...coverages].sort(), ['full ', 'partial asic-e/detached-counter-signature.asice']);
});

/** Copied there on purpose from another signature, or over a file that was changed: the names of the samples say it. */
const BROKEN: readonly string[] = [
  'xades/xades-counter-sig-copied-sigtst.xml xades:SignatureTimeStamp',
  'xades/xades-detached-with-object-type-ref.xml xades141:ArchiveTimeStamp',
  'xades/xades-lta-copied-atst.xml xades141:ArchiveTimeStamp',
  'xades/xades-two-sig-copied-tst.xml xades:SignatureTimeStamp',
  'asic-s/removed-doc-2.asics xades:AllDataObjectsTimeStamp',
  'asic-s/removed-doc-2.asics xades141:ArchiveTimeStamp',
];

test('the time-stamps in them are over what the standard says', (t) => {
  const all = samples(t);
  if (all === undefined) return;
  const broken: string[] = [];
  const held = new Set<string>();
  for (const { file, signatures } of all) {
    const stamps: readonly TimeStampFacts[] = signatures.flatMap(({ contentTimeStamps, timeStamps }) => [
      ...contentTimeStamps,
      ...timeStamps,
    ]);
    for (const stamp of stamps) {
      if (imprintHolds(stamp)) held.add(stamp.name);
      else broken.push(`${file} ${stamp.name}`);
    }
  }
  assert.deepEqual(broken.sort(), [...BROKEN].sort());
  assert.deepEqual([...held].sort(), [
    'xades141:ArchiveTimeStamp',
    'xades:AllDataObjectsTimeStamp',
    'xades:SigAndRefsTimeStamp',
    'xades:SignatureTimeStamp',
  ]);
});

test('levels and formats are those that the sources name', (t) => {
  const all = samples(t);
  if (all === undefined) return;
  const found = (name: string) =>
    all.filter(({ file }) => file.includes(name)).flatMap(({ signatures }) => signatures);
  for (const [name, format, level] of [
    ['kz/organization-gost2004', 'XMLDSig', 'none'],
    ['xades/dss-signed', 'XAdES', 'B-B'],
    ['xades/xades-t-duplicated', 'XAdES', 'B-T'],
    ['allkiri-ades', 'XAdES', 'B-LT'],
    ['xades-lta-copied-atst', 'XAdES', 'B-LTA'],
    ['test-esteid2018-asic-e-xades-lta-lta', 'XAdES', 'B-LTA'],
  ] as const) {
    const [signature] = found(name);
    assert.deepEqual([signature?.format, signature?.level], [format, level], name);
    assert.deepEqual(signature === undefined ? [] : oddityKinds(signature), []);
  }
});
