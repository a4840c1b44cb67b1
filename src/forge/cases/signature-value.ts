/**
 * Case `signature-value`: s + 1, still in range and well formed; the time-stamp covers the altered value.
 *
 * @module
 */
import { createPublicKey } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import * as asn1js from 'asn1js';
import { GOST_CURVES } from '../../crypto/gost/curves';
import {
  fromLittleEndian,
  LAYOUTS,
  readSignature,
  toLittleEndian,
  writeSignature,
} from '../../crypto/gost/layouts';
import type { SignatureFamily, Suite } from '../../crypto/suites';
import { TamgaError } from '../../model/error';
import { decode, encode, integer, sequence } from '../asn1';
import { curveByName } from '../curves';
import type { KeyPair } from '../forged';
import { parametersOf } from '../gost-key';
import { signProduct } from '../product';
import { knownSuite } from '../signing';
import { fromInteger, toInteger } from '../stream';
import { always, type ForgedCase, productOf } from './case';

export const signatureValue: ForgedCase = {
  id: 'signature-value',
  existsFor: always,
  mint: (request) => {
    const product = productOf(request, 'good', (times) => times.recent);
    const suite = knownSuite(product.identity.suite);
    const next = NEXT[suite.family];
    return signProduct(product, { signatureValue: (value) => next(value, suite, product.identity.key) });
  },
};

type Next = (value: Uint8Array, suite: Suite, key: KeyPair) => Uint8Array;

/** RFC 8017 section 8: a signature representative lies below the modulus and has its length. */
const nextRsa: Next = (value, { id }, key) => {
  if (key.kind !== 'node') throw new TamgaError('TAMGA-E-SUITE', `${id} needs an RSA key`);
  const { n } = createPublicKey(key.privateKey).export({ format: 'jwk' });
  const modulus = toInteger(Buffer.from(n ?? '', 'base64url'));
  return fromInteger(successor(toInteger(value), modulus), value.length);
};

/** The next value that a reader can still tell from a malformed one only by calculating. */
const NEXT: Readonly<Record<SignatureFamily, Next>> = {
  'rsa-pkcs1': nextRsa,
  'rsa-pss': nextRsa,
  // SEC 1 section 4.1.4: 0 < s < n, inside a DER SEQUENCE of r and s.
  ecdsa: (value, { id, key }) => {
    if (key.kind !== 'EC') throw new TamgaError('TAMGA-E-SUITE', `${id} names no curve`);
    const [r, s] = ecdsaIntegers(value);
    return encode(sequence(r, integer(successor(s.toBigInt(), curveByName(key.curve).Point.Fn.ORDER))));
  },
  // RFC 8032 section 5.1.7: S is the second half, little-endian, below the order of the group.
  eddsa: (value) => {
    const s = successor(fromLittleEndian(value.subarray(32)), ed25519.Point.Fn.ORDER);
    return Buffer.concat([value.subarray(0, 32), toLittleEndian(s, 32)]);
  },
  // RFC 7091 section 6.2: 0 < s < q.
  gost: (value, suite) => {
    const { curve, layout } = parametersOf(suite);
    const { length, q } = GOST_CURVES[curve];
    const numbers = readSignature(LAYOUTS[layout], length, value);
    if (numbers === undefined) throw new TamgaError('TAMGA-E-INTERNAL', 'a GOST value of another length');
    return writeSignature(LAYOUTS[layout], length, { r: numbers.r, s: successor(numbers.s, q) });
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
