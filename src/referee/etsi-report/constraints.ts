/**
 * Findings as constraints that were applied, and what a report says in words.
 *
 * @module
 */
import { formatClause } from '../../model/specification';
import type { Finding } from '../validation';
import { APPLIED, checkUri, mainIndicationUri, OURS } from './uris';
import { element, type XmlElement } from './xml';

/** Every finding is a constraint with a status of its own. */
export function constraints(findings: readonly Finding[], policy: string): XmlElement {
  return element('ValidationConstraintsEvaluationReport', [
    element('SignatureValidationPolicy', [
      element('SignaturePolicyIdentifier', [element('xades:SignaturePolicyImplied', [])]),
      element('PolicyName', policy),
    ]),
    ...findings.map(constraint),
  ]);
}

const STATUS = { passed: 'PASSED', failed: 'FAILED', undecided: 'INDETERMINATE' } as const;

function constraint({ check, status, clause, found }: Finding): XmlElement {
  return element('ValidationConstraint', [
    element('ValidationConstraintIdentifier', checkUri(check)),
    element('ConstraintStatus', [element('Status', APPLIED)]),
    element('ValidationStatus', [
      element('MainIndication', mainIndicationUri(STATUS[status])),
      reportData([
        [OURS.found, found],
        [OURS.clause, formatClause(clause)],
      ]),
    ]),
  ]);
}

/** `AssociatedValidationReportData` that only says something in words; null: there is nothing to say. */
export function reportData(
  rows: readonly (readonly [string, string])[],
  before: readonly XmlElement[] = [],
): XmlElement | null {
  if (rows.length === 0 && before.length === 0) return null;
  const data = rows.map(([type, value]) =>
    element('ReportData', [element('Type', type), element('Value', value)]),
  );
  return element('AssociatedValidationReportData', [
    ...before,
    data.length === 0 ? null : element('AdditionalValidationReportData', data),
  ]);
}
