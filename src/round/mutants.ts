/**
 * Mutants: the round against each lying endpoint alone, and against endpoints that are honest in another way.
 *
 * @module
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '../model/claim';
import { TamgaError } from '../model/error';
import type { JudgedCheck } from '../model/matrix';
import type { JudgedProbe } from '../model/probe';
import type { Endpoint, Profile, StateCode } from '../model/profile';
import type { Lie } from '../sandbox/liars/lie';
import { SIGNER_LIES } from '../sandbox/liars/signers';
import { VERIFIER_LIES } from '../sandbox/liars/verifiers';
import { currentSession } from './current';
import { HONEST_VARIANTS, type HonestVariant } from './honest-variants';
import { type Bed, openBed } from './mutants-bed';
import { judgeAll, type Named, namedBy, type Weighed, weigh } from './mutants-weigh';
import { listPlan } from './run';

export const LIES: readonly Lie[] = [...VERIFIER_LIES, ...SIGNER_LIES];

/** Claims both formats of CMS in three suites, and none that rests on an unverified fact. */
const USUAL_LIAR: StateCode = 'TR';

/** Weighed by its checks; the probe beside them is told, and judges no lie. */
interface Examined extends Weighed {
  readonly probe: JudgedProbe | null;
}

export interface LieResult extends Examined {
  readonly lie: Lie;
  readonly named: Named;
  /** The round has none of the cases that it needs, and no other found it. */
  readonly waits: boolean;
  readonly passed: boolean;
}

export interface VariantResult extends Examined {
  readonly variant: HonestVariant;
  readonly passed: boolean;
}

export interface MutantsReport {
  readonly lies: readonly LieResult[];
  readonly variants: readonly VariantResult[];
}

export interface MutantsRequest {
  /** Ids; all where absent. */
  readonly only?: readonly string[];
  /** A tag expression that narrows the round. */
  readonly tags?: string;
  readonly onLie?: (result: LieResult) => void;
  readonly onVariant?: (result: VariantResult) => void;
}

export async function runMutants(request: MutantsRequest): Promise<MutantsReport> {
  const wanted = ({ id }: { readonly id: string }): boolean => request.only?.includes(id) ?? true;
  const [lies, variants] = [LIES.filter(wanted), HONEST_VARIANTS.filter(wanted)];
  requireSome(request.only ?? [], [...lies, ...variants]);
  // Nothing is written: the plan is what is wanted of it.
  await listPlan({
    out: join(tmpdir(), 'tamga-mutants'),
    ...(request.tags !== undefined && { tags: request.tags }),
  });
  const { plan, enrolment } = currentSession();
  const bed = await openBed(plan, enrolment);
  try {
    const before = judgeAll(plan, enrolment, enrolment.profiles, bed.facts);
    const report = { lies: [] as LieResult[], variants: [] as VariantResult[] };
    for (const lie of lies) {
      const weighed = await weighLie(lie, bed, before);
      const waits = weighed.found.length === 0 && !isAsked(lie, bed);
      const passed = weighed.wrong.length === 0 && (waits || weighed.found.length > 0);
      const result = { lie, ...weighed, named: namedBy(weighed), waits, passed };
      report.lies.push(result);
      request.onLie?.(result);
    }
    for (const variant of variants) {
      const weighed = await weighVariant(variant, bed, before);
      const passed = weighed.wrong.length === 0 && weighed.probe?.outcome !== 'failed';
      const result = { variant, ...weighed, passed };
      report.variants.push(result);
      request.onVariant?.(result);
    }
    return report;
  } finally {
    bed.close();
  }
}

/** At most one lie in so many may be found without a name. */
const ONE_UNDETERMINED_IN = 5;

/** What must be put right; empty where the round is worth its green. */
export function troublesOf({ lies, variants }: MutantsReport): readonly string[] {
  const failed = [
    ...lies.filter(({ passed }) => !passed).map(({ lie }) => lie),
    ...variants.filter(({ passed }) => !passed).map(({ variant }) => variant),
  ];
  const told = lies.filter(({ waits }) => !waits);
  const unnamed = told.filter(({ named }) => named === 'undetermined');
  const tooMany = told.length >= ONE_UNDETERMINED_IN && unnamed.length * ONE_UNDETERMINED_IN > told.length;
  return [
    ...(failed.length > 0 ? [`failed: ${failed.map(({ id }) => id).join(', ')}`] : []),
    ...(tooMany ? [`${unnamed.length} of ${told.length} lies are found and put down to nobody`] : []),
  ];
}

function isAsked({ needs, role, at = USUAL_LIAR }: Lie, { plan }: Bed): boolean {
  if (needs === undefined) return true;
  return plan.checks.some(
    (check) =>
      check.claimed &&
      needs.includes(check.case) &&
      (role === 'verify' ? check.verifier : check.signer) === at,
  );
}

function weighLie(lie: Lie, bed: Bed, before: readonly JudgedCheck[]): Promise<Examined> {
  const honest = profileOf(lie.at ?? USUAL_LIAR, bed);
  return weighProfile(lie.role, telling(honest, lie.role, lie.id, lie.harm === 'availability'), bed, before);
}

/** Whoever is honest is accused by no check, not even by one that the suspect is in. */
async function weighVariant(
  { role, profile, behaviour }: HonestVariant,
  bed: Bed,
  before: readonly JudgedCheck[],
): Promise<Examined> {
  const changed = profile?.(profileOf(USUAL_LIAR, bed)) ?? profileOf(USUAL_LIAR, bed);
  const suspect = behaviour === undefined ? changed : telling(changed, role, behaviour, false);
  const { found, wrong, probe } = await weighProfile(role, suspect, bed, before);
  const accusing = found.filter(
    ({ owner }) => owner === 'verifier' || owner === 'signer' || owner === 'network',
  );
  return { found, wrong: [...wrong, ...accusing], probe };
}

async function weighProfile(
  role: Role,
  profile: Profile,
  bed: Bed,
  before: readonly JudgedCheck[],
): Promise<Examined> {
  const { plan, enrolment } = bed;
  const { facts: asked, probe } = await bed.ask({ role, profile });
  const facts = new Map([...bed.facts, ...asked.map((one) => [one.id, one] as const)]);
  const profiles = enrolment.profiles.map((one) => (one.code === profile.code ? profile : one));
  return { ...weigh(before, judgeAll(plan, enrolment, profiles, facts), role, profile.code), probe };
}

/** One question at a time, so that what is kept between two of them is the same in every run. */
const ONE_BY_ONE: Endpoint['budget'] = { concurrency: 1, retries: 0, retryDelayMs: 0 };
const SILENT: Pick<Endpoint, 'budget' | 'timeoutMs'> = {
  budget: { concurrency: 8, retries: 0, retryDelayMs: 0 },
  timeoutMs: 300,
};

/** The further endpoints of the role stand before the same service, so what it does is done to them, too. */
function telling(profile: Profile, role: Role, behaviour: string, silent: boolean): Profile {
  const { endpoints } = profile;
  const main = endpoints[role];
  if (main === undefined) return profile;
  const asked = { budget: ONE_BY_ONE, ...(silent && SILENT) };
  const further = Object.entries(endpoints.further ?? {}).map(
    ([name, one]) => [name, one.role === role ? { ...one, ...asked } : one] as const,
  );
  return {
    ...profile,
    endpoints: {
      ...endpoints,
      [role]: { ...main, ...asked, options: { ...main.options, behaviour } },
      ...(further.length > 0 && { further: Object.fromEntries(further) }),
    },
  };
}

function profileOf(code: StateCode, { enrolment }: Bed): Profile {
  const profile = enrolment.profiles.find((one) => one.code === code);
  if (profile !== undefined) return profile;
  throw new TamgaError('TAMGA-E-PROFILE-MEANING', `no state "${code}" is enrolled to tell a lie`);
}

function requireSome(only: readonly string[], chosen: readonly { readonly id: string }[]): void {
  const stranger = only.find((id) => !chosen.some((one) => one.id === id));
  if (stranger === undefined) return;
  const known = [...LIES, ...HONEST_VARIANTS].map(({ id }) => id);
  throw new TamgaError('TAMGA-E-USAGE', `no lie is called "${stranger}"`, {
    hint: `There are ${known.join(', ')}.`,
  });
}
