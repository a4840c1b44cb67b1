/**
 * Where bytes look like the beginning of an object, whatever the cross-references say.
 *
 * @module
 */
import type { Work } from './limits';
import { endsToken, isSpace, takeDigits } from './scan';

interface Definition {
  readonly number: number;
  readonly at: number;
  /** Offset behind the keyword `obj`. */
  readonly end: number;
}

/** Everything that looks like `12 0 obj`, from an offset on. */
export function* definitions(bytes: Buffer, work: Work, from = 0): Iterable<Definition> {
  for (let at = bytes.indexOf('obj', from); at >= 0; at = bytes.indexOf('obj', at + 3)) {
    const found = definitionAt(bytes, at, work);
    if (found !== undefined) yield found;
  }
}

/** `at`: of the keyword. */
export function definitionAt(bytes: Buffer, at: number, work: Work): Definition | undefined {
  if (!endsToken(bytes[at + 3])) return undefined;
  const generation = digitsBefore(bytes, spaceBefore(bytes, at));
  const start = generation === undefined ? undefined : digitsBefore(bytes, spaceBefore(bytes, generation));
  if (start === undefined) return undefined;
  const number = takeDigits({ bytes, end: bytes.length, work, at: start });
  return number === undefined ? undefined : { number, at: start, end: at + 3 };
}

function spaceBefore(bytes: Uint8Array, end: number): number {
  let at = end;
  while (at > 0 && isSpace(bytes[at - 1])) at -= 1;
  return at === end ? -1 : at;
}

/** Offset of the first of the digits that end here. */
function digitsBefore(bytes: Uint8Array, end: number): number | undefined {
  let at = end;
  while (at > 0 && (bytes[at - 1] ?? 0) >= 0x30 && (bytes[at - 1] ?? 0) <= 0x39) at -= 1;
  return at < end && end - at <= 10 ? at : undefined;
}
