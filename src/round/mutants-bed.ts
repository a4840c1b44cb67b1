/**
 * Where lies are told: one honest round, kept in memory, of which the row or the column of one state is asked again.
 *
 * Nothing that a liar says reaches another question, so the rest of the round may stand as it was.
 *
 * @module
 */
import { createAllowances } from '../exchange/allowance';
import { createGate, type Gate } from '../exchange/ask';
import type { Ledger } from '../exchange/ledger';
import { type Store, sha256Hex } from '../exchange/store';
import { type ForgedState, rootsOf } from '../forge/forged';
import { mintState } from '../forge/pki';
import { judgeProbe } from '../matrix/judge-probe';
import type { CheckFacts, CheckId } from '../model/check';
import type { Role } from '../model/claim';
import { TamgaError } from '../model/error';
import type { Plan, PlannedCheck } from '../model/plan';
import type { JudgedProbe } from '../model/probe';
import type { Profile, StateCode } from '../model/profile';
import { createFetcher } from '../net/fetch-url';
import { createMaterialSource } from '../referee/gather';
import { type RunningStates, startStates } from '../sandbox/states';
import { createAsker } from './asker';
import { systemClock } from './clock';
import { createCourts } from './courts';
import { createDoors, type Doors } from './doors';
import type { Enrolment } from './enrolment';
import { createMint, type Mint } from './mint';
import { createPerformer } from './perform';
import { createProber, type Prober } from './probe';

/** Who is asked again, in which role, as which profile. */
export interface Suspect {
  readonly role: Role;
  readonly profile: Profile;
}

export interface Testimony {
  readonly facts: readonly CheckFacts[];
  /** Of a suspect that verifies, at its main endpoint; it bars nobody here, so that the cases show what they find. */
  readonly probe: JudgedProbe | null;
}

export interface Bed {
  readonly plan: Plan;
  readonly enrolment: Enrolment;
  /** Of the honest round. */
  readonly facts: ReadonlyMap<CheckId, CheckFacts>;
  /** Only what depends on the suspect, asked anew. */
  ask(suspect: Suspect): Promise<Testimony>;
  close(): void;
}

/** For one CRL, certificate or OCSP answer on this machine. */
const FETCH_TIMEOUT_MS = 10_000;

export async function openBed(plan: Plan, enrolment: Enrolment): Promise<Bed> {
  const { profiles } = enrolment;
  const states = await startStates({
    seed: plan.seed,
    instant: plan.clock.instant,
    profiles,
    roster: profiles.map(({ code, certificateProfile }) => ({ code, certificateProfile })),
  });
  const setting = settingOf(plan, enrolment, states);
  const honest = openStand(setting, new Map(Object.entries(states.ports)), profiles);
  try {
    const facts = await askAll(plan.checks, honest, WIDTH);
    return {
      plan,
      enrolment,
      facts: new Map(facts.map((one) => [one.id, one])),
      ask: (suspect) => askSuspect(suspect, plan, setting, honest),
      close: () => closeAll(honest, setting),
    };
  } catch (error) {
    closeAll(honest, setting);
    throw error;
  }
}

/** More at once would only make this one process switch more often. */
const WIDTH = 4;

interface Setting {
  readonly plan: Plan;
  readonly enrolment: Enrolment;
  readonly states: RunningStates;
  readonly store: Store;
  readonly gate: Gate;
  readonly courts: ReturnType<typeof createCourts>;
  readonly stateOf: (code: StateCode) => ForgedState;
  close(): void;
}

function settingOf(plan: Plan, enrolment: Enrolment, states: RunningStates): Setting {
  const { profiles } = enrolment;
  const instant = new Date(plan.clock.instant);
  const forged = new Map<StateCode, ForgedState>();
  const stateOf = (code: StateCode): ForgedState => {
    const made =
      forged.get(code) ?? mintState(plan.seed, instant, code, enrolled(code, profiles).certificateProfile);
    forged.set(code, made);
    return made;
  };
  const hosts = new Map(Object.entries(states.ports));
  const fetcher = createFetcher({ hosts, timeoutMs: FETCH_TIMEOUT_MS, reach: 'sandbox' });
  const courts = createCourts({
    profiles,
    anchorsOf: (code) => rootsOf(stateOf(code)),
    source: createMaterialSource(fetcher.fetchBytes),
    instant: plan.clock.instant,
  });
  const close = (): void => {
    fetcher.close();
    states.close();
  };
  return { plan, enrolment, states, store: inMemory(), gate: createGate(), courts, stateOf, close };
}

/** Doors and mint for one set of profiles. */
interface Stand {
  readonly doors: Doors;
  readonly mint: Mint;
  readonly performer: ReturnType<typeof createPerformer>;
  readonly prober: Prober;
}

function openStand(
  setting: Setting,
  hosts: ReadonlyMap<string, number>,
  profiles: readonly Profile[],
  minted?: Mint,
): Stand {
  const { plan, enrolment, store, gate, courts, stateOf } = setting;
  const { instant } = plan.clock;
  const doors = createDoors({
    profiles,
    hosts,
    store,
    clock: systemClock,
    allowances: createAllowances({ clock: systemClock, ledger: NO_LEDGER }),
    folder: enrolment.folder,
    stateOf,
  });
  const codes = profiles.map(({ code }) => code);
  const foreignTo = (code: StateCode): ForgedState =>
    stateOf(codes.find((other) => other > code) ?? codes.find((other) => other !== code) ?? code);
  const { cases } = enrolment;
  const byCode = new Map(profiles.map((profile) => [profile.code, profile]));
  const { kits } = enrolment;
  const mint =
    minted ??
    createMint({ gate, doors, store, courts, cases, profiles: byCode, kits, stateOf, foreignTo, instant });
  const asker = createAsker({ gate, doors, instant });
  return {
    doors,
    mint,
    performer: createPerformer({ asker, courts, mint, profiles: byCode }),
    prober: createProber({ asker, courts, mint, kits, store, seed: plan.seed, planned: plan.checks }),
  };
}

async function askSuspect(
  { role, profile }: Suspect,
  plan: Plan,
  setting: Setting,
  honest: Stand,
): Promise<Testimony> {
  const { code, endpoints } = profile;
  const server = await setting.states.serve(profile);
  const hosts = new Map([
    ...Object.entries(setting.states.ports),
    [code.toLowerCase(), server.port] as const,
  ]);
  const profiles = setting.enrolment.profiles.map((one) => (one.code === code ? profile : one));
  // What the forge made is the same for all; only what a lying signer makes is made again.
  const stand = openStand(setting, hosts, profiles, role === 'verify' ? honest.mint : undefined);
  try {
    const concerned = plan.checks.filter((check) => concerns(check, role, code, setting.enrolment));
    const facts = await askAll(concerned, stand, endpoints[role]?.budget.concurrency ?? 1);
    // Afterwards: what a liar keeps between two questions is the same as ever.
    if (role === 'sign') return { facts, probe: null };
    return { facts, probe: judgeProbe(await stand.prober.probe(profile, 'verify'), profile) };
  } finally {
    stand.doors.close();
    server.close();
  }
}

function concerns(check: PlannedCheck, role: Role, code: StateCode, { cases }: Enrolment): boolean {
  if (role === 'verify') return check.verifier === code;
  return check.signer === code && cases.get(check.case)?.mint === 'endpoint';
}

async function askAll(
  checks: readonly PlannedCheck[],
  { performer }: Stand,
  width: number,
): Promise<readonly CheckFacts[]> {
  const facts: CheckFacts[] = [];
  const queue = checks.values();
  const work = async (): Promise<void> => {
    for (const check of queue) facts.push(await performer.perform(check));
  };
  await Promise.all(Array.from({ length: width }, work));
  return facts;
}

function closeAll(honest: Stand, setting: Setting): void {
  honest.doors.close();
  setting.close();
}

function enrolled(code: StateCode, profiles: readonly Profile[]): Profile {
  const profile = profiles.find((one) => one.code === code);
  if (profile !== undefined) return profile;
  throw new TamgaError('TAMGA-E-PROFILE-MEANING', `no state "${code}" is enrolled`);
}

/** The simulated states have no limit a day. */
const NO_LEDGER: Ledger = { take: () => true };

function inMemory(): Store {
  const kept = new Map<string, Uint8Array>();
  return {
    put(bytes) {
      const sha256 = sha256Hex(bytes);
      kept.set(sha256, bytes);
      return sha256;
    },
    get: (sha256) => kept.get(sha256),
  };
}
