import { deepEqual, equal, ok } from 'node:assert/strict';
import { before, test } from 'node:test';
import { initXml } from '../../../encoding/xml/parse';
import { ASIC_ODDITIES } from '../../../formats/asic/facts';
import { readAsic } from '../../../formats/asic/read';
import { cades, container, MIME_S } from '../../../formats/asic/testing-container';
import type { SignatureFacts } from '../../../formats/facts';
import { DEFAULT_POLICY } from '../../default-policy';
import { createSubject } from '../../subject';
import { ASIC_FORMAT } from './format';

before(initXml);

function notPassed(facts: SignatureFacts): readonly string[] {
  const subject = createSubject('signature', facts, [], DEFAULT_POLICY, 0);
  const checks = [...ASIC_FORMAT.format, ...ASIC_FORMAT.acceptance];
  return checks.filter((check) => check.run(subject).status !== 'passed').map(({ id }) => id);
}

/** Which containers show them is tested with their reader. */
test('every oddity has one check of its own that does not pass', () => {
  const file = container(MIME_S, [
    ['a.txt', 'x'],
    ['META-INF/signature.p7s', cades('x')],
  ]);
  const [entry] = readAsic(file).signatures;
  ok(entry?.readable === true);
  const { signature } = entry;
  deepEqual(notPassed(signature), []);
  const found = ASIC_ODDITIES.map((kind) => {
    const [check, ...more] = notPassed({ ...signature, oddities: [{ kind, found: 'for the test' }] });
    deepEqual(more, [], kind);
    ok(check !== undefined, kind);
    return check;
  });
  equal(new Set(found).size, ASIC_ODDITIES.length);
  equal(ASIC_FORMAT.format.length + ASIC_FORMAT.acceptance.length, ASIC_ODDITIES.length);
});
