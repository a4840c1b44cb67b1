/**
 * The words of EN 319 102-1 as reports spell them: hyphens or underscores, with or without `TOTAL`.
 *
 * @module
 */
import { type Json, outside } from '../encoding/json';
import type { Said, VerdictAnswer } from '../model/answer';
import { printable } from '../model/printable';
import { isSubIndication, type SubIndication } from '../model/verdict';

/** DSS wrote `PASSED` before 5.x, `TOTAL-PASSED` in XML and `TOTAL_PASSED` in JSON; SiVa writes `TOTAL-PASSED`. */
const INDICATIONS: ReadonlyMap<string, Said> = new Map([
  ['PASSED', 'passed'],
  ['TOTAL_PASSED', 'passed'],
  ['FAILED', 'failed'],
  ['TOTAL_FAILED', 'failed'],
  ['INDETERMINATE', 'indeterminate'],
]);

/** @throws TamgaError TAMGA-E-PROTOCOL for words outside the vocabulary, and for a reason beside `passed`. */
export function readVerdict(indication: string, subIndication: Json | undefined): VerdictAnswer {
  const said = INDICATIONS.get(normalised(indication));
  if (said === undefined) throw outside(`no indication of EN 319 102-1: ${printable(indication, 60)}`);
  const reason = subIndicationOf(subIndication);
  if (said === 'passed' && reason !== null) throw outside(`passed, but with ${reason}`);
  return { kind: 'verdict', said, subIndication: reason };
}

/** Writers leave it out, say null, or leave it empty. */
function subIndicationOf(value: Json | undefined): SubIndication | null {
  if (value === undefined || value === null || value === '') return null;
  const name = typeof value === 'string' ? normalised(value) : value;
  if (!isSubIndication(name)) {
    throw outside(`no sub-indication of EN 319 102-1: ${printable(JSON.stringify(value), 60)}`);
  }
  return name;
}

function normalised(word: string): string {
  return word.replaceAll('-', '_').toUpperCase();
}

const WORST_FIRST: readonly Said[] = ['failed', 'indeterminate', 'passed'];

/** The file passes only if each of its signatures does; else it is as good as the first of the worst of them. */
export function worstAnswer(answers: readonly VerdictAnswer[]): VerdictAnswer | undefined {
  return WORST_FIRST.flatMap((worst) => answers.filter(({ said }) => said === worst))[0];
}
