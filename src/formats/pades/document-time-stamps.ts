/**
 * Document time-stamps: each is over a whole revision, and with it over every signature and all material of it.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31914201/ EN 319 142-1, section 5.4.3}
 * @module
 */
import type { Revision } from '../../encoding/pdf/revision';
import type { TimeStampFacts } from '../facts';
import { joinMaterial, type Material } from '../material';
import { storedMaterial } from './dss';
import type { FoundSignature } from './signatures';

export interface DocumentTimeStamp {
  readonly found: FoundSignature;
  readonly token: Uint8Array;
  /** Rules of /ByteRange and /Contents that it breaks. */
  readonly faults: readonly string[];
}

export const DOCUMENT_TIME_STAMP = 'ETSI.RFC3161';

/** Those that cover the signature, in the order of their revisions. `embedded`, `tokens`: what its CMS brings. */
export function documentTimeStampsOver(
  signature: FoundSignature,
  all: readonly DocumentTimeStamp[],
  embedded: Material,
  tokens: readonly Uint8Array[],
): readonly TimeStampFacts[] {
  const { end } = signature.range;
  if (end === null) return [];
  const later = all.filter(({ found }) => (found.range.end ?? 0) > end);
  return later.map(({ found, token, faults }, index) => ({
    kind: 'document',
    name: DOCUMENT_TIME_STAMP,
    token,
    covers: () => found.range.data,
    faults,
    proves: {
      signature: true,
      material: joinMaterial([embedded, materialAt(found.range.revision)]),
      timeStamps: [...tokens, ...later.slice(0, index).map((earlier) => earlier.token)],
    },
  }));
}

function materialAt(revision: Revision | null): Material {
  return revision === null ? { certificates: [], crls: [], ocspResponses: [] } : storedMaterial(revision);
}
