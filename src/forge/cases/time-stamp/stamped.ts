/**
 * For cases of a time-stamp that does not prove what it seems to: the signer has been revoked since.
 *
 * @module
 */
import type { CaseId } from '../../../model/vector';
import type { ForgedState } from '../../forged';
import type { Deviation } from '../../product';
import { type SigningTimes, timeline } from '../../timeline';
import { always, type ForgedCase } from '../case';
import { hierarchyOf, sign } from '../signed';

/** Sixty days ago, when the certificate was still good. */
export function stampedEarly(
  id: CaseId,
  deviate: (hierarchy: ForgedState, times: SigningTimes) => Deviation,
): ForgedCase {
  return {
    id,
    existsFor: always,
    mint: (request) => {
      const hierarchy = hierarchyOf(request);
      const { early } = timeline(request.state.instant);
      const identity = hierarchy.signer(request.product.suite, 'revoked');
      return sign(request, { identity, times: early }, deviate(hierarchy, early));
    },
  };
}
