/** PDF that we did not write, and a program that we did not write. */
import { deepEqual, equal, ok } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { PDFDocument } from 'pdf-lib';
import { requirePeer } from '../../testing/peers';
import { readSample, requireSamples, SAMPLES } from '../../testing/samples';
import { readPdf } from './read';
import {
  alarms,
  documentTimeStamp,
  factsOf,
  onePage,
  sign,
  stampedValue,
  store,
  type TestPdf,
} from './testing-pdf';

/** Level, changes, and what the last revision did that is not clean. */
const EXPECTED: Readonly<Record<string, readonly [string, string, readonly string[]]>> = {
  'pades-level-b-sig-policy-invalid-digest-algo.pdf': ['B-B', 'none', []],
  'pades-revoc-removed-from-dss-dict.pdf': ['B-LTA', 'permitted', []],
  'pades-spoofing-replaced-reason.pdf': ['B-B', 'forbidden', ['pdf.replaced-dictionary', 'forbidden']],
  'reason-and-location-test.pdf': ['B-LT', 'permitted', []],
  'signature-p-fr-cs-5.pdf': ['B-LTA', 'permitted', []],
  'test-signed-certipost-2048-sha512-extended-l.pdf': ['B-LTA', 'permitted', []],
  'valid-pades-esteid2018.pdf': ['B-LT', 'permitted', []],
};

function intact(bytes: Uint8Array, index = 0): boolean {
  return factsOf({ bytes: Buffer.from(bytes) }, index).references.every(({ digest, expected, data }) => {
    const actual = data === null ? undefined : digest.digest?.over(data);
    return actual !== undefined && expected.every((one) => Buffer.compare(one, actual) === 0);
  });
}

test('the samples of other projects are as they say', (t) => {
  if (!requireSamples(t)) return;
  const files = readdirSync(join(SAMPLES, 'pades')).filter((name) => name.endsWith('.pdf'));
  ok(files.length > 0);
  for (const name of files) {
    const bytes = readSample(`pades/${name}`);
    const facts = factsOf({ bytes });
    equal(intact(bytes), true, name);
    deepEqual([facts.level, facts.changesAfter, alarms(facts)], EXPECTED[name], name);
  }
});

test('what was changed in the spoofed sample is said exactly', (t) => {
  if (!requireSamples(t)) return;
  const { pdf } = factsOf({ bytes: readSample('pades/pades-spoofing-replaced-reason.pdf') });
  deepEqual(pdf?.changes, ['/Reason of object 42 (/V) was "DSS testing", is "EVIL"']);
});

/** What pdfsig says of each signature in the order of the file; document time-stamps are none to it. */
function pdfsig(path: string): readonly string[] {
  const { stdout } = spawnSync('pdfsig', ['-nocert', path], { encoding: 'utf8' });
  return [...stdout.matchAll(/- Signature Validation: (.*)\./g)]
    .map(([, verdict = '']) => verdict)
    .filter((verdict) => verdict !== 'Signature has not yet been verified');
}

test('pdfsig finds the same signatures, and the same of them intact', async (t) => {
  if (!requirePeer('pdfsig', t)) return;
  const folder = mkdtempSync(join(tmpdir(), 'tamga-pdf-'));
  const chain = documentTimeStamp(store(sign(onePage(), { value: stampedValue })));
  const two = sign(chain, { asStream: true });
  const made: Readonly<Record<string, Buffer>> = {
    one: sign(onePage()).bytes,
    plain: sign(onePage(), { subFilter: 'adbe.pkcs7.detached' }).bytes,
    two: two.bytes,
    tampered: tampered(two.bytes),
    ofPdfLib: sign(await fromPdfLib()).bytes,
  };
  try {
    for (const [name, bytes] of Object.entries(made)) {
      const path = join(folder, `${name}.pdf`);
      writeFileSync(path, bytes);
      const ours = readPdf(bytes).signatures.map((_, index) =>
        intact(bytes, index) ? 'Signature is Valid' : 'Digest Mismatch',
      );
      deepEqual(pdfsig(path), ours, name);
    }
    ok(!intact(made['tampered'] ?? Buffer.of()));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function tampered(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  changed.write('Mallo', changed.indexOf('Alice'), 'latin1');
  return changed;
}

/** A file of another writer, with object streams, that our revisions are appended to. */
async function fromPdfLib(): Promise<TestPdf> {
  const document = await PDFDocument.create({ updateMetadata: false });
  document.addPage([100, 50]);
  const catalog = document.context.trailerInfo.Root?.toString() ?? '';
  const [page] = document.getPages();
  const bytes = Buffer.from(await document.save({ useObjectStreams: false }));
  const text = bytes.toString('latin1');
  const entries = (number: string): Record<string, string> => {
    const body = new RegExp(`\n${number} 0 obj\n<<\n(.*?)\n>>`, 's').exec(text)?.[1] ?? '';
    return Object.fromEntries(
      body.split('\n').map((line) => [line.slice(1, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]),
    );
  };
  return {
    ...onePage(),
    bytes,
    startxref: Number(/startxref\n(\d+)/.exec(text)?.[1]),
    size: Number(/\/Size (\d+)/.exec(text)?.[1]),
    catalog: entries(catalog.split(' ')[0] ?? ''),
    page: entries(page?.ref.toString().split(' ')[0] ?? ''),
  };
}
