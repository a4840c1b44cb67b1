/**
 * AlgorithmIdentifier.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280#section-4.1.1.2 RFC 5280, section 4.1.1.2}
 * @module
 */
import type { AlgorithmIdentifier } from '../crypto/identify';
import { type Element, finish, more, next, openAs, raw } from '../encoding/der';
import { readOid } from '../encoding/der-values';
import { TAG } from '../encoding/tags';

export function readAlgorithm(element: Element, what: string): AlgorithmIdentifier {
  const cursor = openAs(element, TAG.sequence, what);
  const oid = readOid(next(cursor, what), what);
  const parameters = more(cursor) ? raw(next(cursor, what)) : null;
  finish(cursor, what);
  return { oid, parameters };
}
