/**
 * archive-time-stamp-v3: over the signature, and through its ats-hash-index over all that validates it.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31912201/ EN 319 122-1, section 5.5.3}
 * @module
 */
import { type Digest, digestByOid } from '../../crypto/digests';
import type { Proof, TimeStampFacts } from '../facts';
import { joinMaterial, NO_MATERIAL } from '../material';
import { type HashIndex, hashIndexOf, type IndexScope, indexScope } from './hash-index';
import { proofOf, type TimeStampScope } from './time-stamp-scope';
import { type TimeStampToken, tryParseToken } from './time-stamp-token';

export const NO_PROOF: Proof = { signature: false, material: NO_MATERIAL, timeStamps: [] };

interface Reading {
  readonly index: HashIndex | null;
  readonly scope: IndexScope;
  readonly faults: readonly string[];
}

const NOTHING_COVERED: IndexScope = { certificates: [], revocation: [], values: [], faults: [] };

/** The index is read when it is first asked for: whoever only counts time-stamps pays nothing. */
export function archiveTimeStampV3(token: Uint8Array, of: TimeStampScope): TimeStampFacts {
  let known: Reading | undefined;
  const reading = (): Reading => {
    known ??= readIndex(token, of);
    return known;
  };
  return {
    kind: 'archive',
    name: 'archive-time-stamp-v3',
    token,
    covers: (digest) => coveredBy(reading().index, digest, of),
    get faults() {
      return reading().faults;
    },
    get proves() {
      return proofBy(reading(), of);
    },
  };
}

function readIndex(bytes: Uint8Array, of: TimeStampScope): Reading {
  const token = tryParseToken(bytes);
  // That the bytes are no token is said by whoever opens it.
  if (token === undefined) return { index: null, scope: NOTHING_COVERED, faults: [] };
  const index = hashIndexOf(token.signer);
  if (typeof index === 'string') return { index: null, scope: NOTHING_COVERED, faults: [index] };
  const scope = indexScope(index, of.signer, of.signedData);
  return { index, scope, faults: [...algorithmFaults(index, token), ...scope.faults] };
}

/** EN 319 122-1 section 5.5.2: the index uses the digest of the message imprint. */
function algorithmFaults(index: HashIndex, { info }: TimeStampToken): readonly string[] {
  const imprint = digestByOid(info.digestOid);
  if (imprint === undefined || imprint === index.digest.digest) return [];
  const own = index.digest.digest?.name ?? index.digest.stated;
  return [`the ats-hash-index uses ${own}, the message imprint ${imprint.name}`];
}

/** Section 5.5.3: eContentType, digest of the signed data, the fields of the SignerInfo, the index; as they stand. */
function coveredBy(
  index: HashIndex | null,
  digest: Digest,
  { signer, signedData, contentDigest }: TimeStampScope,
): readonly Uint8Array[] | null {
  const content = contentDigest(digest);
  if (index === null || content === null) return null;
  return [signedData.fields.contentType, content, signer.fields, index.encoded];
}

function proofBy({ index, scope }: Reading, of: TimeStampScope): Proof {
  if (index === null) return NO_PROOF;
  const material = joinMaterial([
    { ...NO_MATERIAL, certificates: scope.certificates },
    ...scope.revocation.map(({ crls, ocspResponses }) => ({ ...NO_MATERIAL, crls, ocspResponses })),
  ]);
  return proofOf(of, scope.values, material);
}
