/**
 * Expressions over JSON that a profile may hold: a subset of JSONata that always ends.
 *
 * A profile comes from somebody else and the data from an endpoint. So nothing that could run for long or differ between
 * two runs is taken: no functions of its own, no regular expressions, no evaluation of text, no clock and no chance.
 *
 * @see {@link https://docs.jsonata.org/ JSONata}
 * @module
 */
import jsonata from 'jsonata';
import { TamgaError } from '../model/error';
import { printable } from '../model/printable';
import { type Json, outside } from './json';

export interface Expression {
  readonly text: string;
  /** Undefined: it leads to nothing. @throws TamgaError TAMGA-E-PROTOCOL where it cannot be evaluated over these data. */
  evaluate(data: Json, variables: Variables): Promise<Json | undefined>;
}

export type Variables = Readonly<Record<string, Json>>;

export const MAX_EXPRESSION = 2_000;
/** Of the data: members and elements of all depths. */
export const MAX_VALUES = 20_000;
/** Backstops of the library, far above what the rest lets through. */
const LIMITS = { stack: 500, sequence: 2 * MAX_VALUES, timeout: 10_000 } as const;

const NODES: ReadonlySet<string> = new Set([
  'path',
  'name',
  'string',
  'number',
  'value',
  'binary',
  'unary',
  'condition',
  'block',
  'function',
  'variable',
  'wildcard',
  'descendant',
  'filter',
]);

/** Each takes time in proportion to what it is given. */
export const FUNCTIONS = [
  'append',
  'base64decode',
  'boolean',
  'contains',
  'count',
  'exists',
  'join',
  'keys',
  'length',
  'lookup',
  'lowercase',
  'max',
  'min',
  'not',
  'number',
  'split',
  'string',
  'substring',
  'substringAfter',
  'substringBefore',
  'sum',
  'trim',
  'type',
  'uppercase',
] as const;

/** What binds names, groups or walks back: nothing that reads a verdict needs it. */
const CLAUSES: readonly string[] = ['group', 'focus', 'index', 'ancestor'];

/** What is wrong with it, with the place in its text; undefined: nothing. `variables` are the names that it may use. */
export function expressionFault(text: string, variables: readonly string[]): string | undefined {
  if (text.length > MAX_EXPRESSION) return `${text.length} characters, of at most ${MAX_EXPRESSION}`;
  try {
    return nodeFault(jsonata(text).ast(), variables);
  } catch (error) {
    return faultOf(error);
  }
}

/** @throws TamgaError TAMGA-E-PROFILE-MEANING for what `expressionFault` tells. */
export function compileExpression(text: string, variables: readonly string[]): Expression {
  const fault = expressionFault(text, variables);
  if (fault !== undefined) {
    throw new TamgaError('TAMGA-E-PROFILE-MEANING', `the expression ${printable(text, 80)}: ${fault}`, {
      hint: 'Correct the expression; docs/dialects.md tells what of JSONata is taken.',
    });
  }
  return { text, evaluate: (data, given) => evaluate(text, data, given) };
}

async function evaluate(text: string, data: Json, variables: Variables): Promise<Json | undefined> {
  checkData(data);
  try {
    // One object a run: it holds the state of its run.
    const result: unknown = await jsonata(text, LIMITS).evaluate(data, { ...variables });
    return jsonOf(result);
  } catch (cause) {
    if (cause instanceof TamgaError) throw cause;
    throw outside(`the expression ${printable(text, 80)} cannot be evaluated: ${faultOf(cause)}`, cause);
  }
}

/** The library tells its functions by members of this name, and would run what an endpoint put under them. */
const OF_LIBRARY = /^_jsonata_/;

/** Looking ends where the limit is passed. */
function checkData(data: Json): void {
  let size = 0;
  const open: Json[] = [data];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    size += 1;
    if (size > MAX_VALUES) throw outside(`a reply of more than ${MAX_VALUES} values, which is not evaluated`);
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, member] of Object.entries(value)) {
      if (OF_LIBRARY.test(name))
        throw outside(`a member ${printable(name, 60)}, which no expression may meet`);
      open.push(member);
    }
  }
}

/** A result may be a function that was named and not called, or a list with marks of the library on it. */
function jsonOf(result: unknown): Json | undefined {
  if (result === undefined) return undefined;
  const text: unknown = typeof result === 'function' ? undefined : JSON.stringify(result);
  if (typeof text !== 'string') throw outside('an expression leads to what is no JSON');
  const value: Json = JSON.parse(text);
  return value;
}

function nodeFault(node: unknown, variables: readonly string[]): string | undefined {
  if (Array.isArray(node)) return firstFault(node, variables);
  if (!isRecord(node)) return undefined;
  const { type, value } = node;
  const clause = CLAUSES.find((name) => name in node);
  if (clause !== undefined) return `${at(node)}: ${clause} is not taken`;
  if (type === 'variable') return variableFault(node, variables);
  if (type === 'function') return callFault(node, variables);
  if (typeof type === 'string' && !NODES.has(type)) return `${at(node)}: ${type} is not taken`;
  // A range makes a long list of two numbers, braces an object: neither is found in a reply.
  if ((type === 'binary' && value === '..') || (type === 'unary' && value === '{'))
    return `${at(node)}: ${String(value)} is not taken`;
  return firstFault(
    Object.entries(node).flatMap(([name, member]) => (name === 'value' ? [] : [member])),
    variables,
  );
}

function firstFault(nodes: readonly unknown[], variables: readonly string[]): string | undefined {
  for (const node of nodes) {
    const fault = nodeFault(node, variables);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** `$` and `$$` are the value at hand and the whole. */
function variableFault(
  node: Readonly<Record<string, unknown>>,
  known: readonly string[],
): string | undefined {
  const name = String(node['value']);
  if (name === '' || name === '$' || known.includes(name)) return firstFault(filtersOf(node), known);
  return `${at(node)}: $${name} is nothing here; ${known.map((one) => `$${one}`).join(', ')} are`;
}

function filtersOf({ predicate, stages }: Readonly<Record<string, unknown>>): readonly unknown[] {
  return [predicate, stages];
}

function callFault(
  node: Readonly<Record<string, unknown>>,
  variables: readonly string[],
): string | undefined {
  const { procedure } = node;
  const name = isRecord(procedure) && procedure['type'] === 'variable' ? String(procedure['value']) : '';
  if (!FUNCTIONS.some((one) => one === name)) {
    const called = name === '' ? 'a function without a name' : `the function $${name}`;
    return `${at(node)}: ${called} is not taken; ${FUNCTIONS.map((one) => `$${one}`).join(', ')} are`;
  }
  return firstFault([node['arguments'], ...filtersOf(node)], variables);
}

function at({ position }: Readonly<Record<string, unknown>>): string {
  return typeof position === 'number' ? `near character ${position}` : 'somewhere';
}

/** The library throws plain objects. */
function faultOf(error: unknown): string {
  if (!isRecord(error)) return 'no reason is given';
  const { message, position } = error;
  const words = typeof message === 'string' ? printable(message, 160) : 'no reason is given';
  return typeof position === 'number' ? `near character ${position}: ${words}` : words;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
