/**
 * Where the signature carries the policy that it was made under, that is the policy it names.
 *
 * @module
 */
import { sameBytes } from '../../encoding/bytes';
import { next, openAs, parseDer, raw } from '../../encoding/der';
import { TAG } from '../../encoding/tags';
import { TamgaError } from '../../model/error';
import { type Check, passed, undecided } from '../check';
import type { Subject } from '../subject';

export const signaturePolicy: Check<Subject> = {
  id: 'validation-context.signature-policy',
  clause: { doc: 'EN 319 102-1', section: '5.2.4' },
  requires: 'A signature policy document that the signature carries has the digest that the signature names.',

  run({ facts: { signaturePolicy: policy } }) {
    if (policy === null) return passed('the signature names no policy');
    const { id, document, digest, hash } = policy;
    if (document === null || hash === null)
      return passed(`the signature names the policy ${id ?? 'implied'}`);
    if (digest?.digest === undefined)
      return undecided(
        `the digest ${digest?.stated ?? ''} of the policy is not in the table`,
        'POLICY_PROCESSING_ERROR',
      );
    const { digest: known } = digest;
    return hashedForms(document).some((form) => sameBytes(known.over(form), hash))
      ? passed('the policy that the signature carries is the one it names')
      : undecided(
          'the policy that the signature carries is another than it names',
          'POLICY_PROCESSING_ERROR',
        );
  },
};

/** The document as it stands; of one in ASN.1 the algorithm and the policy info alone (RFC 3125 section 3.1). */
function hashedForms(document: Uint8Array): readonly (readonly Uint8Array[])[] {
  try {
    const cursor = openAs(parseDer(document), TAG.sequence, 'a SignaturePolicy');
    const algorithm = raw(next(cursor, 'the hash algorithm'));
    return [[document], [algorithm, raw(next(cursor, 'the policy info'))]];
  } catch (error) {
    if (error instanceof TamgaError) return [[document]];
    throw error;
  }
}
