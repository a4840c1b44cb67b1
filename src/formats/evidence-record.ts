/**
 * EvidenceRecord: time-stamps over hash trees, renewed one over the other.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc4998 RFC 4998}
 * @module
 */
import type { Digest } from '../crypto/digests';
import { sameBytes } from '../encoding/bytes';
import {
  children,
  type Element,
  expectTag,
  finish,
  next,
  openAs,
  raw,
  take,
  takeOptional,
} from '../encoding/der';
import { readOctetString, readSmallInteger } from '../encoding/der-values';
import { encode } from '../encoding/der-writer';
import { contextTag, TAG } from '../encoding/tags';
import { TamgaError } from '../model/error';
import type { Data } from './facts';

export interface EvidenceStamp {
  readonly token: Uint8Array;
  /** From the leaves to the last list before the root; empty: the token is over the object itself. */
  readonly tree: readonly (readonly Uint8Array[])[];
  /** The token before it in the same chain, which it renews. */
  readonly renews: Uint8Array | null;
  /** The chains before its own, DER, which the first of a chain covers with the object; null elsewhere. */
  readonly rehashes: Uint8Array | null;
}

export interface EvidenceRecord {
  /** In the order in which they were made. */
  readonly stamps: readonly EvidenceStamp[];
  /** What the digests are of was encrypted: without the key it cannot be had. */
  readonly encrypted: boolean;
}

/** An honest record is renewed every few years. */
const MAXIMUM_STAMPS = 32;

export function readEvidenceRecord(value: Element): EvidenceRecord {
  const cursor = openAs(value, TAG.sequence, 'an EvidenceRecord');
  readSmallInteger(next(cursor, 'the version'), 'the version', 1);
  take(cursor, TAG.sequence, 'the digest algorithms');
  takeOptional(cursor, contextTag(0));
  const encryption = takeOptional(cursor, contextTag(1));
  const chains = children(take(cursor, TAG.sequence, 'the archive time-stamp sequence'));
  finish(cursor, 'the EvidenceRecord');
  const stamps = chains.flatMap((chain, index) => readChain(chain, chains.slice(0, index)));
  if (stamps.length > MAXIMUM_STAMPS) {
    throw new TamgaError(
      'TAMGA-E-LIMIT',
      `an evidence record with ${stamps.length} time-stamps, over ${MAXIMUM_STAMPS}`,
    );
  }
  return { stamps, encrypted: encryption !== undefined };
}

function readChain(chain: Element, before: readonly Element[]): readonly EvidenceStamp[] {
  expectTag(chain, TAG.sequence, 'an archive time-stamp chain');
  const rehashes = before.length === 0 ? null : encode(TAG.sequence, ...before.map(raw));
  const read = children(chain).map(readStamp);
  return read.map((stamp, index) => ({
    ...stamp,
    renews: read[index - 1]?.token ?? null,
    rehashes: index === 0 ? rehashes : null,
  }));
}

/** RFC 4998 section 4.1, ArchiveTimeStamp; the tags are IMPLICIT. */
function readStamp(element: Element): Pick<EvidenceStamp, 'token' | 'tree'> {
  const cursor = openAs(element, TAG.sequence, 'an archive time-stamp');
  // Whatever it states, the digest of the imprint is the one that the root was made with.
  takeOptional(cursor, contextTag(0));
  takeOptional(cursor, contextTag(1));
  const tree = takeOptional(cursor, contextTag(2));
  const token = raw(take(cursor, TAG.sequence, 'the time-stamp'));
  finish(cursor, 'the archive time-stamp');
  const lists = tree === undefined ? [] : children(tree);
  return { token, tree: lists.map((list) => children(list).map((one) => readOctetString(one, 'a digest'))) };
}

/** What the token is over: data whose digest the imprint must be, and why that says nothing of the objects. */
export interface EvidenceScope {
  readonly data: Data | null;
  readonly faults: readonly string[];
}

/** RFC 4998 sections 4.3 and 5.3. `objects`: all that the record is about, as one group. */
export function evidenceScope(stamp: EvidenceStamp, objects: readonly Data[], digest: Digest): EvidenceScope {
  const group = covered(stamp, objects, digest);
  const [first, ...rest] = stamp.tree.map((list) => [...list].sort(Buffer.compare));
  const [only] = group;
  if (first === undefined) {
    return group.length === 1 && only !== undefined
      ? { data: only, faults: [] }
      : { data: null, faults: ['no hash tree over several objects'] };
  }
  const absent = group.filter((data) => !holds(first, digest.over(data))).length;
  const faults = absent === 0 ? [] : [`the hash tree lacks ${absent} of ${group.length} digests`];
  // Section 4.3: the list of a group has the digests of the group alone.
  if (group.length > 1 && first.length !== group.length) faults.push('the hash tree mixes groups');
  if (first.length === 1 && rest.length === 0) return { data: only ?? null, faults };
  return { data: rest.reduce((list, more) => joined(list, more, digest), first), faults };
}

/** A renewal is over the token before it; a new chain over the object with all chains before. */
function covered(
  { renews, rehashes }: EvidenceStamp,
  objects: readonly Data[],
  digest: Digest,
): readonly Data[] {
  if (renews !== null) return [[renews]];
  if (rehashes === null) return objects;
  return objects.map((data) => [digest.over(data), digest.of(rehashes)]);
}

/** The node over one list goes into the next one; a list of one is its own node. */
function joined(list: readonly Uint8Array[], more: readonly Uint8Array[], digest: Digest): Uint8Array[] {
  const [only] = list;
  const node = list.length === 1 && only !== undefined ? only : digest.over(list);
  return (holds(more, node) ? [...more] : [...more, node]).sort(Buffer.compare);
}

function holds(list: readonly Uint8Array[], hash: Uint8Array): boolean {
  return list.some((one) => sameBytes(one, hash));
}
