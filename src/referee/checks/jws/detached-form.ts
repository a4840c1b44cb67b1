/**
 * What sigD names, and how, is clear.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const jwsDetachedForm = oddityCheck({
  id: 'format-checking.jws-detached-form',
  clause: { doc: 'TS 119 182-1', section: '5.2.8' },
  requires: 'The parameter sigD says by a known mechanism which data is signed.',
  kind: 'jws.detached-form',
  kept: 'sigD is in its form',
  subIndication: 'FORMAT_FAILURE',
});
