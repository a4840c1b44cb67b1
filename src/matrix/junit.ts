/**
 * The checks as JUnit XML: a suite per pair, a test case per check.
 *
 * A listed divergence is skipped with its reason; a note is written out and does not fail.
 *
 * @module
 */
import type { JudgedCheck, KnownDivergence, Matrix } from '../model/matrix';
import { formatVerdict } from '../model/verdict';
import { escapeText } from './markup';
import { isApplicable, isAssumed, OUTCOME_ROWS } from './outcomes';

type Kind = 'passed' | 'failed' | 'skipped';

export function renderJunit(matrix: Matrix): string {
  const known = new Map(matrix.divergences.map((divergence) => [divergence.id, divergence]));
  const suites = matrix.cells.map((cell) => {
    const members = new Set(cell.checks);
    const checks = matrix.checks.filter(({ id }) => members.has(id));
    return suite(`${cell.signer}-${cell.verifier}`, checks, known, matrix.evidenceClass);
  });
  const name = `tamga ${matrix.round} (${matrix.evidenceClass})`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${escapeText(name)}" ${sums(matrix.checks)}>\n${suites.join('')}</testsuites>\n`;
}

type Known = ReadonlyMap<string, KnownDivergence>;

function suite(name: string, checks: readonly JudgedCheck[], known: Known, evidenceClass: string): string {
  const property = `<properties><property name="evidence class" value="${escapeText(evidenceClass)}"/></properties>`;
  const cases = checks.map((check) => testCase(check, known)).join('');
  return `  <testsuite name="${escapeText(name)}" ${sums(checks)}>\n    ${property}\n${cases}  </testsuite>\n`;
}

function sums(checks: readonly JudgedCheck[]): string {
  const count = (kind: Kind) => checks.filter((check) => kindOf(check) === kind).length;
  return `tests="${checks.length}" failures="${count('failed')}" errors="0" skipped="${count('skipped')}"`;
}

function kindOf(check: JudgedCheck): Kind {
  const { weight } = OUTCOME_ROWS[check.outcome];
  if (check.known !== null) return 'skipped';
  if (weight === 'unsafe') return 'failed';
  if (!isApplicable(check)) return 'skipped';
  return weight === 'none' ? 'passed' : 'failed';
}

function testCase(check: JudgedCheck, known: Known): string {
  const attributes = `classname="${escapeText(`${check.signer}-${check.verifier}.${check.case}`)}" name="${escapeText(check.id)}"`;
  return `    <testcase ${attributes}>${result(check, known)}<system-out>${escapeText(details(check))}</system-out></testcase>\n`;
}

function result(check: JudgedCheck, known: Known): string {
  const listed = check.known === null ? undefined : known.get(check.known);
  const assumed = isAssumed(check) ? `assumed (${check.assumed.join('; ')}): ` : '';
  const message =
    listed === undefined
      ? `${assumed}${check.outcome}: ${check.because}`
      : `known: ${listed.reason} (${listed.link})`;
  switch (kindOf(check)) {
    case 'passed':
      return '';
    case 'skipped':
      return `<skipped message="${escapeText(message)}"/>`;
    case 'failed':
      return `<failure type="${check.outcome}" message="${escapeText(message)}"/>`;
  }
}

function details({ outcome, owner, expected, observed, because, flaky }: JudgedCheck): string {
  const lines = [
    `outcome: ${outcome}`,
    `owner: ${owner}`,
    `expected: ${formatVerdict(expected)}`,
    `observed: ${observed ?? 'nothing'}`,
    `because: ${because}`,
    ...(flaky === null ? [] : [`flaky: answered on attempt ${flaky.passed} of ${flaky.of}`]),
  ];
  return lines.join('\n');
}
