import assert from 'node:assert/strict';
import { constants, createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import test from 'node:test';
import { parseDer } from '../encoding/der';
import { bitString, integer, nullValue, objectIdentifier, sequence } from '../encoding/der-writer';
import { readPublicKey } from '../pki/public-key';
import { gostTestKey } from '../pki/testing-gost';
import { digestByName } from './digests';
import { type AlgorithmIdentifier, identifySuite } from './identify';
import { clearMemos, createLru } from './lru';
import { SUITES, type Suite, suiteById } from './suites';
import { verifySignature } from './verify';

const DATA = Buffer.from('Simulated test data');

interface Pair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const KEYS: Readonly<Record<string, Pair>> = {
  RSA: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  'P-256': generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  'P-384': generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  'P-521': generateKeyPairSync('ec', { namedCurve: 'P-521' }),
  Ed25519: generateKeyPairSync('ed25519'),
};

function rowOf(id: string): Suite {
  return suiteById(id) ?? assert.fail(id);
}

function pairOf(suite: Suite): Pair {
  const pair = KEYS[suite.key.kind === 'EC' ? suite.key.curve : suite.key.kind];
  assert.ok(pair);
  return pair;
}

function publicKeyOf({ publicKey }: Pair) {
  return readPublicKey(parseDer(publicKey.export({ format: 'der', type: 'spki' })));
}

function algorithmOf({ family, digest, signatureOid }: Suite): AlgorithmIdentifier {
  const { oid, length } = digestByName(digest);
  const pss = family === 'rsa-pss' ? { digestOid: oid, maskDigestOid: oid, saltLength: length } : null;
  return { oid: signatureOid, pss };
}

function signAs(suite: Suite): Buffer {
  const { privateKey } = pairOf(suite);
  if (suite.family === 'eddsa') return sign(null, DATA, privateKey);
  const padding = suite.family === 'rsa-pss' ? constants.RSA_PKCS1_PSS_PADDING : undefined;
  const saltLength = digestByName(suite.digest).length;
  return sign(
    suite.digest,
    DATA,
    padding === undefined ? privateKey : { key: privateKey, padding, saltLength },
  );
}

for (const suite of SUITES.filter(({ family }) => family !== 'gost')) {
  test(`${suite.id}: identified, verified, and refused when one bit of value, data or key is another`, () => {
    const key = publicKeyOf(pairOf(suite));
    const identified = identifySuite(algorithmOf(suite), key, null);
    assert.equal(identified?.suite.id, suite.id);
    const value = signAs(suite);
    assert.equal(verifySignature(identified, key, DATA, value).valid, true);
    assert.equal(verifySignature(identified, key, Buffer.from('other'), value).valid, false);
    for (const at of [0, 5, value.length - 1]) {
      const copy = Buffer.from(value);
      copy[at] = (copy[at] ?? 0) ^ 1;
      assert.equal(verifySignature(identified, key, DATA, copy).valid, false);
    }
    assert.equal(
      verifySignature(identified, key, DATA, Buffer.concat([value, Buffer.alloc(1)])).valid,
      false,
    );
    assert.equal(verifySignature(identified, key, DATA, value.subarray(1)).valid, false);
    for (const other of Object.values(KEYS).filter((pair) => pair !== pairOf(suite))) {
      assert.equal(verifySignature(identified, publicKeyOf(other), DATA, value).valid, false);
    }
  });
}

const NATIONAL = SUITES.filter(({ family }) => family === 'gost');
const nationalKey = (id: string) => gostTestKey(id, 7);
const nationalPublicKey = (id: string) => readPublicKey(parseDer(nationalKey(id).spki));

for (const suite of NATIONAL) {
  test(`${suite.id}: identified by its OIDs and its key, and verified by no other row`, () => {
    const key = nationalPublicKey(suite.id);
    assert.deepEqual([key.kind, key.bits], ['GOST', key.gost?.octets.length === 128 ? 512 : 256]);
    const identified = identifySuite(algorithmOf(suite), key, null);
    assert.equal(identified?.suite.id, suite.id);
    const inSignerInfo = [suite.signatureOid, suite.signerInfoOid, ...suite.alsoReadOids];
    for (const oid of inSignerInfo) {
      assert.equal(identifySuite({ oid, pss: null }, key, suite.digestOid)?.suite.id, suite.id, oid);
    }
    const value = nationalKey(suite.id).sign(DATA);
    assert.equal(verifySignature(identified, key, DATA, value).valid, true);
    assert.equal(verifySignature(identified, key, Buffer.from('other'), value).valid, false);
    for (const other of NATIONAL.filter((row) => row !== suite)) {
      assert.equal(verifySignature(identified, nationalPublicKey(other.id), DATA, value).valid, false);
    }
  });
}

test('an OID that two states share is told apart by the key', () => {
  const oid = '1.3.6.1.4.1.6801.1.2.2';
  for (const id of ['kz-gost2004-gost34311', 'kg-gost2004-gost34311']) {
    assert.equal(identifySuite({ oid, pss: null }, nationalPublicKey(id), null)?.suite.id, id);
  }
  assert.equal(identifySuite({ oid, pss: null }, nationalPublicKey('uz-dst1092-dst1106'), null), undefined);
});

test('an OID of a key alone needs the digest of its row beside it', () => {
  const key = nationalPublicKey('gost2012-512a-streebog512');
  const bare = { oid: '1.2.643.7.1.1.1.2', pss: null };
  assert.equal(identifySuite(bare, key, '1.2.643.7.1.1.2.3')?.suite.id, 'gost2012-512a-streebog512');
  assert.equal(identifySuite(bare, key, '1.2.643.7.1.1.2.2'), undefined);
  assert.equal(identifySuite(bare, key, digestByName('sha256').oid), undefined);
  // In a certificate there is no field beside it.
  assert.equal(identifySuite(bare, key, null), undefined);
});

test('other key parameters that name the same curve are read', () => {
  for (const { id, key } of NATIONAL) {
    if (key.kind !== 'GOST') continue;
    for (const keyParameters of key.alsoRead) {
      const { spki } = gostTestKey(id, 7, { keyParameters });
      const found = identifySuite(algorithmOf(rowOf(id)), readPublicKey(parseDer(spki)), null);
      assert.equal(found?.suite.id, id, keyParameters.join());
    }
  }
});

test('every way to fail has its reason', () => {
  const p256 = KEYS['P-256'] ?? assert.fail();
  const key = publicKeyOf(p256);
  const suite = identifySuite({ oid: '1.2.840.10045.4.3.2', pss: null }, key, null) ?? assert.fail();
  const value = sign('sha256', DATA, p256.privateKey);
  const reasonOf = (...given: Parameters<typeof verifySignature>) => {
    const found = verifySignature(...given);
    return found.valid ? 'valid' : found.reason;
  };
  assert.match(
    reasonOf(suite, publicKeyOf(KEYS['RSA'] ?? assert.fail()), DATA, value),
    /kind that the suite needs/,
  );
  assert.match(reasonOf(suite, key, DATA, value.subarray(1)), /not the one form/);
  assert.match(reasonOf(suite, key, Buffer.from('other'), value), /does not belong/);
  const national = nationalPublicKey('kz-gost2015-512-streebog512');
  const row = identifySuite({ oid: '1.2.398.3.10.1.1.2.3.2', pss: null }, national, null) ?? assert.fail();
  assert.equal(reasonOf(row, national, DATA, Buffer.alloc(128)), 'r is not between 1 and q - 1');
});

test('SignerInfo may name the key algorithm and the digest apart', () => {
  const sha384 = digestByName('sha384').oid;
  const rsa = publicKeyOf(KEYS['RSA'] ?? assert.fail());
  const p256 = publicKeyOf(KEYS['P-256'] ?? assert.fail());
  const named = (oid: string) => ({ oid, pss: null });
  assert.equal(identifySuite(named('1.2.840.113549.1.1.1'), rsa, sha384)?.suite.id, 'rsa-pkcs1-sha384');
  assert.equal(identifySuite(named('1.2.840.10045.2.1'), p256, sha384)?.suite.id, 'ecdsa-p256-sha384');
  assert.equal(identifySuite(named('1.2.840.113549.1.1.1'), p256, sha384), undefined);
  assert.equal(identifySuite(named('1.2.840.113549.1.1.1'), rsa, null), undefined);
  assert.equal(identifySuite(named('1.2.398.3.10.1.1.2.3.2'), rsa, sha384), undefined);
});

test('an ECDSA value is the one DER of r and s from 1 to n - 1', () => {
  const pair = KEYS['P-256'] ?? assert.fail();
  const key = publicKeyOf(pair);
  const identified = identifySuite({ oid: '1.2.840.10045.4.3.2', pss: null }, key, null) ?? assert.fail();
  const n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const good = sign('sha256', DATA, pair.privateKey);
  const plain = sign('sha256', DATA, { key: pair.privateKey, dsaEncoding: 'ieee-p1363' });
  const r = BigInt(`0x${plain.subarray(0, 32).toString('hex')}`);
  const s = BigInt(`0x${plain.subarray(32).toString('hex')}`);
  const value = (a: bigint, b: bigint) => sequence(integer(a), integer(b));
  assert.equal(verifySignature(identified, key, DATA, value(r, s)).valid, true);
  // n - s verifies as well: ECDSA values come in pairs.
  assert.equal(verifySignature(identified, key, DATA, value(r, n - s)).valid, true);
  const refused = [
    value(0n, s),
    value(r, 0n),
    value(r, n),
    value(n, s),
    value(r, s + n),
    plain,
    sequence(integer(r)),
    sequence(),
  ];
  const loose = [
    Buffer.concat([Buffer.from([0x30, 0x81, good[1] ?? 0]), good.subarray(2)]),
    Buffer.concat([good, Buffer.alloc(1)]),
    sequence(integer(r), integer(s), nullValue()),
    Buffer.concat([Buffer.from([0x30, good.length - 1, 0x02, (good[3] ?? 0) + 1, 0]), good.subarray(4)]),
  ];
  for (const bad of [...refused, ...loose])
    assert.equal(verifySignature(identified, key, DATA, bad).valid, false);
});

test('a key that is none verifies nothing', () => {
  const parameters = sequence(objectIdentifier('1.2.840.10045.2.1'), objectIdentifier('1.2.840.10045.3.1.7'));
  const offCurve = readPublicKey(parseDer(sequence(parameters, bitString(Buffer.alloc(65, 4)))));
  const identified =
    identifySuite({ oid: '1.2.840.10045.4.3.2', pss: null }, offCurve, null) ?? assert.fail();
  const value = sign('sha256', DATA, (KEYS['P-256'] ?? assert.fail()).privateKey);
  assert.equal(verifySignature(identified, offCurve, DATA, value).valid, false);
});

test('key sizes are read from the modulus', () => {
  for (const bits of [1024, 2047, 2048]) {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: bits });
    assert.equal(readPublicKey(parseDer(publicKey.export({ format: 'der', type: 'spki' }))).bits, bits);
  }
  const pss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 });
  assert.equal(readPublicKey(parseDer(pss.publicKey.export({ format: 'der', type: 'spki' }))).kind, 'RSA');
  assert.equal(
    createPrivateKey(pss.privateKey.export({ format: 'pem', type: 'pkcs8' })).asymmetricKeyType,
    'rsa-pss',
  );
});

test('a memo forgets the least recently used entry and never grows past its limit', () => {
  const lru = createLru<number>(3);
  for (const key of ['a', 'b', 'c']) lru.set(key, 1);
  lru.get('a');
  lru.set('d', 2);
  assert.deepEqual([lru.get('a'), lru.get('b'), lru.get('d'), lru.size], [1, undefined, 2, 3]);
  clearMemos();
  assert.equal(lru.size, 0);
});
