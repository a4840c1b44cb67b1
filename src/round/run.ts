/**
 * Runs a round from the first question to the last page.
 *
 * @module
 */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { exitOf } from '../matrix/exit';
import { type ExitCode, TamgaError } from '../model/error';
import type { Matrix } from '../model/matrix';
import type { Plan } from '../model/plan';
import { type AllureOutcome, generateAllure } from './allure';
import { runFeatures } from './cucumber';
import { currentSession, sessionIfAny, setSettings } from './current';
import { makeFolder } from './files';
import { writeReport } from './report';
import { type GivenSettings, type RoundOptions, settingsFrom } from './settings';
import { requireTagExpression } from './tag-expression';
import { pairExpression, pairOf } from './tags';

export interface RunRequest extends Omit<RoundOptions, 'narrowedBy' | 'pair'> {
  /** `KZ:TR` */
  readonly pair?: string;
  /** A cucumber tag expression. */
  readonly tags?: string;
  readonly allure?: boolean;
  /** Resolves when the user asks to stop: the round is cut short and reported as such. */
  readonly interrupted?: Promise<void>;
}

/** What stands in the folder of a round when its report is written. */
export interface RoundReport {
  readonly folder: string;
  readonly matrix: Matrix;
  readonly exit: ExitCode;
  readonly allure: AllureOutcome;
}

export interface RoundOutcome extends RoundReport {
  readonly timings: Timings;
}

/** Milliseconds of the parts of a round: clock fields, all of them. */
export interface Timings {
  /** Reading profiles and features, minting, sandbox, asking, judging. */
  readonly featuresMs: number;
  readonly reportMs: number;
  readonly allureMs: number;
}

export async function runRound(request: RunRequest): Promise<RoundOutcome> {
  const { settings, tags } = prepare(request);
  const results = allureScratch(settings);
  const started = performance.now();
  try {
    const features = runFeatures({
      tags,
      dryRun: false,
      allureResults: request.allure === false ? null : results,
    });
    await Promise.race([features, request.interrupted ?? features]);
    // Interrupted: the scenarios still wait; the file of checks stays without its footer.
    if (!sessionIfAny()?.finished()) await sessionIfAny()?.abort();
    return await conclude(results, request, Math.round(performance.now() - started));
  } catch (error) {
    await sessionIfAny()?.abort();
    throw error;
  } finally {
    rmSync(results, { recursive: true, force: true });
  }
}

/** What `tamga run` would ask; nothing is started and nothing asked. */
export async function listPlan(request: RunRequest): Promise<Plan> {
  const { tags } = prepare(request);
  await runFeatures({ tags, dryRun: true, allureResults: null });
  return currentSession().plan;
}

function prepare(request: RunRequest): { settings: GivenSettings; tags: string } {
  if (request.tags !== undefined) requireTagExpression(request.tags);
  const expressions = [
    ...(request.pair === undefined ? [] : [pairExpression(request.pair)]),
    ...(request.tags === undefined ? [] : [`(${request.tags})`]),
  ];
  const tags = expressions.join(' and ');
  const pair = request.pair === undefined ? [] : pairOf(request.pair);
  const settings = settingsFrom({ ...request, pair, ...(tags !== '' && { narrowedBy: tags }) });
  setSettings(settings);
  return { settings, tags };
}

async function conclude(results: string, request: RunRequest, featuresMs: number): Promise<RoundOutcome> {
  const { folder } = currentSession();
  const started = performance.now();
  const matrix = writeReport(folder);
  const reported = performance.now();
  const kept = join(folder, 'allure-results');
  rmSync(kept, { recursive: true, force: true });
  if (existsSync(results)) renameSync(results, kept);
  const allure: AllureOutcome =
    request.allure === false || !existsSync(kept)
      ? { missing: 'no Allure report was asked for' }
      : await generateAllure(folder, `Tamga ${matrix.round} · ${matrix.evidenceClass.toUpperCase()}`);
  requireSomeAnswer(matrix, folder);
  const timings = {
    featuresMs,
    reportMs: Math.round(reported - started),
    allureMs: Math.round(performance.now() - reported),
  };
  return { folder, matrix, exit: exitOf(matrix), allure, timings };
}

/** The report is written all the same: it says of each endpoint why it did not answer. A signature is an answer, too. */
function requireSomeAnswer({ checks, probes, cutShort }: Matrix, folder: string): void {
  if (probes.some(({ outcome }) => outcome === 'honest' || outcome === 'failed')) return;
  if (cutShort || checks.some(({ outcome, artefact }) => outcome !== 'not-run' || artefact !== null)) return;
  const because = checks[0]?.because ?? probes[0]?.because ?? 'nothing was asked';
  throw new TamgaError('TAMGA-E-UNREACHABLE', `no endpoint of the round answered; the first: ${because}`, {
    hint: `Start the endpoints, or correct their URLs in the profiles. What was tried stands in ${folder}.`,
  });
}

/** The folder of the round is known only once it is planned; cucumber wants to write before. */
function allureScratch(settings: GivenSettings): string {
  const scratch = join(settings.out, `.allure-results-${process.pid}`);
  try {
    makeFolder(scratch);
  } catch (cause) {
    throw new TamgaError('TAMGA-E-OUT-DIR', `${settings.out} cannot be written`, {
      hint: 'Name a folder that you may write with --out.',
      cause,
    });
  }
  return scratch;
}
