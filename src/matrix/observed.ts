/**
 * The words for what a verifier said: the page shows them, and known divergences must match them exactly.
 *
 * @module
 */
import type { Answer } from '../model/answer';
import type { CheckFacts } from '../model/check';

/** Replies are hostile and may be long: one line, cut. */
const LONGEST_REASON = 160;

/** `passed`, `failed / HASH_FAILURE`, `not-passed`, `refused-input: …`, `unsupported`, `silent: timeout`. */
export function observedAnswer(answer: Answer): string {
  switch (answer.kind) {
    case 'verdict':
      return answer.subIndication === null ? answer.said : `${answer.said} / ${answer.subIndication}`;
    case 'refused-input':
      return `refused-input: ${oneLine(answer.reason)}`;
    case 'unsupported':
      return 'unsupported';
    case 'silent':
      return `silent: ${answer.cause}`;
  }
}

/** Null where nothing was asked; `not-signed: …` where there was no signature to ask about. */
export function observed(facts: CheckFacts | undefined): string | null {
  if (facts === undefined) return null;
  if (facts.unsigned !== null) return `not-signed: ${observedAnswer(facts.unsigned)}`;
  const last = facts.answers.at(-1);
  return last === undefined ? null : observedAnswer(last);
}

/** Control characters become spaces; the text is never markup, wherever it is shown. */
export function oneLine(text: string): string {
  const flat = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return flat.length <= LONGEST_REASON ? flat : `${flat.slice(0, LONGEST_REASON - 1)}…`;
}
