/**
 * Case `signature-value`: s + 1, still in range and well formed; the time-stamp covers the altered value.
 *
 * @module
 */
import { createPublicKey } from 'node:crypto';
import * as asn1js from 'asn1js';
import type { SignatureFamily } from '../../crypto/suites';
import { TamgaError } from '../../model/error';
import { decode, encode, integer, sequence } from '../asn1';
import { curveByName } from '../curves';
import type { KeyPair } from '../forged';
import { signProduct } from '../product';
import { knownSuite } from '../signing';
import { fromInteger, toInteger } from '../stream';
import { always, type ForgedCase, productOf } from './case';

export const signatureValue: ForgedCase = {
  id: 'signature-value',
  existsFor: always,
  mint: (request) => {
    const product = productOf(request, 'good', (times) => times.recent);
    const { suite, key } = product.identity;
    return signProduct(product, { signatureValue: (value) => NEXT[knownSuite(suite).family](value, key) });
  },
};

/** The next value that a reader can still tell from a malformed one only by calculating. */
const NEXT: Readonly<Record<SignatureFamily, (value: Uint8Array, key: KeyPair) => Uint8Array>> = {
  // RFC 8017 section 8.2.2: a signature representative lies below the modulus and has its length.
  'rsa-pkcs1': (value, key) => fromInteger(successor(toInteger(value), modulusOf(key)), value.length),
  // SEC 1 section 4.1.4: 0 < s < n, inside a DER SEQUENCE of r and s.
  ecdsa: (value, key) => {
    const [r, s] = ecdsaIntegers(value);
    return encode(sequence(r, integer(successor(s.toBigInt(), orderOf(key)))));
  },
};

/** Wraps to 1, for 0 would be out of range. */
function successor(value: bigint, limit: bigint): bigint {
  return value + 1n === limit ? 1n : value + 1n;
}

function ecdsaIntegers(value: Uint8Array): readonly [asn1js.Integer, asn1js.Integer] {
  const node = decode(value);
  const [r, s] = node instanceof asn1js.Sequence ? node.valueBlock.value : [];
  if (r instanceof asn1js.Integer && s instanceof asn1js.Integer) return [r, s];
  throw new TamgaError('TAMGA-E-INTERNAL', 'an ECDSA signature value is not a SEQUENCE of r and s');
}

function modulusOf(key: KeyPair): bigint {
  const { n } = jwkOf(key);
  return toInteger(Buffer.from(n ?? '', 'base64url'));
}

function orderOf(key: KeyPair): bigint {
  const { crv } = jwkOf(key);
  return curveByName(crv ?? '').Point.Fn.ORDER;
}

function jwkOf(key: KeyPair) {
  return createPublicKey(key.privateKey).export({ format: 'jwk' });
}
