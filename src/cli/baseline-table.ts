/**
 * The baseline requirements of a signature, row by row, for `tamga validate --level`.
 *
 * @module
 */
import { LEVELS, type Level } from '../model/claim';
import { printable } from '../model/printable';
import { formatClause } from '../model/specification';
import { reachedLevel } from '../referee/baseline/baseline';
import type { BaselineRow } from '../referee/baseline/row';
import type { SignatureReport } from '../referee/validation';
import type { Paint, Style } from './style';
import { fact, type Node } from './tree';

/** A signature can be asked to reach one of these. */
export const BASELINE_LEVELS: readonly Level[] = LEVELS.filter((level) => level !== 'none');

const MARKS: Readonly<Record<BaselineRow['status'], readonly [string, Paint]>> = {
  met: ['✓', 'good'],
  broken: ['✗', 'bad'],
  'left-out': ['–', 'quiet'],
};

/** All that the level and those below it ask for is there, and nothing of it is broken. */
export function reaches({ baseline }: SignatureReport, wanted: Level): boolean {
  return LEVELS.indexOf(reachedLevel(baseline)) >= LEVELS.indexOf(wanted);
}

export function isLevel(text: string | undefined): text is Level {
  return BASELINE_LEVELS.some((level) => level === text);
}

/** The table, and whether the wanted level is reached. */
export function baselineNode(report: SignatureReport, wanted: Level | null, paint: Style): readonly Node[] {
  const { baseline, level } = report;
  const counts = (['met', 'broken', 'left-out'] as const).map(
    (status) => `${baseline.filter((row) => row.status === status).length} ${status.replace('-', ' ')}`,
  );
  const summary =
    baseline.length === 0
      ? 'cannot be told: the signature cannot be read'
      : `claims ${level ?? 'none'}, reaches ${reachedLevel(baseline)}; ${counts.join(', ')}`;
  return [
    fact('baseline', summary, paint, [
      ...baseline.map((row) => rowNode(row, paint)),
      ...(wanted === null ? [] : [reachedNode(reaches(report, wanted), wanted, paint)]),
    ]),
  ];
}

function rowNode(baselineRow: BaselineRow, paint: Style): Node {
  const { row, letter, clause, level, requirement, status, sentence, found, unverified } = baselineRow;
  const [mark, colour] = MARKS[status];
  const name = letter === null ? row : `${row} (${letter})`;
  const about = `${requirement} from ${level}`;
  const doubt = unverified ? `  ${paint('warning', 'unverified')}` : '';
  return {
    lines: [
      `${paint(colour, mark)} ${name}  ${about}  ${paint('quiet', formatClause(clause))}${doubt}`,
      // Of what is kept, or need not be there, the name says enough.
      ...(isWanting(status, requirement) ? [`  ${sentence}`] : []),
      `  ${printable(found)}`,
    ],
    children: [],
  };
}

function isWanting(status: BaselineRow['status'], requirement: BaselineRow['requirement']): boolean {
  return status === 'broken' || (status === 'left-out' && requirement === 'shall');
}

function reachedNode(reached: boolean, wanted: Level, paint: Style): Node {
  return {
    lines: [reached ? paint('good', `${wanted} is reached`) : paint('bad', `${wanted} is not reached`)],
    children: [],
  };
}
