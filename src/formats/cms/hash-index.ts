/**
 * The ATSHashIndex of an archive time-stamp: the list of digests that says what it covers beside the signature.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31912201/ EN 319 122-1, section 5.5.2} and TS 101 733 (V2.2.1), section 6.4.2
 * @module
 */
import { type Digest, digestByName, digestByOid } from '../../crypto/digests';
import { children, type Element, finish, more, next, openAs, raw, take } from '../../encoding/der';
import { readOctetString } from '../../encoding/der-values';
import { OID } from '../../encoding/oids';
import { TAG } from '../../encoding/tags';
import { TamgaError } from '../../model/error';
import { readAlgorithm } from '../../pki/algorithm';
import type { DigestReference } from '../facts';
import type { RevocationChoice, SignedData } from './signed-data';
import type { Attribute, SignerInfo } from './signer-info';

export interface HashIndex {
  /** The value as it stands: the imprint is over it. */
  readonly encoded: Uint8Array;
  /** From version 3 on there is one digest for each value, before that one for each attribute. */
  readonly version: 1 | 2 | 3;
  readonly digest: DigestReference;
  readonly certificates: readonly Uint8Array[];
  readonly revocation: readonly Uint8Array[];
  readonly attributes: readonly Uint8Array[];
}

/** One value of an unsigned attribute. */
export interface CoveredValue {
  readonly oid: string;
  readonly value: Element;
}

export interface IndexScope {
  readonly certificates: readonly Uint8Array[];
  readonly revocation: readonly RevocationChoice[];
  readonly values: readonly CoveredValue[];
  readonly faults: readonly string[];
}

const VERSIONS: ReadonlyMap<string, HashIndex['version']> = new Map([
  [OID.atsHashIndex, 1],
  [OID.atsHashIndexV2, 2],
  [OID.atsHashIndexV3, 3],
] as const);

/** Of the signer of the token. A text says why there is none that could be used. */
export function hashIndexOf(token: SignerInfo): HashIndex | string {
  const found = token.unsignedAttributes.filter(({ oid }) => VERSIONS.has(oid));
  const [attribute, ...others] = found;
  if (attribute === undefined) return 'the token has no ats-hash-index attribute';
  const [value, ...more] = attribute.values;
  if (value === undefined || others.length + more.length > 0)
    return 'the token has not exactly one ats-hash-index value';
  try {
    return readHashIndex(value, VERSIONS.get(attribute.oid) ?? 3);
  } catch (error) {
    if (error instanceof TamgaError && error.code === 'TAMGA-E-DER')
      return `the ats-hash-index is not readable: ${error.message}`;
    throw error;
  }
}

function readHashIndex(value: Element, version: HashIndex['version']): HashIndex {
  const cursor = openAs(value, TAG.sequence, 'an ATSHashIndex');
  let first = next(cursor, 'the hash algorithm');
  let stated = digestByName('sha256').oid;
  // TS 101 733 section 6.4.2: hashIndAlgorithm defaults to SHA-256. A list of digests never begins with an OID.
  if (isAlgorithm(first)) {
    stated = readAlgorithm(first, 'the hash algorithm').oid;
    first = next(cursor, 'the certificate digests');
  }
  const index: HashIndex = {
    encoded: raw(value),
    version,
    digest: { stated, digest: digestByOid(stated) },
    certificates: digests(first),
    revocation: digests(take(cursor, TAG.sequence, 'the revocation digests')),
    attributes: digests(take(cursor, TAG.sequence, 'the attribute digests')),
  };
  finish(cursor, 'the ATSHashIndex');
  return index;
}

function isAlgorithm(element: Element): boolean {
  const cursor = openAs(element, TAG.sequence, 'the hash algorithm');
  return more(cursor) && next(cursor, 'the hash algorithm').tag === TAG.oid;
}

function digests(list: Element): readonly Uint8Array[] {
  return children(list).map((one) => readOctetString(one, 'a digest'));
}

/** What of this signature the digests of the index speak of. */
export function indexScope(index: HashIndex, signer: SignerInfo, signedData: SignedData): IndexScope {
  const { digest, stated } = index.digest;
  if (digest === undefined) {
    const fault = `the digest ${stated} of the ats-hash-index is not in the table`;
    return { certificates: [], revocation: [], values: [], faults: [fault] };
  }
  const { certificateChoices, revocationChoices } = signedData.fields;
  const certificates = matching(index.certificates, certificateChoices, (choice) => digest.of(choice));
  const revocation = matching(index.revocation, revocationChoices, ({ encoded }) => digest.of(encoded));
  const units = attributeUnits(signer.unsignedAttributes, index.version, digest);
  const attributes = matching(index.attributes, units, (unit) => unit.hash);
  return {
    certificates: certificates.found,
    revocation: revocation.found,
    values: attributes.found.flatMap((unit) => unit.values),
    // EN 319 122-1 section 5.5.2: an index with a digest whose original is not found is not valid.
    faults: [
      ...unmatched(certificates.missing, 'certificates'),
      ...unmatched(revocation.missing, 'crls'),
      ...unmatched(attributes.missing, 'unsigned attributes'),
    ],
  };
}

interface Unit {
  readonly hash: Uint8Array;
  readonly values: readonly CoveredValue[];
}

function attributeUnits(
  attributes: readonly Attribute[],
  version: HashIndex['version'],
  digest: Digest,
): readonly Unit[] {
  if (version < 3) {
    return attributes.map(({ oid, values, element }) => ({
      hash: digest.of(raw(element)),
      values: values.map((value) => ({ oid, value })),
    }));
  }
  return attributes.flatMap(({ oid, values, element }) => {
    const [type] = children(element);
    if (type === undefined) return [];
    return values.map((value) => ({
      hash: digest.of(raw(type), raw(value)),
      values: [{ oid, value }],
    }));
  });
}

function matching<T>(
  wanted: readonly Uint8Array[],
  all: readonly T[],
  hashOf: (one: T) => Uint8Array,
): { readonly found: readonly T[]; readonly missing: number } {
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
  const open = new Set(wanted.map(hex));
  const covered = new Set(open);
  const found = all.filter((one) => {
    const hash = hex(hashOf(one));
    open.delete(hash);
    return covered.has(hash);
  });
  return { found, missing: open.size };
}

function unmatched(count: number, where: string): readonly string[] {
  return count === 0 ? [] : [`the ats-hash-index has ${count} digest(s) of nothing in the ${where}`];
}
