/**
 * Which list of changes may be put together with which full list.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280#section-5.2.4 RFC 5280, section 5.2.4}
 * @module
 */
import { sameBytes } from '../encoding/bytes';
import { type Crl, isAtMost } from './crl';
import { sameName } from './name';

/** The numbers tell whether the changes begin where the full list ends; lists without numbers stand alone. */
export function mayUpdate(full: Crl, changes: Crl): boolean {
  if (full.delta || !changes.delta || full.number === null) return false;
  if (changes.baseNumber === null || changes.number === null) return false;
  // (a) and (b): the same issuer, the same key, the same scope.
  if (!sameName(full.issuer, changes.issuer) || !sameKey(full, changes)) return false;
  if (!sameScope(full, changes)) return false;
  // (c) and (d).
  return isAtMost(changes.baseNumber, full.number) && !isAtMost(changes.number, full.number);
}

function sameScope(full: Crl, changes: Crl): boolean {
  const [one, other] = [full.scope, changes.scope];
  return one === null || other === null ? one === other : sameBytes(one.der, other.der);
}

function sameKey(full: Crl, changes: Crl): boolean {
  const [one, other] = [full.authorityKeyIdentifier, changes.authorityKeyIdentifier];
  return one === null || other === null ? one === other : sameBytes(one, other);
}
