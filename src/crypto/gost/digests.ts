/**
 * The digests of the GOST family by name.
 *
 * @module
 */
import { type BlockHash, createHasher, type Hasher } from './block-hash';
import { gost94 } from './gost94';
import { streebog } from './streebog';

export const GOST_DIGEST_NAMES = ['streebog256', 'streebog512', 'gost94-test', 'gost94-cryptopro'] as const;
export type GostDigestName = (typeof GOST_DIGEST_NAMES)[number];

export interface GostDigest {
  readonly name: GostDigestName;
  /** Of the value, in octets. */
  readonly length: 32 | 64;
  of(...parts: readonly Uint8Array[]): Uint8Array;
  over(pieces: Iterable<Uint8Array>): Uint8Array;
  /** For input that comes in pieces. */
  create(): Hasher;
}

const BY_NAME: Readonly<Record<GostDigestName, GostDigest>> = {
  streebog256: row('streebog256', 32, streebog(256)),
  streebog512: row('streebog512', 64, streebog(512)),
  'gost94-test': row('gost94-test', 32, gost94('test')),
  'gost94-cryptopro': row('gost94-cryptopro', 32, gost94('cryptopro')),
};

export function gostDigest(name: GostDigestName): GostDigest {
  return BY_NAME[name];
}

function row(name: GostDigestName, length: 32 | 64, hash: BlockHash): GostDigest {
  const over = (pieces: Iterable<Uint8Array>): Uint8Array => {
    const hasher = createHasher(hash);
    for (const piece of pieces) hasher.update(piece);
    return hasher.digest();
  };
  return { name, length, of: (...parts) => over(parts), over, create: () => createHasher(hash) };
}
