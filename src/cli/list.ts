/**
 * `tamga list`: what a round would ask, and nothing asked.
 *
 * @module
 */
import { EXIT } from '../model/error';
import type { Plan, PlannedCheck } from '../model/plan';
import { listPlan } from '../round/run';
import type { Command } from './command';
import { ROUND_OPTIONS, roundRequest } from './round-options';
import type { Style } from './style';

export const listCommand: Command = {
  name: 'list',
  about: 'Prints every check of a round with its scenario; no server is started and no request made.',
  usage: ['tamga list [--pair KZ:TR] [--tags EXPRESSION] [--full]'],
  options: ROUND_OPTIONS,
  positionals: null,
  examples: ['tamga list', 'tamga list --pair KZ:TR', 'tamga list --full --json'],
  exits: [EXIT.ok, EXIT.configuration],
  async run(given, console) {
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
      return `  ${nameOf(check).padEnd(width)}  ${paint('quiet', check.scenario)}${note}`;
    }),
  ]);
  return [headline(plan, pairs.size), ...lines].join('\n');
}

function headline({ evidenceClass, scope, checks, clock, seed }: Plan, pairs: number): string {
  const unclaimed = checks.filter(({ claimed }) => !claimed).length;
  return [
    evidenceClass.toUpperCase(),
    scope.set === 'full' ? 'full product' : 'covering set',
    ...(scope.narrowedBy === null ? [] : [`narrowed by ${scope.narrowedBy}`]),
    `${counted(checks.length, 'check')} of ${counted(pairs, 'direction')}, ${unclaimed} not claimed`,
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
