/**
 * Cases of keys that are too weak, and of values that a lax implementation of the algorithm takes for good.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8017#section-8.2.2 RFC 8017, section 8.2.2}
 * @module
 */
import { createPublicKey, type JsonWebKey } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { GOST_CURVES } from '../../../crypto/gost/curves';
import type { Suite } from '../../../crypto/suites';
import type { Product, SuiteId } from '../../../model/claim';
import { TamgaError } from '../../../model/error';
import { decode, encode, integer, oid, sequence } from '../../asn1';
import { curveByName } from '../../curves';
import type { ForgedState, Identity, KeyPair } from '../../forged';
import { mintKeyPair, mintRsaKeyPair } from '../../keys';
import { issueOdd } from '../../odd-pki';
import { knownSuite } from '../../signing';
import { fromInteger, toInteger } from '../../stream';
import type { ForgedCase } from '../case';
import { deviating } from '../signature/value';

const family =
  (...families: readonly string[]) =>
  ({ suite }: Product): boolean =>
    families.includes(knownSuite(suite).family);

function withKey(state: ForgedState, id: string, suite: SuiteId, key: KeyPair): Identity {
  return issueOdd(state, { label: `signer/${id}/${suite}`, suite, key });
}

const shortKey = deviating(
  'rsa-1024',
  (state, suite) => ({
    identity: withKey(state, 'rsa-1024', suite, mintRsaKeyPair(state.seed, `${state.url}/rsa-1024`, 1024)),
  }),
  // A PSS value of SHA-512 with its salt is longer than such a key.
  (product) =>
    family('rsa-pkcs1', 'rsa-pss')(product) &&
    ['sha256', 'sha384'].includes(knownSuite(product.suite).digest),
);

/** Made without the private key: a cube that begins as the padded digest does, with anything behind it. */
const lowExponent = deviating(
  'low-exponent-forgery',
  (state, suite) => {
    const key = mintRsaKeyPair(state.seed, `${state.url}/exponent-three`, 2048, 3n);
    return {
      identity: withKey(state, 'exponent-three', suite, key),
      deviation: { signatureValue: (value) => forgeCube(value, key) },
    };
  },
  family('rsa-pkcs1'),
);

const LENGTH = 256;
const SHORTEST_PADDING = 8;

/** The digest is read out of the right value, as anybody can; the cube root needs no key. */
function forgeCube(value: Uint8Array, key: KeyPair): Uint8Array {
  const { n = '' } = jwkOf(key);
  const modulus = toInteger(Buffer.from(n, 'base64url'));
  const padded = fromInteger(toInteger(value) ** 3n % modulus, LENGTH);
  const digestInfo = padded.subarray(padded.indexOf(0, 2) + 1);
  const start = Buffer.concat([
    Buffer.of(0, 1),
    Buffer.alloc(SHORTEST_PADDING, 0xff),
    Buffer.of(0),
    digestInfo,
  ]);
  const least = toInteger(Buffer.concat([start, Buffer.alloc(LENGTH - start.length)]));
  return fromInteger(cubeRoot(least), LENGTH);
}

function jwkOf(key: KeyPair): JsonWebKey {
  if (key.kind !== 'node') throw new TamgaError('TAMGA-E-SUITE', 'this case needs an RSA key');
  return createPublicKey(key.privateKey).export({ format: 'jwk' });
}

/** The least integer whose cube is not below. */
function cubeRoot(value: bigint): bigint {
  let [low, high] = [0n, 1n << 700n];
  while (low < high) {
    const middle = (low + high) >> 1n;
    if (middle ** 3n < value) low = middle + 1n;
    else high = middle;
  }
  return low;
}

/** SEC 1 section 4.1.4: r and s lie between 1 and n - 1; whoever leaves that out takes zeros for any document. */
const ecdsaZero = deviating(
  'ecdsa-zero',
  (state, suite) => ({
    identity: state.signer(suite),
    deviation: { signatureValue: () => encode(sequence(integer(0n), integer(0n))) },
  }),
  family('ecdsa'),
);

/** s and s + n are one number to the group: a second value for the same document. */
const ecdsaBeyond = deviating(
  'ecdsa-beyond-the-order',
  (state, suite) => ({
    identity: state.signer(suite),
    deviation: { signatureValue: (value) => beyond(value, knownSuite(suite)) },
  }),
  // Where r and s have a fixed length, s + n does not fit.
  (product) => family('ecdsa')(product) && /^(CMS|CAdES|PDF|PAdES|ASiC-[SE]\/CAdES)$/.test(product.format),
);

function beyond(value: Uint8Array, { key, id }: Suite): Uint8Array {
  const node = decode(value);
  const [r, s] = node instanceof asn1js.Sequence ? node.valueBlock.value : [];
  if (key.kind !== 'EC' || !(r instanceof asn1js.Integer) || !(s instanceof asn1js.Integer)) {
    throw new TamgaError('TAMGA-E-SUITE', `${id} has no r and s`);
  }
  return encode(sequence(r, integer(s.toBigInt() + curveByName(key.curve).Point.Fn.ORDER)));
}

/** The certificate names another curve than that on which the key lies, and on which it signed. */
const curveSwapped = deviating(
  'gost-curve-swapped',
  (state, suite) => {
    const row = knownSuite(suite);
    const key = mintKeyPair(state.seed, `${state.url}/curve-swapped`, row);
    const info = pkijs.PublicKeyInfo.fromBER(key.spki);
    info.algorithm.algorithmParams = otherCurve(row);
    return { identity: withKey(state, 'curve-swapped', suite, { ...key, spki: encode(info.toSchema()) }) };
  },
  family('gost'),
);

/** RFC 4357 section 11.4 and RFC 7836 appendix A, set B each: as many bits as those of the suites, and other points. */
const NAMED_CURVES = { 32: '1.2.643.2.2.35.2', 64: '1.2.643.7.1.2.1.2.2' } as const;

/** The curve stands first in the parameters of the key; what stands behind it is kept. */
function otherCurve({ id, key, gost }: Suite): asn1js.Sequence {
  if (gost === null || key.kind !== 'GOST') throw new TamgaError('TAMGA-E-SUITE', `${id} names no curve`);
  const { length } = GOST_CURVES[gost.curve];
  return sequence(oid(NAMED_CURVES[length]), ...key.parameters.slice(1).map(oid));
}

export const WEAK_VALUE_CASES: readonly ForgedCase[] = [
  shortKey,
  lowExponent,
  ecdsaZero,
  ecdsaBeyond,
  curveSwapped,
];
