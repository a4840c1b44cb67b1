/**
 * `tamga list`: what a round would ask, and nothing asked.
 *
 * @module
 */
import { SUITES, type Suite } from '../crypto/suites';
import { EXIT } from '../model/error';
import type { Plan, PlannedCheck } from '../model/plan';
import type { Certainty } from '../model/profile';
import { listPlan } from '../round/run';
import type { Command } from './command';
import { ROUND_OPTIONS, roundRequest } from './round-options';
import type { Style } from './style';

export const listCommand: Command = {
  name: 'list',
  about: 'Prints every check of a round with its scenario; no server is started and no request made.',
  usage: ['tamga list [--pair KZ:TR] [--tags EXPRESSION] [--full]', 'tamga list --suites'],
  options: {
    ...ROUND_OPTIONS,
    suites: { text: 'instead: every signature suite, with what its row rests on' },
  },
  positionals: null,
  examples: ['tamga list', 'tamga list --pair KZ:TR', 'tamga list --full --json', 'tamga list --suites'],
  exits: [EXIT.ok, EXIT.configuration],
  async run(given, console) {
    if (given.has('suites')) {
      console.out(given.has('json') ? JSON.stringify(SUITES) : suitesText(SUITES, console.paint.out));
      return EXIT.ok;
    }
    const plan = await listPlan(roundRequest(given));
    console.out(given.has('json') ? JSON.stringify(plan) : planText(plan, console.paint.out));
    return EXIT.ok;
  },
};

export function planText(plan: Plan, paint: Style): string {
  const pairs = new Map<string, PlannedCheck[]>();
  for (const check of plan.checks) {
    const pair = `${check.signer} → ${check.verifier}`;
    pairs.set(pair, [...(pairs.get(pair) ?? []), check]);
  }
  const width = Math.max(0, ...plan.checks.map((check) => nameOf(check).length));
  const lines = [...pairs].flatMap(([pair, checks]) => [
    '',
    paint('strong', `${pair}  ${counted(checks.length, 'check')}`),
    ...checks.map((check) => {
      const note = check.claimed ? '' : paint('warning', '  not claimed');
      const assumed = check.assumed.map((reason) => paint('warning', `  assumed: ${reason}`)).join('');
      return `  ${nameOf(check).padEnd(width)}  ${paint('quiet', check.scenario)}${note}${assumed}`;
    }),
  ]);
  return [headline(plan, pairs.size), ...lines].join('\n');
}

/** One line per suite, and one for each of its parts that nobody has verified. */
export function suitesText(suites: readonly Suite[], paint: Style): string {
  const width = Math.max(...suites.map(({ id }) => id.length));
  return suites
    .flatMap(({ id, provenance: { certainty, source }, unverified }) => [
      `${id.padEnd(width)}  ${certaintyText(certainty, paint)}  ${paint('quiet', source)}`,
      ...unverified.map((fact) => `${' '.repeat(width)}  ${paint('warning', `unverified: ${fact}`)}`),
    ])
    .join('\n');
}

function certaintyText(certainty: Certainty, paint: Style): string {
  const text = certainty.padEnd('read-unnamed'.length);
  return certainty === 'unverified' ? paint('warning', text) : text;
}

function headline({ evidenceClass, scope, checks, clock, seed }: Plan, pairs: number): string {
  const unclaimed = checks.filter(({ claimed }) => !claimed).length;
  const assumed = checks.filter((check) => check.assumed.length > 0).length;
  return [
    evidenceClass.toUpperCase(),
    scope.set === 'full' ? 'full product' : 'covering set',
    ...(scope.narrowedBy === null ? [] : [`narrowed by ${scope.narrowedBy}`]),
    `${counted(checks.length, 'check')} of ${counted(pairs, 'direction')}, ${unclaimed} not claimed, ${assumed} assumed`,
    `${clock.mode} at ${clock.instant}`,
    `seed ${seed}`,
  ].join(' · ');
}

/** The id without the pair, which stands above. */
function nameOf({ id }: PlannedCheck): string {
  return id.slice(id.indexOf('/') + 1);
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
