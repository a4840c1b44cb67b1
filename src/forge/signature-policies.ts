/**
 * Signature policies that explicit-policy signatures name, whatever their format.
 *
 * @module
 */
import { digestByName } from '../crypto/digests';

export interface SignaturePolicy {
  /** Dotted. */
  readonly oid: string;
  /** Of the policy document, in hexadecimal digits. */
  readonly sha256: string;
  /** Where the document may be had. */
  readonly url: string;
}

/** One document for all profiles of the usage guide (Elektronik İmza Kullanım Profilleri Rehberi). */
const TR_DOCUMENT = {
  sha256: 'ff39bd29463383f69b2052ac47439e06ce7c3b8646e888b6e5ae3e46ba08117a',
  url: 'http://www.eimza.gov.tr/EimzaPolitikalari/216792161015070321.pdf',
} as const;

export type PolicyName = 'TR-P2' | 'TR-P3' | 'TR-P4';

/** P2: with a time-stamp; P3: long term by CRL; P4: long term by OCSP. P1 names no policy. */
export const SIGNATURE_POLICIES: Readonly<Record<PolicyName, SignaturePolicy>> = {
  'TR-P2': { oid: '2.16.792.1.61.0.1.5070.3.1.1', ...TR_DOCUMENT },
  'TR-P3': { oid: '2.16.792.1.61.0.1.5070.3.2.1', ...TR_DOCUMENT },
  'TR-P4': { oid: '2.16.792.1.61.0.1.5070.3.3.1', ...TR_DOCUMENT },
};

/** For a document that is at hand. */
export function signaturePolicy(oid: string, document: Uint8Array, url: string): SignaturePolicy {
  return { oid, sha256: Buffer.from(digestByName('sha256').of(document)).toString('hex'), url };
}
