/**
 * Reads a round folder: `plan.json` and `checks.ndjson`, strictly, save for a last line that a kill tore.
 *
 * @module
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { type CheckFacts, checkId } from '../model/check';
import { TamgaError } from '../model/error';
import { packageRoot } from '../model/package-root';
import type { ChecksFooter, ChecksHeader, Plan } from '../model/plan';
import type { ProbeFacts } from '../model/probe';
import type { RoundRecord } from './build';

export type ChecksLine = ChecksHeader | ProbeFacts | CheckFacts | ChecksFooter;

/** A round of a thousand checks takes about 2 MB; a file over this is not one of ours. */
const LARGEST_FILE = 128 * 1024 * 1024;

/** @throws {TamgaError} TAMGA-E-ROUND-READ naming file and line. */
export function readRound(folder: string): RoundRecord {
  const plan = readPlan(join(folder, 'plan.json'));
  const file = join(folder, 'checks.ndjson');
  const lines = readLines(file);
  const [header, ...rest] = lines;
  if (header === undefined || !isHeader(header.value)) {
    throw fault(
      `${file}:1`,
      'the first line is not the header',
      'The round was killed before its first check: run it again.',
    );
  }
  requireSameRound(file, plan, header.value);
  const last = rest.at(-1);
  const footer = last !== undefined && isFooter(last.value) ? last.value : null;
  const body = footer === null ? rest : rest.slice(0, -1);
  const probes = body.flatMap(({ value }) => (isProbe(value) ? [value] : []));
  const checks = body.filter(({ value }) => !isProbe(value)).map((line) => factsOf(file, line));
  requireKnownProbes(file, plan, probes);
  requirePlanned(file, plan, checks);
  if (footer !== null && footer.checks !== checks.length) {
    throw fault(
      `${file}:${last?.number}`,
      `the footer counts ${footer.checks} checks, the file holds ${checks.length}`,
    );
  }
  return { plan, header: header.value, footer, checks: checks.map(({ facts }) => facts), probes };
}

/** The published schema of one of the three files, as data. */
export function readSchema(name: 'plan' | 'checks' | 'matrix'): object {
  const file = join(packageRoot(), 'src', 'matrix', 'schema', `${name}.schema.json`);
  const schema: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof schema === 'object' && schema !== null) return schema;
  throw new TamgaError('TAMGA-E-INTERNAL', `${file} holds no schema`);
}

interface Line {
  readonly number: number;
  readonly value: ChecksLine;
}

interface NumberedFacts {
  readonly number: number;
  readonly facts: CheckFacts;
}

function readPlan(file: string): Plan {
  const validate = compile<Plan>('plan');
  const value = parse(file, 1, readText(file));
  if (!validate(value)) throw fault(file, explain(validate));
  const seen = new Set<string>();
  for (const planned of value.checks) {
    if (planned.id !== checkId(planned))
      throw fault(file, `check ${planned.id} does not carry the id of its question`);
    if (seen.has(planned.id)) throw fault(file, `check ${planned.id} is planned twice`);
    seen.add(planned.id);
    for (const code of [planned.signer, planned.verifier]) {
      if (value.profileDigests[code] === undefined)
        throw fault(file, `there is no profile digest for ${code}`);
    }
  }
  return value;
}

function readLines(file: string): readonly Line[] {
  const validate = compile<ChecksLine>('checks');
  const texts = readText(file).split('\n');
  // Every whole line ends in a newline, so what follows the last one is empty, or was cut off by a kill.
  const tail = texts.pop() ?? '';
  const whole = tail !== '' && isWhole(tail) ? [...texts, tail] : texts;
  return whole.map((text, at) => {
    const value = parse(file, at + 1, text);
    if (!validate(value)) throw fault(`${file}:${at + 1}`, explain(validate));
    return { number: at + 1, value };
  });
}

function isWhole(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isHeader(line: ChecksLine): line is ChecksHeader {
  return 'kind' in line && line.kind === 'header';
}

function isFooter(line: ChecksLine): line is ChecksFooter {
  return 'kind' in line && line.kind === 'footer';
}

function isProbe(line: ChecksLine): line is ProbeFacts {
  return 'kind' in line && line.kind === 'probe';
}

function requireKnownProbes(file: string, plan: Plan, probes: readonly ProbeFacts[]): void {
  const seen = new Set<string>();
  for (const { verifier, endpoint } of probes) {
    const name = `${verifier} ${endpoint}`;
    if (plan.profileDigests[verifier] === undefined)
      throw fault(file, `there is a probe of ${name}, but no profile digest for ${verifier}`);
    if (seen.has(name)) throw fault(file, `the probe of ${name} stands there twice`);
    seen.add(name);
  }
}

function factsOf(file: string, { number, value }: Line): NumberedFacts {
  if ('kind' in value) throw fault(`${file}:${number}`, `a ${value.kind} stands among the checks`);
  return { number, facts: value };
}

function requireSameRound(file: string, plan: Plan, header: ChecksHeader): void {
  const differs = (['seed', 'suiteDigest'] as const).find((key) => plan[key] !== header[key]);
  const field = differs ?? (plan.clock.instant === header.instant ? undefined : 'instant');
  if (field !== undefined)
    throw fault(`${file}:1`, `the header and plan.json differ in ${field}: they are of two rounds`);
}

function requirePlanned(file: string, plan: Plan, checks: readonly NumberedFacts[]): void {
  const planned = new Set(plan.checks.map(({ id }) => id));
  const seen = new Set<string>();
  for (const { number, facts } of checks) {
    const where = `${file}:${number}`;
    if (!planned.has(facts.id)) throw fault(where, `check ${facts.id} is not in plan.json`);
    if (facts.id !== checkId(facts))
      throw fault(where, `check ${facts.id} does not carry the id of its question`);
    if (seen.has(facts.id)) throw fault(where, `check ${facts.id} stands there twice`);
    seen.add(facts.id);
  }
}

function compile<T>(name: 'plan' | 'checks'): ValidateFunction<T> {
  return new Ajv({ strict: true }).compile<T>(readSchema(name));
}

function readText(file: string): string {
  try {
    if (statSync(file).size > LARGEST_FILE) throw fault(file, `is larger than ${LARGEST_FILE} bytes`);
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if (cause instanceof TamgaError) throw cause;
    throw fault(file, 'cannot be read', 'Name a folder under reports/ that a round has written.', cause);
  }
}

function parse(file: string, line: number, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw fault(`${file}:${line}`, 'is not JSON', undefined, cause);
  }
}

function explain(validate: ValidateFunction): string {
  const [first] = validate.errors ?? [];
  if (first === undefined) return 'does not match its schema';
  const extra: unknown = first.params['additionalProperty'];
  return `${first.instancePath || '/'} ${first.message ?? 'does not match'}${typeof extra === 'string' ? ` (${extra})` : ''}`;
}

function fault(where: string, what: string, hint?: string, cause?: unknown): TamgaError {
  return new TamgaError('TAMGA-E-ROUND-READ', `${where}: ${what}`, {
    ...(hint === undefined ? {} : { hint }),
    ...(cause === undefined ? {} : { cause }),
  });
}
