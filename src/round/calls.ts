/**
 * What a plan will ask of endpoints outside this machine, so that nobody is asked without somebody's word.
 *
 * @module
 */
import { callsOf } from '../exchange/door';
import type { Role } from '../model/claim';
import { endpointFor, endpointsOf, isSandboxed, type NamedEndpoint } from '../model/endpoints';
import { TamgaError } from '../model/error';
import type { Plan, PlannedCheck } from '../model/plan';
import { PROBE_STEPS } from '../model/probe';
import type { Endpoint, Profile, StateCode } from '../model/profile';
import type { Case, CaseId } from '../model/vector';
import { isLoopback } from '../net/host-map';
import { KNOWN_GOOD, sourceOf } from './kit';

export interface PlannedCalls {
  readonly state: StateCode;
  readonly role: Role;
  readonly url: string;
  readonly dialect: string;
  readonly questions: number;
  /** If every question is answered at once; retries and canaries come on top. */
  readonly calls: number;
  /** Calls with all retries, if every one of them stays silent. */
  readonly atMost: number;
}

/** By state and endpoint; endpoints on this machine are left out. */
export function plannedCalls(
  { checks, probes = [] }: Plan,
  profiles: readonly Profile[],
  cases: ReadonlyMap<CaseId, Case>,
): readonly PlannedCalls[] {
  return profiles.flatMap((profile) =>
    endpointsOf(profile).flatMap((named) => {
      if (isHere(named.endpoint)) return [];
      const mine = checks.filter(
        (check) =>
          check.unavailable === undefined && endpointFor(profile, named.role, check)?.name === named.name,
      );
      const probed = probes.includes(profile.code) || verified(mine, profile.code) > 0;
      const questions =
        named.role === 'sign'
          ? signed(mine, profile, cases)
          : verified(mine, profile.code) + (probed ? PROBE_STEPS.length : 0);
      return questions === 0 ? [] : [rowOf(profile.code, named, questions)];
    }),
  );
}

/** @throws TamgaError TAMGA-E-USAGE without `--yes` where somebody outside would be asked. */
export function requireConsent(rows: readonly PlannedCalls[], yes: boolean): void {
  if (rows.length === 0 || yes) return;
  throw new TamgaError(
    'TAMGA-E-USAGE',
    ['this round asks endpoints outside this machine:', ...rows.map(lineOf)].join('\n'),
    { hint: 'Add --yes if their operators agree, or narrow the round with --pair and --tags.' },
  );
}

export function lineOf({ state, role, url, dialect, questions, calls, atMost }: PlannedCalls): string {
  return `${state} ${role.padEnd(6)} ${url}  ${dialect}  ${questions} questions, ${calls} calls, at most ${atMost} if nothing answers`;
}

function rowOf(state: StateCode, { role, endpoint }: NamedEndpoint, questions: number): PlannedCalls {
  const { url, dialect, budget } = endpoint;
  const calls = questions * callsOf(dialect, role);
  return { state, role, url, dialect, questions, calls, atMost: calls * (1 + budget.retries) };
}

function isHere(endpoint: Endpoint): boolean {
  return isSandboxed(endpoint) || isLoopback(new URL(endpoint.url));
}

/** An artefact is signed once, whoever verifies it; what the forge makes asks nobody, nor what a kit brings. */
function signed(checks: readonly PlannedCheck[], profile: Profile, cases: ReadonlyMap<CaseId, Case>): number {
  const asked = checks
    .filter(({ signer }) => signer === profile.code)
    .flatMap((check) => {
      const one = cases.get(check.case);
      const kind = one === undefined ? 'nothing' : sourceOf(one, check, profile).kind;
      if (kind === 'endpoint') return [check];
      return kind === 'mutation' || kind === 'known-good' ? [{ ...check, case: KNOWN_GOOD }] : [];
    });
  const forProbe =
    checks.some(({ verifier }) => verifier === profile.code) && !hasKnownGoodAtHand(asked, profile);
  return (
    new Set(
      asked.map(({ case: id, format, level, packaging, suite }) =>
        [id, format, level, packaging, suite].join('/'),
      ),
    ).size + (forProbe ? 1 : 0)
  );
}

function hasKnownGoodAtHand(asked: readonly { readonly case: CaseId }[], { kit }: Profile): boolean {
  return [...asked, ...(kit?.files ?? [])].some((one) => one.case === KNOWN_GOOD);
}

function verified(checks: readonly PlannedCheck[], code: StateCode): number {
  return checks.filter(({ verifier }) => verifier === code).length;
}
