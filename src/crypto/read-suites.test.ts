import assert from 'node:assert/strict';
import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import test from 'node:test';
import { parseDer } from '../encoding/der';
import { bitString, nullValue, objectIdentifier, sequence } from '../encoding/der-writer';
import { readPublicKey } from '../pki/public-key';
import { CURVES } from './curves';
import { digestByName, digestByOid } from './digests';
import { identifySuite } from './identify';
import { READ_SUITES, type ReadSuite } from './read-suites';
import { SUITES } from './suites';
import { verifySignature } from './verify';

const DATA = Buffer.from('Simulated test data');
const MADE = new Set(SUITES.map(({ id }) => id));
const READ_ONLY = READ_SUITES.filter(({ id }) => !MADE.has(id));

interface Pair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Node does not type every pair that OpenSSL makes alike. */
const KEYS: ReadonlyMap<string, Pair> = new Map([
  ['RSA', generateKeyPairSync('rsa', { modulusLength: 1024 })],
  ['DSA', generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 })],
  ['Ed448', generateKeyPairSync('ed448')],
  ...CURVES.map(({ name }): [string, Pair] => [
    name,
    generateKeyPairSync('ec', { namedCurve: openSslName(name) }),
  ]),
]);

function openSslName(curve: string): string {
  return curve === 'P-192' ? 'prime192v1' : curve;
}

function pairOf({ key }: ReadSuite): Pair {
  return KEYS.get(key.kind === 'EC' ? key.curve : key.kind) ?? assert.fail();
}

const keyOf = ({ publicKey }: Pair) =>
  readPublicKey(parseDer(publicKey.export({ format: 'der', type: 'spki' })));

function signAs(suite: ReadSuite): Buffer {
  const { privateKey: key } = pairOf(suite);
  if (suite.family === 'eddsa') return sign(null, DATA, key);
  if (suite.plain) return sign(suite.digest, DATA, { key, dsaEncoding: 'ieee-p1363' });
  if (suite.family !== 'rsa-pss') return sign(suite.digest, DATA, key);
  return sign(suite.digest, DATA, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 7 });
}

function algorithmOf({ family, signatureOid, digest }: ReadSuite) {
  const { oid: digestOid } = digestByName(digest);
  const pss = { digestOid, maskDigestOid: digestOid, saltLength: 7 };
  return { oid: signatureOid, pss: family === 'rsa-pss' ? pss : null };
}

test(`${READ_ONLY.length} suites are read and not made: each verifies its own values alone`, () => {
  assert.equal(new Set(READ_SUITES.map(({ id }) => id)).size, READ_SUITES.length);
  for (const suite of READ_ONLY) {
    const key = keyOf(pairOf(suite));
    const identified = identifySuite(algorithmOf(suite), key, null) ?? assert.fail(suite.id);
    assert.equal(identified.suite.id, suite.id);
    const value = signAs(suite);
    assert.deepEqual(verifySignature(identified, key, DATA, value), { valid: true }, suite.id);
    const flipped = Buffer.from(value);
    flipped[value.length - 1] = (flipped[value.length - 1] ?? 0) ^ 1;
    const damaged = [
      flipped,
      Buffer.concat([value, Buffer.alloc(1)]),
      value.subarray(1),
      Buffer.alloc(value.length),
    ];
    for (const wrong of damaged)
      assert.equal(verifySignature(identified, key, DATA, wrong).valid, false, suite.id);
    assert.equal(verifySignature(identified, key, Buffer.from('other'), value).valid, false, suite.id);
  }
});

test('every curve is one that OpenSSL knows by this OID, with keys of this size', () => {
  for (const { name, oid, bits } of CURVES) {
    const { curveOid, bits: found, kind } = keyOf(KEYS.get(name) ?? assert.fail(name));
    assert.deepEqual([kind, curveOid, found], ['EC', oid, bits]);
  }
});

test('a mask digest of its own counts for RSASSA-PSS', () => {
  const pair = generateKeyPairSync('rsa-pss', {
    modulusLength: 1024,
    hashAlgorithm: 'sha256',
    mgf1HashAlgorithm: 'sha1',
  });
  const value = sign('sha256', DATA, { key: pair.privateKey, saltLength: 40 });
  const [sha1, sha256] = [digestByName('sha1').oid, digestByName('sha256').oid];
  const restricted = keyOf(pair);
  const general = readPublicKey(
    parseDer(
      sequence(sequence(objectIdentifier('1.2.840.113549.1.1.1'), nullValue()), bitString(restricted.value)),
    ),
  );
  const verifies = (maskDigestOid: string, saltLength: number) => {
    const pss = { digestOid: sha256, maskDigestOid, saltLength };
    const identified = identifySuite({ oid: '1.2.840.113549.1.1.10', pss }, general, null);
    return verifySignature(identified ?? assert.fail(), general, DATA, value).valid;
  };
  assert.deepEqual([verifies(sha1, 40), verifies(sha256, 40), verifies(sha1, 41)], [true, false, false]);
  const unknown = { digestOid: sha256, maskDigestOid: '1.2.3', saltLength: 40 };
  assert.equal(identifySuite({ oid: '1.2.840.113549.1.1.10', pss: unknown }, general, null), undefined);
});

test('former OIDs of the OIW are read as those that replaced them', () => {
  const rsa = keyOf(KEYS.get('RSA') ?? assert.fail());
  const dsa = keyOf(KEYS.get('DSA') ?? assert.fail());
  assert.equal(identifySuite({ oid: '1.3.14.3.2.29', pss: null }, rsa, null)?.suite.id, 'rsa-pkcs1-sha1');
  assert.equal(identifySuite({ oid: '1.3.14.3.2.27', pss: null }, dsa, null)?.suite.id, 'dsa-sha1');
  const sha256 = digestByName('sha256').oid;
  assert.equal(identifySuite({ oid: '1.2.840.10040.4.1', pss: null }, dsa, sha256)?.suite.id, 'dsa-sha256');
});

test('a key under id-RSASSA-PSS is for that scheme alone', () => {
  const pss = keyOf(generateKeyPairSync('rsa-pss', { modulusLength: 1024 }));
  const sha256 = digestByName('sha256').oid;
  for (const oid of ['1.2.840.113549.1.1.1', '1.2.840.113549.1.1.11'])
    assert.equal(identifySuite({ oid, pss: null }, pss, sha256), undefined);
});

test('both OIDs of SHAKE256 are read', () => {
  for (const oid of ['2.16.840.1.101.3.4.2.12', '2.16.840.1.101.3.4.2.18'])
    assert.equal(digestByOid(oid)?.name, 'shake256');
});
