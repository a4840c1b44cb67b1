/**
 * The algorithm is one of a key pair: a public key must never be taken for a secret.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const jwsAlgorithmAsymmetric = oddityCheck({
  id: 'format-checking.jws-algorithm-asymmetric',
  clause: { doc: 'RFC 7515', section: '10.6' },
  requires: 'The algorithm needs a private key, and no shared secret.',
  kind: 'jws.symmetric-algorithm',
  kept: 'the algorithm is of a key pair',
  subIndication: 'FORMAT_FAILURE',
});
