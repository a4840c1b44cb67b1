import assert from 'node:assert/strict';
import test, { before, type TestContext } from 'node:test';
import { initXml } from '../../encoding/xml/parse';
import { readSample, requireSamples, sampleRows } from '../../testing/samples';
import type { SignatureFacts, SignedFile } from '../facts';
import { imprintMatches, isIntact, readableOf } from '../jades/testing-intact';
import { readAsic } from './read';

before(initXml);

interface Sample {
  readonly file: string;
  readonly format: string;
  readonly intact: boolean;
  /** B-B to B-LTA as its source says; undefined where it does not. */
  readonly level: string | undefined;
  readonly read: SignedFile;
  readonly signatures: readonly SignatureFacts[];
}

function samples(t: TestContext): readonly Sample[] {
  if (!requireSamples(t)) return [];
  return sampleRows()
    .filter(({ format }) => format.startsWith('ASiC'))
    .map(({ file, format, intact, note }) => {
      const read = readAsic(readSample(file));
      const level = /level [CX]AdES_BASELINE_(\w+)/.exec(note)?.[1];
      return { file, format, intact, level, read, signatures: readableOf(read.signatures) };
    });
}

/** By its name alone an ASiC-S: no mimetype, signatures0.xml, a manifest of OpenDocument. */
const FORM_OF_E: ReadonlySet<string> = new Set(['asic-s/asicscontainernomimetype.asics']);

test('the containers of other projects are as intact as they say, and of the kind that they say', (t) => {
  for (const { file, format, intact, read, signatures } of samples(t)) {
    assert.ok(signatures.length > 0 && signatures.length === read.signatures.length, file);
    assert.equal(read.format, FORM_OF_E.has(file) ? 'ASiC-E/XAdES' : format, file);
    assert.ok(
      signatures.every((signature) => signature.format === read.format && signature.container),
      file,
    );
    assert.equal(signatures.every(isIntact), intact, file);
  }
});

/** Time-marks are an Estonian form of their own: no time-stamp, so no B-T. */
const LEVELS: Readonly<Record<string, string>> = {
  B: 'B-B',
  T: 'B-T',
  LT: 'B-LT',
  LTA: 'B-LTA',
  LT_TM: 'B-B',
};

test('they claim the level that their sources say', (t) => {
  for (const { file, level, signatures } of samples(t)) {
    if (level === undefined) continue;
    assert.ok(
      signatures.every((signature) => signature.level === LEVELS[level]),
      `${file} ${level}`,
    );
  }
});

const ODD: ReadonlyMap<string, readonly string[]> = new Map([
  ['asic-e/container-with-counter-signature.asice', ['asic.unsigned-file']],
  ['asic-e/multifiles-too-much-files.asice', ['asic.unsigned-file', 'asic.unsigned-file']],
  ['asic-e/onefile-too-much-files.asice', ['asic.unsigned-file']],
  ['asic-e/no-signed-file.asice', ['asic.no-signed-file', 'asic.no-signed-file']],
  ['asic-s/no-root-signed-file.asics', ['asic.no-signed-file']],
]);

test('what is odd about them as containers is told, and nothing of the others', (t) => {
  for (const { file, signatures } of samples(t)) {
    const kinds = signatures.flatMap(({ oddities }) => oddities.map(({ kind }) => kind));
    assert.deepEqual(
      kinds.filter((kind) => /^(asic|zip)\./.test(kind)),
      ODD.get(file) ?? [],
      file,
    );
  }
});

/** Made over a manifest that was exchanged afterwards, or over files that were. */
const FOREIGN: ReadonlyMap<string, readonly string[]> = new Map([
  ['asic-e/asic-e-cades-bplta-copied-arctst.sce', ['META-INF/ASiCArchiveManifest.xml']],
  ['asic-s/removed-doc.asics', ['archive-time-stamp-v3']],
  ['asic-s/removed-doc-2.asics', ['xades141:ArchiveTimeStamp']],
]);

test('their time-stamps are over what they should be', (t) => {
  for (const { file, signatures } of samples(t)) {
    const foreign = signatures.flatMap(({ timeStamps }) =>
      timeStamps.filter((stamp) => !imprintMatches(stamp)).map(({ name }) => name),
    );
    assert.deepEqual(foreign, FOREIGN.get(file) ?? [], file);
  }
});
