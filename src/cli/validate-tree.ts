/**
 * A judged file as a tree for human eyes: every signature, what was found, and the clause that asks for it.
 *
 * @module
 */

import { printable } from '../model/printable';
import { formatClause } from '../model/specification';
import { formatVerdict, type Indication } from '../model/verdict';
import type { Finding, SignatureReport } from '../referee/validation';
import type { Paint, Style } from './style';
import type { JudgedFile } from './validate-report';

const INDICATION_PAINT: Readonly<Record<Indication, Paint>> = {
  TOTAL_PASSED: 'good',
  TOTAL_FAILED: 'bad',
  INDETERMINATE: 'warning',
};

const FINDING_MARK: Readonly<Record<Finding['status'], readonly [string, Paint]>> = {
  passed: ['✓', 'good'],
  failed: ['✗', 'bad'],
  undecided: ['?', 'warning'],
};

interface Node {
  readonly lines: readonly string[];
  readonly children: readonly Node[];
}

export function treeOf({ line, reports }: JudgedFile, paint: Style): string {
  const name = paint('strong', printable(line.file));
  if (line.error !== undefined)
    return `${name}  ${paint('bad', line.error.code)}  ${printable(line.error.message)}`;
  const count = `${reports.length} ${reports.length === 1 ? 'signature' : 'signatures'}`;
  const known = new Set(reports.map(({ id }) => id));
  // A counter-signature whose parent is not in the report still has to be seen.
  const roots = reports.filter(({ parent }) => parent === null || !known.has(parent));
  return [
    `${name}  ${line.format ?? 'unknown format'}  ${count}`,
    ...branches(roots.map((root) => signatureNode(root, reports, paint))),
  ].join('\n');
}

function signatureNode(report: SignatureReport, all: readonly SignatureReport[], paint: Style): Node {
  const verdict = paint(INDICATION_PAINT[report.indication], formatVerdict(report));
  const facts = [report.level, report.algorithm].filter((fact) => fact !== null && fact !== 'none');
  const below = all.filter(({ parent }) => parent === report.id);
  return {
    lines: [[report.id, verdict, ...facts].map(String).join('  ')],
    children: [
      fact('signed by', report.signedBy ?? 'unknown', paint),
      ...report.subjectIdentifiers.map(({ scheme, masked, wellFormed }) =>
        fact('identifier', `${scheme} ${masked}${wellFormed ? '' : ', not as its rule asks'}`, paint),
      ),
      fact('claimed time', `${report.signingTime ?? 'none'}, judged at ${report.bestSignatureTime}`, paint),
      fact('intact', `${INTACT.get(report.intact)}, coverage ${report.coverage ?? 'unknown'}`, paint),
      ...report.findings.map((finding) => findingNode(finding, paint)),
      ...below.map((counter) => signatureNode(counter, all, paint)),
    ],
  };
}

const INTACT: ReadonlyMap<boolean | null, string> = new Map([
  [true, 'yes'],
  [false, 'no'],
  [null, 'cannot be told: signed data or key is missing'],
]);

function fact(name: string, value: string, paint: Style): Node {
  return { lines: [`${paint('quiet', name)} ${printable(value)}`], children: [] };
}

function findingNode(finding: Finding, paint: Style): Node {
  const [mark, colour] = FINDING_MARK[finding.status];
  return {
    lines: [
      `${paint(colour, mark)} ${finding.check}  ${paint('quiet', formatClause(finding.clause))}`,
      `  ${printable(finding.found)}`,
    ],
    children: [],
  };
}

function branches(nodes: readonly Node[]): readonly string[] {
  return nodes.flatMap((node, index) => {
    const last = index === nodes.length - 1;
    const stem = last ? '   ' : '│  ';
    const [first = '', ...more] = node.lines;
    return [
      `${last ? '└─' : '├─'} ${first}`,
      ...[...more, ...branches(node.children)].map((line) => `${stem}${line}`),
    ];
  });
}
