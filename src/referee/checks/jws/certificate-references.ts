/**
 * Each parameter that names the signing certificate names one by its hash.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const jwsCertificateReferences = oddityCheck({
  id: 'signature-acceptance.jws-certificate-references',
  clause: { doc: 'TS 119 182-1', section: '5.2.2' },
  requires: 'Each reference to the signing certificate gives its hash.',
  kind: 'jws.signing-certificate',
  kept: 'every reference to a certificate has its hash',
  subIndication: 'SIG_CONSTRAINTS_FAILURE',
});
