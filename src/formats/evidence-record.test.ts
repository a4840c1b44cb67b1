import assert from 'node:assert/strict';
import test from 'node:test';
import { digestByName } from '../crypto/digests';
import { parseDer } from '../encoding/der';
import { encode, integer, objectIdentifier, octetString, sequence } from '../encoding/der-writer';
import { contextTag, TAG } from '../encoding/tags';
import { type EvidenceStamp, evidenceScope, readEvidenceRecord } from './evidence-record';

const SHA256 = digestByName('sha256');
const ALGORITHM = sequence(objectIdentifier(SHA256.oid));
const OBJECT = Buffer.from('what is kept');
const hash = (...parts: readonly Uint8Array[]) => SHA256.of(...parts);
const LEAF = hash(OBJECT);
const SIBLING = hash(Buffer.from('a sibling'));
const OTHER = hash(Buffer.from('another branch'));
const FIRST = sequence(objectIdentifier('1.2.1'));
const SECOND = sequence(objectIdentifier('1.2.2'));

function stamp(token: Uint8Array, ...tree: readonly (readonly Uint8Array[])[]): Uint8Array {
  const lists = tree.map((list) => sequence(...list.map(octetString)));
  return sequence(...(lists.length === 0 ? [] : [encode(contextTag(2), ...lists)]), token);
}

function record(...chains: readonly (readonly Uint8Array[])[]): readonly EvidenceStamp[] {
  const parts = [integer(1), sequence(ALGORITHM), sequence(...chains.map((chain) => sequence(...chain)))];
  return readEvidenceRecord(parseDer(sequence(...parts))).stamps;
}

function root(one: EvidenceStamp | undefined, ...objects: readonly Uint8Array[]): Buffer | null {
  assert.ok(one !== undefined);
  const { data, faults } = evidenceScope(
    one,
    objects.map((bytes) => [bytes]),
    SHA256,
  );
  assert.deepEqual(faults, []);
  return data === null ? null : Buffer.from(SHA256.over(data));
}

function faults(one: EvidenceStamp | undefined, ...objects: readonly Uint8Array[]): string {
  assert.ok(one !== undefined);
  return evidenceScope(
    one,
    objects.map((bytes) => [bytes]),
    SHA256,
  ).faults.join();
}

const sorted = (...all: readonly Uint8Array[]): readonly Uint8Array[] => [...all].sort(Buffer.compare);

test('a time-stamp without a tree, or with a tree of one, is over the object itself', () => {
  assert.deepEqual(root(record([stamp(FIRST)])[0], OBJECT), Buffer.from(LEAF));
  assert.deepEqual(root(record([stamp(FIRST, [LEAF])])[0], OBJECT), Buffer.from(LEAF));
});

test('a tree is walked from the leaf, each list in ascending order', () => {
  const [one] = record([stamp(FIRST, [SIBLING, LEAF], [OTHER])]);
  const node = hash(...sorted(LEAF, SIBLING));
  assert.deepEqual(root(one, OBJECT), Buffer.from(hash(...sorted(node, OTHER))));
});

test('a group stands in its first list alone, and completely', () => {
  const second = Buffer.from('the content beside it');
  const [one] = record([stamp(FIRST, [hash(second), LEAF], [OTHER])]);
  const node = hash(...sorted(LEAF, hash(second)));
  assert.deepEqual(root(one, OBJECT, second), Buffer.from(hash(...sorted(node, OTHER))));
  const [more] = record([stamp(FIRST, [hash(second), LEAF, SIBLING])]);
  assert.match(faults(more, OBJECT, second), /mixes groups/);
  assert.match(faults(record([stamp(FIRST)])[0], OBJECT, second), /no hash tree over several/);
});

test('a tree that does not hold the object says nothing of it', () => {
  assert.match(faults(record([stamp(FIRST, [SIBLING, OTHER])])[0], OBJECT), /lacks 1 of 1/);
});

test('a renewal is over the token before it', () => {
  const [, renewal] = record([stamp(FIRST, [LEAF]), stamp(SECOND, [hash(FIRST), SIBLING])]);
  assert.deepEqual(root(renewal, OBJECT), Buffer.from(hash(...sorted(hash(FIRST), SIBLING))));
  const [, wrong] = record([stamp(FIRST, [LEAF]), stamp(SECOND, [LEAF])]);
  assert.match(faults(wrong, OBJECT), /lacks 1 of 1/);
});

test('a new chain is over the object with all chains before it', () => {
  const before = [stamp(FIRST, [LEAF])];
  const leaf = hash(LEAF, hash(sequence(sequence(...before))));
  const [, rehashed] = record(before, [stamp(SECOND, [leaf, SIBLING])]);
  assert.deepEqual(root(rehashed, OBJECT), Buffer.from(hash(...sorted(leaf, SIBLING))));
  const [, wrong] = record(before, [stamp(SECOND, [LEAF])]);
  assert.match(faults(wrong, OBJECT), /lacks 1 of 1/);
});

test('encryption is told, other structures and too many renewals are refused', () => {
  const parts = [integer(1), sequence(ALGORITHM)];
  const encrypted = sequence(...parts, encode(contextTag(1)), sequence(sequence(stamp(FIRST))));
  assert.equal(readEvidenceRecord(parseDer(encrypted)).encrypted, true);
  assert.throws(() => readEvidenceRecord(parseDer(encode(TAG.set))), { code: 'TAMGA-E-DER' });
  assert.throws(() => record(Array.from({ length: 33 }, () => stamp(FIRST))), { code: 'TAMGA-E-LIMIT' });
});
