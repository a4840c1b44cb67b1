/**
 * Reports as a verifier would write them that does not make certain checks.
 *
 * @module
 */
import { PASSED, type Verdict } from '../../model/verdict';
import { ownFindings } from '../../referee/own-findings';
import { registeredCheck } from '../../referee/registry';
import type { Finding, SignatureReport, ValidationReport } from '../../referee/validation';

/** True for a finding that the verifier does not come to. */
export type Overlooked = (finding: Finding) => boolean;

/** By ids; a prefix up to the dot stands for a whole block. */
export function checks(...ids: readonly string[]): Overlooked {
  return ({ check }) => ids.some((id) => check === id || (id.endsWith('.') && check.startsWith(id)));
}

export function overlooking(report: ValidationReport, overlooked: Overlooked): ValidationReport {
  return each(report, (signature) => without(signature, overlooked));
}

export function each(
  report: ValidationReport,
  change: (signature: SignatureReport) => SignatureReport,
): ValidationReport {
  return { ...report, signatures: report.signatures.map(change) };
}

export function saying(signature: SignatureReport, verdict: Verdict): SignatureReport {
  return { ...signature, ...verdict };
}

/** The verdict becomes that of the next problem; where there is none, a pass. */
function without(signature: SignatureReport, overlooked: Overlooked): SignatureReport {
  if (signature.indication === 'TOTAL_PASSED') return signature;
  const problems = ownFindings(signature).filter(({ status }) => status !== 'passed');
  // Whether the past may heal what is overlooked is not asked.
  const left = problems.filter(
    (finding) => !overlooked(finding) && !finding.check.startsWith('past-signature.'),
  );
  if (!problems.some(overlooked)) return signature;
  const [next] = left;
  if (next === undefined) return saying(signature, PASSED);
  if (left.some((finding) => leadsTo(finding).includes(signature.subIndication))) return signature;
  const [subIndication = signature.subIndication] = leadsTo(next);
  return { ...signature, subIndication };
}

function leadsTo({ check }: Finding): readonly Verdict['subIndication'][] {
  return registeredCheck(check)?.leadsTo ?? [];
}
