/**
 * Reads the SimpleReport of a DSS validation, in the words of EN 319 102-1: of several signatures the worst.
 *
 * @module
 */

import { arrayAt, type Json, objectAt, outside, stringAt, valueAt } from '../encoding/json';
import type { Answer } from '../model/answer';
import { printable } from '../model/printable';
import { readVerdict, worstAnswer } from './indications';

/** The signatures of the report; time-stamps and evidence records stand in the same list. */
export function signaturesOf(report: Json): readonly Json[] {
  const rows = valueAt(report, 'SimpleReport', 'signatureOrTimestampOrEvidenceRecord');
  // The writer leaves an empty list out.
  if (rows === undefined || rows === null) {
    objectAt(report, 'SimpleReport');
    return [];
  }
  return arrayAt(rows)
    .map((row) => valueAt(row, 'Signature'))
    .filter((signature) => signature !== undefined && signature !== null);
}

/** `asked`: the name of the file that was sent; DSS says it again. */
export function readReport(report: Json, asked: string): Answer {
  const named = valueAt(report, 'SimpleReport', 'DocumentName');
  // A mixed-up or cached reply must not become the verdict on this file.
  if (typeof named === 'string' && named !== asked)
    throw outside(`the report is on ${printable(named, 80)}, asked was ${printable(asked, 80)}`);

  const verdicts = signaturesOf(report).map((signature) =>
    readVerdict(stringAt(signature, 'Indication'), valueAt(signature, 'SubIndication')),
  );
  return (
    worstAnswer(verdicts) ?? {
      kind: 'refused-input',
      reason: 'the report holds no signature: none was found in the file',
    }
  );
}
