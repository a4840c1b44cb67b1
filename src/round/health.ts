/**
 * Examines the endpoints of one state: whom they let in, what they speak, whether they do what the profile claims.
 *
 * @module
 */
import { join } from 'node:path';
import { createAllowances } from '../exchange/allowance';
import type { Door } from '../exchange/ask';
import { callsOf } from '../exchange/door';
import { openLedger } from '../exchange/ledger';
import type { ForgedState, Identity } from '../forge/forged';
import { type ImprintAlgorithm, imprintAlgorithm } from '../forge/time-stamp';
import type { Product, Role } from '../model/claim';
import { didYouMean } from '../model/did-you-mean';
import { endpointNameOf, endpointsOf, isSandboxed, type NamedEndpoint } from '../model/endpoints';
import { TamgaError } from '../model/error';
import type { Profile } from '../model/profile';
import { type HostMap, isLoopback } from '../net/host-map';
import { lineOf, type PlannedCalls } from './calls';
import { systemClock } from './clock';
import { createDoors, type Doors, requireSecrets } from './doors';
import { type Enrolment, enrol } from './enrolment';
import { examineClaims, type Samples } from './health-claims';
import { examineEndpoint, notesOf } from './health-endpoint';
import type { Finding } from './health-finding';
import { callsFor, questionsFor } from './health-questions';
import { samplesOf } from './health-samples';
import { createHealthStore, type HealthStore } from './health-store';
import { isInSandbox, type RoundSettings, settingsFrom, withClock } from './settings';
import { createStates, type States } from './states';

interface HealthRequest {
  readonly code: string;
  readonly profiles?: string;
  readonly out?: string;
  /** Put the claims to the test. */
  readonly claims: boolean;
  /** Endpoints outside this machine may be asked. */
  readonly yes: boolean;
  /** Called before the first question, with what goes outside. */
  readonly onCalls?: (calls: readonly PlannedCalls[]) => void;
}

export interface Health {
  readonly profile: Profile;
  /** Folder that paths in the profile start from. */
  readonly folder: string;
  /** Judged at: the instant of the sandbox, or the present. */
  readonly instant: string;
  readonly hosts: HostMap;
  /** DER. */
  readonly anchors: readonly Uint8Array[];
  /** Why they cannot be read; null: they can. */
  readonly anchorFault: string | null;
  /** Of the state's own sandbox hierarchy; empty for a real state. */
  readonly certificates: readonly Uint8Array[];
  /** Authorities of the sandbox that stamp time; empty for a real state. */
  readonly timeStamping: readonly TimeStamping[];
  endpoints(): Promise<readonly Finding[]>;
  stop(): Promise<void>;
}

export interface TimeStamping {
  readonly url: string;
  readonly imprint: ImprintAlgorithm;
}

/** Starts the sandbox where the state lives in it. @throws TamgaError for a state, profile or secret that is not there. */
export async function openHealth(request: HealthRequest): Promise<Health> {
  const { code, profiles, out, claims, yes } = request;
  const asked = settingsFrom({
    ...(profiles !== undefined && { profiles }),
    ...(out !== undefined && { out }),
    yes,
  });
  const enrolment = enrol(asked.profiles);
  const profile = enrolled(enrolment, code);
  const settings = withClock(asked, [profile]);
  requireSecrets({ profiles: [profile], folder: enrolment.folder });
  requireWord(profile, claims, request);

  const states = await createStates(enrolment.profiles, settings, isInSandbox(profile) ? [profile] : []);
  const store = createHealthStore(systemClock);
  const doors = doorsOf(profile, enrolment, settings, states, store);
  const samples = samplesOf(profile, states, enrolment.kits.get(profile.code) ?? []);
  const examined: Examined = { profile, doors, store, samples, claims, instant: settings.clock.instant };
  return {
    profile,
    folder: enrolment.folder,
    instant: settings.clock.instant,
    hosts: states.hosts,
    ...anchorsOf(profile, states),
    certificates: isInSandbox(profile) ? ownCertificates(profile, states) : [],
    timeStamping: isInSandbox(profile) ? authoritiesOf(states.stateOf(profile.code)) : [],
    endpoints: () => examineAll(examined),
    async stop() {
      doors.close();
      await states.stop();
    },
  };
}

interface Examined {
  readonly profile: Profile;
  readonly doors: Doors;
  readonly store: HealthStore;
  readonly samples: Samples;
  readonly claims: boolean;
  readonly instant: string;
}

/** Who signs goes first: what it signs is what the verifier is asked with. */
async function examineAll(examined: Examined): Promise<readonly Finding[]> {
  const { profile, store, samples, claims, instant } = examined;
  const findings: Finding[] = [];
  for (const named of endpointsOf(profile)) {
    if (isNameless(profile, named)) {
      findings.push(namelessFinding(named));
      continue;
    }
    const door = doorOf(named, examined);
    const { findings: found, alive } = await examineEndpoint({ named, door, store, clock: systemClock });
    findings.push(...found);
    if (!alive || !claims) continue;
    const questions = questionsFor(profile, named);
    findings.push(...(await examineClaims({ code: profile.code, named, door, questions, samples, instant })));
  }
  return findings;
}

/** Of a product that no claim has, the main endpoint of the role answers. */
const NOBODYS: Product = { format: 'CMS', level: 'none', packaging: 'attached', suite: '' };

function doorOf(named: NamedEndpoint, { profile, doors }: Examined): Door {
  const claimed = questionsFor(profile, named).find((one) => one.claimed);
  return doors.of(profile.code, named.role, claimed?.product ?? NOBODYS);
}

/** A further endpoint that no claim names is never asked by a round either. */
function isNameless({ claims }: Profile, { name, role }: NamedEndpoint): boolean {
  return name !== role && claims.every((claim) => endpointNameOf(claim) !== name);
}

function namelessFinding({ name }: NamedEndpoint): Finding {
  return notesOf(name)(
    'further endpoint',
    'warning',
    'no claim names it',
    'name it as endpoint of a claim, or take it out',
  );
}

function enrolled({ profiles, folder }: Enrolment, code: string): Profile {
  const found = profiles.find((one) => one.code === code.toUpperCase());
  if (found !== undefined) return found;
  const known = profiles.map((one) => one.code);
  const near = didYouMean(code.toUpperCase(), known);
  throw new TamgaError('TAMGA-E-USAGE', `no state "${code}" is enrolled in ${folder}`, {
    hint: `Enrolled: ${known.join(', ')}.${near === undefined ? '' : ` Did you mean ${near}?`} A new profile is begun with tamga init.`,
  });
}

function requireWord(profile: Profile, claims: boolean, { yes, onCalls }: HealthRequest): void {
  const rows = endpointsOf(profile).flatMap((named): readonly PlannedCalls[] => {
    const { role, endpoint } = named;
    const { url, dialect } = endpoint;
    if (isSandboxed(endpoint) || isLoopback(new URL(url))) return [];
    const calls = callsFor(profile, named, claims);
    const questions = claims ? questionsFor(profile, named).length : 0;
    // Without a second attempt.
    return [
      { state: profile.code, role, url, dialect, questions, calls, atMost: calls + callsOf(dialect, role) },
    ];
  });
  if (rows.length > 0 && yes) onCalls?.(rows);
  if (rows.length === 0 || yes) return;
  throw new TamgaError(
    'TAMGA-E-USAGE',
    ['this examination asks endpoints outside this machine:', ...rows.map(lineOf)].join('\n'),
    { hint: 'Add --yes if their operators agree; --no-claims leaves out all questions about signatures.' },
  );
}

function doorsOf(
  profile: Profile,
  { folder }: Enrolment,
  { out }: RoundSettings,
  { hosts, stateOf }: States,
  store: HealthStore,
): Doors {
  // The ledger of the rounds: what is asked here is used up of the same day.
  const allowances = createAllowances({ clock: systemClock, ledger: openLedger(join(out, 'calls')) });
  return createDoors({ profiles: [profile], hosts, store, clock: systemClock, allowances, folder, stateOf });
}

/** With the signers of the state; of one that only verifies, with one of the suites that it reads. */
function ownCertificates({ code, claims }: Profile, { stateOf }: States): readonly Uint8Array[] {
  const suitesOf = (role: Role) => claims.filter((one) => one.role === role).flatMap(({ suites }) => suites);
  const signs = [...new Set(suitesOf('sign'))];
  const suites = signs.length > 0 ? signs : suitesOf('verify').slice(0, 1);
  const identities: readonly Identity[] = suites.map((suite) => stateOf(code).signer(suite));
  return identities.flatMap(({ certificate, chain }) => [certificate, ...chain]);
}

/** A root that is not there is a finding among others. */
function anchorsOf({ code }: Profile, states: States): Pick<Health, 'anchors' | 'anchorFault'> {
  try {
    return { anchors: states.anchorsOf(code), anchorFault: null };
  } catch (error) {
    if (!(error instanceof TamgaError) || error.code !== 'TAMGA-E-TRUST-READ') throw error;
    return { anchors: [], anchorFault: error.message };
  }
}

function authoritiesOf(state: ForgedState): readonly TimeStamping[] {
  return [state, ...state.others].map((one) => ({ url: `${one.url}/tsa`, imprint: imprintAlgorithm(one) }));
}
