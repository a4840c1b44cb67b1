/**
 * No signing-certificate attribute stands twice.
 *
 * @module
 */
import { type Check, passed, undecided } from '../check';
import type { Subject } from '../subject';

export const signingCertificateOnce: Check<Subject> = {
  id: 'signature-acceptance.signing-certificate-once',
  clause: { doc: 'RFC 5035', section: '3' },
  requires: 'Neither version of the signing-certificate attribute stands twice.',

  run({ facts: { certificateReferences } }) {
    const versions = certificateReferences.map(({ version }) => version);
    // A v1 attribute beside a v2 one is allowed: readers of either version find theirs.
    return new Set(versions).size < versions.length
      ? undecided('a signing-certificate attribute is repeated', 'SIG_CONSTRAINTS_FAILURE')
      : passed('no signing-certificate attribute is repeated');
  },
};
