/**
 * What an examination says: a line for each finding, or one object.
 *
 * @module
 */
import type { ExitCode } from '../model/error';
import { printable } from '../model/printable';
import type { Health } from '../round/health';
import { type Finding, RESULTS, type Result, WHY } from '../round/health-finding';
import type { Paint, Style } from './style';
import { wrapped } from './tree';

const PAINTS: Readonly<Record<Result, Paint>> = {
  well: 'good',
  note: 'quiet',
  warning: 'warning',
  fault: 'bad',
  silent: 'bad',
  unsafe: 'bad',
};

interface DoctorStyle {
  readonly paint: Style;
  readonly verbose: boolean;
  /** Of the terminal; null where lines may be of any length. */
  readonly width: number | null;
}

type Examined = Pick<Health, 'profile' | 'instant'>;

export function doctorJson(
  { profile, instant }: Examined,
  findings: readonly Finding[],
  exit: ExitCode,
): object {
  const { code, name, evidenceClass } = profile;
  return {
    state: code,
    name,
    evidenceClass,
    instant,
    exit,
    findings: findings.map(({ about, examined, result, found, advice }) => ({
      about,
      examined,
      result,
      found,
      why: WHY[examined],
      advice,
    })),
  };
}

export function doctorText(examined: Examined, findings: readonly Finding[], style: DoctorStyle): string {
  const { profile, instant } = examined;
  const { paint, width } = style;
  const abouts = [...new Set(findings.map(({ about }) => about))];
  const lines = [
    paint(
      'strong',
      `${profile.code}  ${profile.name}  ${profile.evidenceClass.toUpperCase()}  at ${instant}`,
    ),
    ...abouts.flatMap((about) => [
      '',
      paint('strong', about),
      ...findings.filter((one) => one.about === about).flatMap((one) => linesOf(one, style)),
    ]),
    '',
    summary(findings),
  ];
  return lines.flatMap((line) => wrapped(line, width)).join('\n');
}

const RESULT_WIDTH = Math.max(...RESULTS.map((result) => result.length));
const EXAMINED_WIDTH = Math.max(...Object.keys(WHY).map((name) => name.length));

/** What is well needs no reason and no advice. */
function linesOf(
  { examined, result, found, advice }: Finding,
  { paint, verbose }: DoctorStyle,
): readonly string[] {
  const head = `  ${paint(PAINTS[result], result.padEnd(RESULT_WIDTH))}  ${examined.padEnd(EXAMINED_WIDTH)}  ${printable(found, 1000)}`;
  const indent = ' '.repeat(RESULT_WIDTH + EXAMINED_WIDTH + 6);
  const quiet = result === 'well' || result === 'note';
  return [
    head,
    ...(quiet && !verbose ? [] : [`${indent}${paint('quiet', 'why')}  ${WHY[examined]}`]),
    ...(advice === null ? [] : [`${indent}${paint('quiet', 'do')}   ${advice}`]),
  ];
}

function summary(findings: readonly Finding[]): string {
  const counts = RESULTS.map((result) => ({
    result,
    count: findings.filter((one) => one.result === result).length,
  }));
  return counts
    .filter(({ count }) => count > 0)
    .map(({ result, count }) => `${count} ${result}`)
    .join(' · ');
}
