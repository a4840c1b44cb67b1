/**
 * Changes one byte of a right signature: in its value, or in what it signs.
 *
 * All that the harness may do with somebody else's artefact. The referee has the last word: a byte counts as changed
 * only where it sees that the signature is broken, for some bytes of a file are nobody's.
 *
 * @module
 */
import type { Artefact } from './courts';
import type { Changed } from './kit';

export interface Parts {
  /** The signature value. */
  readonly value: Uint8Array;
  /** What is signed, as far as it is at hand. */
  readonly data: readonly Uint8Array[];
}

/** Null where no such byte is found, as in a compressed container. */
export function withOneByteChanged(
  artefact: Artefact,
  changed: Changed,
  parts: Parts,
  isBroken: (mutated: Artefact) => boolean,
): Artefact | null {
  const { signature, content } = artefact;
  const make = (at: number): Artefact =>
    changed === 'content' && content !== null
      ? { ...artefact, content: changedAt(content, at) }
      : { ...artefact, signature: changedAt(signature, at) };
  for (const at of placesOf(artefact, changed, parts)) {
    const mutated = make(at);
    if (isBroken(mutated)) return mutated;
  }
  return null;
}

/** Every one of them costs a validation. */
const MOST_PLACES = 24;

function placesOf({ signature, content }: Artefact, changed: Changed, parts: Parts): readonly number[] {
  if (changed === 'value') return placesIn(signature, parts.value, VALUE_FORMS, VALUE_STARTS);
  if (content !== null) return spread(content.length).map((at) => wordAt(content, at));
  return parts.data.flatMap((data) => placesIn(signature, data, DATA_FORMS, spread(data.length)));
}

type Form = (bytes: Buffer) => Buffer;

const asIs: Form = (bytes) => bytes;
const text =
  (encoding: 'base64' | 'base64url' | 'hex'): Form =>
  (bytes) =>
    Buffer.from(bytes.toString(encoding));
const upperHex: Form = (bytes) => Buffer.from(bytes.toString('hex').toUpperCase());

const VALUE_FORMS: readonly Form[] = [asIs, text('base64'), text('base64url'), text('hex'), upperHex];
const DATA_FORMS: readonly Form[] = [asIs, text('base64'), text('base64url')];

/** Behind the tags of an ECDSA value in DER, and where a wrapped text has its next lines. */
const VALUE_STARTS: readonly number[] = [6, 0, 80, 160];
/** Long enough to stand in one place only, short enough to stand in one line. */
const PIECE = 16;

/** Places in the file of pieces of the bytes, in whichever form they stand there. */
function placesIn(
  file: Uint8Array,
  bytes: Uint8Array,
  forms: readonly Form[],
  starts: readonly number[],
): readonly number[] {
  const whole = Buffer.from(file);
  const found = forms.flatMap((form) => {
    const encoded = form(Buffer.from(bytes));
    return starts.flatMap((start) => {
      const piece = encoded.subarray(start, start + PIECE);
      const at = piece.length < PIECE / 2 ? -1 : whole.indexOf(piece);
      return at < 0 ? [] : [wordAt(whole, at + Math.floor(piece.length / 2))];
    });
  });
  return found.slice(0, MOST_PLACES);
}

/** Of short texts, too, which stand in the middle of a file. */
function spread(length: number): readonly number[] {
  const parts = [1 / 2, 1 / 4, 3 / 4, 1 / 8, 3 / 8, 5 / 8, 7 / 8, 0];
  return parts.map((part) => Math.max(0, Math.min(length - 1, Math.floor(length * part))));
}

/** The next letter or digit: a changed bracket of XML or JSON would make another file, not another document. */
function wordAt(bytes: Uint8Array, from: number): number {
  for (let at = from; at < Math.min(bytes.length, from + PIECE); at += 1) {
    if (isWord(bytes[at] ?? 0)) return at;
  }
  return from;
}

function isWord(byte: number): boolean {
  return /[0-9A-Za-z]/.test(String.fromCharCode(byte));
}

/** Each leads to its right neighbour, the last to the first: a hexadecimal digit stays one, a letter a letter. */
const RINGS = ['0123456789', 'abcdef', 'ABCDEF', 'ghijklmnopqrstuvwxyz', 'GHIJKLMNOPQRSTUVWXYZ'];

function changedAt(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const byte = copy[at] ?? 0;
  const letter = String.fromCharCode(byte);
  const ring = RINGS.find((one) => one.includes(letter));
  const next = ring?.[(ring.indexOf(letter) + 1) % ring.length];
  copy[at] = next === undefined ? byte ^ 1 : next.charCodeAt(0);
  return copy;
}
