/**
 * Names of XML signatures.
 *
 * @see {@link https://www.w3.org/TR/xmldsig-core1/ XML Signature 1.1}
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31913201/ EN 319 132-1}
 * @module
 */
export const NAMESPACE = {
  ds: 'http://www.w3.org/2000/09/xmldsig#',
  xades: 'http://uri.etsi.org/01903/v1.3.2#',
  xades141: 'http://uri.etsi.org/01903/v1.4.1#',
} as const;

export const TRANSFORM = {
  enveloped: 'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  base64: 'http://www.w3.org/2000/09/xmldsig#base64',
  xpath: 'http://www.w3.org/TR/1999/REC-xpath-19991116',
} as const;

/** Type of a reference: what it leads to. */
export const TYPE = {
  signedProperties: 'http://uri.etsi.org/01903#SignedProperties',
  countersigned: 'http://uri.etsi.org/01903#CountersignedSignature',
  manifest: 'http://www.w3.org/2000/09/xmldsig#Manifest',
} as const;

export const BASE64_ENCODING = 'http://www.w3.org/2000/09/xmldsig#base64';
