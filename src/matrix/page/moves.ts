/**
 * Whose move: what is not as expected, grouped by cause.
 *
 * @module
 */
import type { JudgedCheck, Matrix, Outcome, Owner } from '../../model/matrix';
import type { StateCode } from '../../model/profile';
import type { Case } from '../../model/vector';
import { isOpen } from '../outcomes';
import { isCrossBorder } from '../totals';
import { hasWord, say, WORDS } from './words';

export interface Move {
  readonly owner: Owner;
  readonly outcome: Outcome;
  /** The state whose side it is on; null where nobody is named, or the move is this project's. */
  readonly side: StateCode | null;
  readonly title: string;
  /** The cases that it shows on; null where the title says them. */
  readonly cases: string | null;
  /** What was answered, the few most frequent words first. */
  readonly observed: readonly string[];
  readonly because: string;
  readonly checks: number;
  readonly directions: number;
  readonly known: boolean;
}

/** Unsafe first, then new before known, then the most checks. */
export function movesOf(matrix: Matrix, cases: readonly Case[]): readonly Move[] {
  const groups = new Map<string, JudgedCheck[]>();
  // The diagonal is no recognition, but an invalid signature accepted at home is unsafe all the same.
  const open = matrix.checks.filter(
    (check) => isOpen(check) && (isCrossBorder(check) || check.outcome === 'unsafe'),
  );
  for (const check of open) {
    const key = [check.owner, check.outcome, subjectOf(check), check.known !== null].join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [check]);
    else group.push(check);
  }
  return [...groups.values()].map((group) => moveOf(group, matrix, cases)).sort(byUrgency);
}

function moveOf(group: readonly JudgedCheck[], matrix: Matrix, cases: readonly Case[]): Move {
  const [first] = group;
  const owner = first?.owner ?? 'none';
  const outcome = first?.outcome ?? 'not-run';
  const names = new Map(matrix.states.map(({ code, name }) => [code, name]));
  const titles = new Map(cases.map(({ id, title }) => [id, title]));
  const named = (texts: readonly string[]) => shorten(frequent(texts), 4);
  const values = {
    signer: named(group.map(({ signer }) => names.get(signer) ?? signer)),
    verifier: named(group.map(({ verifier }) => names.get(verifier) ?? verifier)),
    who: named(group.map((check) => names.get(silentOne(check)) ?? silentOne(check))),
    case: shorten(frequent(group.map((check) => titles.get(check.case) ?? check.case)), 2),
  };
  const key = titleKey(outcome, owner);
  return {
    owner,
    outcome,
    side: first === undefined ? null : sideOf(first),
    title: say(key, values),
    cases: WORDS[key].includes('{case}') || outcome === 'not-run' ? null : values.case,
    observed: frequent(group.map(({ observed }) => observed ?? '').filter((text) => text !== '')).slice(0, 3),
    because: first?.because ?? '',
    checks: group.length,
    directions: new Set(group.map(({ signer, verifier }) => `${signer}-${verifier}`)).size,
    known: first?.known !== null,
  };
}

function titleKey(outcome: Outcome, owner: Owner): Parameters<typeof say>[0] {
  const keys = [`move.${outcome}.${owner}`, `move.${outcome}`, `outcome.${outcome}`];
  return keys.find(hasWord) ?? 'outcome.not-judged';
}

/** What the checks of one group share beside owner and outcome. */
function subjectOf(check: JudgedCheck): StateCode {
  if (check.outcome === 'not-run') return silentOne(check);
  return check.outcome === 'mint-differs' || check.owner === 'signer' ? check.signer : check.verifier;
}

function silentOne({ observed, signer, verifier }: JudgedCheck): StateCode {
  return observed?.startsWith('not-signed') ? signer : verifier;
}

/** Trust and policy are declared by the verifier. */
function sideOf(check: JudgedCheck): StateCode | null {
  if (check.owner === 'signer') return check.signer;
  if (check.owner === 'network') return silentOne(check);
  return ['verifier', 'trust', 'policy'].includes(check.owner) ? check.verifier : null;
}

/** Each text once, the most frequent first. */
function frequent(texts: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([text]) => text);
}

function shorten(texts: readonly string[], most: number): string {
  const shown = texts.slice(0, most).join(', ');
  return texts.length > most ? `${shown} +${texts.length - most}` : shown;
}

function byUrgency(a: Move, b: Move): number {
  const unsafe = Number(b.outcome === 'unsafe') - Number(a.outcome === 'unsafe');
  return unsafe || Number(a.known) - Number(b.known) || b.checks - a.checks || (a.title < b.title ? -1 : 1);
}
