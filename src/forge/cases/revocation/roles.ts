/**
 * Cases of certificates that their issuer revoked or suspended, by the reason that it gives.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280#section-5.3.1 RFC 5280, section 5.3.1}
 * @module
 */
import { REVOKED_BY_REASON } from '../../forged';
import type { ForgedCase } from '../case';
import { byRole } from '../signed';

export const ROLE_CASES: readonly ForgedCase[] = [
  // A time-stamp shows that the revocation came first.
  ...REVOKED_BY_REASON.map((role) => byRole(role, role, ({ late }) => late)),
  // What is known about the key today was not true of the signature then.
  byRole('before-key-compromise', 'revoked-key-compromise', ({ early }) => early),
];
