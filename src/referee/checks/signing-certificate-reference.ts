/**
 * The ESS signing-certificate attribute names the very certificate that the signer identifier names.
 *
 * @module
 */

import { sameBytes } from '../../encoding/bytes';
import type { CertificateReference } from '../../formats/facts';
import type { Certificate } from '../../pki/certificate';
import { sameName } from '../../pki/name';
import { type Check, passed, undecided } from '../check';
import { isReferenced } from '../signing-certificate';
import type { Subject } from '../subject';

export const signingCertificateReference: Check<Subject> = {
  id: 'signing-certificate.reference',
  clause: { doc: 'RFC 5035', section: '5' },
  requires:
    'Every signing-certificate attribute holds the hash of the signing certificate, and its issuer and serial number where given.',

  run({ facts: { certificateReferences: references }, certificate, kind }) {
    if (references.length === 0) {
      // RFC 3161 section 2.4.2: a token names the certificate of its TSA; plain CMS need not.
      return kind === 'time-stamp'
        ? undecided('the token has no signing-certificate attribute', 'NO_SIGNING_CERTIFICATE_FOUND')
        : passed(
            'there is no signing-certificate attribute: identifier or key info alone names the certificate',
          );
    }
    for (const reference of references) {
      const fault = certificate === null ? 'there is no certificate' : faultOf(reference, certificate);
      if (fault !== undefined) return undecided(fault, 'NO_SIGNING_CERTIFICATE_FOUND');
    }
    return passed('the signing-certificate attribute holds the hash of the signing certificate');
  },
};

function faultOf(reference: CertificateReference, certificate: Certificate): string | undefined {
  if (reference.digest.digest === undefined) {
    return `the hash of the signing-certificate attribute is by the unknown digest ${reference.digest.stated}`;
  }
  if (!isReferenced(reference, certificate)) {
    return 'the hash in the signing-certificate attribute is of another certificate';
  }
  const { issuerSerial } = reference;
  if (issuerSerial === null) return undefined;
  const agrees =
    sameBytes(issuerSerial.serialNumber, certificate.serialNumber) &&
    issuerSerial.issuers.some((issuer) => sameName(issuer, certificate.issuer));
  return agrees
    ? undefined
    : 'issuer and serial number in the signing-certificate attribute are of another certificate';
}
