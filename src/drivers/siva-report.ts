/**
 * Reads the validation conclusion of a SiVa report on the file that was sent: of several signatures the worst.
 *
 * @module
 */
import { arrayAt, type Json, objectAt, outside, stringAt, valueAt } from '../encoding/json';
import type { Answer } from '../model/answer';
import { printable } from '../model/printable';
import { readVerdict, worstAnswer } from './indications';

export interface Sent {
  readonly filename: string;
  /** Base64. */
  readonly sha256: string;
}

export function readConclusion(report: Json, sent: Sent | null): Answer {
  const conclusion = objectAt(report, 'validationReport', 'validationConclusion');
  if (sent !== null) sameDocument(conclusion, sent);

  const signatures = signaturesOf(conclusion);
  counted(conclusion, 'signaturesCount', signatures.length);
  const verdicts = signatures.map((signature) =>
    readVerdict(stringAt(signature, 'indication'), valueAt(signature, 'subIndication')),
  );
  const worst = worstAnswer(verdicts);
  if (worst === undefined) {
    return { kind: 'refused-input', reason: 'the report holds no signature: none was found in the file' };
  }
  counted(conclusion, 'validSignaturesCount', verdicts.filter(({ said }) => said === 'passed').length);
  return worst;
}

/** The writer leaves an empty list out. */
function signaturesOf(conclusion: Json): readonly Json[] {
  const signatures = valueAt(conclusion, 'signatures');
  return signatures === undefined || signatures === null ? [] : arrayAt(signatures);
}

/** A report whose sums contradict its signatures is not to be believed in either. */
function counted(conclusion: Json, name: string, expected: number): void {
  const count = valueAt(conclusion, name);
  if (typeof count !== 'number') throw outside(`${name} is not a number`);
  if (count !== expected) throw outside(`${name} is ${count}, but the signatures say ${expected}`);
}

/** The verdict on another document would be a wrong one on ours. */
function sameDocument(conclusion: Json, sent: Sent): void {
  const filename = valueAt(conclusion, 'validatedDocument', 'filename');
  if (typeof filename === 'string' && filename !== sent.filename) {
    throw outside(`a report on ${printable(filename, 60)}, but ${printable(sent.filename, 60)} was sent`);
  }
  const hash = valueAt(conclusion, 'validatedDocument', 'fileHash');
  const algorithm = valueAt(conclusion, 'validatedDocument', 'hashAlgo');
  if (typeof hash !== 'string' || typeof algorithm !== 'string') return;
  if (/^SHA-?256$/i.test(algorithm) && hash !== sent.sha256) {
    throw outside('a report on a file with another hash than the one sent');
  }
}
