/**
 * An RSA public key that says with which digests RSASSA-PSS is to be verified.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc4055#section-1.2 RFC 4055, section 1.2}
 * @module
 */
import { next, openAs, parseDer, raw } from '../encoding/der';
import { explicit, integer, objectIdentifier, sequence } from '../encoding/der-writer';
import { OID } from '../encoding/oids';
import { TAG } from '../encoding/tags';
import type { PssParameters } from './identify';

export function pssKeyInfo(spki: Uint8Array, parameters: PssParameters): Uint8Array {
  const cursor = openAs(parseDer(spki), TAG.sequence, 'a SubjectPublicKeyInfo');
  next(cursor, 'the key algorithm');
  const key = raw(next(cursor, 'the public key'));
  const digest = sequence(objectIdentifier(parameters.digestOid));
  const mask = sequence(objectIdentifier(OID.mgf1), sequence(objectIdentifier(parameters.maskDigestOid)));
  const restrictions = sequence(
    explicit(0, digest),
    explicit(1, mask),
    explicit(2, integer(parameters.saltLength)),
  );
  return sequence(sequence(objectIdentifier(OID.rsaPss), restrictions), key);
}
