/**
 * The tags of an expanded scenario: all that the plan is read from.
 *
 * @module
 */
import type { Question } from '../model/check';
import { FORMATS, LEVELS, PACKAGINGS } from '../model/claim';
import { TamgaError } from '../model/error';
import type { StateCode } from '../model/profile';

export function tagsOf(question: Question): readonly string[] {
  const { signer, verifier, format, level, packaging, suite } = question;
  return [
    `@signer:${signer}`,
    `@verifier:${verifier}`,
    `@pair:${signer}-${verifier}`,
    `@format:${format}`,
    `@level:${level}`,
    `@packaging:${packaging}`,
    `@suite:${suite}`,
  ];
}

/** Of a scenario that asks one verifier for its honesty probe. */
export function probeTagsOf(verifier: StateCode): readonly string[] {
  return [PROBE, `@verifier:${verifier}`];
}

const PROBE = '@probe';

/** Null for every scenario but that of a probe. */
export function probedIn(tags: readonly string[]): StateCode | null {
  const verifier = tags.find((tag) => tag.startsWith('@verifier:'));
  return tags.includes(PROBE) && verifier !== undefined ? verifier.slice('@verifier:'.length) : null;
}

/** Null for a scenario that no `@pairs` block made. */
export function questionOf(tags: readonly string[]): Question | null {
  const value = (name: string): string | undefined =>
    tags.find((tag) => tag.startsWith(`@${name}:`))?.slice(name.length + 2);
  const [id, signer, verifier, suite] = [value('case'), value('signer'), value('verifier'), value('suite')];
  if (id === undefined || signer === undefined || verifier === undefined || suite === undefined) return null;
  return {
    case: id,
    signer,
    verifier,
    suite,
    format: oneOf(FORMATS, value('format'), 'format'),
    level: oneOf(LEVELS, value('level'), 'level'),
    packaging: oneOf(PACKAGINGS, value('packaging'), 'packaging'),
  };
}

/** Signer and verifier of `--pair KZ:TR`, in upper case. */
export function pairOf(text: string): readonly [StateCode, StateCode] {
  const [signer, verifier, more] = text.toUpperCase().split(':');
  if (signer && verifier && more === undefined) return [signer, verifier];
  throw new TamgaError('TAMGA-E-USAGE', `"${text}" is not a pair`, {
    hint: 'Write signer and verifier with a colon between them: KZ:TR.',
  });
}

/** The tag expression that a pair stands for. */
export function pairExpression(text: string): string {
  return `@pair:${pairOf(text).join('-')}`;
}

function oneOf<T extends string>(allowed: readonly T[], found: string | undefined, axis: string): T {
  const match = allowed.find((one) => one === found);
  if (match !== undefined) return match;
  throw new TamgaError('TAMGA-E-FEATURE', `a scenario is tagged @${axis}:${found ?? '(nothing)'}`, {
    hint: `Known are ${allowed.join(', ')}.`,
  });
}
