/**
 * The parts of a signature's tree: its chain of certificates, its time-stamps, its checks.
 *
 * @module
 */
import { printable } from '../model/printable';
import { formatClause } from '../model/specification';
import { registeredCheck, remedyFor } from '../referee/registry';
import type {
  Finding,
  ReportedCertificate,
  ReportedRevocation,
  SignatureReport,
  TimeStampReport,
} from '../referee/validation';
import type { Paint, Style } from './style';
import { fact, type Node } from './tree';
import type { View } from './validate-tree';

const MARKS: Readonly<Record<Finding['status'], readonly [string, Paint]>> = {
  passed: ['✓', 'good'],
  failed: ['✗', 'bad'],
  undecided: ['?', 'warning'],
};

const TIME_STAMP_PAINT: Readonly<Record<TimeStampReport['indication'], Paint>> = {
  PASSED: 'good',
  FAILED: 'bad',
  INDETERMINATE: 'warning',
};

/** What to do about the check that did not pass and can end in this verdict; undefined where none says so of itself. */
export function decidingRemedy({ findings, subIndication }: SignatureReport): string | undefined {
  if (subIndication === null) return undefined;
  const deciding = findings.find(
    ({ status, check }) =>
      status !== 'passed' && registeredCheck(check)?.leadsTo.includes(subIndication) === true,
  );
  return deciding === undefined ? undefined : remedyOf(deciding);
}

function remedyOf({ check, status }: Finding): string | undefined {
  return status === 'passed' ? undefined : remedyFor(check, status);
}

/** Advice is given once: what was said above is not said again. */
export interface Telling extends View {
  readonly said: Set<string>;
}

export function chainNode({ certificates }: SignatureReport, paint: Style): readonly Node[] {
  if (certificates.length === 0) return [];
  return [fact('chain', counted(certificates.length, 'certificate'), paint, certificates.map(link))];

  function link(certificate: ReportedCertificate): Node {
    const { role, subject, notBefore, notAfter, serialNumber, revocation } = certificate;
    return {
      lines: [
        `${paint('quiet', role)} ${printable(subject)}`,
        `  valid from ${notBefore} to ${notAfter}, serial number ${serialNumber}`,
        ...(revocation === null ? [] : [`  ${revocationText(revocation, paint)}`]),
      ],
      children: [],
    };
  }
}

function revocationText({ source, status, revokedAt, thisUpdate }: ReportedRevocation, paint: Style): string {
  const by = `${source === 'crl' ? 'CRL' : 'OCSP response'} of ${thisUpdate}`;
  if (status === 'good') return `not revoked, by the ${by}`;
  return paint(
    'bad',
    status === 'revoked'
      ? `revoked at ${revokedAt ?? 'an unknown time'}, by the ${by}`
      : `on hold, by the ${by}`,
  );
}

export function timeStampsNode({ timeStamps }: SignatureReport, telling: Telling): readonly Node[] {
  if (timeStamps.length === 0) return [];
  const { paint } = telling;
  const used = timeStamps.filter((one) => one.used).length;
  return [
    fact(
      'time-stamps',
      `${timeStamps.length}, of which ${used} ${used === 1 ? 'proves' : 'prove'} something`,
      paint,
      timeStamps.map((one) => {
        const verdict = [one.indication, one.subIndication].filter((word) => word !== null).join(' / ');
        return {
          lines: [
            [one.name, one.time ?? 'no time', paint(TIME_STAMP_PAINT[one.indication], verdict)]
              .concat(one.used ? [] : [paint('warning', 'proves nothing')])
              .join('  '),
            ...(one.signedBy === null ? [] : [`  ${paint('quiet', 'by')} ${printable(one.signedBy)}`]),
          ],
          children: checksNode(one.findings, telling),
        };
      }),
    ),
  ];
}

/** How many passed, and those that did not; all of them if asked. `settled`: the signature passed all the same. */
export function checksNode(findings: readonly Finding[], telling: Telling, settled = false): readonly Node[] {
  if (findings.length === 0) return [];
  const all = telling.detail === 'verbose';
  const passed = findings.filter(({ status }) => status === 'passed').length;
  const shown = all ? findings : findings.filter(({ status }) => status !== 'passed');
  const hint = all || passed === 0 ? '' : ' (--verbose lists them)';
  return [
    fact(
      'checks',
      `${passed} of ${findings.length} passed${hint}`,
      telling.paint,
      shown.map((finding) => findingNode(finding, telling, settled)),
    ),
  ];
}

/** Of a signature that passed: open as of now, and answered by a proof that it existed before. */
const SETTLED = 'Settled: the signature is proven to have existed when this was in order.';

function findingNode(finding: Finding, { paint, said }: Telling, settled: boolean): Node {
  const [mark, colour] = MARKS[finding.status];
  const remedy = settled && finding.status !== 'passed' ? SETTLED : remedyOf(finding);
  const isNew = remedy !== undefined && !said.has(remedy);
  if (isNew) said.add(remedy);
  return {
    lines: [
      `${paint(colour, mark)} ${finding.check}  ${paint('quiet', formatClause(finding.clause))}`,
      `  ${printable(finding.found)}`,
      ...(isNew ? [`  ${paint('quiet', '→')} ${remedy}`] : []),
    ],
    children: [],
  };
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
