/**
 * The PAdES level that a signature claims by its structure.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31914201/ EN 319 142-1, section 6.3}
 * @module
 */
import type { Level } from '../../model/claim';
import type { TimeStampFacts } from '../facts';
import type { Material } from '../material';

export interface LevelFacts {
  /** It names its certificate: the CMS is CAdES. */
  readonly cades: boolean;
  /** Tokens on the CMS and on the document that are readable. */
  readonly timeStamps: readonly TimeStampFacts[];
  /** Of the CMS and the document security store of the last revision. */
  readonly material: Material;
}

export function padesLevel({ cades, timeStamps, material }: LevelFacts): Level {
  if (!cades) return 'none';
  // Either kind proves when the signature existed.
  if (timeStamps.length === 0) return 'B-B';
  if (!isLongTerm(material)) return 'B-T';
  const last = timeStamps.filter(({ kind }) => kind === 'document').at(-1);
  // What an archive is for: a token over the material itself.
  return last !== undefined && isLongTerm(last.proves.material) ? 'B-LTA' : 'B-LT';
}

function isLongTerm({ certificates, crls, ocspResponses }: Material): boolean {
  return crls.length + ocspResponses.length > 0 && certificates.length > 1;
}
