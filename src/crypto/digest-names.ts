/**
 * Digests by the names that XML and JSON give them.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9231#section-2.1 RFC 9231, section 2.1}
 * @module
 */
import { type Digest, type DigestName, digestByName } from './digests';
import { SUITES } from './suites';

const MORE_2007 = 'http://www.w3.org/2007/05/xmldsig-more#';

// biome-ignore format: one row per URI
const URIS: readonly (readonly [string, DigestName])[] = [
  ['http://www.w3.org/2000/09/xmldsig#sha1',        'sha1'],
  ['http://www.w3.org/2001/04/xmldsig-more#md5',    'md5'],
  ['http://www.w3.org/2001/04/xmldsig-more#sha224', 'sha224'],
  ['http://www.w3.org/2001/04/xmldsig-more#sha384', 'sha384'],
  ['http://www.w3.org/2001/04/xmlenc#sha256',       'sha256'],
  ['http://www.w3.org/2001/04/xmlenc#sha512',       'sha512'],
  ['http://www.w3.org/2001/04/xmlenc#ripemd160',    'ripemd160'],
  [`${MORE_2007}sha3-224`,                          'sha3-224'],
  [`${MORE_2007}sha3-256`,                          'sha3-256'],
  [`${MORE_2007}sha3-384`,                          'sha3-384'],
  [`${MORE_2007}sha3-512`,                          'sha3-512'],
];

const BY_URI: ReadonlyMap<string, DigestName> = new Map([
  ...URIS,
  ...SUITES.flatMap(({ xml, digest }) => (xml === null ? [] : [[xml.digest, digest] as const])),
]);

/** EN 319 182-1 and the IANA registry of named hashes: `S256` and `sha-256` say the same. */
const BY_JSON_NAME: ReadonlyMap<string, DigestName> = new Map([
  ['S256', 'sha256'],
  ['S384', 'sha384'],
  ['S512', 'sha512'],
  ['sha-1', 'sha1'],
  ['sha-256', 'sha256'],
  ['sha-384', 'sha384'],
  ['sha-512', 'sha512'],
]);

export function digestByUri(uri: string): Digest | undefined {
  return named(BY_URI.get(uri));
}

/** `digAlg`, `hashM` and the like of JAdES: a short name or a URI. */
export function digestByJsonName(name: string): Digest | undefined {
  return named(BY_JSON_NAME.get(name) ?? BY_URI.get(name));
}

function named(name: DigestName | undefined): Digest | undefined {
  return name === undefined ? undefined : digestByName(name);
}
