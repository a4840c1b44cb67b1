/** Lies are found out, nobody else is accused, and the document lists them all. The whole run is in the long gate. */
import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageRoot } from '../model/package-root';
import { loadCases } from '../roster/cases';
import { HONEST_VARIANTS } from './honest-variants';
import { LIES, runMutants, troublesOf } from './mutants';
import { rowsOf } from './mutants-document';

/** One or two of every kind: what it says, keeps, calculates, trusts, reads, signs and sends. */
const SOME = {
  'always-valid': 'verify',
  'always-invalid': 'undetermined',
  'cache-by-document': 'verify',
  'value-only': 'verify',
  'ignores-revocation': 'verify',
  'any-root': 'verify',
  'accepts-sha1': 'policy',
  'html-200': 'network',
  'signs-another-document': 'sign',
  'returns-the-document': 'sign',
  'stamps-other-data': 'sign',
  'broken-value': 'sign',
};
/** Who would not even have been asked. */
const PROBED = {
  'always-valid': ['value-changed', 'verifier'],
  'always-invalid': ['known-good', 'undetermined'],
  'cache-by-document': ['value-changed', 'verifier'],
  'value-only': ['content-changed', 'verifier'],
};
const HONEST = ['strict-algorithms', 'national', 'judges-now', 'writes-ber'];

test('a lie is found out, and nobody else is accused', async () => {
  const report = await runMutants({
    only: [...Object.keys(SOME), ...HONEST],
    tags: '(@signer:TR or @verifier:TR) and (@format:CAdES or @format:CMS)',
  });
  deepEqual(troublesOf(report), []);
  deepEqual(Object.fromEntries(report.lies.map(({ lie, named }) => [lie.id, named])), SOME);
  deepEqual(report.variants.map(({ variant }) => variant.id).sort(), [...HONEST].sort());
  const barred = report.lies.filter(({ probe }) => probe?.outcome === 'failed');
  deepEqual(
    Object.fromEntries(barred.map(({ lie, probe }) => [lie.id, [probe?.step, probe?.owner]])),
    PROBED,
  );
});

test('a lie waits only for cases that there are', () => {
  const known = new Set(loadCases(join(packageRoot(), 'vectors')).map(({ id }) => id));
  deepEqual(
    LIES.flatMap(({ needs = [] }) => needs).filter((id) => !known.has(id)),
    [],
  );
});

test('a lie that nobody tells is refused by name', async () => {
  await rejects(runMutants({ only: ['never-lies'] }), { code: 'TAMGA-E-USAGE' });
});

test('a lie that is missed, an accusation and too many without a name are troubles', () => {
  const [lie] = LIES;
  ok(lie);
  const told = { lie, found: [], wrong: [], named: 'undetermined' as const, waits: false, probe: null };
  const of = (...passed: readonly boolean[]) =>
    troublesOf({ lies: passed.map((one) => ({ ...told, passed: one })), variants: [] });
  deepEqual(of(true), []);
  deepEqual(of(false), [`failed: ${lie.id}`]);
  deepEqual(of(true, true, true, true, true), ['5 of 5 lies are found and put down to nobody']);
});

test('docs/mutants.md lists every lie and every honest variant', () => {
  const listed = rowsOf(readFileSync(join(packageRoot(), 'docs', 'mutants.md'), 'utf8'));
  deepEqual([...listed].sort(), [...LIES, ...HONEST_VARIANTS].map(({ id }) => id).sort());
});

test('lies are many enough, and their names and public entries are of one form', () => {
  const waiting = LIES.filter(({ needs }) => needs !== undefined);
  const told = (role: string) => LIES.filter((one) => one.role === role && !waiting.includes(one)).length;
  ok(told('verify') >= 25, `${told('verify')} verifiers`);
  ok(told('sign') >= 10, `${told('sign')} signers`);
  for (const { id, does, cves = [] } of LIES) {
    equal(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id), true, id);
    ok(does.endsWith('.'), id);
    for (const cve of cves) equal(/^CVE-\d{4}-\d{4,}$/.test(cve), true, cve);
  }
});
