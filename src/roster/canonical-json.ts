/**
 * Canonical bytes of a JSON value and their digest: layout and key order of a file do not change its identity.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8785 RFC 8785}
 * @module
 */
import { createHash } from 'node:crypto';

/** RFC 8785 section 3.2: no white space, keys sorted by UTF-16 code units, numbers and strings as ECMAScript writes them. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
  return `{${members.join(',')}}`;
}

/** Lower-case hex SHA-256 of the canonical form in UTF-8. */
export function canonicalDigest(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value), 'utf8').digest('hex');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
