/**
 * The properties that name the signing certificate by its hash.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31913201/ EN 319 132-1, section 5.2.2}
 * @module
 */
import { decodeBase64 } from '../../encoding/base64';
import { sameBytes } from '../../encoding/bytes';
import { parseBer } from '../../encoding/der';
import { childElements, isNamed, ownText, type XmlElement } from '../../encoding/xml/tree';
import { TamgaError } from '../../model/error';
import { readIssuerSerial } from '../cms/signing-certificate';
import type { CertificateReference } from '../facts';
import { issuerSerial } from './issuer-serial';
import { isDs, isXades } from './names';
import { decodedValue, digestReference } from './references';

/** `property`: SigningCertificate or SigningCertificateV2. The first certificate named is the signer's. */
export function readCertificateReference(property: XmlElement): CertificateReference | undefined {
  const version = property.local === 'SigningCertificateV2' ? 2 : 1;
  const certificate = childElements(property).find((node) => isXades(node, 'Cert'));
  const digested = certificate && childElements(certificate).find((node) => isXades(node, 'CertDigest'));
  const value = digested && childElements(digested).find((node) => isDs(node, 'DigestValue'));
  if (certificate === undefined || digested === undefined || value === undefined) return undefined;
  return {
    version,
    digest: digestReference(digested),
    hash: decodedValue(value),
    issuerSerial: version === 2 ? serialV2(certificate) : serialV1(certificate),
  };
}

/** Text does not tell how the issuer's name is encoded: one that cannot be read back says nothing. */
function serialV1(certificate: XmlElement): CertificateReference['issuerSerial'] {
  const element = childElements(certificate).find((node) => isXades(node, 'IssuerSerial'));
  const stated = element === undefined ? null : issuerSerial(element);
  return stated === null ? null : { issuers: [stated.issuer], serialNumber: stated.serialNumber };
}

/** EN 319 132-1 section 5.2.2: base64 of the DER of IssuerSerial of RFC 5035. */
function serialV2(certificate: XmlElement): CertificateReference['issuerSerial'] {
  const element = childElements(certificate).find((node) => isXades(node, 'IssuerSerialV2'));
  const bytes = element === undefined ? undefined : decodeBase64(ownText(element));
  if (bytes === undefined) return null;
  try {
    return readIssuerSerial(parseBer(bytes));
  } catch (error) {
    if (error instanceof TamgaError) return null;
    throw error;
  }
}

export function isReferencedBy({ digest, hash }: CertificateReference, der: Uint8Array): boolean {
  return digest.digest !== undefined && sameBytes(digest.digest.of(der), hash);
}

export function hasUri(property: XmlElement): boolean {
  return childElements(property).some(
    (node) => isNamed(node, node.uri, 'Cert') && node.attributes.some(({ local }) => local === 'URI'),
  );
}
