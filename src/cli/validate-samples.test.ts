/** `tamga validate` on real signatures of other projects, read where they lie: every file gets one line of the published form. */
import { deepEqual, doesNotThrow, equal, ok } from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020';
import { packageRoot } from '../model/package-root';
import { formatVerdict } from '../model/verdict';
import { REPORT_SCHEMA } from '../referee/etsi-report/testing-schema';
import { registeredCheck } from '../referee/registry';
import { NO_SAMPLES, SAMPLES, type SampleRow, sampleRows } from '../testing/samples';
import { recordingConsole } from './console';
import { main } from './main';
import type { FileLine } from './validate-report';

/** What docs/samples.md speaks of. */
const KAZAKH_FORMATS: readonly string[] = ['CMS', 'CAdES', 'XMLDSig'];
const REPORTS = mkdtempSync(join(tmpdir(), 'tamga-samples-'));
after(() => rmSync(REPORTS, { recursive: true, force: true }));

const ALL = sampleRows();
const skip = NO_SAMPLES;

async function validate(wanted: readonly SampleRow[], ...options: readonly string[]) {
  const argv = wanted.flatMap(({ file, content }) => [
    ...(content === '' ? [] : ['--content', join(SAMPLES, content)]),
    join(SAMPLES, file),
  ]);
  const console = recordingConsole();
  const code = await main(['validate', '--json', ...options, ...argv], console);
  // Who signed the list that the anchors come from is told, and nothing else.
  deepEqual(
    console.stderr.filter((line) => !line.includes('the signature of the list is verified')),
    [],
  );
  return { code, lines: console.stdout.map((line): FileLine => JSON.parse(line)) };
}

/** All of them once, for the tests that look at them from several sides. */
let everything: ReturnType<typeof validate> | undefined;
function all(): ReturnType<typeof validate> {
  everything ??= validate(ALL, '--report', `${REPORTS}/`);
  return everything;
}

test(`every one of ${ALL.length} samples gets one line that matches the schema`, { skip }, async () => {
  const matches = new Ajv2020().compile(
    JSON.parse(readFileSync(join(packageRoot(), 'src/cli/validate.schema.json'), 'utf8')),
  );
  const { lines } = await all();
  deepEqual(
    lines.map(({ file }) => file),
    ALL.map(({ file }) => join(SAMPLES, file)),
  );
  for (const line of lines) {
    ok(matches(line), JSON.stringify({ line, faults: matches.errors }));
    equal(line.error?.code === 'INTERNAL', false, JSON.stringify(line));
  }
});

test('no sample that is broken is called intact, and none passes without anchors', { skip }, async () => {
  const { lines } = await all();
  for (const [index, line] of lines.entries()) {
    equal(
      line.signatures.some(({ indication }) => indication === 'TOTAL_PASSED'),
      false,
      line.file,
    );
    if (ALL[index]?.intact === false)
      equal(
        line.signatures.length > 0 && line.signatures.every(({ intact }) => intact === true),
        false,
        line.file,
      );
  }
});

test('the report on every sample is of the published form, and every check in it is registered', {
  skip,
}, async () => {
  const { lines } = await all();
  const { XmlDocument, XsdValidator } = await import('libxml2-wasm');
  const validator = XsdValidator.fromDoc(XmlDocument.fromString(REPORT_SCHEMA));
  const names = readdirSync(REPORTS);
  equal(names.length, lines.filter(({ error }) => error === undefined).length);
  for (const name of names) {
    const text = readFileSync(join(REPORTS, name), 'utf8');
    const document = XmlDocument.fromString(text);
    doesNotThrow(() => validator.validate(document), name);
    document.dispose();
    const checks = [...text.matchAll(/>urn:tamga:check:([^<]+)</g)].map(([, id]) => id ?? '');
    deepEqual(
      checks.filter((id) => registeredCheck(id) === undefined),
      [],
      name,
    );
  }
});

/** Cells of the rows of docs/samples.md; those that name a folder are of the second part. */
const CELLS = readFileSync(join(packageRoot(), 'docs', 'samples.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim().replace(/^`(.*)`$/, '$1')));
const DOCUMENTED = CELLS.filter(([, file = '']) => !file.includes('/')).map(
  ([, file = '', options = '', verdict = '']) => ({ file, options: options.split(' '), verdict }),
);
const COMPARED = CELLS.filter(([, file = '']) => file.includes('/')).map(
  ([, file = '', wanted = '', verdict = '', why = '']) => ({ file, wanted, verdict, why }),
);

test(`docs/samples.md tells every Kazakh file and ${DOCUMENTED.length} verdicts as they are`, {
  skip,
}, async () => {
  const kazakh = new Map(
    ALL.flatMap((sample) => {
      const { file, format } = sample;
      return file.startsWith('kz/') && KAZAKH_FORMATS.includes(format)
        ? [[file.slice(3), sample] as const]
        : [];
    }),
  );
  deepEqual(new Set(DOCUMENTED.map(({ file }) => file)), new Set(kazakh.keys()));
  const folder = join(SAMPLES, 'kz', 'certs');
  for (const { file, options, verdict } of DOCUMENTED) {
    const sample = kazakh.get(file);
    ok(sample);
    const given = options.map((word) => (word.endsWith('.cer') ? join(folder, word) : word));
    const policy = options.includes('--policy') ? [] : ['--policy', 'national'];
    const { lines } = await validate([sample], ...policy, '--material', folder, ...given);
    const found = lines.flatMap(({ signatures }) =>
      signatures.map((one) => [formatVerdict(one), one.intact]),
    );
    deepEqual(found, [[verdict, true]], `${file} ${options.join(' ')}`);
  }
});

test('every Kazakh file is intact by a suite of the table, whatever the trust', { skip }, async () => {
  const kazakh = ALL.filter(({ file, format }) => file.startsWith('kz/') && KAZAKH_FORMATS.includes(format));
  equal(kazakh.length, 12);
  const { lines } = await validate(kazakh);
  for (const { file, signatures } of lines) {
    for (const { intact, algorithm } of signatures)
      deepEqual([intact, /^[a-z]/.test(algorithm ?? '')], [true, true], file);
  }
});

test('every sample with a verdict of its own project is in docs/samples.md, with the verdict that it gets', {
  skip,
}, async () => {
  const judged = ALL.filter(({ wanted }) => wanted !== '');
  deepEqual(
    COMPARED.map(({ file, wanted }) => [file, wanted]),
    judged.map(({ file, wanted }) => [file, wanted]),
  );
  const trust = ['--trust', join(SAMPLES, 'trust', 'EE_T.xml'), '--time', '2026-09-01T00:00:00Z'];
  const { lines } = await validate(judged, ...trust);
  for (const [index, { signatures }] of lines.entries()) {
    const row = COMPARED[index];
    ok(row);
    const verdicts = [...new Set(signatures.map(formatVerdict))].join(', ');
    equal(verdicts, row.verdict, row.file);
    equal(row.why === '', verdicts === row.wanted, `${row.file}: a reason stands where the verdicts differ`);
  }
});
