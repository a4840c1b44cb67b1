/**
 * SubjectPublicKeyInfo as facts: which kind of key, how large, on which curve.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5480 RFC 5480} and RFC 3279
 * @module
 */
import { curveByOid } from '../crypto/curves';
import { GOST_CURVES } from '../crypto/gost/curves';
import { GOST_ROWS } from '../crypto/gost/rows';
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
  takeOptional,
} from '../encoding/der';
import { readBitStringOctets, readIntegerBytes, readOctetString, readOid } from '../encoding/der-values';
import { OID } from '../encoding/oids';
import { TAG } from '../encoding/tags';
import { TamgaError } from '../model/error';

export interface PublicKey extends VerificationKey {
  /** Contents of the BIT STRING: what key identifiers and OCSP key hashes are made of. */
  readonly value: Uint8Array;
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
  const key = { spki, value, algorithm, bits: null, curveOid: null, gost: null };
  if (algorithm === OID.rsaEncryption || algorithm === OID.rsaPss)
    return { ...key, kind: 'RSA', bits: modulusBits(value) };
  if (algorithm === OID.ecPublicKey) return { ...key, kind: 'EC', ...namedCurve(identifier) };
  if (algorithm === OID.ed25519) return { ...key, kind: 'Ed25519', bits: 256 };
  if (algorithm === OID.ed448) return { ...key, kind: 'Ed448', bits: 448 };
  if (algorithm === OID.dsa) return { ...key, kind: 'DSA', bits: orEmpty(() => primeBits(identifier), null) };
  const gostBits = GOST_BITS.get(algorithm);
  if (gostBits === undefined) return { ...key, kind: 'other' };
  return { ...key, kind: 'GOST', bits: gostBits, gost: gostKey(identifier, value) };
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

/** RFC 5480 section 2.1.1: certificates name their curve; spelt-out parameters are not taken. */
function namedCurve(identifier: Cursor): { curveOid: string | null; bits: number | null } {
  const oid = takeOptional(identifier, TAG.oid);
  if (oid === undefined || contents(oid).length === 0) return { curveOid: null, bits: null };
  const curveOid = readOid(oid, 'the named curve');
  return { curveOid, bits: curveByOid(curveOid)?.bits ?? null };
}

/** From DER on its own; undefined where the bytes are no key. */
export function tryParsePublicKey(spki: Uint8Array): PublicKey | undefined {
  return orEmpty(() => readPublicKey(parseDer(spki)), undefined);
}
