/**
 * The extensions of a certificate that we know, each in the form of its type.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280#section-4.2 RFC 5280, section 4.2}
 * @module
 */
import { OID } from '../encoding/oids';
import { TamgaError } from '../model/error';
import { type DistributionPoint, readDistributionPoints, urlsOf } from './distribution-point';
import {
  type BasicConstraints,
  type Extensions,
  type InformationAccess,
  type KeyUsage,
  readAuthorityKeyIdentifier,
  readBasicConstraints,
  readExtendedKeyUsage,
  readInformationAccess,
  readKeyUsage,
  readSubjectKeyIdentifier,
} from './extensions';
import {
  type PolicyConstraints,
  type PolicyMapping,
  readCertificatePolicies,
  readInhibitAnyPolicy,
  readPolicyConstraints,
  readPolicyMappings,
} from './policies';

/** Null: the extension is absent and restricts nothing. */
export interface KnownExtensions {
  readonly basicConstraints: BasicConstraints | null;
  /** OIDs of extensions that are not of their type or stand there twice: no path may run through such a certificate. */
  readonly unreadable: readonly string[];
  readonly keyUsage: ReadonlySet<KeyUsage> | null;
  readonly extendedKeyUsage: readonly string[] | null;
  readonly subjectKeyIdentifier: Uint8Array | null;
  readonly authorityKeyIdentifier: Uint8Array | null;
  readonly informationAccess: InformationAccess;
  readonly distributionPoints: readonly DistributionPoint[];
  /** HTTP addresses of all distribution points. */
  readonly crlUrls: readonly string[];
  /** RFC 5280 section 4.2.1.15: where lists of changes lie. */
  readonly freshestCrlUrls: readonly string[];
  readonly policies: readonly string[] | null;
  readonly policyMappings: readonly PolicyMapping[] | null;
  readonly policyConstraints: PolicyConstraints | null;
  readonly inhibitAnyPolicy: number | null;
}

const NO_ACCESS: InformationAccess = { ocsp: [], caIssuers: [] };

/** One unreadable value must not hide the key that a signature names: it is noted, and whoever trusts asks for it. */
export function readKnownExtensions(extensions: Extensions, repeated: ReadonlySet<string>): KnownExtensions {
  const unreadable = [...repeated];
  const read = <T>(oid: string, reader: (value: Uint8Array) => T): T | null => {
    const extension = extensions.get(oid);
    if (extension === undefined) return null;
    try {
      return reader(extension.value);
    } catch (error) {
      if (!(error instanceof TamgaError)) throw error;
      if (!repeated.has(oid)) unreadable.push(oid);
      return null;
    }
  };
  const distributionPoints = read(OID.crlDistributionPoints, readDistributionPoints) ?? [];
  const freshestPoints = read(OID.freshestCrl, readDistributionPoints) ?? [];
  return {
    basicConstraints: read(OID.basicConstraints, readBasicConstraints),
    keyUsage: read(OID.keyUsage, readKeyUsage),
    extendedKeyUsage: read(OID.extendedKeyUsage, readExtendedKeyUsage),
    subjectKeyIdentifier: read(OID.subjectKeyIdentifier, readSubjectKeyIdentifier),
    authorityKeyIdentifier: read(OID.authorityKeyIdentifier, readAuthorityKeyIdentifier),
    informationAccess: read(OID.authorityInformationAccess, readInformationAccess) ?? NO_ACCESS,
    distributionPoints,
    crlUrls: distributionPoints.flatMap(({ name }) => urlsOf(name)),
    freshestCrlUrls: freshestPoints.flatMap(({ name }) => urlsOf(name)),
    policies: read(OID.certificatePolicies, readCertificatePolicies),
    policyMappings: read(OID.policyMappings, readPolicyMappings),
    policyConstraints: read(OID.policyConstraints, readPolicyConstraints),
    inhibitAnyPolicy: read(OID.inhibitAnyPolicy, readInhibitAnyPolicy),
    unreadable,
  };
}
