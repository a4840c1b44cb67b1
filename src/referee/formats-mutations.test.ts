/** Whatever byte of a signed file is changed: what is still called intact is what was signed. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { mintState } from '../forge/pki';
import { type Stream, stream } from '../forge/stream';
import { longTermFiles } from '../forge/testing-long-term';
import { TEST_INSTANT, TEST_PROFILE } from '../forge/testing-profile';
import { tryParseToken } from '../formats/cms/time-stamp-token';
import type { DetachedContent } from '../formats/facts';
import { FORMATS } from '../model/claim';
import { contentsOf, NO_SAMPLES, readSample, sampleRows } from '../testing/samples';
import { betrayal, type Judged, judged } from './testing-integrity';
import { contextOf, gather } from './testing-state';
import { startReferee } from './validate';
import type { ValidationContext } from './validation';

const FUZZ = Number(process.env['TAMGA_FUZZ'] ?? '1');
/** Of each file: bytes anywhere in it, and bytes of each part. */
const ANYWHERE = 3 * FUZZ;
const TARGETED = FUZZ;
const STATE = mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE);

before(startReferee);

interface Subject {
  readonly name: string;
  readonly file: Buffer;
  readonly contents: readonly DetachedContent[];
  readonly context: ValidationContext;
}

/** Where the bytes stand in the file, as they are or as base64; null: in neither form, as in what is compressed. */
function placeOf(file: Buffer, part: Uint8Array): { readonly start: number; readonly length: number } | null {
  const bytes = Buffer.from(part);
  if (bytes.length === 0) return null;
  // Lines are broken at 64 or 76 characters: what stands before the first break is enough to find and to change.
  const texts = ['base64', 'base64url', 'hex'] as const;
  for (const form of [bytes, ...texts.map((one) => Buffer.from(bytes.toString(one).slice(0, 60)))]) {
    const start = file.indexOf(form);
    if (start >= 0) return { start, length: form.length };
  }
  return null;
}

/** What a change must not go unnoticed in, by what it is. */
function partsOf({ facts }: Judged): ReadonlyMap<string, readonly Uint8Array[]> {
  const all = [...facts.values()];
  const tokens = all
    .flatMap((one) => [...one.contentTimeStamps, ...one.timeStamps])
    .map(({ token }) => token);
  return new Map([
    [
      'content',
      all.flatMap(({ references }) => references.flatMap(({ data }) => [...(data ?? [])].slice(0, 1))),
    ],
    ['digest', all.flatMap(({ references }) => references.flatMap(({ expected }) => expected))],
    ['signed bytes', all.flatMap(({ signedBytes }) => [...(signedBytes ?? [])].map(withoutTag))],
    ['value', all.map(({ value }) => value)],
    [
      'certificate',
      all.flatMap(({ signer, material }) => [...signer.certificates, ...material.certificates]),
    ],
    ['time-stamp', tokens],
    ['imprint', tokens.flatMap((token) => tryParseToken(token)?.info.imprint ?? [])],
  ]);
}

/** The signed attributes stand in the file with another tag. */
function withoutTag(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0x31 ? bytes.subarray(4) : bytes;
}

function flipped(file: Buffer, start: number, length: number, random: Stream): Buffer {
  const copy = Buffer.from(file);
  const at = start + Number(random.integerBelow(BigInt(length)));
  copy[at] = (copy[at] ?? 0) ^ (1 << Number(random.integerBelow(8n)));
  return copy;
}

/** How many changes were tried. */
function holds({ name, file, contents, context }: Subject, counts: Map<string, number>): void {
  const original = judged(file, contents, context);
  assert.ok(original !== null, name);
  const random = stream('formats-mutations', name);
  const tried = (copy: Buffer, label: string): void => {
    const changed = judged(copy, contents, context);
    counts.set(label, (counts.get(label) ?? 0) + 1);
    const found = changed === null ? null : betrayal(original, changed);
    assert.equal(found, null, `${name}, ${label}, ${differenceOf(file, copy)}: ${found}`);
  };
  for (let round = 0; round < ANYWHERE; round += 1) tried(flipped(file, 0, file.length, random), 'anywhere');
  for (const [label, parts] of partsOf(original)) {
    const places = parts.flatMap((part) => placeOf(file, part) ?? []);
    for (let round = 0; round < TARGETED && places.length > 0; round += 1) {
      const place = places[Number(random.integerBelow(BigInt(places.length)))];
      if (place !== undefined) tried(flipped(file, place.start, place.length, random), label);
    }
  }
}

function differenceOf(file: Buffer, copy: Buffer): string {
  const at = file.findIndex((byte, index) => copy[index] !== byte);
  return `offset ${at}: ${file[at]?.toString(16)} became ${copy[at]?.toString(16)}`;
}

function samples(): readonly Subject[] {
  const context = contextOf(STATE, { anchors: [] });
  return sampleRows().map((row) => ({
    name: row.file,
    file: readSample(row.file),
    contents: contentsOf(row),
    context,
  }));
}

const ALL = samples();

test(`no changed byte of ${ALL.length} samples is called intact`, { skip: NO_SAMPLES }, () => {
  const counts = new Map<string, number>();
  for (const subject of ALL) holds(subject, counts);
  for (const label of ['anywhere', 'content', 'digest', 'signed bytes', 'value', 'certificate', 'time-stamp'])
    assert.ok((counts.get(label) ?? 0) >= 10 * TARGETED, `${label}: ${counts.get(label)} changes`);
});

for (const format of FORMATS) {
  test(`nor one of what the forge makes as ${format}, or passes by what it does not say`, () => {
    const counts = new Map<string, number>();
    for (const made of longTermFiles({ state: STATE, suite: 'ecdsa-p256-sha256', formats: [format] })) {
      const { name, content } = made;
      const file = Buffer.from(made.signature);
      const contents = content === null ? [] : [{ name: null, bytes: [content] }];
      holds({ name, file, contents, context: gather(STATE, file, contextOf(STATE)) }, counts);
    }
    assert.ok((counts.get('value') ?? 0) > 0 || format.startsWith('ASiC'), format);
  });
}
