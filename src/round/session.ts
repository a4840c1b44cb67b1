/**
 * The round that runs in this process: from the plan to the closed file of checks.
 *
 * Scenarios only wait here; the pool behind it asks in the order of the plan, as fast as the budgets allow.
 *
 * @module
 */
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createAllowances } from '../exchange/allowance';
import { createGate, type Gate } from '../exchange/ask';
import { type Journal, openJournal } from '../exchange/journal';
import { openLedger } from '../exchange/ledger';
import { openStore } from '../exchange/store';
import type { CheckFacts, CheckId } from '../model/check';
import { TamgaError } from '../model/error';
import type { ChecksHeader, Plan } from '../model/plan';
import type { JudgedProbe } from '../model/probe';
import type { StateCode } from '../model/profile';
import { createFetcher } from '../net/fetch-url';
import { createMaterialSource } from '../referee/gather';
import { startReferee } from '../referee/validate';
import { type Admission, createAdmission } from './admission';
import { createAsker } from './asker';
import { plannedCalls, requireConsent } from './calls';
import { systemClock, timeOfDay } from './clock';
import { createCourts } from './courts';
import { createDesk } from './desk';
import { createDoors, requireSecrets } from './doors';
import type { Enrolment } from './enrolment';
import { makeFolder, writeJson } from './files';
import { createMint } from './mint';
import { createPerformer, type Performer } from './perform';
import { planDigest } from './plan';
import { runPool } from './pool';
import { createProber } from './probe';
import type { RoundSettings } from './settings';
import { createStates, type States } from './states';
import { writeYardstick } from './yardstick';

export interface Session {
  readonly plan: Plan;
  readonly enrolment: Enrolment;
  /** Where the round is written to. */
  readonly folder: string;
  /** Starts the sandbox and the pool. */
  start(): Promise<void>;
  /** The facts of a planned check, when they are there. */
  facts(id: CheckId): Promise<CheckFacts>;
  /** Of every verifying endpoint of a state. */
  probes(code: StateCode): Promise<readonly JudgedProbe[]>;
  /** Those that are finished. */
  probed(): readonly JudgedProbe[];
  /** Waits for the pool, writes the footer, stops the sandbox. */
  finish(): Promise<void>;
  /** The footer is written. */
  finished(): boolean;
  /** Stops at once; the file of checks stays without its footer. */
  abort(): Promise<void>;
}

export function createSession(plan: Plan, enrolment: Enrolment, settings: RoundSettings): Session {
  const folder = join(settings.out, plan.round);
  const desk = createDesk(plan);
  const started = performance.now();
  let running: Running | undefined;
  let pool: Promise<void> = Promise.resolve();
  let closed = false;
  const stopping = new AbortController();

  return {
    plan,
    enrolment,
    folder,
    async start() {
      if (stopping.signal.aborted) return;
      requireSecrets(enrolment);
      const calls = plannedCalls(plan, enrolment.profiles, enrolment.cases);
      requireConsent(calls, settings.yes);
      if (calls.length > 0) settings.onCalls(calls);
      const journal = prepareFolder(folder, plan, enrolment);
      const { signal } = stopping;
      running = await startRunning({ plan, enrolment, settings, folder, journal, signal });
      // Stopped while the sandbox came up: nobody is asked.
      if (signal.aborted) return close(running);
      const widthOf = (code: StateCode): number =>
        enrolment.profiles.find((one) => one.code === code)?.endpoints.verify?.budget.concurrency ?? 1;
      pool = runPool({ plan, desk, ...running, widthOf, onProgress: settings.onProgress, signal });
    },
    facts: (id) => desk.facts(id),
    probes(code) {
      // Stopped: the scenario waits like those at the desk, and nobody is asked for it.
      if (running === undefined || stopping.signal.aborted) return new Promise(() => undefined);
      return running.admission.ofState(code);
    },
    probed: () => running?.admission.finished() ?? [],
    async finish() {
      await pool;
      await desk.all();
      const failure = desk.failure();
      if (failure !== undefined) {
        await running?.stop();
        throw failure;
      }
      const wallMs = Math.round(performance.now() - started);
      running?.journal.close({ kind: 'footer', checks: plan.checks.length, finishedAt: timeOfDay(), wallMs });
      closed = true;
      await running?.stop();
    },
    finished: () => closed,
    async abort() {
      if (closed) return;
      closed = true;
      stopping.abort();
      if (running) await close(running);
    },
  };
}

/** The file of checks stays without its footer. */
async function close({ journal, stop }: Running): Promise<void> {
  journal.abandon();
  await stop();
}

interface Running {
  readonly journal: Journal;
  readonly performer: Performer;
  readonly admission: Admission;
  readonly gate: Gate;
  stop(): Promise<void>;
}

interface Start {
  readonly plan: Plan;
  readonly enrolment: Enrolment;
  readonly settings: RoundSettings;
  readonly folder: string;
  readonly journal: Journal;
  readonly signal: AbortSignal;
}

async function startRunning({ plan, enrolment, settings, folder, journal, signal }: Start): Promise<Running> {
  const { profiles, cases, kits } = enrolment;
  const { instant } = settings.clock;
  await startReferee();
  const states: States = await createStates(profiles, settings);
  const store = openStore(join(folder, 'store'));
  const gate = createGate();
  const fetcher = createFetcher({ hosts: states.hosts, timeoutMs: 10_000, reach: states.reach });
  const doors = createDoors({
    profiles,
    hosts: states.hosts,
    store,
    clock: systemClock,
    // Beside the rounds: what is used up of a day holds for all of them.
    allowances: createAllowances({ clock: systemClock, ledger: openLedger(join(settings.out, 'calls')) }),
    folder: enrolment.folder,
    stateOf: states.stateOf,
  });
  const courts = createCourts({
    profiles,
    anchorsOf: states.anchorsOf,
    source: createMaterialSource(fetcher.fetchBytes),
    instant,
  });
  const byCode = new Map(profiles.map((profile) => [profile.code, profile]));
  const mint = createMint({
    gate,
    doors,
    store,
    courts,
    cases,
    profiles: byCode,
    kits,
    stateOf: states.stateOf,
    foreignTo: states.foreignTo,
    instant,
  });
  const asker = createAsker({ gate, doors, instant });
  const performer = createPerformer({ asker, courts, mint, profiles: byCode });
  const { seed } = settings;
  const prober = createProber({ asker, courts, mint, kits, store, seed, planned: plan.checks });
  const admission = createAdmission({ prober, profiles, journal, signal });
  const stop = async (): Promise<void> => {
    fetcher.close();
    doors.close();
    await states.stop();
  };
  return { journal, performer, admission, gate, stop };
}

function prepareFolder(folder: string, plan: Plan, enrolment: Enrolment): Journal {
  const header: ChecksHeader = {
    kind: 'header',
    schema: 'tamga/checks/1',
    planDigest: planDigest(plan),
    seed: plan.seed,
    instant: plan.clock.instant,
    suiteDigest: plan.suiteDigest,
    profileDigests: plan.profileDigests,
    startedAt: timeOfDay(),
  };
  try {
    makeFolder(folder);
    writeJson(join(folder, 'plan.json'), plan);
    const { profiles, cases, divergences } = enrolment;
    writeYardstick(folder, { profiles, cases: [...cases.values()], divergences });
  } catch (cause) {
    throw new TamgaError('TAMGA-E-OUT-DIR', `${folder} cannot be written`, {
      hint: 'Name a folder that you may write with --out.',
      cause,
    });
  }
  return openJournal(join(folder, 'checks.ndjson'), header);
}
