/**
 * A small maker of certificates and lists for tests: every field as asked, nothing checked. Its keys are test keys.
 *
 * @module
 */
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { type DigestName, digestByName } from '../crypto/digests';
import {
  bitString,
  boolean,
  encode,
  explicit,
  generalizedTime,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  time,
  utf8String,
} from '../encoding/der-writer';
import { OID } from '../encoding/oids';
import { contextPrimitive, contextTag, TAG } from '../encoding/tags';

export interface TestKey {
  readonly spki: Uint8Array;
  /** AlgorithmIdentifiers: of signatures in certificates and lists, of signatures in SignerInfo, of the digest. */
  readonly algorithm: Uint8Array;
  readonly signerInfoAlgorithm: Uint8Array;
  readonly digestAlgorithm: Uint8Array;
  readonly digest: DigestName;
  sign(data: Uint8Array): Uint8Array;
}

const ECDSA = { sha1: '1.2.840.10045.4.1', sha256: '1.2.840.10045.4.3.2' } as const;
const P256_PARAMETERS = sequence(objectIdentifier(OID.ecPublicKey), objectIdentifier('1.2.840.10045.3.1.7'));

/** The P-256 key whose secret is the number: the same in every run. */
export function testKey(secret: number, digest: keyof typeof ECDSA = 'sha256'): TestKey {
  const scalar = Buffer.alloc(32);
  scalar.writeUInt32BE(secret, 28);
  // RFC 5915: version, secret; the public key is calculated from it.
  const ecPrivateKey = sequence(integer(1), octetString(scalar));
  const pkcs8 = sequence(integer(0), P256_PARAMETERS, octetString(ecPrivateKey));
  const privateKey = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  const algorithm = sequence(objectIdentifier(ECDSA[digest]));
  return {
    spki: createPublicKey(privateKey).export({ format: 'der', type: 'spki' }),
    algorithm,
    signerInfoAlgorithm: algorithm,
    digestAlgorithm: sequence(objectIdentifier(digestByName(digest).oid)),
    digest,
    sign: (data) => sign(digest, data, privateKey),
  };
}

/** C=ZZ, CN=… */
export function testName(commonName: string): Uint8Array {
  const attribute = (oid: string, value: Uint8Array) => setOf(sequence(objectIdentifier(oid), value));
  return sequence(attribute('2.5.4.6', utf8String('ZZ')), attribute('2.5.4.3', utf8String(commonName)));
}

export interface TestCertificate {
  readonly der: Uint8Array;
  readonly key: TestKey;
  readonly name: Uint8Array;
}

export interface TestRequest {
  readonly subject: string | Uint8Array;
  readonly key: TestKey;
  /** Absent: self-signed. */
  readonly issuer?: Pick<TestCertificate, 'key' | 'name'>;
  /** The octets of the INTEGER where a number is not enough. */
  readonly serial?: number | Uint8Array;
  /** As encoded: 0 is version 1. */
  readonly version?: 0 | 1 | 2;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly extensions?: readonly Uint8Array[];
}

export function testCertificate(request: TestRequest): TestCertificate {
  const { subject, key, serial = 1, version = 2, extensions = [] } = request;
  const name = typeof subject === 'string' ? testName(subject) : subject;
  const issuer = request.issuer ?? { key, name };
  const { notBefore = new Date('2020-01-01T00:00:00Z'), notAfter = new Date('2040-01-01T00:00:00Z') } =
    request;
  const fields = [
    ...(version === 0 ? [] : [explicit(0, integer(version))]),
    serialNumber(serial),
    issuer.key.algorithm,
    issuer.name,
    sequence(time(notBefore), time(notAfter)),
    name,
    key.spki,
    ...(extensions.length === 0 ? [] : [explicit(3, sequence(...extensions))]),
  ];
  return { der: signed(sequence(...fields), issuer.key), key, name };
}

function serialNumber(serial: number | Uint8Array): Uint8Array {
  return typeof serial === 'number' ? integer(serial) : encode(TAG.integer, serial);
}

/** SEQUENCE { what is signed, algorithm, value }: certificates and lists alike. */
export function signed(body: Uint8Array, key: TestKey): Uint8Array {
  return sequence(body, key.algorithm, bitString(key.sign(body)));
}

export function extension(oid: string, critical: boolean, value: Uint8Array): Uint8Array {
  return sequence(objectIdentifier(oid), ...(critical ? [boolean(true)] : []), octetString(value));
}

export function authority(pathLength?: number): Uint8Array {
  const length = pathLength === undefined ? [] : [integer(pathLength)];
  return extension(OID.basicConstraints, true, sequence(boolean(true), ...length));
}

/** Bit numbers of RFC 5280 section 4.2.1.3. */
export function keyUsage(...bits: readonly number[]): Uint8Array {
  const octet = bits.reduce((sum, bit) => sum | (0x80 >> bit), 0);
  const unused = Math.clz32(octet & -octet) === 32 ? 0 : 31 - Math.clz32(octet & -octet);
  return extension(OID.keyUsage, true, bitString(Uint8Array.of(octet), unused));
}

export function purposes(critical: boolean, ...oids: readonly string[]): Uint8Array {
  return extension(OID.extendedKeyUsage, critical, sequence(...oids.map(objectIdentifier)));
}

export interface TestEntry {
  readonly serial: number | Uint8Array;
  readonly at: Date;
  readonly reason?: number;
  readonly extensions?: readonly Uint8Array[];
}

export interface TestListRequest {
  readonly issuer: Pick<TestCertificate, 'key' | 'name'>;
  readonly thisUpdate?: Date;
  readonly nextUpdate?: Date | null;
  readonly revoked?: readonly TestEntry[];
  readonly extensions?: readonly Uint8Array[];
}

export function testList(request: TestListRequest): Uint8Array {
  const { issuer, revoked = [], extensions = [] } = request;
  const { thisUpdate = new Date('2026-08-01T00:00:00Z'), nextUpdate = new Date('2026-10-01T00:00:00Z') } =
    request;
  const entries = revoked.map(({ serial, at, reason, extensions: more = [] }) => {
    const all = [...(reason === undefined ? [] : [reasonCode(reason)]), ...more];
    return sequence(serialNumber(serial), time(at), ...(all.length === 0 ? [] : [sequence(...all)]));
  });
  const fields = [
    integer(1),
    issuer.key.algorithm,
    issuer.name,
    time(thisUpdate),
    ...(nextUpdate === null ? [] : [time(nextUpdate)]),
    ...(entries.length === 0 ? [] : [sequence(...entries)]),
    ...(extensions.length === 0 ? [] : [explicit(0, sequence(...extensions))]),
  ];
  return signed(sequence(...fields), issuer.key);
}

function reasonCode(reason: number): Uint8Array {
  return extension(OID.reasonCode, false, encode(TAG.enumerated, Uint8Array.of(reason)));
}

/** IssuingDistributionPoint with one address, flags by their tag numbers. */
export function distributionScope(url: string | null, ...flags: readonly number[]): Uint8Array {
  const name = url === null ? [] : [explicit(0, encode(contextTag(0), uri(url)))];
  const marks = flags.map((number) => encode(contextPrimitive(number), Uint8Array.of(0xff)));
  return extension(OID.issuingDistributionPoint, true, sequence(...name, ...marks));
}

export function distributionPoint(url: string): Uint8Array {
  const point = sequence(explicit(0, encode(contextTag(0), uri(url))));
  return extension(OID.crlDistributionPoints, false, sequence(point));
}

export function expiredCertsSince(date: Date): Uint8Array {
  return extension(OID.expiredCertsOnCrl, false, generalizedTime(date));
}

function uri(url: string): Uint8Array {
  return encode(contextPrimitive(6), Buffer.from(url, 'latin1'));
}
