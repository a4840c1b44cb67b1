/**
 * Reads the SimpleReport of a DSS validation: exactly one signature, in the words of EN 319 102-1.
 *
 * @module
 */

import { arrayAt, type Json, objectAt, outside, stringAt, valueAt } from '../encoding/json';
import type { Answer, Said } from '../model/answer';
import { printable } from '../model/printable';
import { isSubIndication, type SubIndication } from '../model/verdict';

/** DSS wrote `PASSED` before 5.x, `TOTAL-PASSED` in XML and `TOTAL_PASSED` in JSON. */
const INDICATIONS: ReadonlyMap<string, Said> = new Map([
  ['PASSED', 'passed'],
  ['TOTAL_PASSED', 'passed'],
  ['FAILED', 'failed'],
  ['TOTAL_FAILED', 'failed'],
  ['INDETERMINATE', 'indeterminate'],
]);

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

export function readReport(report: Json): Answer {
  const [signature, ...others] = signaturesOf(report);
  if (signature === undefined) {
    return { kind: 'refused-input', reason: 'the report holds no signature: none was found in the file' };
  }
  // An artefact holds one signature; judging only the first of several would hide the others.
  if (others.length > 0) throw outside(`${others.length + 1} signatures reported, expected 1`);

  const said = saidOf(stringAt(signature, 'Indication'));
  const subIndication = subIndicationOf(valueAt(signature, 'SubIndication'));
  if (said === 'passed' && subIndication !== null) throw outside(`passed, but with ${subIndication}`);
  return { kind: 'verdict', said, subIndication };
}

function saidOf(indication: string): Said {
  const said = INDICATIONS.get(normalised(indication));
  if (said === undefined) throw outside(`no indication of EN 319 102-1: ${printable(indication, 60)}`);
  return said;
}

function subIndicationOf(value: Json | undefined): SubIndication | null {
  if (value === undefined || value === null) return null;
  const name = typeof value === 'string' ? normalised(value) : value;
  if (!isSubIndication(name)) {
    throw outside(`no sub-indication of EN 319 102-1: ${printable(JSON.stringify(value), 60)}`);
  }
  return name;
}

function normalised(word: string): string {
  return word.replaceAll('-', '_').toUpperCase();
}
