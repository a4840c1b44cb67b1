/**
 * Faults of the files that people write for us: all of them at once, each with its place and the way out.
 *
 * @module
 */
import { didYouMean } from '../model/did-you-mean';
import { type ErrorCode, TamgaError } from '../model/error';

export interface Fault {
  readonly file: string;
  readonly line: number;
  /** JSON pointer; empty for the whole document. */
  readonly pointer: string;
  /** What stands there, in one phrase. */
  readonly found: string;
  /** What may stand there, in one phrase. */
  readonly allowed: string;
  readonly didYouMean?: string | undefined;
}

/** A fault in words, with the error code of its kind. */
export interface Trouble {
  readonly code: ErrorCode;
  readonly text: string;
}

export function troubles(code: ErrorCode, faults: readonly Fault[]): readonly Trouble[] {
  return faults.map((fault) => ({ code, text: formatFault(fault) }));
}

/** The trouble that a thrown error of ours is; any other error is thrown on. */
export function troubleOf(thrown: unknown): Trouble {
  if (!(thrown instanceof TamgaError)) throw thrown;
  return { code: thrown.code, text: thrown.message };
}

/** More than these are counted, not listed. */
const MAX_LISTED = 50;

/** @throws TamgaError with the code of the first trouble, if there is one, and the words of all. */
export function throwTroubles(subject: string, all: readonly Trouble[], hint: string): void {
  const [first] = all;
  if (!first) return;
  const count = `${all.length} ${all.length === 1 ? 'fault' : 'faults'} in the ${subject}:`;
  const listed = all.slice(0, MAX_LISTED).map(({ text }) => text);
  const rest = all.length > MAX_LISTED ? [`and ${all.length - MAX_LISTED} more`] : [];
  throw new TamgaError(first.code, [count, ...listed, ...rest].join('\n'), { hint });
}

export function formatFault(fault: Fault): string {
  const lines = [
    `${fault.file}, line ${fault.line}, ${fault.pointer === '' ? 'whole file' : fault.pointer}`,
    `  found: ${fault.found}`,
    `  allowed: ${fault.allowed}`,
  ];
  if (fault.didYouMean !== undefined) lines.push(`  did you mean "${fault.didYouMean}"?`);
  return lines.join('\n');
}

/** Longer words are no slips; the comparison is quadratic. */
const MAX_COMPARED = 64;

/** Suggestion for a value or key out of a closed list. */
export function suggest(found: unknown, allowed: readonly unknown[]): string | undefined {
  if (typeof found !== 'string' || found.length > MAX_COMPARED) return undefined;
  return didYouMean(
    found,
    allowed.filter((one) => typeof one === 'string'),
  );
}
