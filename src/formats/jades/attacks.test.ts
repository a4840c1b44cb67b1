import { deepEqual, equal, ok, throws } from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TamgaError } from '../../model/error';
import { seededNumber } from '../../testing/seeded';
import type { SignatureFacts } from '../facts';
import { readJws } from './read';
import { isIntact } from './testing-intact';
import { base64url, compact, jadesHeader, json, TEST_SIGNER, testJws } from './testing-jws';

const PAYLOAD = base64url('Simulated test document.\n');
const GOOD = testJws(jadesHeader(), PAYLOAD);
const JWK = { kty: 'oct', k: 'AAAA' };

function first(file: Uint8Array): SignatureFacts {
  const [entry] = readJws(file, []).signatures;
  ok(entry?.readable === true);
  return entry.signature;
}

const headed = (more: object) => compact(testJws(jadesHeader(more), PAYLOAD));
/** A header as text, so that it can break the rules of JSON. */
const written = (change: (text: string) => string) =>
  compact(testJws(change(JSON.stringify(jadesHeader())), PAYLOAD));
const beside = (header: object) => json({ ...GOOD, header });
const etsiU = (value: unknown) => beside({ etsiU: value });

describe('what breaks a rule is told by its name', () => {
  for (const [what, file, kinds] of [
    ['alg none', headed({ alg: 'none' }), ['jws.no-algorithm']],
    ['alg None', headed({ alg: 'NONE' }), ['jws.no-algorithm']],
    ['no alg', headed({ alg: undefined }), ['jws.no-algorithm']],
    ['alg of a shared secret', headed({ alg: 'HS256' }), ['jws.symmetric-algorithm']],
    [
      'alg where nothing protects it',
      json({ ...testJws(jadesHeader({ alg: undefined }), PAYLOAD), header: { alg: 'ES256' } }),
      ['jws.unprotected-parameter'],
    ],
    [
      'another alg beside the protected one',
      beside({ alg: 'HS256' }),
      ['jws.header-overlap', 'jws.unprotected-parameter'],
    ],
    [
      'a second iat beside the protected one',
      beside({ iat: 1 }),
      ['jws.header-overlap', 'jws.unprotected-parameter'],
    ],
    ['sigT that nobody signed', beside({ sigT: '2020-01-01T00:00:00Z' }), ['jws.unprotected-parameter']],
    ['crit that nobody signed', beside({ crit: ['exp'] }), ['jws.unprotected-parameter']],
    ['crit with an unknown name', headed({ crit: ['x'], x: 1 }), ['jws.unknown-critical']],
    [
      'crit with an unknown name that is not there',
      headed({ crit: ['x'] }),
      ['jws.critical-form', 'jws.unknown-critical'],
    ],
    ['an empty crit', headed({ crit: [] }), ['jws.critical-form']],
    ['crit that is no array', headed({ crit: 'exp', exp: 1 }), ['jws.critical-form']],
    ['crit with a number', headed({ crit: [1] }), ['jws.critical-form']],
    ['crit with a name twice', headed({ crit: ['exp', 'exp'], exp: 1 }), ['jws.critical-form']],
    ['crit with alg', headed({ crit: ['alg'] }), ['jws.critical-form']],
    [
      'a header with a name twice',
      written((text) => `{"alg":"none",${text.slice(1)}`),
      ['jws.repeated-member'],
    ],
    [
      'a header with a name twice, once escaped',
      written((text) => `{"\\u0061lg":"none",${text.slice(1)}`),
      ['jws.repeated-member'],
    ],
    [
      'a name twice inside a parameter',
      written((text) => `${text.slice(0, -1)},"z":[{"a":1,"a":2}]}`),
      ['jws.repeated-member'],
    ],
    [
      'a file with a member twice',
      Buffer.from(`{"payload":"x",${json(GOOD).toString().slice(1)}`),
      ['jws.repeated-member'],
    ],
    ['a file with an unknown member', json({ ...GOOD, x: 1 }), ['jws.serialization']],
    [
      'a file in two serialisations',
      json({ ...GOOD, signatures: [GOOD] }),
      ['jws.serialization', 'jws.serialization'],
    ],
    ['a header of the wrong type', json({ ...GOOD, header: 'x' }), ['jws.serialization']],
    ['base64url with padding', json({ ...GOOD, signature: `${GOOD.signature}==` }), ['jws.encoding']],
    ['base64 instead of base64url', json(testJws(jadesHeader(), 'a+/b')), ['jws.encoding']],
    ['base64url with bits left over', json(testJws(jadesHeader(), 'AB')), ['jws.encoding']],
    ['a payload that is no base64url at all', json(testJws(jadesHeader(), 'a.b c')), ['jws.encoding']],
    ['b64 of the wrong type', headed({ b64: 'false', crit: ['b64'] }), ['jws.b64']],
    [
      'b64 that differs in one file',
      json({
        payload: PAYLOAD,
        signatures: [GOOD, testJws(jadesHeader({ b64: false, crit: ['b64'] }), PAYLOAD)],
      }),
      ['jws.b64'],
    ],
    [
      'sigD beside a payload',
      headed({ sigD: { mId: 'http://uri.etsi.org/19182/ObjectIdByURI', pars: ['a'] }, crit: ['sigD'] }),
      ['jws.second-payload'],
    ],
    [
      'sigD of no mechanism',
      json({
        ...testJws(jadesHeader({ sigD: { mId: 'x', pars: ['a'] }, crit: ['sigD'] }), ''),
        payload: undefined,
      }),
      ['jws.detached-form'],
    ],
    [
      'sigD of the wrong type',
      json({ ...testJws(jadesHeader({ sigD: 1, crit: ['sigD'] }), ''), payload: undefined }),
      ['jws.detached-form', 'jws.detached-form'],
    ],
    [
      'sigD with too few hashes',
      json({
        ...testJws(
          jadesHeader({
            sigD: {
              mId: 'http://uri.etsi.org/19182/ObjectIdByURIHash',
              pars: ['a', 'b'],
              hashM: 'S256',
              hashV: ['AA'],
            },
            crit: ['sigD'],
          }),
          '',
        ),
        payload: undefined,
      }),
      ['jws.detached-form'],
    ],
    ['iat in words', headed({ iat: 'today' }), ['jws.signing-time']],
    ['iat in milliseconds', headed({ iat: 1_788_000_000_000 }), ['jws.signing-time']],
    ['sigT of 31 February', headed({ sigT: '2026-02-31T00:00:00Z' }), ['jws.signing-time']],
    ['sigT without Z', headed({ sigT: '2026-02-01T00:00:00+00:00' }), ['jws.signing-time']],
    ['x5t#S256 that is no digest', headed({ 'x5t#S256': 7 }), ['jws.signing-certificate']],
    ['x5t#o without a digest', headed({ 'x5t#o': { digAlg: 'S512' } }), ['jws.signing-certificate']],
    [
      'x5c in base64url',
      headed({ x5c: ['_-_-', Buffer.from(TEST_SIGNER.der).toString('base64')] }),
      ['jws.certificate-chain'],
    ],
    ['x5c that is a string', headed({ x5c: 'AAAA' }), ['jws.certificate-chain']],
    [
      'sigPId without a name',
      headed({ sigPId: { digAlg: 'S256', digVal: '!' } }),
      ['jws.signature-policy', 'jws.signature-policy'],
    ],
    ['etsiU that is a string', etsiU('x'), ['jws.unsigned-form']],
    ['etsiU that is empty', etsiU([]), ['jws.unsigned-form']],
    ['etsiU in two forms', etsiU([base64url('{"a":1}'), { b: 1 }]), ['jws.unsigned-form']],
    ['etsiU with two members in one element', etsiU([{ a: 1, b: 1 }]), ['jws.unsigned-form']],
    ['etsiU with an element that is no JSON', etsiU([base64url('{"a"')]), ['jws.unsigned-form']],
    ['etsiU with an element that is no base64url', etsiU(['!']), ['jws.unsigned-form']],
    ['etsiU with a name twice', etsiU([base64url('{"a":1,"a":2}')]), ['jws.unsigned-form']],
    ['sigTst without tokens', etsiU([{ sigTst: [] }]), ['jws.unsigned-form']],
    [
      'sigTst with a token that is no base64',
      etsiU([{ sigTst: { tstTokens: [{ val: '_' }] } }]),
      ['jws.unsigned-form'],
    ],
    ['cSig with two signatures', etsiU([{ cSig: { signatures: [GOOD, GOOD] } }]), ['jws.unsigned-form']],
  ] as const) {
    test(what, () =>
      deepEqual(
        first(file).oddities.map(({ kind }) => kind),
        kinds,
      ),
    );
  }

  test('the last of two parameters counts, as in every reader of JSON', () => {
    const facts = first(written((text) => `{"alg":"none",${text.slice(1)}`));
    deepEqual(facts.algorithm, { by: 'jwa', name: 'ES256' });
  });
});

describe('keys that a signature brings itself are never used', () => {
  test('jwk, jku and x5u are named and left alone', () => {
    const facts = first(
      headed({ jwk: JWK, jku: 'https://example.test/keys', x5u: 'https://example.test/c' }),
    );
    ok(facts.detail.syntax === 'jws');
    deepEqual(facts.detail.unusedKeys, ['jwk', 'jku', 'x5u']);
    equal(facts.signer.publicKey, null);
    ok(isIntact(facts));
  });

  test('without a certificate there is none', () => {
    const facts = first(compact(testJws({ alg: 'ES256', jwk: JWK }, PAYLOAD)));
    deepEqual([facts.signer.certificates, facts.signer.publicKey], [[], null]);
    equal(isIntact(facts), false);
  });

  test('a value made with the public key as a secret is no signature', () => {
    for (const alg of ['HS256', 'none', 'ES384', 'RS256', 'EdDSA', ''])
      equal(isIntact(first(headed({ alg }))), false);
  });

  test('ECDSA values have one form: a SEQUENCE and a zero value are none', () => {
    const der = base64url(TEST_SIGNER.key.sign(Buffer.from(`${GOOD.protected}.${PAYLOAD}`)));
    for (const signature of [der, base64url(Buffer.alloc(64)), '']) {
      equal(isIntact(first(json({ ...GOOD, signature }))), false);
    }
  });
});

describe('what is no JWS is refused by name', () => {
  for (const [what, file, message] of [
    ['two parts', 'a.b', /three parts/],
    ['five parts', 'a.b.c.d.e', /three parts/],
    ['a control character', 'a.b\u0001.c', /printable ASCII/],
    ['half a JSON', '{"signature":', /not JSON/],
    ['a signature of the wrong type', '{"signature":1}', /signature is not a string/],
    ['a payload of the wrong type', '{"payload":1,"signature":""}', /payload is not a string/],
    ['no signatures', '{"signatures":[]}', /not an array of signatures/],
    ['signatures of the wrong type', '{"signatures":[1]}', /signatures\[0\] is not an object/],
  ] as const) {
    test(what, () => throws(() => readJws(Buffer.from(file), []), { code: 'TAMGA-E-JSON', message }));
  }

  const signatures = (count: number) =>
    `{"payload":"","signatures":[${Array(count).fill('{"signature":""}').join()}]}`;
  const nested = `{"signature":${'['.repeat(200_000)}`;
  for (const [what, file] of [
    ['too many signatures', signatures(257)],
    ['too deep a nest', nested],
    ['too many values', `{"signature":"","x":[${'1,'.repeat(1_000_001)}1]}`],
  ] as const) {
    test(what, () => throws(() => readJws(Buffer.from(file), []), { code: 'TAMGA-E-LIMIT' }));
  }

  test('JSON of another kind holds no signature', () => {
    for (const file of ['{}', '{"payload":""}', '{not JSON'])
      deepEqual(readJws(Buffer.from(file), []).signatures, []);
  });

  test('too many components, certificates and objects', () => {
    const many = Array(1001).fill('x');
    const sigD = { mId: 'http://uri.etsi.org/19182/ObjectIdByURI', pars: many };
    for (const file of [etsiU(many), headed({ x5c: many }), headed({ sigD })]) {
      throws(() => readJws(file, []), { code: 'TAMGA-E-LIMIT' });
    }
  });
});

test('damaged files give facts or a TamgaError, and nothing that is intact by accident', () => {
  const rounds = 300 * Number(process.env['TAMGA_FUZZ'] ?? '1');
  const counter = { cSig: testJws(jadesHeader(), GOOD.signature) };
  const file = json({
    ...GOOD,
    header: {
      etsiU: [base64url(JSON.stringify(counter)), base64url('{"sigTst":{"tstTokens":[{"val":"MAA="}]}}')],
    },
  });
  for (let round = 0; round < rounds; round += 1) {
    const damaged = Buffer.from(file);
    const number = (what: string, below: number) => seededNumber(`jws ${round} ${what}`, below);
    const at = number('at', damaged.length);
    const end = Math.min(damaged.length, at + 1 + number('length', 20));
    const kind = number('kind', 4);
    const pieces = [damaged.subarray(0, at), damaged.subarray(end)];
    if (kind === 0) damaged[at] = number('octet', 256);
    if (kind === 1) damaged[at] = Buffer.from('{}[]",:\\.=_-')[number('sign', 12)] ?? 0;
    const result =
      kind < 2
        ? damaged
        : Buffer.concat(kind === 2 ? pieces : [damaged.subarray(0, end), damaged.subarray(at)]);
    try {
      for (const entry of readJws(result, []).signatures) {
        if (!entry.readable) continue;
        const { signedBytes } = entry.signature;
        const signed = signedBytes === null ? '' : Buffer.concat([...signedBytes]).toString();
        if (isIntact(entry.signature)) equal(signed, `${GOOD.protected}.${PAYLOAD}`, String(result));
      }
    } catch (error) {
      ok(error instanceof TamgaError, `${error instanceof Error ? error.stack : error}\n${result}`);
    }
  }
});
