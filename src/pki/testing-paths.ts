/**
 * Chains and the extensions that put conditions on them, for tests.
 *
 * @module
 */
import { digestByName } from '../crypto/digests';
import {
  boolean,
  encode,
  explicit,
  ia5String,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  utf8String,
} from '../encoding/der-writer';
import { OID } from '../encoding/oids';
import { contextPrimitive, contextTag, TAG } from '../encoding/tags';
import {
  authority,
  extension,
  keyUsage,
  type TestCertificate,
  type TestKey,
  type TestRequest,
  testCertificate,
  testKey,
} from './testing-certificates';

/** Test policies, of no meaning. */
export const [P1, P2, P3] = ['1.2.3.101', '1.2.3.102', '1.2.3.103'] as const;
export const ANY = '2.5.29.32.0';

export const policies = (...oids: readonly string[]): Uint8Array =>
  extension(OID.certificatePolicies, false, sequence(...oids.map((oid) => sequence(objectIdentifier(oid)))));

export const mappings = (...pairs: readonly (readonly [string, string])[]): Uint8Array =>
  extension(
    OID.policyMappings,
    true,
    sequence(...pairs.map((pair) => sequence(...pair.map(objectIdentifier)))),
  );

export function policyLimits(explicitAfter: number | null, mappingUntil: number | null = null): Uint8Array {
  const field = (number: number, value: number | null) =>
    value === null ? [] : [encode(contextPrimitive(number), integer(value).subarray(2))];
  return extension(
    OID.policyConstraints,
    true,
    sequence(...field(0, explicitAfter), ...field(1, mappingUntil)),
  );
}

export const anyPolicyUntil = (certificates: number): Uint8Array =>
  extension(OID.inhibitAnyPolicy, true, integer(certificates));

/** `number`: 0 permitted, 1 excluded. */
export function subtrees(number: 0 | 1, ...bases: readonly Uint8Array[]): Uint8Array {
  const list = encode(contextTag(number), ...bases.map((base) => sequence(base)));
  return extension(OID.nameConstraints, true, sequence(list));
}

export const alternative = (...names: readonly Uint8Array[]): Uint8Array =>
  extension(OID.subjectAltName, false, sequence(...names));

const text = (number: number, value: string) =>
  encode(contextPrimitive(number), Buffer.from(value, 'latin1'));
export const mailName = (value: string): Uint8Array => text(1, value);
export const dnsName = (value: string): Uint8Array => text(2, value);
export const uriName = (value: string): Uint8Array => text(6, value);
export const addressName = (...octets: readonly number[]): Uint8Array =>
  encode(contextPrimitive(7), Uint8Array.from(octets));
export const directoryName = (name: Uint8Array): Uint8Array => explicit(4, name);
/** User principal name of Windows. */
export const principalName = (value: string): Uint8Array =>
  encode(contextTag(0), objectIdentifier('1.3.6.1.4.1.311.20.2.3'), explicit(0, utf8String(value)));

/** Attribute type, value, and the tag of its string. */
export function nameOf(...attributes: readonly (readonly [string, string, number?])[]): Uint8Array {
  return sequence(
    ...attributes.map(([oid, value, tag = TAG.utf8String]) =>
      setOf(
        sequence(
          objectIdentifier(oid),
          tag === TAG.ia5String ? ia5String(value) : encode(tag, Buffer.from(value, 'utf8')),
        ),
      ),
    ),
  );
}

export const COUNTRY = '2.5.4.6';
export const ORGANISATION = '2.5.4.10';
export const COMMON = '2.5.4.3';
export const MAIL = '1.2.840.113549.1.9.1';

/** IssuingDistributionPoint or one DistributionPoint: fields by their tag numbers. */
export const fullPoint = (...names: readonly Uint8Array[]): Uint8Array =>
  explicit(0, encode(contextTag(0), ...names));
export const relativePoint = (oid: string, value: string): Uint8Array =>
  explicit(0, encode(contextTag(1), sequence(objectIdentifier(oid), utf8String(value))));
export const flag = (number: number): Uint8Array =>
  encode(contextPrimitive(number), boolean(true).subarray(2));

/** ReasonFlags, by number. */
export function reasonFlags(number: number, ...bits: readonly number[]): Uint8Array {
  const octets = [0, 0];
  for (const bit of bits) octets[bit >> 3] = (octets[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
  const highest = Math.max(...bits);
  const used = octets.slice(0, (highest >> 3) + 1);
  return encode(contextPrimitive(number), Uint8Array.of(7 - (highest & 7), ...used));
}

export const listScope = (...fields: readonly Uint8Array[]): Uint8Array =>
  extension(OID.issuingDistributionPoint, true, sequence(...fields));
export const points = (...each: readonly (readonly Uint8Array[])[]): Uint8Array =>
  extension(OID.crlDistributionPoints, false, sequence(...each.map((fields) => sequence(...fields))));
export const freshest = (name: Uint8Array): Uint8Array =>
  extension(OID.freshestCrl, false, sequence(sequence(fullPoint(name))));
export const crlIssuer = (name: Uint8Array): Uint8Array => encode(contextTag(2), directoryName(name));
export const entryIssuer = (name: Uint8Array): Uint8Array =>
  extension(OID.certificateIssuer, true, sequence(directoryName(name)));

export const CA_EXTENSIONS: readonly Uint8Array[] = [authority(), keyUsage(5, 6)];

export const ROOT = testCertificate({ subject: 'Root', key: testKey(901), extensions: CA_EXTENSIONS });

/** OpenSSL takes the first issuer of the right name unless they tell it apart. */
function keyIdentifiers(subject: TestKey, issuer: TestKey): readonly Uint8Array[] {
  const idOf = ({ spki }: TestKey) => digestByName('sha1').of(spki);
  return [
    extension(OID.subjectKeyIdentifier, false, octetString(idOf(subject))),
    extension(OID.authorityKeyIdentifier, false, sequence(encode(contextPrimitive(0), idOf(issuer)))),
  ];
}

/** What one certificate of a chain differs in from a plain authority or end entity. */
export type Link = Partial<TestRequest> & {
  /** Added to those of a plain authority; `extensions` replaces them. */
  readonly adds?: readonly Uint8Array[];
};

/** Under the root, the highest first; the last is the end entity. */
export function chain(...links: readonly Link[]): readonly TestCertificate[] {
  const made: TestCertificate[] = [];
  let issuer: { readonly key: TestKey; readonly name: Uint8Array } = ROOT;
  for (const [index, { adds = [], ...link }] of links.entries()) {
    const last = index === links.length - 1;
    const key = testKey(910 + index);
    const extensions = link.extensions ?? [...(last ? [] : CA_EXTENSIONS), ...adds];
    const certificate = testCertificate({
      subject: last ? 'Leaf' : `Authority ${index + 1}`,
      key,
      issuer,
      serial: index + 2,
      ...link,
      extensions: [
        ...extensions,
        ...(link.version === 0 ? [] : keyIdentifiers(link.key ?? key, (link.issuer ?? issuer).key)),
      ],
    });
    made.push(certificate);
    issuer = certificate;
  }
  return made;
}
