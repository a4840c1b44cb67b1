/**
 * The path obeys the rules of RFC 5280 that depend neither on time nor on revocation.
 *
 * @module
 */
import { pathFaults } from '../../pki/path-validation';
import { type Check, passed, undecided } from '../check';
import type { PathSubject } from '../path-subject';

export const pathRules: Check<PathSubject> = {
  id: 'x509-validation.path-rules',
  clause: { doc: 'RFC 5280', section: '6.1' },
  requires:
    'Authorities may issue, path lengths and name constraints hold, and every critical extension is known.',

  run({ path }) {
    const [fault] = pathFaults(path);
    return fault === undefined
      ? passed(
          'the chain obeys basic constraints, key usage, path length, name constraints and critical extensions',
        )
      : undecided(`RFC 5280 section ${fault.section}: ${fault.found}`, 'CERTIFICATE_CHAIN_GENERAL_FAILURE');
  },
};
