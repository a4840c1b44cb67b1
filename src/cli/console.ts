/**
 * Where a command writes: results on stdout, progress and errors on stderr.
 *
 * @module
 */
import { COLOURED, PLAIN, type Style, styleFor } from './style';

export interface Console {
  /** One result line (or several) on stdout. */
  out(line: string): void;
  /** One line on stderr. */
  err(line: string): void;
  /** Replaces the last such line on an interactive stderr; an empty one clears it. */
  status(line: string): void;
  readonly paint: { readonly out: Style; readonly err: Style };
  /** Stdout takes colour. */
  readonly coloured: boolean;
  /** Stderr is a terminal that can redraw a line. */
  readonly interactive: boolean;
  readonly columns: number;
  /** Of stdout, where it is a terminal; null: lines may be of any length. */
  readonly width: number | null;
}

export function processConsole(): Console {
  const { stdout, stderr, env } = process;
  const interactive = stderr.isTTY === true && env['TERM'] !== 'dumb' && env['CI'] === undefined;
  const paint = { out: styleFor(stdout, env), err: styleFor(stderr, env) };
  let shown = false;
  function clear(): void {
    if (shown) stderr.write('\r\u001b[K');
    shown = false;
  }
  return {
    out(line) {
      clear();
      stdout.write(`${line}\n`);
    },
    err(line) {
      clear();
      stderr.write(`${line}\n`);
    },
    status(line) {
      clear();
      if (!interactive || line === '') return;
      stderr.write(line);
      shown = true;
    },
    paint,
    coloured: paint.out === COLOURED,
    interactive,
    columns: stderr.columns ?? 80,
    width: stdout.isTTY === true ? (stdout.columns ?? 80) : null,
  };
}

export interface RecordingConsole extends Console {
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}

/** Keeps what is written, for a caller inside the process. */
export function recordingConsole(): RecordingConsole {
  const stdout: string[] = [];
  const stderr: string[] = [];
  return {
    out: (line) => void stdout.push(line),
    err: (line) => void stderr.push(line),
    status: () => undefined,
    paint: { out: PLAIN, err: PLAIN },
    coloured: false,
    interactive: false,
    columns: 80,
    width: null,
    stdout,
    stderr,
  };
}
