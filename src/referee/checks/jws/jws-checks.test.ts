import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { JWS_ODDITIES } from '../../../formats/jades/facts';
import { readJws } from '../../../formats/jades/read';
import { base64url, compact, jadesHeader, json, testJws } from '../../../formats/jades/testing-jws';
import { DEFAULT_POLICY } from '../../default-policy';
import { createSubject } from '../../subject';
import { JWS_FORMAT } from './format';

const PAYLOAD = base64url('Simulated test document.\n');
const SIG_D = { mId: 'x', pars: ['a'] };

/** A file for each oddity. */
const BREAKING: Readonly<Record<(typeof JWS_ODDITIES)[number], Uint8Array>> = {
  'jws.repeated-member': compact(
    testJws(JSON.stringify(jadesHeader()).replace('{', '{"alg":"none",'), PAYLOAD),
  ),
  'jws.encoding': json({ ...testJws(jadesHeader(), PAYLOAD), payload: `${PAYLOAD}==` }),
  'jws.serialization': json({ ...testJws(jadesHeader(), PAYLOAD), more: 1 }),
  'jws.header-overlap': json({ ...testJws(jadesHeader({ cty: 'a' }), PAYLOAD), header: { cty: 'b' } }),
  'jws.unprotected-parameter': json({
    ...testJws(jadesHeader(), PAYLOAD),
    header: { sigT: '2026-01-01T00:00:00Z' },
  }),
  'jws.no-algorithm': compact(testJws(jadesHeader({ alg: 'none' }), PAYLOAD)),
  'jws.symmetric-algorithm': compact(testJws(jadesHeader({ alg: 'HS256' }), PAYLOAD)),
  'jws.critical-form': compact(testJws(jadesHeader({ crit: [] }), PAYLOAD)),
  'jws.unknown-critical': compact(testJws(jadesHeader({ crit: ['x'], x: 1 }), PAYLOAD)),
  'jws.not-critical': compact(testJws(jadesHeader({ b64: true }), PAYLOAD)),
  'jws.b64': compact(testJws(jadesHeader({ b64: 1, crit: ['b64'] }), PAYLOAD)),
  'jws.second-payload': compact(
    testJws(
      jadesHeader({ sigD: { ...SIG_D, mId: 'http://uri.etsi.org/19182/ObjectIdByURI' }, crit: ['sigD'] }),
      PAYLOAD,
    ),
  ),
  'jws.detached-form': compact({ ...testJws(jadesHeader({ sigD: SIG_D, crit: ['sigD'] }), ''), payload: '' }),
  'jws.signing-time': compact(testJws(jadesHeader({ iat: 'now' }), PAYLOAD)),
  'jws.signing-certificate': compact(testJws(jadesHeader({ 'x5t#o': 1 }), PAYLOAD)),
  'jws.certificate-chain': compact(testJws(jadesHeader({ x5c: 'x' }), PAYLOAD)),
  'jws.signature-policy': compact(testJws(jadesHeader({ sigPId: {} }), PAYLOAD)),
  'jws.unsigned-form': json({ ...testJws(jadesHeader(), PAYLOAD), header: { etsiU: 'x' } }),
};

function notPassed(file: Uint8Array): readonly string[] {
  const [entry] = readJws(file, []).signatures;
  ok(entry?.readable === true);
  const subject = createSubject('signature', entry.signature, [], DEFAULT_POLICY, 0);
  const checks = [...JWS_FORMAT.format, ...JWS_FORMAT.acceptance];
  return checks.filter((check) => check.run(subject).status !== 'passed').map(({ id }) => id);
}

test('a signature without an oddity passes all checks of its syntax', () => {
  deepEqual(notPassed(compact(testJws(jadesHeader(), PAYLOAD))), []);
});

test('every oddity has one check of its own that does not pass', () => {
  const found = JWS_ODDITIES.map((kind) => {
    const [check, ...more] = notPassed(BREAKING[kind]);
    deepEqual(more, [], kind);
    ok(check !== undefined, kind);
    return check;
  });
  equal(new Set(found).size, JWS_ODDITIES.length);
  equal(JWS_FORMAT.format.length + JWS_FORMAT.acceptance.length, JWS_ODDITIES.length);
});
