import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { SUITES } from '../../crypto/suites';
import { readJws as readSigned } from '../../formats/jades/read';
import { requirePeer } from '../../testing/peers';
import { readSample, requireSamples } from '../../testing/samples';
import { mintState } from '../pki';
import { SIGNATURE_POLICIES } from '../signature-policies';
import { decode, type JwsReading, readJws, tokensOf, verifies } from '../testing-jws';
import { askToken, withOpenSsl, writeAuthorities } from '../testing-openssl';
import { TEST_INSTANT, TEST_PROFILE } from '../testing-profile';
import { timeStampOver } from '../time-stamp';
import { timeline } from '../timeline';
import { type JadesDeviation, type JadesRequest, signJades } from './sign';
import { encodeText } from './text';
import { policyStoreComponent } from './unsigned';

const STATE = mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE);
const SUITE = 'ecdsa-p256-sha256';
const DOCUMENT = Buffer.from('{"amount":"100","currency":"KZT","to":"Тест"}');
const TIMES = timeline(TEST_INSTANT).recent;
const LEVELS = ['none', 'B-B', 'B-T', 'B-LT', 'B-LTA'] as const;

function make(change: Partial<JadesRequest> = {}, deviation?: JadesDeviation): Uint8Array {
  return signJades(request(change), deviation).signature;
}

function request(change: Partial<JadesRequest>): JadesRequest {
  return {
    state: STATE,
    identity: STATE.signer(SUITE),
    level: 'B-LTA',
    packaging: 'attached',
    document: DOCUMENT,
    times: TIMES,
    ...change,
  };
}

function only(file: Uint8Array): JwsReading {
  const [first] = readJws(file);
  assert.ok(first);
  return first;
}

test('node:crypto verifies every registered suite at every level', () => {
  const suites = SUITES.filter(({ jws }) => jws !== null);
  assert.ok(suites.length >= 10);
  for (const { id, jws } of suites) {
    for (const level of LEVELS) {
      const reading = only(make({ identity: STATE.signer(id), level }));
      assert.equal(reading.header['alg'], jws);
      assert.ok(verifies(reading, reading.payload ?? ''), `${id} ${level}`);
      assert.equal(verifies(reading, `${reading.payload}A`), false);
    }
  }
});

test('detached payloads are signed as their mechanism says', () => {
  const encoded = encodeText(DOCUMENT.toString());
  const hash = createHash('sha256').update(encoded).digest('base64url');
  for (const level of LEVELS) {
    for (const [mechanism, signed] of [
      ['plain', encoded],
      ['ObjectIdByURI', encoded],
      ['ObjectIdByURIHash', ''],
    ] as const) {
      const reading = only(make({ level, packaging: 'detached', mechanism, uri: 'invoice.json' }));
      assert.equal(reading.payload, undefined);
      assert.ok(verifies(reading, signed), `${level} ${mechanism}`);
      const { sigD, crit, cty } = reading.header;
      assert.equal(cty, undefined);
      if (mechanism === 'plain') assert.equal(sigD, undefined);
      else assert.deepEqual(crit, ['sigD']);
      if (mechanism === 'ObjectIdByURIHash') {
        const [mId, pars] = ['http://uri.etsi.org/19182/ObjectIdByURIHash', ['invoice.json']];
        const expected = { mId, pars, hashM: 'S256', hashV: [hash], ctys: ['application/json'] };
        assert.deepEqual(sigD, expected);
      }
    }
  }
  const unencoded = only(make({ packaging: 'detached', unencoded: true }));
  assert.ok(verifies(unencoded, DOCUMENT.toString()));
  assert.deepEqual(unencoded.header['crit'], ['sigD', 'b64']);
});

test('fields of an HTTP message are signed in their order, the body by its digest', () => {
  const fields = [
    { name: '(request-target)', value: 'post /invoices' },
    { name: 'Host', value: 'registry.kz.tamga.test' },
  ];
  const asked = { packaging: 'detached', mechanism: 'HttpHeaders', fields } as const;
  const reading = only(make({ ...asked, level: 'B-LT' }));
  const digest = createHash('sha256').update(DOCUMENT).digest('base64');
  const lines = `(request-target): post /invoices\nhost: registry.kz.tamga.test\ndigest: SHA-256=${digest}`;
  assert.ok(verifies(reading, lines));
  assert.deepEqual([reading.header['b64'], reading.header['crit']], [false, ['sigD', 'b64']]);
  const contents = [...fields, { name: 'Digest', value: `SHA-256=${digest}` }].map(({ name, value }) => ({
    name,
    bytes: [Buffer.from(value)],
  }));
  const [entry] = readSigned(make({ ...asked, level: 'B-LT' }), contents).signatures;
  assert.ok(entry?.readable);
  assert.deepEqual([entry.signature.oddities, entry.signature.dataFound], [[], true]);
  assert.throws(() => make(asked), { code: 'TAMGA-E-MINT' });
});

test('OpenSSL verifies the time-stamps over what TS 119 182-1 has them cover', (t) => {
  if (!requirePeer('openssl', t)) return;
  withOpenSsl((openssl) => {
    writeAuthorities(openssl, STATE);
    const variants: readonly Partial<JadesRequest>[] = [
      {},
      { source: 'both', serialization: 'general' },
      { packaging: 'detached', mechanism: 'ObjectIdByURIHash' },
      { parallel: [STATE.signer('rsa-pkcs1-sha256')], counterSigners: [STATE.signer(SUITE, 'other')] },
      { times: renewed() },
    ];
    for (const change of variants) {
      for (const reading of readJws(make(change))) {
        const stamps = coveredBy(reading, encodeText(DOCUMENT.toString()));
        assert.ok(stamps.length >= 2);
        for (const { name, covered, token } of stamps) {
          const imprint = createHash('sha256').update(covered).digest();
          const { exit, text } = askToken(openssl, token, imprint, TEST_INSTANT);
          assert.equal(exit, 0, `${name}: ${text}`);
        }
      }
    }
  });
});

function renewed() {
  const after = (minutes: number) => new Date(TIMES.stamped.getTime() + minutes * 60_000);
  return { ...TIMES, validated: after(1), archived: [{ time: after(2) }, { time: after(30) }] };
}

function coveredBy({ protectedHeader, signature, components }: JwsReading, payload: string) {
  return components.flatMap(({ name, value }, index) => {
    if (name !== 'sigTst' && name !== 'arcTst') return [];
    const before = components.slice(0, index).map(({ text }) => text);
    const whole = `${payload}.${protectedHeader}.${signature}.${before.join('')}`;
    const covered = name === 'sigTst' ? signature : whole;
    return tokensOf(value).map((token) => ({ name, covered, token }));
  });
}

test('time-stamps of real signatures are over the same', (t) => {
  if (!requireSamples(t)) return;
  const [reading] = readJws(readSample('jades/double-lta-in-container.json'));
  assert.ok(reading);
  const stamps = coveredBy(reading, reading.payload ?? '').slice(0, 2);
  assert.deepEqual(
    stamps.map(({ name }) => name),
    ['sigTst', 'arcTst'],
  );
  for (const { name, covered, token } of stamps) {
    assert.ok(Buffer.from(token).includes(createHash('sha256').update(covered).digest()), name);
  }
});

test('each level has its components, in its order', () => {
  const names = (change: Partial<JadesRequest>) => only(make(change)).components.map(({ name }) => name);
  assert.deepEqual(names({ level: 'B-B' }), []);
  assert.deepEqual(names({ level: 'B-T' }), ['sigTst']);
  assert.deepEqual(names({ level: 'B-LT' }), ['sigTst', 'xVals', 'rVals', 'tstVD']);
  assert.deepEqual(names({}), ['sigTst', 'xVals', 'rVals', 'tstVD', 'arcTst']);
  assert.deepEqual(names({ times: renewed() }).slice(-3), ['arcTst', 'tstVD', 'arcTst']);
  assert.deepEqual(names({ level: 'B-LT', unsignedForm: 'clear' }), ['sigTst', 'xVals', 'rVals', 'tstVD']);
});

test('the claimed time is iat, and sigT before iat was made mandatory', () => {
  const { header } = only(make({ level: 'B-B' }));
  assert.equal(header['iat'], TIMES.claimed.getTime() / 1000);
  assert.equal(header['sigT'], undefined);
  const claimed = new Date('2025-07-14T23:59:59Z');
  const before = only(make({ level: 'B-B', times: { claimed, stamped: claimed } })).header;
  assert.deepEqual(
    [before['sigT'], before['iat'], before['crit']],
    ['2025-07-14T23:59:59Z', undefined, ['sigT']],
  );
});

test('a counter-signature signs the signature value, and policies and places are told', () => {
  const stamp = timeStampOver(STATE, TIMES.claimed)(Buffer.from(encodeText(DOCUMENT.toString())));
  const reading = only(
    make({
      level: 'B-T',
      counterSigners: [STATE.signer('ecdsa-p384-sha384')],
      policy: SIGNATURE_POLICIES['TR-P2'],
      commitment: '1.2.840.113549.1.9.16.6.1',
      place: { country: 'KZ', locality: 'Алматы' },
      contentTimeStamps: [stamp],
      components: [policyStoreComponent(Buffer.from('a policy'), '0.4.0.19122.2.1')],
    }),
  );
  assert.deepEqual(
    reading.components.map(({ name }) => name),
    ['cSig', 'sigPSt', 'sigTst'],
  );
  const [counter] = readJws(Buffer.from(JSON.stringify(reading.components[0]?.value)));
  assert.ok(counter && verifies(counter, reading.signature));
  assert.equal(counter.header['cty'], undefined);
  const policy = JSON.stringify(reading.header['sigPId']);
  assert.match(policy, /"urn:oid:2\.16\.792\.1\.61\.0\.1\.5070\.3\.1\.1".*"digAlg":"S256"/);
});

test('parallel signatures need the general serialization, anything unsigned a JSON one', () => {
  const text = (change: Partial<JadesRequest>) => Buffer.from(make(change)).toString();
  assert.match(text({ level: 'B-B' }), /^[\w-]+\.[\w-]+\.[\w-]+$/);
  assert.match(text({ level: 'B-T' }), /^\{"payload":"[\w-]+","protected":"[\w-]+","header":\{"etsiU":\[/);
  const parallel = [STATE.signer('ed25519')];
  assert.match(text({ level: 'B-B', parallel }), /^\{"payload":"[\w-]+","signatures":\[\{"protected"/);
  for (const change of [
    { serialization: 'compact', level: 'B-T' },
    { serialization: 'flattened', parallel },
    { unsignedForm: 'clear', level: 'B-LTA' },
    { unencoded: true, document: Uint8Array.of(0xff) },
    { identity: STATE.signer('kz-gost2015-512-streebog512') },
  ] as const) {
    assert.throws(() => make(change), { code: 'TAMGA-E-MINT' });
  }
});

test('the same request gives the same bytes, and a deviation changes what it names', () => {
  assert.deepEqual(make(), make());
  const payload = encodeText(DOCUMENT.toString());
  const changed = only(make({}, { content: () => Buffer.from('other') }));
  assert.equal(verifies(changed, changed.payload ?? ''), false);
  assert.ok(verifies(changed, payload));
  const critical = only(make({ level: 'B-B' }, { header: (all) => ({ ...all, crit: ['nobody-knows'] }) }));
  assert.ok(verifies(critical, payload));
  assert.deepEqual(critical.header['crit'], ['nobody-knows']);
  const twice = only(make({ level: 'B-B' }, { headerText: (text) => text.replace('{', '{"alg":"none",') }));
  assert.match(decode(twice.protectedHeader).toString(), /^\{"alg":"none","alg":"ES256"/);
  assert.ok(verifies(twice, payload));
  const claimed = only(make({ level: 'B-B' }, { claimed: new Date(0) }));
  assert.deepEqual([claimed.header['sigT'], verifies(claimed, payload)], ['1970-01-01T00:00:00Z', false]);
  const fewer = only(make({}, { components: (all) => all.slice(1) }));
  assert.equal(fewer.components[0]?.name, 'xVals');
  const bare = only(
    make({ level: 'B-LT' }, { material: (all) => ({ ...all, crls: [], ocspResponses: [] }) }),
  );
  assert.ok(bare.components.every(({ name }) => name !== 'rVals'));
});
