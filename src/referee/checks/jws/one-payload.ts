/**
 * There is one payload: what the file carries is not different from what the signature names.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const jwsOnePayload = oddityCheck({
  id: 'format-checking.jws-one-payload',
  clause: { doc: 'TS 119 182-1', section: '5.2.8' },
  requires: 'The file holds no payload beside the data that sigD or a counter-signature names.',
  kind: 'jws.second-payload',
  kept: 'there is one payload',
  subIndication: 'FORMAT_FAILURE',
});
