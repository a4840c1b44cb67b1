/**
 * What of a suite rests on an unverified fact, in words.
 *
 * A row may carry a remark on something that no signature of ours uses; only a row that is unverified as a whole makes
 * the checks with it assumed.
 *
 * @module
 */
import { suiteById } from '../crypto/suites';
import type { SuiteId } from '../model/claim';

export function assumptionsOf(id: SuiteId): readonly string[] {
  const suite = suiteById(id);
  if (suite?.provenance.certainty !== 'unverified') return [];
  return suite.unverified.map((fact) => `${id}: ${fact}`);
}
