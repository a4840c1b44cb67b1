/**
 * The link table of the specifications that checks, cases and comments cite.
 *
 * @module
 */

export const SPECIFICATIONS = {
  'EN 319 102-1': {
    title: 'Creation and validation of AdES digital signatures',
    url: 'https://www.etsi.org/deliver/etsi_en/319100_319199/31910201/',
  },
  'EN 319 122-1': {
    title: 'CAdES building blocks and baseline signatures',
    url: 'https://www.etsi.org/deliver/etsi_en/319100_319199/31912201/',
  },
  'EN 319 132-1': {
    title: 'XAdES building blocks and baseline signatures',
    url: 'https://www.etsi.org/deliver/etsi_en/319100_319199/31913201/',
  },
  'EN 319 142-1': {
    title: 'PAdES building blocks and baseline signatures',
    url: 'https://www.etsi.org/deliver/etsi_en/319100_319199/31914201/',
  },
  'EN 319 162-1': {
    title: 'ASiC building blocks and baseline containers',
    url: 'https://www.etsi.org/deliver/etsi_en/319100_319199/31916201/',
  },
  'TS 119 182-1': {
    title: 'JAdES building blocks and baseline signatures',
    url: 'https://www.etsi.org/deliver/etsi_ts/119100_119199/11918201/',
  },
  'TS 119 312': {
    title: 'Cryptographic suites',
    url: 'https://www.etsi.org/deliver/etsi_ts/119300_119399/119312/',
  },
  'ISO 32000-2': {
    title: 'Portable document format: PDF 2.0',
    url: 'https://www.iso.org/standard/75839.html',
  },
  'RFC 3161': { title: 'Time-Stamp Protocol', url: 'https://www.rfc-editor.org/rfc/rfc3161' },
  'RFC 5035': {
    title: 'Enhanced Security Services: ESSCertIDv2',
    url: 'https://www.rfc-editor.org/rfc/rfc5035',
  },
  'RFC 5126': { title: 'CMS Advanced Electronic Signatures', url: 'https://www.rfc-editor.org/rfc/rfc5126' },
  'RFC 5280': { title: 'X.509 certificate and CRL profile', url: 'https://www.rfc-editor.org/rfc/rfc5280' },
  'RFC 5652': { title: 'Cryptographic Message Syntax', url: 'https://www.rfc-editor.org/rfc/rfc5652' },
  'RFC 5816': { title: 'ESSCertIDv2 update for RFC 3161', url: 'https://www.rfc-editor.org/rfc/rfc5816' },
  'RFC 6960': { title: 'Online Certificate Status Protocol', url: 'https://www.rfc-editor.org/rfc/rfc6960' },
  'RFC 7515': { title: 'JSON Web Signature', url: 'https://www.rfc-editor.org/rfc/rfc7515' },
  'RFC 7797': {
    title: 'JSON Web Signature unencoded payload',
    url: 'https://www.rfc-editor.org/rfc/rfc7797',
  },
  Tamga: {
    title: 'Rules of this project where the standards leave the choice to a policy',
    url: 'docs/referee-policy.md',
  },
  'XML Signature': {
    title: 'XML Signature syntax and processing, version 1.1',
    url: 'https://www.w3.org/TR/xmldsig-core1/',
  },
  ZIP: {
    title: 'APPNOTE: the ZIP file format',
    url: 'https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT',
  },
  'X.690': { title: 'ASN.1 encoding rules: BER, CER and DER', url: 'https://www.itu.int/rec/T-REC-X.690' },
} as const;

export type SpecificationId = keyof typeof SPECIFICATIONS;

export interface Clause {
  readonly doc: SpecificationId;
  readonly section: string;
}

export function formatClause(clause: Clause): string {
  return `${clause.doc}, section ${clause.section}`;
}
