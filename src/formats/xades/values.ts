/**
 * Certificates, CRLs and OCSP responses in the unsigned properties.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31913201/ EN 319 132-1, section 5.4}
 * @module
 */
import { attribute, elementsBelow, type XmlElement } from '../../encoding/xml/tree';
import type { Material } from '../material';
import { base64In } from './base64-in';
import { isXades, isXadesNamespace } from './names';

const HOLDERS: readonly string[] = [
  'CertificateValues',
  'RevocationValues',
  'AttrAuthoritiesCertValues',
  'AttributeRevocationValues',
  'TimeStampValidationData',
  'AnyValidationData',
];

const DER_ENCODING = /#(?:DER|BER)$/;

function isHolder(property: XmlElement): boolean {
  return HOLDERS.includes(property.local) && isXadesNamespace(property.uri);
}

/** Of one property; nothing binds it, so what cannot be read is left out. */
export function materialIn(property: XmlElement): Material {
  const certificates: Uint8Array[] = [];
  const crls: Uint8Array[] = [];
  const ocspResponses: Uint8Array[] = [];
  if (isHolder(property)) {
    for (const node of elementsBelow(property)) {
      if (isXades(node, 'EncapsulatedX509Certificate')) keep(certificates, node);
      else if (isXades(node, 'EncapsulatedCRLValue')) keep(crls, node);
      else if (isXades(node, 'EncapsulatedOCSPValue')) keep(ocspResponses, node);
    }
  }
  return { certificates, crls, ocspResponses };
}

/** EN 319 132-1 section 5.1.3: DER unless the Encoding attribute says otherwise. */
function keep(list: Uint8Array[], element: XmlElement): void {
  const bytes = encapsulated(element);
  if (bytes !== undefined) list.push(bytes);
}

export function encapsulated(element: XmlElement): Uint8Array | undefined {
  const encoding = attribute(element, 'Encoding');
  if (encoding !== undefined && encoding !== '' && !DER_ENCODING.test(encoding)) return undefined;
  return base64In(element);
}
