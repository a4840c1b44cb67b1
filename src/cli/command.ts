/**
 * What every command of the CLI declares: its options, its words for the help, and how to run it.
 *
 * @module
 */
import type { ExitCode } from '../model/error';
import type { Given } from './arguments';
import type { Console } from './console';

export interface OptionSpec {
  /** Absent: a switch. Present: the name of its value in the help. */
  readonly value?: string;
  /** The value may be left out: what follows is its value only if it is one of these (`--level B-T FILE`). */
  readonly choices?: readonly string[];
  /** Given more than once, all values count. */
  readonly repeatable?: boolean;
  /** What it does, in a few words. */
  readonly text: string;
}

export interface Command {
  readonly name: string;
  /** One sentence more than the command table says. */
  readonly about: string;
  readonly usage: readonly string[];
  readonly options: Readonly<Record<string, OptionSpec>>;
  /** Name of the positional arguments in messages; null: the command takes none. */
  readonly positionals: { readonly name: string; readonly atLeast: number } | null;
  readonly examples: readonly string[];
  /** Exit codes that this command can end with, beyond 64 and 70. */
  readonly exits: readonly ExitCode[];
  run(given: Given, console: Console): Promise<ExitCode>;
}

/** Options that every command has. */
export const COMMON_OPTIONS = {
  json: { text: 'machine-readable result on stdout' },
  help: { text: 'print this help' },
} as const satisfies Readonly<Record<string, OptionSpec>>;
