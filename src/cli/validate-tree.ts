/**
 * A judged file as a tree for human eyes: verdict and reason first, then whose signature it is, then what was checked.
 *
 * @module
 */
import type { Level } from '../model/claim';
import { printable } from '../model/printable';
import { formatVerdict, type Indication } from '../model/verdict';
import { ownFindings } from '../referee/own-findings';
import type { SignatureReport } from '../referee/validation';
import { baselineNode } from './baseline-table';
import type { Paint, Style } from './style';
import { branches, fact, type Node } from './tree';
import { chainNode, checksNode, decidingRemedy, type Telling, timeStampsNode } from './validate-parts';
import type { JudgedFile } from './validate-report';
import { meaningOf, SUB_INDICATION_ADVICE } from './verdict-advice';

/** `quiet`: verdicts alone; `normal`: and every check that did not pass; `verbose`: every check. */
export type Detail = 'quiet' | 'normal' | 'verbose';

const INDICATION_PAINT: Readonly<Record<Indication, Paint>> = {
  TOTAL_PASSED: 'good',
  TOTAL_FAILED: 'bad',
  INDETERMINATE: 'warning',
};

export interface View {
  readonly paint: Style;
  readonly detail: Detail;
  /** Of the terminal; null: lines may be of any length. */
  readonly width: number | null;
  /** Null: the baseline requirements were not asked for. */
  readonly baseline: { readonly wanted: Level | null } | null;
}

export function treeOf({ line, reports }: JudgedFile, view: View, notes: readonly string[] = []): string {
  const { paint, detail } = view;
  const name = paint('strong', printable(line.file));
  if (line.error !== undefined)
    return `${name}  ${paint('bad', line.error.code)}  ${printable(line.error.message)}`;
  if (detail === 'quiet')
    return reports.map((report) => `${name}  ${report.id}  ${verdictText(report, paint)}`).join('\n');
  const count = `${reports.length} ${reports.length === 1 ? 'signature' : 'signatures'}`;
  const known = new Set(reports.map(({ id }) => id));
  // A counter-signature whose parent is not in the report still has to be seen.
  const roots = reports.filter(({ parent }) => parent === null || !known.has(parent));
  return [
    `${name}  ${line.format ?? 'unknown format'}  ${count}`,
    ...branches(
      roots.map((root) => signatureNode(root, { all: reports, fileFormat: line.format, view })),
      view.width,
    ),
    ...notes.map((note) => `   ${paint('quiet', printable(note, 1_000))}`),
  ].join('\n');
}

interface Around {
  readonly all: readonly SignatureReport[];
  readonly fileFormat: string | null;
  readonly view: View;
}

function signatureNode(report: SignatureReport, around: Around): Node {
  const { paint, baseline } = around.view;
  const { level, algorithm, format } = report;
  const facts = [format === around.fileFormat ? null : format, level === 'none' ? null : level, algorithm];
  const remedies = remedyOf(report);
  const telling: Telling = { ...around.view, said: new Set(remedies) };
  const below = around.all.filter(({ parent }) => parent === report.id);
  return {
    lines: [
      [
        report.id,
        verdictText(report, paint),
        ...facts.filter((one) => one !== null).map((one) => printable(one)),
      ].join('  '),
    ],
    children: [
      fact('why', whyOf(report), paint),
      ...remedies.map((remedy) => fact('what to do', remedy, paint)),
      ...signerNodes(report, paint),
      ...chainNode(report, paint),
      ...timeStampsNode(report, telling),
      ...(baseline === null ? [] : baselineNode(report, baseline.wanted, paint)),
      ...checksNode(ownFindings(report), telling, report.indication === 'TOTAL_PASSED'),
      ...below.map((counter) => signatureNode(counter, around)),
    ],
  };
}

function verdictText(report: SignatureReport, paint: Style): string {
  return paint(INDICATION_PAINT[report.indication], formatVerdict(report));
}

/** Of the check that decided; else what one does about such a verdict in general. */
function remedyOf(report: SignatureReport): readonly string[] {
  const { subIndication } = report;
  if (subIndication === null) return [];
  return [decidingRemedy(report) ?? SUB_INDICATION_ADVICE[subIndication].remedy];
}

function signerNodes(report: SignatureReport, paint: Style): readonly Node[] {
  const { signingTime, bestSignatureTime, intact, coverage, changesAfter } = report;
  return [
    fact('signed by', report.signedBy ?? 'unknown', paint),
    ...report.subjectIdentifiers.map(({ scheme, masked, wellFormed }) =>
      fact('identifier', `${scheme} ${masked}${wellFormed ? '' : ', not as its rule asks'}`, paint),
    ),
    fact('claimed time', `${signingTime ?? 'none'}, judged at ${bestSignatureTime}`, paint),
    fact(
      'intact',
      `${INTACT.get(intact)}, coverage ${coverage ?? 'unknown'}, ${CHANGED.get(changesAfter)}`,
      paint,
    ),
  ];
}

/** A valid signature says nothing of what it does not cover: who reads only one line must not think so. */
function whyOf(report: SignatureReport): string {
  const { indication, coverage, changesAfter } = report;
  if (indication !== 'TOTAL_PASSED') return meaningOf(report);
  return [
    meaningOf(report),
    ...(coverage === 'partial' ? ['But it covers only part of the file.'] : []),
    ...(changesAfter === 'permitted' ? ['Something was added after it, as the signer permits.'] : []),
  ].join(' ');
}

const CHANGED: ReadonlyMap<SignatureReport['changesAfter'], string> = new Map([
  ['none', 'nothing changed after it'],
  ['permitted', 'changed after it as it permits'],
  ['forbidden', 'changed after it against what it permits'],
  [null, 'changes after it unknown'],
]);

const INTACT: ReadonlyMap<boolean | null, string> = new Map([
  [true, 'yes'],
  [false, 'no'],
  [null, 'cannot be told: signed data or key is missing'],
]);
