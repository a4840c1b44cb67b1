/**
 * Content that is signed directly is no set of signed attributes: the value over one verifies over the other as well.
 *
 * @module
 */
import { type Element, expectTag, more, next, open, parseDer, take } from '../../encoding/der';
import { readOid } from '../../encoding/der-values';
import { OID } from '../../encoding/oids';
import { TAG } from '../../encoding/tags';
import { TamgaError } from '../../model/error';
import { type Check, passed, undecided } from '../check';
import { joined, type Subject } from '../subject';

export const contentNotAttributes: Check<Subject> = {
  id: 'signature-acceptance.content-not-attributes',
  clause: { doc: 'RFC 5652', section: '5.4' },
  requires:
    'Content without signed attributes is not itself the encoding of signed attributes with a message digest.',

  run({ facts: { detail } }) {
    if (detail.syntax !== 'cms' || detail.content === null || detail.signer.signedAttributes !== null)
      return passed('the signed attributes say what is signed');
    return looksLikeAttributes(joined(detail.content))
      ? undecided(
          'the content is a set of signed attributes: the signature may be of another message',
          'SIG_CONSTRAINTS_FAILURE',
        )
      : passed('the content is no set of signed attributes');
  },
};

function looksLikeAttributes(content: Uint8Array): boolean {
  if (content[0] !== TAG.set || content.length > 64 * 1024) return false;
  try {
    return attributeTypes(parseDer(content)).includes(OID.messageDigest);
  } catch (error) {
    if (error instanceof TamgaError) return false;
    throw error;
  }
}

function attributeTypes(set: Element): readonly string[] {
  expectTag(set, TAG.set, 'a set of attributes');
  const cursor = open(set);
  const types: string[] = [];
  while (more(cursor)) {
    const attribute = open(take(cursor, TAG.sequence, 'an attribute'));
    types.push(readOid(next(attribute, 'an attribute type'), 'an attribute type'));
  }
  return types;
}
