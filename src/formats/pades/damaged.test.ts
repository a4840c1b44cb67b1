/** Files whose structure is damaged: what is signed is still told apart from what is not, as pdfsig does, and never passes as sound. */
import { deepEqual, equal, ok, throws } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { TamgaError } from '../../model/error';
import { requirePeer } from '../../testing/peers';
import { readSample, requireSamples } from '../../testing/samples';
import { seededNumber } from '../../testing/seeded';
import type { SignatureFacts } from '../facts';
import { readPdf } from './read';
import { alarms, documentTimeStamp, factsOf, onePage, sign, store, stream } from './testing-pdf';

type Damage = (bytes: Buffer) => Buffer;

/** As long as it was, so that nothing else moves. */
const over =
  (find: string | RegExp, put: string): Damage =>
  (bytes) =>
    Buffer.from(
      bytes.toString('latin1').replace(find, (all) => put.padEnd(all.length).slice(0, all.length)),
      'latin1',
    );
const LAST_STARTXREF = /startxref\n\d+(?=\n%%EOF\n$)/;

function intact({ references }: SignatureFacts): boolean {
  return references.every(({ digest, expected, data }) => {
    const actual = data === null ? undefined : digest.digest?.over(data);
    return actual !== undefined && expected.every((one) => Buffer.compare(one, actual) === 0);
  });
}

function shown(bytes: Buffer): readonly string[] {
  return readPdf(bytes).signatures.map((entry) => {
    if (!entry.readable) return 'unreadable';
    return `${intact(entry.signature) ? 'intact' : 'changed'}${alarms(entry.signature).length > 0 ? ', alarm' : ''}`;
  });
}

/** What writers do, and every program reads in one way. */
const HARMLESS: Readonly<Record<string, Damage>> = {
  'startxref some octets off': over(LAST_STARTXREF, 'startxref\n900'),
  'startxref out of the file': over(LAST_STARTXREF, 'startxref\n99999'),
  'no mark of the end': (bytes) => bytes.subarray(0, bytes.lastIndexOf('%%EOF')),
  'half a mark of the end': (bytes) => bytes.subarray(0, bytes.lastIndexOf('%%EOF') + 3),
  'no endobj': over(/endobj\n(?=xref[\s\S]*$)/, ' '),
  'CR alone behind stream': over(/stream\nBT/, 'stream\rBT'),
  'blanks between the words of obj': over(/7 0 obj\n<</, '7 0 obj<<'),
  '/Prev into nowhere': over(/\/Prev \d+/g, '/Prev 7'),
};

/** What leaves the document open. */
const BROKEN: Readonly<Record<string, Damage>> = {
  'no xref': over(/xref\n0 1\n/g, 'xxxx'),
  'no trailer': over(/trailer\n/g, 'tr'),
  'the dictionary of the trailer': over(/trailer\n<</g, 'trailer\n'),
  'no startxref at all': over(/startxref\n\d+/g, 's'),
  'an entry of the table': over(/\n1 1\n\d{10} /g, '\n1 1\n0000000003 '),
  'entries that are no numbers': over(/\n1 1\n\d{10} /g, '\n1 1\n00x0000009 '),
  '/Prev into nowhere, and no older startxref': (bytes) =>
    over('startxref', 's')(over(/\/Prev \d+/g, '/Prev 7')(bytes)),
  'the catalog renamed': over(/\n1 0 obj\n/g, '\n1 0 bjo\n'),
  'the header of the dictionary': over('7 0 obj', 'x y obj'),
  'the end of the dictionary': over(/>>\nendobj\n8 0 obj/, '>>\nendxxx'),
  'fields that are no array': over('/Fields [', '/Fields <'),
  'a table that says too much': over(/xref\n0 1\n/g, 'xref\n0 9\n'),
};

test('what careless writers do is read, and means no harm', () => {
  for (const [name, careless] of Object.entries(HARMLESS)) {
    deepEqual(shown(sign(onePage(), { careless }).bytes), ['intact'], name);
  }
});

test('a signature over a broken structure is intact, and its document is not to be trusted', () => {
  for (const [name, careless] of Object.entries(BROKEN)) {
    const { bytes } = sign(onePage(), { careless });
    deepEqual(shown(bytes), ['intact, alarm'], name);
    const facts = factsOf({ bytes });
    equal(facts.coverage, 'ambiguous', name);
    ok(
      facts.oddities.some(({ kind }) => kind === 'pdf.ambiguous-structure'),
      name,
    );
    const changed = over('Alice', 'Mallo')(bytes);
    deepEqual(shown(changed), ['changed, alarm'], name);
  }
});

test('damage to a later revision hides neither signature, and leaves the first intact', () => {
  const first = sign(onePage());
  const second = sign(first);
  const later = second.bytes.subarray(first.bytes.length);
  for (const [name, damage] of Object.entries(BROKEN)) {
    const bytes = Buffer.concat([first.bytes, damage(Buffer.from(later))]);
    if (bytes.equals(second.bytes)) continue;
    const [one, two] = shown(bytes);
    equal(one, 'intact, alarm', name);
    // The range of the second covers what was damaged.
    equal(two, 'changed, alarm', name);
  }
});

test('a file that was cut off is told by its signature', () => {
  const { bytes } = documentTimeStamp(store(sign(onePage())));
  const end = sign(onePage()).bytes.length;
  for (const length of [bytes.length - 40, bytes.length - 900, end + 300, end + 1]) {
    deepEqual(shown(bytes.subarray(0, length)), ['intact, alarm'], `${length}`);
  }
  deepEqual(shown(bytes.subarray(0, end - 20)), ['changed, alarm']);
});

test('searching takes what is an object of the file, not what stands in its streams', () => {
  const inner = sign(onePage()).bytes.toString('latin1');
  const carrier = onePage({ 7: stream(inner) });
  const { bytes } = sign(carrier, { careless: over(/xref\n0 1\n/g, 'xxxx') });
  deepEqual(shown(bytes), ['intact, alarm']);
});

test('objects that search for an end that never comes cost a bounded time', () => {
  const bomb = (piece: string): Buffer =>
    Buffer.from(`%PDF-1.7\n${piece.repeat(2_000_000 / piece.length)}`, 'latin1');
  for (const piece of [
    '1 0 obj(',
    '<<(/ByteRange ',
    '1 0 obj<</Length 9>>stream\n',
    '1 0 obj<',
    '/ByteRange<<',
    'trailer<<(',
  ]) {
    throws(() => readPdf(bomb(piece)), TamgaError, piece);
  }
});

/** What pdfsig says of each signature, in the order of the file; `undefined` where it cannot open the file. */
function pdfsig(paths: readonly string[]): readonly (readonly string[])[] {
  return paths.map((path) => {
    const { stdout } = spawnSync('pdfsig', ['-nocert', path], { encoding: 'utf8' });
    return [...stdout.matchAll(/- Signature Validation: (.*)\./g)].map(([, verdict = '']) => verdict);
  });
}

test('what pdfsig finds intact in a damaged file is intact', (t) => {
  if (!requirePeer('pdfsig', t)) return;
  const folder = mkdtempSync(join(tmpdir(), 'tamga-pdf-'));
  const files = new Map<string, Buffer>();
  for (const [name, careless] of Object.entries({ ...HARMLESS, ...BROKEN })) {
    files.set(`${name}, before signing`, sign(onePage(), { careless }).bytes);
    const first = sign(onePage());
    const second = sign(first).bytes.subarray(first.bytes.length);
    files.set(`${name}, after signing`, Buffer.concat([first.bytes, careless(Buffer.from(second))]));
  }
  try {
    let valid = 0;
    const paths = [...files.values()].map((bytes, index) => {
      const path = join(folder, `${index}.pdf`);
      writeFileSync(path, bytes);
      return path;
    });
    const theirs = pdfsig(paths);
    [...files].forEach(([name, bytes], index) => {
      const ours = shown(bytes);
      const found = theirs[index] ?? [];
      const sound = found.filter((verdict) => verdict === 'Signature is Valid').length;
      valid += sound;
      ok(ours.filter((one) => one.startsWith('intact')).length >= sound, `${name}: ${found} / ${ours}`);
    });
    ok(valid > files.size / 2, `${valid} of ${files.size}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const SAMPLE_NAMES = [
  'reason-and-location-test.pdf',
  'signature-p-fr-cs-5.pdf',
  'valid-pades-esteid2018.pdf',
];

test('damage at any place of a real file is never taken for an intact signature of other bytes', (t) => {
  if (!requireSamples(t)) return;
  for (const name of SAMPLE_NAMES) {
    const original = readSample(`pades/${name}`);
    const [, , to = 0, length = 0] = factsOf({ bytes: original }).pdf?.byteRange ?? [];
    const [, from = 0] = factsOf({ bytes: original }).pdf?.byteRange ?? [];
    for (let round = 0; round < 40; round += 1) {
      const bytes = Buffer.from(original);
      const at = seededNumber(`${name} ${round}`, bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 + seededNumber(`${name} ${round} bits`, 255));
      const signed = at < from || (at >= to && at < to + length);
      if (!signed) continue;
      const [first] = tolerant(bytes);
      ok(first === undefined || !first.startsWith('intact'), `${name}: octet ${at}: ${first}`);
    }
  }
});

/** A file that nothing can be read of has no signature that is taken for anything. */
function tolerant(bytes: Buffer): readonly string[] {
  try {
    return shown(bytes);
  } catch (error) {
    ok(error instanceof TamgaError, String(error));
    return [];
  }
}
