/**
 * Whether the payload is encoded is clear, and the same for all signatures.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const jwsUnencodedPayload = oddityCheck({
  id: 'format-checking.jws-unencoded-payload',
  clause: { doc: 'RFC 7797', section: '3' },
  requires: 'The parameter b64 is true or false, and the same in all signatures of the file.',
  kind: 'jws.b64',
  kept: 'b64 is clear',
  subIndication: 'FORMAT_FAILURE',
});
