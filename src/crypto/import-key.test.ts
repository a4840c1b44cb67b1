import { deepEqual, equal, throws } from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { test } from 'node:test';
import { bitString, integer, nullValue, objectIdentifier, sequence } from '../encoding/der-writer';
import { importPublicKey } from './import-key';

const spkiOf = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'spki' });

function imported(read: () => KeyObject): string {
  try {
    return spkiOf(read()).toString('hex');
  } catch {
    return 'refused';
  }
}

test('every kind of key is the one that Node reads from the same bytes', () => {
  const keys = [
    generateKeyPairSync('rsa', { modulusLength: 1024 }),
    generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 }),
    generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    generateKeyPairSync('ed25519'),
    generateKeyPairSync('ed448'),
    generateKeyPairSync('rsa-pss', { modulusLength: 1024 }),
  ];
  for (const { publicKey } of keys) {
    const spki = spkiOf(publicKey);
    equal(spkiOf(importPublicKey(spki)).toString('hex'), spki.toString('hex'));
  }
});

test('odd keys are judged by OpenSSL, with the same outcome', () => {
  const algorithm = sequence(objectIdentifier('1.2.840.113549.1.1.1'), nullValue());
  const rsa = (n: bigint, e: bigint): Buffer =>
    Buffer.from(sequence(algorithm, bitString(sequence(integer(n), integer(e)))));
  const n = (1n << 1023n) + 0x1234567n * 2n + 1n;
  const odd: Readonly<Record<string, Buffer>> = {
    'an even modulus': rsa(n + 1n, 65537n),
    'the exponent 1': rsa(n, 1n),
    'an even exponent': rsa(n, 4n),
    'a large exponent': rsa(n, (1n << 100n) + 1n),
    'a small modulus': rsa(35n, 5n),
    'a zero modulus': rsa(0n, 3n),
    'no key': Buffer.from('3000', 'hex'),
    empty: Buffer.alloc(0),
  };
  for (const [name, spki] of Object.entries(odd)) {
    const node = imported(() => createPublicKey({ key: spki, format: 'der', type: 'spki' }));
    deepEqual(
      imported(() => importPublicKey(spki)),
      node,
      name,
    );
  }
  throws(() => importPublicKey(Buffer.alloc(0)));
});
