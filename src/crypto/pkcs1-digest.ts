/**
 * The digest algorithm that a PKCS #1 v1.5 value names inside, for formats that name it nowhere else.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8017#section-9.2 RFC 8017, section 9.2}
 * @module
 */
import { constants, createPublicKey, publicDecrypt } from 'node:crypto';
import { openAs, parseDer, take } from '../encoding/der';
import { readOid } from '../encoding/der-values';
import { TAG } from '../encoding/tags';

/** OID; null where the value is not one of this key, or holds something else. Nothing is verified by this. */
export function digestInPkcs1(spki: Uint8Array, value: Uint8Array): string | null {
  try {
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    const info = publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, value);
    const cursor = openAs(parseDer(info), TAG.sequence, 'a DigestInfo');
    const identifier = openAs(
      take(cursor, TAG.sequence, 'the digest algorithm'),
      TAG.sequence,
      'the digest algorithm',
    );
    return readOid(take(identifier, TAG.oid, 'the digest algorithm'), 'the digest algorithm');
  } catch {
    return null;
  }
}
