/**
 * What is base64url is it in the one form: another text of the same bytes is other signed data to other readers.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const jwsBase64url = oddityCheck({
  id: 'format-checking.jws-base64url',
  clause: { doc: 'RFC 7515', section: '2' },
  requires: 'Headers, payload and value are the one base64url text of their bytes.',
  kind: 'jws.encoding',
  kept: 'headers, payload and value are plain base64url',
  subIndication: 'FORMAT_FAILURE',
});
