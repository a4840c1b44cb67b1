import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { packageRoot } from '../model/package-root';
import { DEFAULT_POLICY } from './default-policy';
import { EMPTY_MATERIAL } from './testing-state';
import { validate } from './validate';
import type { SignatureReport } from './validation';

const SAMPLES = process.env['TAMGA_SAMPLES'] ?? join(packageRoot(), '../shared/samples');

interface Row {
  readonly file: string;
  readonly content: string;
  readonly intact: boolean;
}

function rows(): readonly Row[] {
  return readFileSync(join(SAMPLES, 'manifest.tsv'), 'utf8')
    .split('\n')
    .map((line) => line.split('\t'))
    .filter(([, format]) => format === 'CAdES')
    .map(([file = '', , content = '', intact]) => ({ file, content, intact: intact === 'yes' }));
}

function signaturesOf({ file, content }: Row): readonly SignatureReport[] {
  const contents = content === '' ? [] : [{ name: null, bytes: [readFileSync(join(SAMPLES, content))] }];
  return validate({
    file: readFileSync(join(SAMPLES, file)),
    contents,
    context: {
      currentTime: new Date('2026-09-01T12:00:00Z'),
      anchors: [],
      material: EMPTY_MATERIAL,
      algorithms: DEFAULT_POLICY,
      timeModel: 'best-signature-time',
    },
  }).signatures;
}

test('the CMS samples of other projects are as intact as they say, whatever the trust', (t) => {
  if (!existsSync(join(SAMPLES, 'manifest.tsv'))) return t.skip('no samples beside the repository');
  for (const row of rows()) {
    const signatures = signaturesOf(row);
    assert.ok(signatures.length > 0, row.file);
    for (const { intact, algorithm, indication, subIndication } of signatures) {
      // A suite that has no row is named by its OID, and nothing is said of its mathematics.
      if (/^\d/.test(algorithm ?? '')) assert.equal(intact, null, row.file);
      else assert.equal(intact, row.intact, row.file);
      assert.notEqual(indication, 'TOTAL_PASSED', row.file);
      if (intact === true) assert.equal(subIndication, 'NO_CERTIFICATE_CHAIN_FOUND', row.file);
    }
  }
  return undefined;
});
