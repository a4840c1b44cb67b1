import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { SignatureFacts } from '../../../formats/facts';
import { PDF_ODDITIES } from '../../../formats/pades/facts';
import { factsOf, onePage, sign } from '../../../formats/pades/testing-pdf';
import { DEFAULT_POLICY } from '../../default-policy';
import { createSubject } from '../../subject';
import { PDF_FORMAT } from './format';

function notPassed(facts: SignatureFacts): readonly string[] {
  const subject = createSubject('signature', facts, [], DEFAULT_POLICY, 0);
  const checks = [...PDF_FORMAT.format, ...PDF_FORMAT.acceptance];
  return checks.filter((check) => check.run(subject).status !== 'passed').map(({ id }) => id);
}

/** Which files show them is tested with their reader. */
test('every oddity has one check of its own that does not pass', () => {
  const facts = factsOf(sign(onePage()));
  deepEqual(notPassed(facts), []);
  const found = PDF_ODDITIES.map((kind) => {
    const [check, ...more] = notPassed({ ...facts, oddities: [{ kind, found: 'for the test' }] });
    deepEqual(more, [], kind);
    ok(check !== undefined, kind);
    return check;
  });
  equal(new Set(found).size, PDF_ODDITIES.length);
  equal(PDF_FORMAT.format.length + PDF_FORMAT.acceptance.length, PDF_ODDITIES.length);
});
