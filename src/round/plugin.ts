/**
 * The cucumber plugin: enrols the states, expands the `@pairs` blocks and plans the round from what was selected.
 *
 * The module itself is the plugin (cucumber looks for an export `type`), so it needs no default export.
 *
 * @module
 */
import type { Pickle } from '@cucumber/messages';
import { didYouMean } from '../model/did-you-mean';
import { endpointsOf } from '../model/endpoints';
import { TamgaError } from '../model/error';
import type { Profile, StateCode } from '../model/profile';
import { assumptionsOf } from './assumptions';
import { questions } from './covering';
import { currentSettings, setSession } from './current';
import { type Enrolment, enrol } from './enrolment';
import { interceptSources } from './gherkin-streams';
import { makePlan, type PlanFrame } from './plan';
import { kitsIn } from './planned-kits';
import { createSession } from './session';
import { type RoundOptions, settingsFrom, withClock } from './settings';
import { probedIn, questionOf } from './tags';

export const type = 'plugin';
export const optionsKey = 'tamga';

/** The part of cucumber's plugin context that is used here. */
interface Context {
  readonly operation: string;
  readonly options: RoundOptions;
  transform(event: 'pickles:order', transformer: (pickles: readonly Sourced[]) => readonly Sourced[]): void;
}

interface Sourced {
  readonly pickle: Pickle;
  readonly location: { readonly line: number };
}

export function coordinator({ operation, options, transform }: Context): (() => void) | undefined {
  if (operation !== 'runCucumber') return undefined;
  refuseParallel(process.argv);
  const given = currentSettings() ?? settingsFrom(options);
  const enrolment = enrol(given.profiles);
  requireEnrolled(given.pair, enrolment);
  const settings = withClock(given, enrolment.profiles);
  const restore = interceptSources({
    cases: enrolment.cases,
    full: settings.full,
    verifiers: enrolment.profiles.filter(verifies).map(({ code }) => code),
    questions: (one, block) => questions(one, block, enrolment.profiles, settings.seed),
  });

  transform('pickles:order', (pickles) => {
    const selected = pickles.flatMap(({ pickle, location }) => {
      const question = questionOf(pickle.tags.map(({ name }) => name));
      return question ? [{ question, scenario: `${pickle.uri}:${location.line}` }] : [];
    });
    const probes = pickles.flatMap(({ pickle }) => probedIn(pickle.tags.map(({ name }) => name)) ?? []);
    if (pickles.length === 0) throw nothingSelected(settings.narrowedBy);
    const frame: PlanFrame = {
      clock: settings.clock,
      seed: settings.seed,
      suiteDigest: enrolment.suiteDigest,
      profileDigests: enrolment.profileDigests,
      ...kitsIn(enrolment),
      ...(probes.length > 0 && { probes }),
      scope: { set: settings.full ? 'full' : 'covering', narrowedBy: settings.narrowedBy },
    };
    const plan = makePlan(selected, enrolment.profiles, enrolment.cases, frame, assumptionsOf);
    setSession(createSession(plan, enrolment, settings));
    return pickles;
  });
  return restore;
}

function verifies(profile: Profile): boolean {
  return endpointsOf(profile).some(({ role }) => role === 'verify');
}

function requireEnrolled(pair: readonly StateCode[], { profiles }: Enrolment): void {
  const codes = profiles.map(({ code }) => code);
  const stranger = pair.find((code) => !codes.includes(code));
  if (stranger === undefined) return;
  const near = didYouMean(stranger, codes);
  throw new TamgaError('TAMGA-E-USAGE', `no state "${stranger}" is enrolled`, {
    hint: `${near === undefined ? '' : `Did you mean ${near}? `}Enrolled are ${codes.join(', ')}.`,
  });
}

/** Zero scenarios would pass: cucumber exits 0. */
function nothingSelected(narrowedBy: string | null): TamgaError {
  const by = narrowedBy === null ? '' : ` by ${narrowedBy}`;
  return new TamgaError('TAMGA-E-NOTHING-SELECTED', `no scenario is selected${by}`, {
    hint: 'Print what can be asked with `tamga list`; tags look like @signer:KZ, @verifier:TR, @case:revoked.',
  });
}

/** Workers would each start a sandbox and a pool of their own, and write one file of checks at once. */
function refuseParallel(argv: readonly string[]): void {
  if (!argv.some((word) => word === '--parallel' || word.startsWith('--parallel='))) return;
  throw new TamgaError('TAMGA-E-PARALLEL', 'a round runs in one process; --parallel is refused', {
    hint: 'Questions are asked concurrently within the budgets of the profiles already. To split a round over machines, use --shard.',
  });
}
