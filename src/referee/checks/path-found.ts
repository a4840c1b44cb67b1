/**
 * There is a chain to a trust anchor.
 *
 * @module
 */
import type { PathSearch } from '../../pki/path';
import { type Check, passed, undecided } from '../check';

export const pathFound: Check<PathSearch> = {
  id: 'x509-validation.path-found',
  clause: { doc: 'EN 319 102-1', section: '5.2.6' },
  requires: 'A chain of certificates leads from the certificate to a trust anchor.',

  run({ paths, wrongSignature }) {
    if (paths.length > 0) return passed('a chain leads to a trust anchor');
    return wrongSignature === null
      ? undecided('no chain leads to a trust anchor', 'NO_CERTIFICATE_CHAIN_FOUND')
      : undecided(
          `an issuer has the right name, but its key did not sign: ${wrongSignature}`,
          'CERTIFICATE_CHAIN_GENERAL_FAILURE',
        );
  },
};
