/**
 * `tamga explain`: what a check of the referee, or a sub-indication, asks for, means and leads to.
 *
 * @module
 */
import { didYouMean } from '../model/did-you-mean';
import { EXIT } from '../model/error';
import { SPECIFICATIONS } from '../model/specification';
import { isSubIndication, SUB_INDICATIONS, type SubIndication } from '../model/verdict';
import {
  BUILDING_BLOCKS,
  buildingBlockOf,
  REGISTERED_CHECKS,
  type RegisteredCheck,
  registeredCheck,
} from '../referee/registry';
import { usage } from './arguments';
import type { Command } from './command';
import type { Style } from './style';
import { indicationOf, SUB_INDICATION_ADVICE } from './verdict-advice';

/** One explained check or sub-indication, as `--json` prints it. */
export type Explanation = CheckExplanation | SubIndicationExplanation;

interface CheckExplanation {
  readonly id: string;
  readonly kind: 'check';
  readonly block: string;
  readonly clause: {
    readonly doc: string;
    readonly section: string;
    readonly title: string;
    readonly url: string;
  };
  readonly requires: string;
  readonly leadsTo: readonly SubIndication[];
  readonly remedy: string;
  /** Where it could not be decided; null: the same. */
  readonly remedyIfUndecided: string | null;
}

interface SubIndicationExplanation {
  readonly id: SubIndication;
  readonly kind: 'sub-indication';
  readonly indication: string;
  readonly means: string;
  /** Checks that can end in it. */
  readonly checks: readonly string[];
  readonly remedy: string;
}

export const explainCommand: Command = {
  name: 'explain',
  about: 'Explains checks of the referee and sub-indications; without an ID it lists the checks.',
  usage: ['tamga explain [ID]…'],
  options: {},
  positionals: { name: 'ID', atLeast: 0 },
  examples: [
    'tamga explain',
    'tamga explain x509-validation.not-revoked',
    'tamga explain HASH_FAILURE',
    'tamga explain --json',
  ],
  exits: [EXIT.ok],
  async run(given, console) {
    const paint = console.paint.out;
    const explained = given.positionals.map(explain);
    if (given.has('json')) {
      console.out(JSON.stringify(explained.length > 0 ? explained : REGISTERED_CHECKS.map(checkExplanation)));
      return EXIT.ok;
    }
    console.out(
      explained.length > 0
        ? explained.map((one) => explanationText(one, paint)).join('\n\n')
        : checkList(paint),
    );
    return EXIT.ok;
  },
};

/** @throws TamgaError TAMGA-E-USAGE with the nearest known id */
export function explain(id: string): Explanation {
  const registered = registeredCheck(id);
  if (registered !== undefined) return checkExplanation(registered);
  if (isSubIndication(id)) return subIndicationExplanation(id);
  const near = didYouMean(id, [...REGISTERED_CHECKS.map(({ check }) => check.id), ...SUB_INDICATIONS]);
  throw usage(
    `there is no check or sub-indication ${id}`,
    { name: 'explain' },
    near === undefined ? 'tamga explain lists the checks.' : `Did you mean "${near}"?`,
  );
}

function checkExplanation({ check, leadsTo, remedy, undecided }: RegisteredCheck): CheckExplanation {
  const { title, url } = SPECIFICATIONS[check.clause.doc];
  return {
    id: check.id,
    kind: 'check',
    block: buildingBlockOf(check.id)?.title ?? '',
    clause: { ...check.clause, title, url },
    requires: check.requires,
    leadsTo,
    remedy,
    remedyIfUndecided: undecided ?? null,
  };
}

function subIndicationExplanation(id: SubIndication): SubIndicationExplanation {
  return {
    id,
    kind: 'sub-indication',
    indication: indicationOf(id),
    means: SUB_INDICATION_ADVICE[id].means,
    checks: REGISTERED_CHECKS.filter(({ leadsTo }) => leadsTo.includes(id)).map(({ check }) => check.id),
    remedy: SUB_INDICATION_ADVICE[id].remedy,
  };
}

function explanationText(explanation: Explanation, paint: Style): string {
  return [
    paint('strong', explanation.id),
    ...(explanation.kind === 'check' ? checkRows(explanation) : subIndicationRows(explanation)).map(
      ([name, value]) => `  ${paint('quiet', name.padEnd(12))}  ${value}`,
    ),
  ].join('\n');
}

function checkRows(explanation: CheckExplanation): readonly Row[] {
  const { block, clause, requires, leadsTo, remedy, remedyIfUndecided, id } = explanation;
  return [
    ['requires', requires],
    ['clause', `${clause.doc}, section ${clause.section}: ${clause.title}`],
    ['', clause.url],
    ['block', block],
    ...leadsTo.map((one, index): Row => [index === 0 ? 'a failure' : '', `${indicationOf(one)} / ${one}`]),
    ...(isOfTimeStamp(id) ? [TIME_STAMP_NOTE] : []),
    ['what to do', remedy],
    ...(remedyIfUndecided === null ? [] : [['if undecided', remedyIfUndecided] as const]),
  ];
}

type Row = readonly [string, string];

const TIME_STAMP_NOTE: Row = ['', 'of the time-stamp alone, which then proves nothing for the signature'];

/** Of tokens: what is wrong with one only takes it out of the account. */
function isOfTimeStamp(id: string): boolean {
  return id.startsWith('time-stamp.') && id !== 'time-stamp.order';
}

function subIndicationRows({ indication, means, checks, remedy }: SubIndicationExplanation): readonly Row[] {
  return [
    ['indication', indication],
    ['means', means],
    ...checks.map((one, index): Row => [index === 0 ? 'checks' : '', one]),
    ['what to do', remedy],
  ];
}

/** Grouped by building block, in the order of the process. */
function checkList(paint: Style): string {
  const width = Math.max(...REGISTERED_CHECKS.map(({ check }) => check.id.length));
  const blocks = BUILDING_BLOCKS.flatMap(({ id, title, clause }) => {
    const own = REGISTERED_CHECKS.filter(({ check }) => buildingBlockOf(check.id)?.id === id);
    if (own.length === 0) return [];
    const head = `${paint('strong', title)}  ${paint('quiet', `${clause.doc}, section ${clause.section}`)}`;
    return [[head, ...own.map(({ check }) => `  ${check.id.padEnd(width)}  ${check.requires}`)].join('\n')];
  });
  return blocks.join('\n\n');
}
