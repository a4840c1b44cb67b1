/**
 * The table of digests: one row each, by every OID under which the suites name it.
 *
 * @module
 */
import { createHash, hash as hashOnce } from 'node:crypto';
import { TamgaError } from '../model/error';
import { GOST_DIGEST_NAMES, type GostDigestName, gostDigest } from './gost/digests';
import { GOST_ROWS } from './gost/rows';

/** The names under which Node knows them. */
type CommonDigestName =
  | 'sha1'
  | 'sha256'
  | 'sha384'
  | 'sha512'
  | 'md5'
  | 'ripemd160'
  | 'sha224'
  | 'sha512-224'
  | 'sha512-256'
  | 'sha3-224'
  | 'sha3-256'
  | 'sha3-384'
  | 'sha3-512'
  | 'shake256';

export type DigestName = CommonDigestName | GostDigestName;

export interface Digest {
  readonly name: DigestName;
  /** Of RFC 5754, RFC 3370 or RFC 9215 where there is one. */
  readonly oid: string;
  /** Under which states name the same function, and other standards. */
  readonly otherOids: readonly string[];
  /** Output length in bytes. */
  readonly length: number;
  of(...parts: readonly Uint8Array[]): Uint8Array;
  /** Of all pieces, one after the other: none need stay in memory. */
  over(pieces: Iterable<Uint8Array>): Uint8Array;
}

/** RFC 4357 section 11.2: the digest of GOST R 34.11-94, which no row of ours signs with under this name. */
const GOST_R_3411_94 = '1.2.643.2.2.9';

export const DIGESTS: readonly Digest[] = [
  common('sha1', '1.3.14.3.2.26', 20),
  common('sha256', '2.16.840.1.101.3.4.2.1', 32),
  common('sha384', '2.16.840.1.101.3.4.2.2', 48),
  common('sha512', '2.16.840.1.101.3.4.2.3', 64),
  common('md5', '1.2.840.113549.2.5', 16),
  common('ripemd160', '1.3.36.3.2.1', 20),
  common('sha224', '2.16.840.1.101.3.4.2.4', 28),
  common('sha512-224', '2.16.840.1.101.3.4.2.5', 28),
  common('sha512-256', '2.16.840.1.101.3.4.2.6', 32),
  common('sha3-224', '2.16.840.1.101.3.4.2.7', 28),
  common('sha3-256', '2.16.840.1.101.3.4.2.8', 32),
  common('sha3-384', '2.16.840.1.101.3.4.2.9', 48),
  common('sha3-512', '2.16.840.1.101.3.4.2.10', 64),
  // RFC 8702 section 3.1: in CMS SHAKE256 gives 512 bits; RFC 8419 section 2.3 spells the length out.
  { ...common('shake256', '2.16.840.1.101.3.4.2.12', 64), otherOids: ['2.16.840.1.101.3.4.2.18'] },
  ...GOST_DIGEST_NAMES.map(national),
];

const BY_NAME: ReadonlyMap<DigestName, Digest> = new Map(DIGESTS.map((digest) => [digest.name, digest]));
const BY_OID: ReadonlyMap<string, Digest> = new Map(
  DIGESTS.flatMap((digest) => [digest.oid, ...digest.otherOids].map((oid) => [oid, digest] as const)),
);

export function digestByName(name: DigestName): Digest {
  const digest = BY_NAME.get(name);
  if (digest !== undefined) return digest;
  throw new TamgaError('TAMGA-E-SUITE', `no digest ${name} in the table`);
}

export function digestByOid(oid: string): Digest | undefined {
  return BY_OID.get(oid);
}

function common(name: CommonDigestName, oid: string, length: number): Digest {
  // Of the functions above only this one has no length of its own.
  const options = name === 'shake256' ? { outputLength: length } : undefined;
  const over = (pieces: Iterable<Uint8Array>): Uint8Array => {
    const hash = createHash(name, options);
    for (const piece of pieces) hash.update(piece);
    return hash.digest();
  };
  return {
    name,
    oid,
    otherOids: [],
    length,
    of(...parts) {
      const [first] = parts;
      // One call costs half of what a Hash object does, measured at 1 KiB.
      return options === undefined && parts.length === 1 && first !== undefined
        ? hashOnce(name, first, 'buffer')
        : over(parts);
    },
    over,
  };
}

/** The rows of the suites know under which OIDs a state names it. */
function national(name: GostDigestName): Digest {
  const { length, of, over } = gostDigest(name);
  const named = GOST_ROWS.filter(({ parameters }) => parameters.digest === name).map(
    ({ digest }) => digest.oid,
  );
  const [oid, ...otherOids] = new Set([...(name === 'gost94-cryptopro' ? [GOST_R_3411_94] : []), ...named]);
  if (oid === undefined) throw new TamgaError('TAMGA-E-SUITE', `no suite names the digest ${name}`);
  return { name, oid, otherOids, length, of, over };
}
