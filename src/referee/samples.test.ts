import assert from 'node:assert/strict';
import test from 'node:test';
import { contentsOf, readSample, requireSamples, type SampleRow, sampleRows } from '../testing/samples';
import { DEFAULT_POLICY } from './default-policy';
import { EMPTY_MATERIAL } from './testing-state';
import { validate } from './validate';
import type { SignatureReport } from './validation';

function signaturesOf(row: SampleRow): readonly SignatureReport[] {
  return validate({
    file: readSample(row.file),
    contents: contentsOf(row),
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
  if (!requireSamples(t)) return;
  for (const row of sampleRows().filter(({ format }) => format === 'CAdES')) {
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
});
