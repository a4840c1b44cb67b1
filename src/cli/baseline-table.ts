/**
 * The baseline requirements of a signature, row by row, for `tamga validate --level`.
 *
 * @module
 */
import { LEVELS, type Level } from '../model/claim';
import { printable } from '../model/printable';
import { formatClause } from '../model/specification';
import type { BaselineRow, SignatureReport } from '../referee/validation';
import type { Paint, Style } from './style';
import { fact, type Node } from './tree';

/** A signature can be asked to reach one of these. */
export const BASELINE_LEVELS: readonly Level[] = LEVELS.filter((level) => level !== 'none');

const MARKS: Readonly<Record<BaselineRow['status'], readonly [string, Paint]>> = {
  met: ['✓', 'good'],
  broken: ['✗', 'bad'],
  'left-out': ['–', 'quiet'],
};

/** It claims the level or a higher one, and breaks no requirement of it. */
export function reaches({ level, baseline }: SignatureReport, wanted: Level): boolean {
  const order = LEVELS.indexOf(wanted);
  return (
    level !== null &&
    LEVELS.indexOf(level) >= order &&
    baseline.length > 0 &&
    baseline.every((row) => row.status !== 'broken' || LEVELS.indexOf(row.level) > order)
  );
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
      ? 'no baseline signature: nothing is asked of it'
      : `claims ${level ?? 'no level'}; ${counts.join(', ')}`;
  return [
    fact('baseline', summary, paint, [
      ...baseline.map((row) => rowNode(row, paint)),
      ...(wanted === null ? [] : [reachedNode(reaches(report, wanted), wanted, paint)]),
    ]),
  ];
}

function rowNode({ row, clause, level, status, found }: BaselineRow, paint: Style): Node {
  const [mark, colour] = MARKS[status];
  return {
    lines: [
      `${paint(colour, mark)} ${row}  ${level}  ${paint('quiet', formatClause(clause))}`,
      `  ${printable(found)}`,
    ],
    children: [],
  };
}

function reachedNode(reached: boolean, wanted: Level, paint: Style): Node {
  return {
    lines: [reached ? paint('good', `${wanted} is reached`) : paint('bad', `${wanted} is not reached`)],
    children: [],
  };
}
