/**
 * The signed attributes that validation looks at. Repetition is kept visible: judging it is the referee's.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5652#section-11 RFC 5652, section 11}
 * @module
 */
import { type Element, raw } from '../../encoding/der';
import { readAnyTime, readOctetString, readOid } from '../../encoding/der-values';
import { OID } from '../../encoding/oids';
import { TamgaError } from '../../model/error';
import type { CertificateReference } from '../facts';
import type { Attribute } from './signer-info';
import { readSigningCertificate } from './signing-certificate';

export interface SignedFacts {
  /** One entry per value, over all attributes of the type. */
  readonly contentTypes: readonly string[];
  readonly messageDigests: readonly Uint8Array[];
  readonly signingTimes: readonly number[];
  /** One entry per signing-certificate attribute, v1 or v2: the certificate it names first. */
  readonly signingCertificates: readonly CertificateReference[];
  /** Tokens, CMS as they stand. */
  readonly contentTimeStamps: readonly Uint8Array[];
  /** Attributes whose value is not of their type. */
  readonly faults: readonly string[];
}

export function readSignedFacts(attributes: readonly Attribute[]): SignedFacts {
  const faults: string[] = [];
  const values = <T>(oid: string, reader: (value: Element) => T): readonly T[] => {
    const all: T[] = [];
    for (const attribute of attributes) {
      if (attribute.oid !== oid) continue;
      // RFC 5652 section 5.3: attrValues holds at least one value.
      if (attribute.values.length === 0) faults.push(`the attribute ${oid} has no value`);
      for (const value of attribute.values) keep(all, value, reader);
    }
    return all;
  };
  const keep = <T>(all: T[], value: Element, reader: (value: Element) => T): void => {
    try {
      all.push(reader(value));
    } catch (error) {
      if (!(error instanceof TamgaError)) throw error;
      faults.push(error.message);
    }
  };
  return {
    contentTypes: values(OID.contentType, (value) => readOid(value, 'the content-type attribute')),
    messageDigests: values(OID.messageDigest, (value) =>
      readOctetString(value, 'the message-digest attribute'),
    ),
    signingTimes: values(OID.signingTime, (value) => readAnyTime(value, 'the signing-time attribute')),
    signingCertificates: [
      ...values(OID.signingCertificate, (value) => readSigningCertificate(value, 1)),
      ...values(OID.signingCertificateV2, (value) => readSigningCertificate(value, 2)),
    ],
    contentTimeStamps: values(OID.contentTimeStamp, raw),
    faults,
  };
}
