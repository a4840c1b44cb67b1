/**
 * The certificate that the signer identifier names is at hand.
 *
 * @module
 */
import { type Check, passed, undecided } from '../check';
import type { Subject } from '../subject';

export const signingCertificateIdentified: Check<Subject> = {
  id: 'signing-certificate.identified',
  clause: { doc: 'EN 319 102-1', section: '5.2.3' },
  requires: 'The certificate that the signature names as its own is embedded or supplied.',

  run({ certificate }) {
    return certificate === null
      ? undecided(
          'no certificate at hand is the one that the signature names',
          'NO_SIGNING_CERTIFICATE_FOUND',
        )
      : passed('the certificate that the signature names is at hand');
  },
};
