/**
 * How an error that ends a command is told: code, message, hint and cause.
 *
 * @module
 */
import { EXIT, type ExitCode, TamgaError } from '../model/error';
import { printable } from '../model/printable';
import type { Console } from './console';

/** Longest line of a message: a path may be long, a flood may not. */
const LINE = 4_000;

export interface ErrorJson {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly hint: string | null;
    readonly cause: string | null;
  };
}

/** Prints the error where the reader looks for it and returns what the process exits with. */
export function tellError(error: unknown, json: boolean, console: Console): ExitCode {
  const told = errorJson(error);
  if (json) console.out(JSON.stringify(told));
  else for (const line of errorLines(told, console)) console.err(line);
  if (error instanceof TamgaError) return error.exit;
  // An error without a code is a bug of ours: its place is what we need to see.
  if (error instanceof Error && error.stack !== undefined)
    console.err(console.paint.err('quiet', error.stack));
  return EXIT.internal;
}

export function errorJson(error: unknown): ErrorJson {
  const coded = error instanceof TamgaError;
  return {
    error: {
      code: coded ? error.code : 'TAMGA-E-INTERNAL',
      message: messageOf(error),
      hint: coded ? (error.hint ?? null) : 'This is a fault of Tamga; please report it with the lines below.',
      cause: error instanceof Error && error.cause !== undefined ? messageOf(error.cause) : null,
    },
  };
}

/** The message of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function errorLines({ error }: ErrorJson, console: Console): readonly string[] {
  const paint = console.paint.err;
  return [
    `${paint('bad', `error[${error.code}]`)} ${printableLines(error.message)}`,
    ...(error.hint === null ? [] : [`  ${paint('strong', 'hint')}  ${printableLines(error.hint)}`]),
    ...(error.cause === null ? [] : [`  ${paint('quiet', 'cause')} ${printableLines(error.cause)}`]),
  ];
}

/** A message may hold several lines (all faults of a profile); each is made safe and indented. */
function printableLines(text: string): string {
  return text
    .split('\n')
    .map((line) => printable(line, LINE))
    .join('\n    ');
}
