/**
 * The certificate chain is a list of certificates in base64.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const jwsCertificateChain = oddityCheck({
  id: 'signature-acceptance.jws-certificate-chain',
  clause: { doc: 'RFC 7515', section: '4.1.6' },
  requires: 'The parameter x5c is a list of certificates in base64.',
  kind: 'jws.certificate-chain',
  kept: 'x5c is in its form',
  subIndication: 'SIG_CONSTRAINTS_FAILURE',
});
