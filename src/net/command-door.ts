/**
 * The door to one command: its turn in the budget, a fresh folder for its files, its environment, redacted record.
 *
 * @module
 */
import { lstat, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Silent } from '../model/answer';
import { printable } from '../model/printable';
import { type Ended, runCommand, unstarted } from './command';
import type { Pacer } from './pacer';
import { type Redactor, redactText } from './record';
import { silent } from './silence';
import { MAX_BYTES } from './transfer';
import { createVault, type Vault } from './vault';

export interface CommandRequest {
  /** Program and arguments, for what the places stand for. */
  readonly command: (places: Places) => readonly string[];
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

/** What of a command differs from machine to machine, and from run to run. */
export interface Places {
  /** Where the files of the question are. */
  readonly files: string;
  /** Of the profile. */
  readonly folder: string;
  /** Of this program. */
  readonly package: string;
  /** That runs this program. */
  readonly node: string;
  /** Where the sandbox serves the state; the URL as it is elsewhere. */
  readonly url: string;
}

export interface CommandReply {
  readonly kind: 'reply';
  readonly exit: number;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  /** The file that it wrote under the name OUTPUT; null where there is none. */
  readonly output: Uint8Array | null;
}

export interface Commands {
  /** Never throws for what the command does. */
  run(request: CommandRequest): Promise<CommandReply | Silent>;
}

export interface RecordedCommand {
  /** With the places as names: the same on every machine. */
  readonly command: readonly string[];
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** Null: it did not start, or was ended. */
  readonly exit: number | null;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  readonly output: Uint8Array | null;
  /** One of these was longer than what is kept of it. */
  readonly truncated: boolean;
  readonly silent: Silent | null;
  /** A clock field: it differs between two runs of one frozen round. */
  readonly durationMs: number;
}

export type CommandRecorder = (command: RecordedCommand) => void;

export interface CommandDoorOptions {
  readonly places: Omit<Places, 'files'>;
  /** Secret references resolved. */
  readonly environment: Readonly<Record<string, string>>;
  /** Absent: the folder with the files of the question. */
  readonly workingDirectory?: string;
  readonly timeoutMs: number;
  readonly maxBytes?: number;
  readonly secrets?: readonly string[];
  readonly pacer?: Pacer;
}

export interface CommandDoor {
  recording(record: CommandRecorder): Commands;
  readonly vault: Vault;
}

/** What a command is to write its result to. */
export const OUTPUT = 'output';
const KEPT_BYTES = 1024 * 1024;
const SHOWN: Places = {
  files: '{files}',
  folder: '{folder}',
  package: '{package}',
  node: '{node}',
  url: '{url}',
};

export function createCommandDoor(options: CommandDoorOptions): CommandDoor {
  const vault = createVault(options.secrets ?? []);
  return {
    vault,
    recording: (record) => ({ run: (request) => runIn(request, options, vault.redact, record) }),
  };
}

async function runIn(
  request: CommandRequest,
  options: CommandDoorOptions,
  redact: Redactor,
  record: CommandRecorder,
): Promise<CommandReply | Silent> {
  const turn = await options.pacer?.enter();
  if (turn !== undefined && 'kind' in turn) return turn;
  // Readable for this user alone.
  const files = await mkdtemp(join(tmpdir(), 'tamga-command-'));
  const started = performance.now();
  try {
    for (const { name, bytes } of request.files) await writeFile(join(files, name), bytes, { mode: 0o600 });
    const ended = await perform(request, options, files, () => turn?.arrived());
    const output = ended.outcome === null ? await outputIn(files, options.maxBytes ?? MAX_BYTES) : null;
    const clean = (bytes: Uint8Array) => withoutPath(redact(bytes), files);
    const outcome = outcomeOf(ended, output);
    const cleaned = outcome === null ? null : { ...outcome, reason: sentence(outcome.reason, redact, files) };
    const said = { ...ended, output: output instanceof Uint8Array ? output : null };
    note(record, request, said, cleaned, clean, performance.now() - started);
    if (cleaned !== null) return cleaned;
    // What names the folder of one run would differ in the next.
    const { exit, stdout, stderr } = ended;
    return {
      kind: 'reply',
      exit: exit ?? 0,
      stdout: withoutPath(stdout, files),
      stderr: withoutPath(stderr, files),
      output: said.output,
    };
  } finally {
    turn?.over(null, {});
    await rm(files, { recursive: true, force: true });
  }
}

async function perform(
  { command }: CommandRequest,
  { places, environment, workingDirectory, timeoutMs, maxBytes = MAX_BYTES }: CommandDoorOptions,
  files: string,
  onStart: () => void,
): Promise<Ended> {
  const folder = workingDirectory ?? files;
  const there = await stat(folder).then(
    (one) => one.isDirectory(),
    () => false,
  );
  // Node tells a missing folder and a missing program by one code.
  if (!there) {
    const where = printable(folder, 120);
    return unstarted(silent('transport', `the folder ${where} is not there: correct cli.workingDirectory`));
  }
  const env = { ...inherited(files), ...environment };
  return runCommand(
    { command: command({ ...places, files }), folder, environment: env },
    { timeoutMs, maxBytes },
    onStart,
  );
}

/** All that a command learns of our environment: where programs are. What it leaves in its home goes with the folder. */
function inherited(files: string): Readonly<Record<string, string>> {
  return {
    PATH: process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
    HOME: files,
    TMPDIR: files,
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
  };
}

/** A link could lead to any file of this machine, whose bytes would go into the record. */
async function outputIn(files: string, maxBytes: number): Promise<Uint8Array | Silent | null> {
  const path = join(files, OUTPUT);
  const found = await lstat(path).catch(() => null);
  if (found === null) return null;
  if (!found.isFile()) return silent('protocol', 'the command wrote no regular file to {output}');
  if (found.size > maxBytes)
    return silent(
      'limit',
      `the command wrote ${found.size} bytes to {output}, more than the ${maxBytes} that we read`,
    );
  return readFile(path);
}

function outcomeOf({ outcome }: Ended, output: Uint8Array | Silent | null): Silent | null {
  if (outcome !== null) return outcome;
  return output !== null && 'kind' in output ? output : null;
}

function note(
  record: CommandRecorder,
  { command, files }: CommandRequest,
  { exit, stdout, stderr, output }: Ended & { readonly output: Uint8Array | null },
  outcome: Silent | null,
  clean: (bytes: Uint8Array) => Uint8Array,
  durationMs: number,
): void {
  const texts = command(SHOWN).map((word) => Buffer.from(clean(Buffer.from(word, 'utf8'))).toString('utf8'));
  // Redaction comes before cutting, or half a secret could stay at the edge.
  const [out, err, written] = [clean(stdout), clean(stderr), output === null ? null : clean(output)];
  const longest = Math.max(
    out.length,
    err.length,
    written?.length ?? 0,
    ...files.map(({ bytes }) => bytes.length),
  );
  record({
    command: texts,
    files: files.map(({ name, bytes }) => ({ name, bytes: clean(bytes).subarray(0, KEPT_BYTES) })),
    exit,
    stdout: out.subarray(0, KEPT_BYTES),
    stderr: err.subarray(0, KEPT_BYTES),
    output: written?.subarray(0, KEPT_BYTES) ?? null,
    truncated: longest > KEPT_BYTES,
    silent: outcome,
    durationMs,
  });
}

function sentence(text: string, redact: Redactor, files: string): string {
  return redactText(text, redact).replaceAll(files, SHOWN.files);
}

function withoutPath(bytes: Uint8Array, files: string): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  return text.includes(files) ? Buffer.from(text.replaceAll(files, SHOWN.files), 'latin1') : bytes;
}
