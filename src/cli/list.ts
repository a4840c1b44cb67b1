/**
 * `tamga list`: what a round would ask, and nothing asked.
 *
 * @module
 */
import { SUITES, type Suite } from '../crypto/suites';
import type { Driver } from '../drivers/driver';
import { DRIVERS } from '../drivers/registry';
import { ROLES, type Role } from '../model/claim';
import { endpointsOf } from '../model/endpoints';
import { EXIT } from '../model/error';
import type { Plan, PlannedCheck } from '../model/plan';
import type { Certainty } from '../model/profile';
import { enrol } from '../round/enrolment';
import { listPlan, type RunRequest } from '../round/run';
import { settingsFrom } from '../round/settings';
import type { Command } from './command';
import { ROUND_OPTIONS, roundRequest } from './round-options';
import type { Style } from './style';

export const listCommand: Command = {
  name: 'list',
  about: 'Prints every check of a round with its scenario; no server is started and no request made.',
  usage: [
    'tamga list [--pair KZ:TR] [--tags EXPRESSION] [--full]',
    'tamga list --suites',
    'tamga list --dialects',
  ],
  options: {
    ...ROUND_OPTIONS,
    suites: { text: 'instead: every signature suite, with what its row rests on' },
    dialects: { text: 'instead: every dialect, with what of it nobody has verified' },
  },
  positionals: null,
  examples: [
    'tamga list',
    'tamga list --pair KZ:TR',
    'tamga list --full --json',
    'tamga list --suites',
    'tamga list --dialects',
  ],
  exits: [EXIT.ok, EXIT.configuration],
  async run(given, console) {
    if (given.has('suites')) {
      console.out(given.has('json') ? JSON.stringify(SUITES) : suitesText(SUITES, console.paint.out));
      return EXIT.ok;
    }
    if (given.has('dialects')) {
      const dialects = DRIVERS.map(dialectRow);
      console.out(given.has('json') ? JSON.stringify(dialects) : dialectsText(dialects, console.paint.out));
      return EXIT.ok;
    }
    const request = roundRequest(given);
    const plan = await listPlan(request);
    if (given.has('json')) console.out(JSON.stringify(plan));
    else
      for (const text of [planText(plan, console.paint.out), ...footnotes(plan, request, console.paint.out)])
        console.out(text);
    return EXIT.ok;
  },
};

interface DialectRow {
  readonly dialect: string;
  readonly granularity: Driver['granularity'];
  readonly roles: readonly Role[];
  /** What of the dialect rests on assumption, in words. */
  readonly unverified: readonly string[];
}

function dialectRow(driver: Driver): DialectRow {
  const { dialect, granularity, unverified = [] } = driver;
  return { dialect, granularity, roles: ROLES.filter((role) => driver[role] !== undefined), unverified };
}

/** One line per dialect, and one for each of its parts that nobody has verified. */
function dialectsText(rows: readonly DialectRow[], paint: Style): string {
  const width = Math.max(...rows.map(({ dialect }) => dialect.length));
  return rows
    .flatMap(({ dialect, granularity, roles, unverified }) => [
      `${dialect.padEnd(width)}  ${roles.join(' and ').padEnd('sign and verify'.length)}  ${paint('quiet', VERDICTS[granularity])}`,
      ...unverified.map((fact) => `${' '.repeat(width)}  ${paint('warning', `unverified: ${fact}`)}`),
    ])
    .join('\n');
}

const VERDICTS: Readonly<Record<Driver['granularity'], string>> = {
  'sub-indication': 'verdicts with a reason',
  boolean: 'verdicts without a reason',
};

/** Which of the dialects that this plan asks in rest on what nobody has verified. */
function footnotes(plan: Plan, { profiles }: RunRequest, paint: Style): readonly string[] {
  const folder = profiles ?? settingsFrom({}).profiles;
  const asked = new Set(plan.checks.flatMap(({ signer, verifier }) => [signer, verifier]));
  const spoken = enrol(folder)
    .profiles.filter(({ code }) => asked.has(code))
    .flatMap((profile) =>
      endpointsOf(profile).map(({ endpoint }) => ({ code: profile.code, dialect: endpoint.dialect })),
    );
  const notes = DRIVERS.map(dialectRow).flatMap(({ dialect, unverified }) => {
    const states = [...new Set(spoken.filter((one) => one.dialect === dialect).map(({ code }) => code))];
    if (states.length === 0 || unverified.length === 0) return [];
    return [`${dialect} (${states.join(', ')})`, ...unverified.map((fact) => `  unverified: ${fact}`)];
  });
  if (notes.length === 0) return [];
  return [
    '',
    paint('strong', 'Dialects that rest on what nobody has verified'),
    ...notes.map((line) => paint('warning', line)),
  ];
}

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
      const missing = check.unavailable;
      const closed = missing === undefined ? '' : paint('warning', `  not available: ${missing}`);
      return `  ${nameOf(check).padEnd(width)}  ${paint('quiet', check.scenario)}${note}${assumed}${closed}`;
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
  const closed = checks.filter(({ unavailable }) => unavailable !== undefined).length;
  const unclaimed = checks.filter(({ claimed }) => !claimed).length;
  const assumed = checks.filter((check) => check.assumed.length > 0).length;
  return [
    evidenceClass.toUpperCase(),
    scope.set === 'full' ? 'full product' : 'covering set',
    ...(scope.narrowedBy === null ? [] : [`narrowed by ${scope.narrowedBy}`]),
    `${counted(checks.length, 'check')} of ${counted(pairs, 'direction')}, ${unclaimed} not claimed, ${assumed} assumed${closed === 0 ? '' : `, ${closed} not available`}`,
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
