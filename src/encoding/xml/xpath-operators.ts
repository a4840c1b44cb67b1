/**
 * Arithmetic and comparisons of XPath 1.0: with a node-set, some node of it has to compare.
 *
 * @see {@link https://www.w3.org/TR/1999/REC-xpath-19991116/#booleans XPath 1.0, section 3.4}
 * @module
 */
import { spendSteps, type WorkBudget } from './work';
import { isNodeSet, stringValue, toBoolean, toNumber, type Value } from './xpath-nodes';

export const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  div: (a, b) => a / b,
  mod: (a, b) => a % b,
};

export function compare(operator: string, left: Value, right: Value, work: WorkBudget): boolean {
  if (typeof left === 'boolean' || typeof right === 'boolean') {
    return plain(operator, toBoolean(left), toBoolean(right), work);
  }
  const [lefts, rights] = [atoms(left, work), atoms(right, work)];
  return lefts.some((one) =>
    rights.some((other) => {
      spendSteps(work, 1);
      return plain(operator, one, other, work);
    }),
  );
}

function atoms(value: Value, work: WorkBudget): readonly (string | number | boolean)[] {
  return isNodeSet(value) ? value.map((node) => stringValue(node, work)) : [value];
}

function plain(
  operator: string,
  left: string | number | boolean,
  right: string | number | boolean,
  work: WorkBudget,
): boolean {
  if (operator === '=' || operator === '!=') {
    const numbers = typeof left === 'number' || typeof right === 'number';
    const equal = numbers ? toNumber(left, work) === toNumber(right, work) : left === right;
    return equal === (operator === '=');
  }
  const [a, b] = [toNumber(left, work), toNumber(right, work)];
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return operator === '>' ? a > b : a >= b;
}
