/**
 * The path obeys the rules of RFC 5280 that depend neither on time nor on revocation.
 *
 * @module
 */
import { type PathFault, pathFaults } from '../../pki/path-validation';
import { type Check, passed, undecided } from '../check';
import type { PathSubject } from '../path-subject';

/** What the chain would have to be, in distinction to what makes it no chain. */
const OF_CONSTRAINTS: ReadonlySet<PathFault['rule']> = new Set([
  'policy',
  'names',
  'path-length',
  'critical-extension',
]);

export const pathRules: Check<PathSubject> = {
  id: 'x509-validation.path-rules',
  clause: { doc: 'RFC 5280', section: '6.1' },
  requires:
    'Authorities may issue; path lengths, name constraints and policies hold; every critical extension is known.',

  run({ path }) {
    const [fault] = pathFaults(path);
    if (fault === undefined)
      return passed(
        'the chain obeys basic constraints, key usage, path length, names, policies and critical extensions',
      );
    const { section, found, rule } = fault;
    return undecided(
      `RFC 5280 section ${section}: ${found}`,
      OF_CONSTRAINTS.has(rule) ? 'CHAIN_CONSTRAINTS_FAILURE' : 'CERTIFICATE_CHAIN_GENERAL_FAILURE',
    );
  },
};
