import { deepEqual, equal, ok, throws } from 'node:assert/strict';
import { describe, test } from 'node:test';
import { digestByName } from '../../crypto/digests';
import { octetString, time } from '../../encoding/der-writer';
import { testCertificate, testKey } from '../../pki/testing-certificates';
import { testToken } from '../cms/testing-builder';
import type { DetachedContent, SignatureFacts } from '../facts';
import { readJws } from './read';
import { looksLikeJws } from './serialization';
import { imprintMatches, isIntact, readableOf } from './testing-intact';
import { base64url, compact, jadesHeader, json, TEST_SIGNER, type TestJws, testJws } from './testing-jws';

const CONTENT = Buffer.from('Simulated test document.\n');
const PAYLOAD = base64url(CONTENT);
const GOOD = testJws(jadesHeader(), PAYLOAD);
const MECHANISM = 'http://uri.etsi.org/19182/';
const TSA = testCertificate({ subject: 'TSA', key: testKey(72) });

function only(file: Uint8Array, contents: readonly DetachedContent[] = []): SignatureFacts {
  const { signatures } = readJws(file, contents);
  const [entry] = signatures;
  ok(entry?.readable === true && signatures.length === 1);
  return entry.signature;
}

function kinds({ oddities }: SignatureFacts): readonly string[] {
  return oddities.map(({ kind }) => kind);
}

function named(name: string | null, text: string): DetachedContent {
  // In pieces, so that base64url has to carry octets over.
  const bytes = Buffer.from(text);
  return { name, bytes: [bytes.subarray(0, 1), bytes.subarray(1, 5), bytes.subarray(5)] };
}

function token(data: Uint8Array): string {
  const genTime = time(new Date('2026-01-01T00:00:00Z'));
  const der = testToken({ authority: TSA, data, time: generalized(genTime), certificates: [TSA.der] });
  return Buffer.from(der).toString('base64');
}

/** UTCTime to the GeneralizedTime that a token needs. */
function generalized(utc: Uint8Array): Uint8Array {
  const text = `20${Buffer.from(utc.subarray(2)).toString('latin1')}`;
  const encoded = octetString(Buffer.from(text, 'latin1'));
  encoded[0] = 0x18;
  return encoded;
}

function stamp(data: string): object {
  return { tstTokens: [{ val: token(Buffer.from(data)) }] };
}

const encoded = (component: object) => base64url(JSON.stringify(component));
const withUnsigned = (jws: TestJws, ...etsiU: readonly (string | object)[]) =>
  json({ ...jws, header: { etsiU } });

describe('the serialisations', () => {
  for (const [what, file, serialization] of [
    ['compact', compact(GOOD), 'compact'],
    ['compact with a line end', Buffer.concat([compact(GOOD), Buffer.from('\r\n')]), 'compact'],
    ['flattened', json(GOOD), 'flattened'],
    [
      'flattened behind a byte order mark',
      Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), json(GOOD)]),
      'flattened',
    ],
    [
      'general',
      json({ payload: PAYLOAD, signatures: [GOOD].map(({ payload, ...rest }) => rest) }),
      'general',
    ],
  ] as const) {
    test(`${what} says the same`, () => {
      ok(looksLikeJws(file));
      const facts = only(file);
      ok(facts.detail.syntax === 'jws');
      equal(facts.detail.serialization, serialization);
      deepEqual([facts.format, facts.level, facts.coverage, kinds(facts)], ['JAdES', 'B-B', 'full', []]);
      deepEqual(facts.signingTimes, [1_788_000_000_000]);
      deepEqual(facts.signer.certificates, [Buffer.from(TEST_SIGNER.der)]);
      ok(isIntact(facts));
    });
  }

  test('a changed payload, header or value is not intact', () => {
    const { payload, protected: head, signature } = GOOD;
    for (const file of [
      { ...GOOD, payload: base64url('Simulated test document!\n') },
      { ...GOOD, protected: testJws(jadesHeader({ cty: 'json' }), payload).protected },
      { payload, protected: head, signature: testJws(jadesHeader({ x: 1 }), payload).signature },
      { payload, protected: head, signature: signature.slice(0, -4) },
    ]) {
      equal(isIntact(only(json(file))), false);
    }
  });

  test('a plain JWS is no JAdES', () => {
    const facts = only(
      compact(testJws({ alg: 'ES256', x5c: [Buffer.from(TEST_SIGNER.der).toString('base64')] }, PAYLOAD)),
    );
    deepEqual([facts.format, facts.level, kinds(facts)], ['JWS', 'none', []]);
    ok(isIntact(facts));
  });

  test('one broken entry does not hide the others', () => {
    const { payload, ...good } = GOOD;
    const bad = { protected: '!!', signature: good.signature };
    const { signatures } = readJws(json({ payload, signatures: [bad, good] }), []);
    deepEqual(
      signatures.map((entry) => (entry.readable ? entry.signature.id : entry.fault)),
      ['the protected header is not base64url', 'signer-2'],
    );
  });
});

describe('the signed data', () => {
  test('a detached payload is the one file that is offered, in any pieces', () => {
    const { payload, ...detached } = GOOD;
    const text = CONTENT.toString();
    for (const file of [json(detached), compact({ ...GOOD, payload: '' })]) {
      ok(isIntact(only(file, [named('a.txt', text)])));
      equal(isIntact(only(file, [named('a.txt', `${text} `)])), false);
      const missing = only(file);
      deepEqual([missing.dataFound, missing.signedBytes, missing.coverage], [false, null, null]);
      equal(only(file, [named('a.txt', text), named('b.txt', text)]).dataFound, false);
    }
  });

  test('content beside an embedded payload must be the same', () => {
    equal(only(json(GOOD), [named('a.txt', CONTENT.toString())]).coverage, 'full');
    equal(only(json(GOOD), [named('a.txt', 'other')]).coverage, 'ambiguous');
  });

  test('b64 false counts where crit lists it', () => {
    const raw = 'text with blanks and €';
    const header = jadesHeader({ b64: false, crit: ['b64'] });
    const facts = only(json(testJws(header, raw)));
    deepEqual(kinds(facts), []);
    ok(isIntact(facts));
    const { payload, ...detached } = testJws(header, raw);
    ok(isIntact(only(json(detached), [named(null, raw)])));
    // Who does not know RFC 7797 encodes: so does everybody where crit is silent.
    const silent = only(json(testJws(jadesHeader({ b64: false }), PAYLOAD)));
    deepEqual(kinds(silent), ['jws.not-critical']);
  });

  test('ObjectIdByURI joins the files in the order of pars', () => {
    const sigD = { mId: `${MECHANISM}ObjectIdByURI`, pars: ['b%20c.txt', 'https://example.test/x/a.txt'] };
    const { payload, ...jws } = testJws(
      jadesHeader({ sigD, crit: ['sigD'] }),
      `${base64url('second file')}${PAYLOAD}`,
    );
    const files = [named('a.txt', CONTENT.toString()), named('b c.txt', 'second file')];
    const facts = only(json(jws), files);
    deepEqual([kinds(facts), facts.coverage, facts.references], [[], 'full', []]);
    ok(isIntact(facts));
    equal(only(json(jws), [...files, named('c.txt', 'c')]).coverage, 'partial');
    equal(only(json(jws), files.slice(1)).dataFound, false);
  });

  test('ObjectIdByURIHash names each file by its digest', () => {
    const hash = (text: string) => base64url(digestByName('sha512').of(Buffer.from(base64url(text))));
    const sigD = {
      mId: `${MECHANISM}ObjectIdByURIHash`,
      pars: ['a.txt', 'b.txt'],
      hashM: 'S512',
      hashV: [hash('first'), hash('second')],
      ctys: ['text/plain', 'text/plain'],
    };
    const { payload, ...jws } = testJws(jadesHeader({ sigD, crit: ['sigD'] }), '');
    const files = [named('a.txt', 'first'), named('b.txt', 'second')];
    const facts = only(json(jws), files);
    deepEqual(
      facts.references.map(({ what, missing }) => [what, missing]),
      [
        ['a.txt', null],
        ['b.txt', null],
      ],
    );
    deepEqual(kinds(facts), []);
    ok(isIntact(facts));
    equal(isIntact(only(json(jws), [named('a.txt', 'first'), named('b.txt', 'First')])), false);
    const [, second] = only(json(jws), files.slice(0, 1)).references;
    equal(second?.missing, 'absent');
    const twice = only(json(jws), [...files, named('b.txt', 'second')]).references[1];
    deepEqual(twice?.missing, { refused: 'several files of this name' });
  });

  test('ObjectIdByURIHash without base64url digests the octets', () => {
    const hashV = [base64url(digestByName('sha256').of(CONTENT))];
    const sigD = { mId: `${MECHANISM}ObjectIdByURIHash`, pars: ['a.txt'], hashM: 'S256', hashV };
    const header = jadesHeader({ sigD, b64: false, crit: ['sigD', 'b64'] });
    const { payload, ...jws } = testJws(header, '');
    ok(isIntact(only(json(jws), [named(null, CONTENT.toString())])));
  });

  test('HttpHeaders signs the fields in the order of pars', () => {
    const sigD = { mId: `${MECHANISM}HttpHeaders`, pars: ['(request-target)', 'x-tag', 'digest'] };
    const header = jadesHeader({ sigD, b64: false, crit: ['sigD', 'b64'] });
    const lines = '(request-target): post /x\nx-tag: one, two\ndigest: SHA-256=abc';
    const { payload, ...jws } = testJws(header, lines);
    const fields = [
      named('X-Tag', ' one '),
      named('Digest', 'SHA-256=abc'),
      named('(request-target)', 'post /x'),
      named('x-tag', 'two'),
    ];
    const facts = only(json(jws), fields);
    deepEqual([kinds(facts), facts.coverage], [[], 'partial']);
    ok(isIntact(facts));
    equal(only(json(jws), fields.slice(1, 3)).dataFound, false);
  });
});

describe('the unsigned components', () => {
  const xVals = encoded({ xVals: [{ x509Cert: { val: Buffer.from(TSA.der).toString('base64') } }] });
  const rVals = encoded({ rVals: { crlVals: [{ val: 'MAA=' }], ocspVals: [{ val: 'MAE=' }] } });
  const sigTst = encoded({ sigTst: stamp(GOOD.signature) });

  test('give level, material and time-stamps', () => {
    const over = `${PAYLOAD}.${GOOD.protected}.${GOOD.signature}.${sigTst}${xVals}${rVals}`;
    const arcTst = encoded({ arcTst: stamp(over) });
    const facts = only(withUnsigned(GOOD, sigTst, xVals, rVals, arcTst));
    deepEqual([facts.level, kinds(facts)], ['B-LTA', []]);
    deepEqual(
      facts.timeStamps.map(({ kind, name }) => [kind, name]),
      [
        ['signature', 'sigTst'],
        ['archive', 'arcTst'],
      ],
    );
    ok(facts.timeStamps.every(imprintMatches));
    const [first, archive] = facts.timeStamps;
    deepEqual(archive?.proves.timeStamps, [first?.token]);
    equal(archive?.proves.material.certificates.length, 2);
    equal(facts.material.ocspResponses.length, 1);
  });

  test('say the level by what is there', () => {
    equal(only(withUnsigned(GOOD, sigTst)).level, 'B-T');
    equal(only(withUnsigned(GOOD, sigTst, xVals, rVals)).level, 'B-LT');
    equal(only(withUnsigned(GOOD, encoded({ sigTst: { tstTokens: [{ val: 'MAA=' }] } }))).level, 'B-B');
  });

  test('in the clear have no octets that an archive time-stamp could be over', () => {
    const facts = only(withUnsigned(GOOD, { sigTst: stamp(GOOD.signature) }, { arcTst: stamp('anything') }));
    deepEqual(facts.timeStamps.map(imprintMatches), [true, false]);
    equal(facts.timeStamps[1]?.faults.length, 1);
  });

  test('a time-stamp over data of another scope proves nothing', () => {
    const value = { timeStamped: 'previousArcTst', ...stamp('x') };
    const facts = only(withUnsigned(GOOD, encoded({ arcTst: value })));
    equal(facts.timeStamps[0]?.faults.length, 1);
  });

  test('adoTst is over the payload', () => {
    const facts = only(json(testJws(jadesHeader({ adoTst: stamp(PAYLOAD) }), PAYLOAD)));
    deepEqual(facts.contentTimeStamps.map(imprintMatches), [true]);
  });

  test('cSig signs the signature value, in either form', () => {
    const counter = testJws(jadesHeader(), GOOD.signature);
    const { payload, ...detached } = counter;
    const facts = only(
      withUnsigned(
        GOOD,
        ...[compact(counter).toString(), counter, detached, 7].map((cSig) => encoded({ cSig })),
      ),
    );
    const counters = readableOf(facts.counterSignatures);
    deepEqual(
      counters.map(({ id }) => id),
      ['signer-1-counter-1', 'signer-1-counter-2', 'signer-1-counter-3'],
    );
    ok(counters.every(isIntact));
    equal(facts.counterSignatures[3]?.readable, false);
  });

  test('a cSig over something else is not intact, whatever it carries', () => {
    const foreign = testJws(jadesHeader(), base64url('another value'));
    const [counter] = readableOf(only(withUnsigned(GOOD, encoded({ cSig: foreign }))).counterSignatures);
    ok(counter !== undefined);
    deepEqual([isIntact(counter), kinds(counter)], [false, ['jws.second-payload']]);
  });

  test('counter-signatures end at a depth', () => {
    let nested: object = testJws(jadesHeader(), GOOD.signature);
    for (let depth = 0; depth < 10; depth += 1) nested = { ...GOOD, header: { etsiU: [{ cSig: nested }] } };
    throws(() => readJws(json(nested), []), { code: 'TAMGA-E-LIMIT', message: /nested deeper than 8/ });
  });
});
