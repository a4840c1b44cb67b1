/**
 * Cases of signed attributes that are missing, doubled or of another kind; each set is signed as it stands.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5652#section-11 RFC 5652, section 11}
 * @module
 */
import * as asn1js from 'asn1js';
import { digestByName } from '../../../crypto/digests';
import { bits, encode, octets, oid, opaque, sequence, time } from '../../asn1';
import { attribute, CMS } from '../../cms-attributes';
import { timeline } from '../../timeline';
import type { ForgedCase } from '../case';
import { elementsOf, isOf, raw } from './raw';

const ENVELOPED_DATA = '1.2.840.113549.1.7.3';

type Change = (usual: readonly Uint8Array[]) => readonly Uint8Array[];

const without =
  (type: string): Change =>
  (usual) =>
    usual.filter((one) => !isOf(type)(one));

const replaced =
  (type: string, change: (one: Uint8Array) => readonly Uint8Array[]): Change =>
  (usual) =>
    usual.flatMap((one) => (isOf(type)(one) ? change(one) : [one]));

/** type and values of an attribute. */
function valuesOf(one: Uint8Array): readonly Uint8Array[] {
  return elementsOf(elementsOf(one)[1] ?? one);
}

function withValues(type: string, values: readonly Uint8Array[]): Uint8Array {
  return encode(sequence(oid(type), new asn1js.Set({ value: values.map(opaque) })));
}

function digestAttribute(one: Uint8Array): Uint8Array {
  const [value = one] = valuesOf(one);
  return value.subarray(2);
}

/** Another digest of the same length. */
function otherDigest(one: Uint8Array): Uint8Array {
  return digestAttribute(one).map((octet) => octet ^ 0xff);
}

const CHANGES: Readonly<Record<string, Change>> = {
  'message-digest-missing': without(CMS.messageDigest),
  'content-type-missing': without(CMS.contentType),
  'content-type-other': replaced(CMS.contentType, () => [attribute(CMS.contentType, oid(ENVELOPED_DATA))]),
  // A reader that takes the first and one that takes the last see two documents.
  'message-digest-twice': replaced(CMS.messageDigest, (one) => [
    one,
    attribute(CMS.messageDigest, octets(otherDigest(one))),
  ]),
  'message-digest-two-values': replaced(CMS.messageDigest, (one) => [
    withValues(CMS.messageDigest, [...valuesOf(one), encode(octets(otherDigest(one)))]),
  ]),
  'message-digest-no-value': replaced(CMS.messageDigest, () => [withValues(CMS.messageDigest, [])]),
  'message-digest-bit-string': replaced(CMS.messageDigest, (one) => [
    attribute(CMS.messageDigest, bits(digestAttribute(one))),
  ]),
  'content-type-twice': replaced(CMS.contentType, (one) => [
    one,
    attribute(CMS.contentType, oid(ENVELOPED_DATA)),
  ]),
};

const twoTimes = raw('signing-time-twice', ({ state }) => ({
  attributes: (usual) => [
    ...usual,
    attribute(CMS.signingTime, time(timeline(state.instant).early.claimed).toSchema()),
  ],
}));

const unsorted = raw('attributes-unsorted', {
  attributes: (usual) => [...usual].reverse(),
  unsorted: true,
});

const namesCertificate = ({ format }: { readonly format: string }): boolean => format === 'CAdES';

const certificateTwice = raw(
  'signing-certificate-twice',
  ({ state, product }) => ({
    attributes: (usual) => [
      ...usual,
      attribute(
        CMS.signingCertificateV2,
        certificateHash(digestByName('sha256').of(state.signer(product.suite, 'other').certificate)),
      ),
    ],
  }),
  namesCertificate,
);

/** RFC 5035 section 5.4.1: version 1 knows no other digest. */
const certificateBySha1 = raw(
  'signing-certificate-sha1',
  ({ state, product }) => {
    const { certificate } = state.signer(product.suite, 'good');
    const hash = digestByName('sha1').of(certificate);
    return {
      attributes: replaced(CMS.signingCertificateV2, () => [
        attribute(CMS.signingCertificate, certificateHash(hash)),
      ]),
    };
  },
  namesCertificate,
);

/** RFC 5035 section 4: SHA-256 is the default, which is left out. */
function certificateHash(hash: Uint8Array): asn1js.Sequence {
  return sequence(sequence(sequence(octets(hash))));
}

export const ATTRIBUTE_CASES: readonly ForgedCase[] = [
  ...Object.entries(CHANGES).map(([id, attributes]) => raw(id, { attributes })),
  twoTimes,
  unsorted,
  certificateTwice,
  certificateBySha1,
];
