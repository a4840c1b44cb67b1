/**
 * One command of this machine within limits of time and size; the only module that runs a program for an endpoint.
 *
 * No shell sees the command. It gets a fresh folder for its files, few variables, nothing on standard input, and a process
 * group of its own, so that what it starts ends with it.
 *
 * @module
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Silent } from '../model/answer';
import { printable } from '../model/printable';
import { codeOf } from './error-code';
import { silent } from './silence';

export interface CommandLimits {
  /** From the start to the end of all output. */
  readonly timeoutMs: number;
  /** Of standard output, and of standard error. */
  readonly maxBytes: number;
}

export interface Invocation {
  readonly command: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

export interface Ended {
  readonly outcome: Silent | null;
  /** Null: it did not start, or was ended by a signal. */
  readonly exit: number | null;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
}

/** Never throws for what the command does. */
export async function runCommand(
  invocation: Invocation,
  limits: CommandLimits,
  onStart: () => void = () => undefined,
): Promise<Ended> {
  const called = printable(invocation.command[0] ?? '', 120);
  const child = started(invocation);
  if (typeof child === 'string') return unstarted(notStarted(called, child));
  if (RUNNING.size === 0) watch();
  RUNNING.add(child);
  child.once('spawn', onStart);
  try {
    return await watched(child, called, limits);
  } finally {
    RUNNING.delete(child);
    if (RUNNING.size === 0) forget();
  }
}

export function unstarted(outcome: Silent): Ended {
  return { outcome, exit: null, stdout: new Uint8Array(), stderr: new Uint8Array() };
}

/** Nobody may outlive the process that asked: a group of its own hears no Ctrl-C. */
const RUNNING = new Set<ChildProcess>();
const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function endAll(): void {
  for (const child of RUNNING) killGroup(child);
}

/** Whoever else listens wants to end cleanly, and lets what runs come to its end. */
function onSignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  endAll();
  forget();
  process.kill(process.pid, signal);
}

function watch(): void {
  process.on('exit', endAll);
  // First in line: a listener that takes itself out when it is called must still be counted.
  for (const signal of ENDING) process.prependListener(signal, onSignal);
}

function forget(): void {
  process.off('exit', endAll);
  for (const signal of ENDING) process.off(signal, onSignal);
}

/** Some codes Node throws, for others it tells an event. */
function started({ command, folder, environment }: Invocation): ChildProcess | string {
  const [program = '', ...words] = command;
  try {
    return spawn(program, words, {
      cwd: folder,
      env: { ...environment },
      shell: false,
      detached: true,
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    return codeOf(error);
  }
}

function watched(
  child: ChildProcess,
  called: string,
  { timeoutMs, maxBytes }: CommandLimits,
): Promise<Ended> {
  const stdout = collector(maxBytes);
  const stderr = collector(maxBytes);
  let outcome: Silent | null = null;
  const stop = (why: Silent): void => {
    outcome ??= why;
    killGroup(child);
    // Whoever left the group may still hold the pipes open.
    child.stdout?.destroy();
    child.stderr?.destroy();
  };
  const timer = setTimeout(() => stop(timedOut(called, timeoutMs, stdout.size() + stderr.size())), timeoutMs);
  const take = (into: Collector) => (chunk: Buffer) => {
    if (!into.add(chunk)) stop(tooLong(called, maxBytes));
  };
  child.stdout?.on('data', take(stdout));
  child.stderr?.on('data', take(stderr));
  // What it left behind would hold the pipes open, and go on for nobody.
  child.once('exit', () => killGroup(child));
  return new Promise<Ended>((resolve) => {
    const end = (exit: number | null): void =>
      resolve({
        outcome,
        exit: outcome === null ? exit : null,
        stdout: stdout.bytes(),
        stderr: stderr.bytes(),
      });
    child.once('error', (error) => {
      outcome ??= notStarted(called, codeOf(error));
      end(null);
    });
    child.once('close', (exit, signal) => {
      if (signal !== null) outcome ??= endedBySignal(called, signal, stderr.bytes());
      end(exit);
    });
  }).finally(() => clearTimeout(timer));
}

/** POSIX: a negative number means the group that a detached child leads. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It is over already.
  }
}

interface Collector {
  /** False: that was more than is read. */
  add(chunk: Uint8Array): boolean;
  size(): number;
  bytes(): Uint8Array;
}

function collector(maxBytes: number): Collector {
  const chunks: Uint8Array[] = [];
  let size = 0;
  return {
    add(chunk) {
      size += chunk.length;
      if (size > maxBytes) return false;
      chunks.push(chunk);
      return true;
    },
    size: () => size,
    bytes: () => Buffer.concat(chunks),
  };
}

function notStarted(called: string, code: string): Silent {
  if (code === 'ENOENT')
    return silent(
      'transport',
      `the command ${called} was not found: install it, or correct cli.command of the profile`,
    );
  if (code === 'EACCES')
    return silent(
      'transport',
      `the command ${called} may not be executed (EACCES): check its rights, or correct cli.command`,
    );
  if (code === 'E2BIG')
    return silent(
      'limit',
      `the arguments of ${called} are longer than this system takes (E2BIG): hand over files, not contents`,
    );
  return silent('transport', `the command ${called} did not start (${printable(code, 80)}): try it by hand`);
}

function timedOut(called: string, ms: number, bytes: number): Silent {
  return silent(
    'timeout',
    `the command ${called} took more than ${ms} ms and was ended, ${bytes} bytes of output came: try it by hand, or raise timeoutMs in the profile`,
  );
}

function tooLong(called: string, maxBytes: number): Silent {
  return silent(
    'limit',
    `the command ${called} wrote more than the ${maxBytes} bytes that we read, and was ended`,
  );
}

function endedBySignal(called: string, signal: string, stderr: Uint8Array): Silent {
  const words = printable(Buffer.from(stderr.subarray(-400)).toString('utf8'), 160);
  return silent(
    'transport',
    `the command ${called} was ended by ${signal}: try it by hand${words === '' ? '' : `; it wrote: ${words}`}`,
  );
}
