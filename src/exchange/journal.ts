/**
 * The file of checks: a header, one line of facts per finished check, a footer. A killed run loses no finished line.
 *
 * @module
 */
import { closeSync, existsSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import type { CheckFacts, CheckId } from '../model/check';
import { TamgaError } from '../model/error';
import type { ChecksFooter, ChecksHeader } from '../model/plan';
import type { ProbeFacts } from '../model/probe';

export interface Journal {
  /** What an earlier, killed run of the same plan had finished. */
  readonly resumed: ReadonlyMap<CheckId, CheckFacts>;
  /** And the probes that it had finished. */
  readonly probes: readonly ProbeFacts[];
  note(facts: CheckFacts | ProbeFacts): void;
  close(footer: ChecksFooter): void;
  /** Leaves the file without a footer: the round was cut short. */
  abandon(): void;
}

/** Opens the file for a plan: resumes it if it is of the same plan and has no footer, begins it anew else. */
export function openJournal(path: string, header: ChecksHeader): Journal {
  const kept = existsSync(path) ? unfinished(path, header.planDigest) : null;
  if (kept) truncateSync(path, kept.length);
  const file = open(path, kept ? 'a' : 'w');
  // One write per line: the kernel keeps what was written when the process is killed.
  const line = (value: unknown): void => {
    writeSync(file, `${JSON.stringify(value)}\n`);
  };
  if (!kept) line(header);

  return {
    resumed: kept?.facts ?? new Map(),
    probes: kept?.probes ?? [],
    note: line,
    close(footer) {
      line(footer);
      closeSync(file);
    },
    abandon: () => closeSync(file),
  };
}

interface Unfinished {
  readonly facts: ReadonlyMap<CheckId, CheckFacts>;
  readonly probes: readonly ProbeFacts[];
  /** Bytes up to the last whole line. */
  readonly length: number;
}

function unfinished(path: string, planDigest: string): Unfinished | null {
  const bytes = readFileSync(path);
  const length = bytes.lastIndexOf(0x0a) + 1;
  const [first, ...rest] = bytes.toString('utf8', 0, length).split('\n').filter(Boolean).map(parse);
  if (!isHeader(first) || first.planDigest !== planDigest) return null;
  const facts = new Map<CheckId, CheckFacts>();
  const probes: ProbeFacts[] = [];
  for (const line of rest) {
    if (isProbe(line)) probes.push(line);
    else if (isFacts(line)) facts.set(line.id, line);
    else return null; // A footer: that run is finished, this one begins anew.
  }
  return { facts, probes, length };
}

/** Our own file, of a plan digest that is checked: a line that is no JSON makes the run begin anew. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isHeader(line: unknown): line is ChecksHeader {
  return isObject(line) && line['kind'] === 'header' && typeof line['planDigest'] === 'string';
}

function isProbe(line: unknown): line is ProbeFacts {
  return isObject(line) && line['kind'] === 'probe' && Array.isArray(line['steps']);
}

function isFacts(line: unknown): line is CheckFacts {
  return isObject(line) && typeof line['id'] === 'string' && Array.isArray(line['answers']);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function open(path: string, flags: string): number {
  try {
    return openSync(path, flags);
  } catch (cause) {
    throw new TamgaError('TAMGA-E-OUT-DIR', `${path} cannot be written`, {
      hint: 'Name a folder that you may write with --out.',
      cause,
    });
  }
}
