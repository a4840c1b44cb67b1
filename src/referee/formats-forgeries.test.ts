/** Values that no key made: a certificate that is trusted, and a signature that a forger calculates. */
import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { curveByOid } from '../crypto/curves';
import { integer, nullValue, objectIdentifier, octetString, sequence } from '../encoding/der-writer';
import { type TestKey, testCertificate } from '../pki/testing-certificates';
import { attached, judge, LEAF, ROOT } from './testing-situation';

const ORDER = BigInt(
  `0x${Buffer.from(curveByOid('1.2.840.10045.3.1.7')?.order ?? assert.fail()).toString('hex')}`,
);

test('ECDSA: zeros, ones and the order of the group verify nothing', () => {
  assert.equal(judge(attached()), 'TOTAL_PASSED');
  const numbers = [0n, 1n, ORDER, ORDER - 1n, ORDER + 1n];
  for (const r of numbers) {
    for (const s of numbers) {
      const key = { ...LEAF.key, sign: () => sequence(integer(r), integer(s)) };
      assert.match(judge(attached({ certificate: { ...LEAF, key } })), /^TOTAL_FAILED/, `${r} ${s}`);
    }
  }
});

const RSA_SHA256 = sequence(objectIdentifier('1.2.840.113549.1.1.11'), nullValue());
const SHA256 = sequence(objectIdentifier('2.16.840.1.101.3.4.2.1'), nullValue());

function digestInfo(data: Uint8Array): Uint8Array {
  return sequence(SHA256, octetString(createHash('sha256').update(data).digest()));
}

/** The largest integer whose cube is not above. */
function cubeRoot(value: bigint): bigint {
  let [low, high] = [0n, 1n << 1100n];
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (middle ** 3n <= value) low = middle;
    else high = middle - 1n;
  }
  return low;
}

/** Of 3072 bits and exponent 3: the padding is written as wished, and what follows it is whatever the root gives. */
function rootOf(start: Uint8Array): Uint8Array {
  const block = Buffer.alloc(384, 0xff);
  block.set(start);
  const root = cubeRoot(BigInt(`0x${block.toString('hex')}`));
  assert.ok((root ** 3n).toString(16).padStart(768, '0').startsWith(Buffer.from(start).toString('hex')));
  return Buffer.from(root.toString(16).padStart(768, '0'), 'hex');
}

test('RSA with exponent 3: a root of a padding with anything behind the digest is no signature', () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 3072, publicExponent: 3 });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const paddings: Readonly<Record<string, (data: Uint8Array) => Uint8Array>> = {
    'short padding': (data) =>
      Buffer.concat([Buffer.from('0001ffffffffffffffff00', 'hex'), digestInfo(data)]),
    'no padding': (data) => Buffer.concat([Buffer.from('000100', 'hex'), digestInfo(data)]),
    'digest alone': (data) =>
      Buffer.concat([Buffer.from('0001ff00', 'hex'), createHash('sha256').update(data).digest()]),
  };
  for (const [name, padding] of Object.entries(paddings)) {
    const key: TestKey = {
      spki,
      algorithm: RSA_SHA256,
      signerInfoAlgorithm: RSA_SHA256,
      digestAlgorithm: SHA256,
      digest: 'sha256',
      sign: (data) => rootOf(padding(data)),
    };
    const certificate = testCertificate({ subject: 'RSA', key, serial: 9, issuer: ROOT });
    const file = attached({ certificate }, [certificate.der]);
    assert.match(judge(file), /^TOTAL_FAILED \/ SIG_CRYPTO_FAILURE/, name);
  }
});
