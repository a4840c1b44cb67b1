/**
 * The members of the file are those of one serialisation.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const jwsSerialization = oddityCheck({
  id: 'format-checking.jws-serialization',
  clause: { doc: 'RFC 7515', section: '7.2' },
  requires: 'The file is in one serialisation, with its members and no others.',
  kind: 'jws.serialization',
  kept: 'the file is in one serialisation',
  subIndication: 'FORMAT_FAILURE',
});
