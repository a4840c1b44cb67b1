/**
 * The signature is of the level that the policy of the verifier asks for.
 *
 * @module
 */
import { LEVELS } from '../../model/claim';
import { type Check, passed, undecided } from '../check';
import type { Subject } from '../subject';

export const requiredLevel: Check<Subject> = {
  id: 'signature-acceptance.required-level',
  clause: { doc: 'EN 319 102-1', section: '5.2.8' },
  requires: 'The signature has at least the baseline level that the policy asks for.',

  run({ kind, facts: { level }, policy: { id, requiredLevel: required } }) {
    if (kind !== 'signature' || required === undefined) return passed('the policy asks for no level');
    return LEVELS.indexOf(level) >= LEVELS.indexOf(required)
      ? passed(`the signature is ${level}, the policy ${id} asks for ${required}`)
      : undecided(
          `the signature is ${level === 'none' ? 'no AdES' : level}, the policy ${id} asks for ${required}`,
          'SIG_CONSTRAINTS_FAILURE',
        );
  },
};
