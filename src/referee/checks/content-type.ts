/**
 * The signed content-type attribute is there and names the type of the content; a counter-signature has none.
 *
 * @module
 */
import { type Check, passed, undecided } from '../check';
import type { Subject } from '../subject';

export const contentType: Check<Subject> = {
  id: 'signature-acceptance.content-type',
  clause: { doc: 'RFC 5652', section: '11.1' },
  requires:
    'The content-type attribute equals the type of the content; a counter-signature has no such attribute.',

  run({ kind, facts: { detail } }) {
    const attributes = detail.syntax === 'cms' ? detail.signer.signedAttributes : null;
    if (detail.syntax !== 'cms' || attributes === null) return passed('there are no signed attributes');
    const { contentType: actual } = detail;
    const [signed] = attributes.facts.contentTypes;
    // RFC 5652 section 11.4.
    if (kind === 'counter-signature') {
      return signed === undefined
        ? passed('the counter-signature has no content-type attribute')
        : undecided('the counter-signature has a content-type attribute', 'SIG_CONSTRAINTS_FAILURE');
    }
    if (signed === undefined)
      return undecided('the content-type attribute is absent', 'SIG_CONSTRAINTS_FAILURE');
    return signed === actual
      ? passed('the content-type attribute names the type of the content')
      : undecided(
          `the content-type attribute says ${signed}, the content is ${actual}`,
          'SIG_CONSTRAINTS_FAILURE',
        );
  },
};
