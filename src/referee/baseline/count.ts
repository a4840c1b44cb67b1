/**
 * Rows that count: how often a property stands in the signature.
 *
 * @module
 */
import type { SignatureFacts } from '../../formats/facts';
import { absent, type BaselineRequirement, met, type Outcome, wrong } from './row';

type Test = BaselineRequirement['test'];

export function countOf({ properties }: SignatureFacts, names: readonly string[]): number {
  return properties.filter(({ name }) => names.includes(name)).length;
}

/** One, and among the signed properties. */
export function exactlyOne(...names: readonly string[]): Test {
  return ({ facts }) => {
    const found = facts.properties.filter(({ name }) => names.includes(name));
    if (found.length !== 1) return counted(found.length, names, () => false);
    return found[0]?.signed === true ? met(`1 ${list(names)}`) : wrong(`1 ${list(names)}, not signed`);
  };
}

export function atMostOne(...names: readonly string[]): Test {
  return ({ facts }) => counted(countOf(facts, names), names, (count) => count === 1);
}

export function present(...names: readonly string[]): Test {
  return ({ facts }) => counted(countOf(facts, names), names, () => true);
}

export function none(...names: readonly string[]): Test {
  return ({ facts }) => {
    const count = countOf(facts, names);
    return count === 0 ? met(`no ${list(names)}`) : wrong(`${count} ${list(names)}`);
  };
}

function counted(count: number, names: readonly string[], right: (count: number) => boolean): Outcome {
  if (count === 0) return absent(`no ${list(names)}`);
  return (right(count) ? met : wrong)(`${count} ${list(names)}`);
}

function list(names: readonly string[]): string {
  return names.join(' or ');
}
