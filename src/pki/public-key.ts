/**
 * SubjectPublicKeyInfo as facts: which kind of key, how large, on which curve.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5480 RFC 5480} and RFC 3279
 * @module
 */
import { createPublicKey } from 'node:crypto';
import { CURVES, type Curve, curveByOid } from '../crypto/curves';
import { GOST_CURVES } from '../crypto/gost/curves';
import { GOST_ROWS } from '../crypto/gost/rows';
import type { PssParameters } from '../crypto/identify';
import type { GostKeyFacts, VerificationKey } from '../crypto/verify';
import {
  type Cursor,
  contents,
  type Element,
  finish,
  more,
  next,
  open,
  openAs,
  parseDer,
  raw,
  take,
} from '../encoding/der';
import { readBitStringOctets, readIntegerBytes, readOctetString, readOid } from '../encoding/der-values';
import { OID } from '../encoding/oids';
import { TAG } from '../encoding/tags';
import { TamgaError } from '../model/error';
import { readPss } from './algorithm';

export interface PublicKey extends VerificationKey {
  /** Contents of the BIT STRING: what key identifiers and OCSP key hashes are made of. */
  readonly value: Uint8Array;
  /** RFC 4055 section 3.3: what an id-RSASSA-PSS key demands of its signatures; null where it demands nothing. */
  readonly pss: PssParameters | null;
  /** Why nothing can be verified with it, half a sentence; null where nothing is known against it. */
  readonly unusable: string | null;
}

/** By the OID of the key algorithm; every row under one of them is of one length. */
const GOST_BITS: ReadonlyMap<string, number> = new Map(
  GOST_ROWS.map(({ key, parameters }) => [key.algorithm, GOST_CURVES[parameters.curve].length * 8]),
);

export function readPublicKey(element: Element): PublicKey {
  const spki = raw(element);
  const cursor = openAs(element, TAG.sequence, 'a SubjectPublicKeyInfo');
  const identifier = open(take(cursor, TAG.sequence, 'the key algorithm'));
  const algorithm = readOid(next(identifier, 'the key algorithm'), 'the key algorithm');
  const value = readBitStringOctets(next(cursor, 'the public key'), 'the public key');
  finish(cursor, 'the SubjectPublicKeyInfo');
  const none = { pss: null, unusable: null };
  const key = { spki, value, algorithm, bits: null, curveOid: null, gost: null, ...none };
  if (algorithm === OID.rsaEncryption) return { ...key, kind: 'RSA', ...rsaKey(value) };
  if (algorithm === OID.rsaPss) return { ...key, kind: 'RSA', ...rsaKey(value), ...restrictions(identifier) };
  if (algorithm === OID.ecPublicKey) return { ...key, kind: 'EC', ...curveOf(identifier, spki) };
  if (algorithm === OID.ed25519) return { ...key, kind: 'Ed25519', bits: 256 };
  if (algorithm === OID.ed448) return { ...key, kind: 'Ed448', bits: 448 };
  if (algorithm === OID.dsa) return { ...key, kind: 'DSA', bits: orEmpty(() => primeBits(identifier), null) };
  const gostBits = GOST_BITS.get(algorithm);
  if (gostBits === undefined) return { ...key, kind: 'other' };
  return { ...key, kind: 'GOST', bits: gostBits, gost: gostKey(identifier, value) };
}

/** A modulus that cannot be read must not hide the certificate that carries it. */
function rsaKey(value: Uint8Array): Pick<PublicKey, 'bits' | 'unusable'> {
  const bits = orEmpty(() => modulusBits(value), null);
  return { bits, unusable: bits === null ? 'its RSA modulus cannot be read' : null };
}

/** RFC 4055 section 1.2: without parameters the key is for every digest of the scheme. */
function restrictions(identifier: Cursor): Partial<Pick<PublicKey, 'pss' | 'unusable'>> {
  const unusable = 'its RSASSA-PSS parameters cannot be read';
  return orEmpty<Partial<Pick<PublicKey, 'pss' | 'unusable'>>>(
    () => (more(identifier) ? { pss: readPss(next(identifier, 'RSASSA-PSS-params')) } : {}),
    { unusable },
  );
}

/** RFC 4055 section 3.3: the digests are those of the key, the salt is at least as long. */
export function pssRestrictionFault({ pss: demanded }: PublicKey, used: PssParameters | null): string | null {
  if (demanded === null) return null;
  if (used === null) return 'its key is for RSASSA-PSS alone';
  const same = used.digestOid === demanded.digestOid && used.maskDigestOid === demanded.maskDigestOid;
  if (!same) return 'its key demands other digests of RSASSA-PSS';
  return used.saltLength < demanded.saltLength ? 'its key demands a longer salt of RSASSA-PSS' : null;
}

/** RFC 9215 section 4: parameters are a SEQUENCE of OIDs, the key is an OCTET STRING inside the BIT STRING. */
function gostKey(identifier: Cursor, value: Uint8Array): GostKeyFacts {
  // A key that is none must not hide the certificate that carries it: nothing verifies with empty octets.
  return {
    parameters: orEmpty(() => namedParameters(identifier), []),
    octets: orEmpty(() => readOctetString(parseDer(value), 'the public key'), new Uint8Array(0)),
  };
}

function namedParameters(identifier: Cursor): readonly string[] {
  const oids = openAs(next(identifier, 'the key parameters'), TAG.sequence, 'the key parameters');
  const found: string[] = [];
  while (more(oids)) found.push(readOid(next(oids, 'a key parameter'), 'a key parameter'));
  return found;
}

function orEmpty<T>(read: () => T, empty: T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof TamgaError) return empty;
    throw error;
  }
}

/** RFC 3279 section 2.3.2: p leads the parameters; a key that inherits them from its issuer has none of its own. */
function primeBits(identifier: Cursor): number {
  const cursor = openAs(next(identifier, 'the key parameters'), TAG.sequence, 'the key parameters');
  return bitLength(readIntegerBytes(next(cursor, 'the prime'), 'the prime'));
}

function modulusBits(value: Uint8Array): number {
  const cursor = openAs(parseDer(value), TAG.sequence, 'an RSAPublicKey');
  return bitLength(readIntegerBytes(next(cursor, 'the modulus'), 'the modulus'));
}

/** Of a positive INTEGER. */
function bitLength(modulus: Uint8Array): number {
  const first = modulus[0] === 0 ? 1 : 0;
  const top = modulus[first] ?? 0;
  return (modulus.length - first) * 8 - (Math.clz32(top) - 24);
}

type CurveFacts = Pick<PublicKey, 'curveOid' | 'bits' | 'unusable'>;

/** RFC 5480 section 2.1.1: certificates name their curve; of those that spell one out, one of the table is taken. */
function curveOf(identifier: Cursor, spki: Uint8Array): CurveFacts {
  const unknown = (unusable: string): CurveFacts => ({ curveOid: null, bits: null, unusable });
  if (!more(identifier)) return unknown('its curve is inherited from another key');
  const parameters = orEmpty(() => next(identifier, 'the curve'), null);
  if (parameters?.tag === TAG.oid && contents(parameters).length > 0) {
    const curveOid = readOid(parameters, 'the named curve');
    return { curveOid, bits: curveByOid(curveOid)?.bits ?? null, unusable: null };
  }
  if (parameters?.tag !== TAG.sequence) return unknown('it names no curve');
  const curve = spelledOutCurve(spki);
  return curve === undefined
    ? unknown('its curve is spelt out and none of the named ones')
    : { curveOid: curve.oid, bits: curve.bits, unusable: null };
}

/** The names that Node gives to curves of our table. */
const NODE_CURVES: ReadonlyMap<string, string> = new Map([
  ['prime192v1', 'P-192'],
  ['secp224r1', 'P-224'],
  ['prime256v1', 'P-256'],
  ['secp384r1', 'P-384'],
  ['secp521r1', 'P-521'],
]);

/** Node compares field, coefficients, generator and order: a generator of the attacker's own is no named curve. */
function spelledOutCurve(spki: Uint8Array): Curve | undefined {
  const name = nodeCurve(spki);
  const wanted = name === undefined ? undefined : (NODE_CURVES.get(name) ?? name);
  return CURVES.find((curve) => curve.name === wanted);
}

function nodeCurve(spki: Uint8Array): string | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    return key.asymmetricKeyDetails?.namedCurve;
  } catch {
    return undefined;
  }
}

/** From DER on its own; undefined where the bytes are no key. */
export function tryParsePublicKey(spki: Uint8Array): PublicKey | undefined {
  return orEmpty(() => readPublicKey(parseDer(spki)), undefined);
}
