/**
 * XPath 1.0 as the transforms of XML Signature need it: bounded in steps, because whoever signs also writes the expression.
 *
 * @see {@link https://www.w3.org/TR/1999/REC-xpath-19991116/ XPath 1.0}
 * @module
 */

import { spendSteps } from './work';
import { AXES, REVERSE_AXES } from './xpath-axes';
import { accept, expect, is, type Parser, peek } from './xpath-cursor';
import { findFunction } from './xpath-functions';
import {
  type Evaluation,
  type Focus,
  isNodeSet,
  sorted,
  toBoolean,
  toNumber,
  type Value,
  type XPathNode,
} from './xpath-nodes';
import { ARITHMETIC, compare } from './xpath-operators';
import { tokenize, xpathFault } from './xpath-tokens';

export type Expression = (evaluation: Evaluation, focus: Focus) => Value;

const MAXIMUM_DEPTH = 100;

/** Names are resolved here: a prefix that is not declared is a fault of the expression. */
export function parseXPath(text: string, namespaces: ReadonlyMap<string, string>): Expression {
  const parser: Parser = { tokens: tokenize(text), namespaces, at: 0, depth: 0 };
  const expression = binary(parser, 0);
  if (peek(parser).kind !== 'end')
    throw xpathFault(`"${peek(parser).text}" is not expected in the XPath expression`);
  return expression;
}

/** From the loosest to the tightest. */
const LEVELS: readonly (readonly string[])[] = [
  ['or'],
  ['and'],
  ['=', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', 'div', 'mod'],
];

function binary(parser: Parser, level: number): Expression {
  const operators = LEVELS[level];
  if (operators === undefined) return unary(parser);
  if (level === 0) parser.depth += 1;
  if (parser.depth > MAXIMUM_DEPTH) throw xpathFault('the XPath expression is nested too deeply');
  let left = binary(parser, level + 1);
  for (;;) {
    const { kind, text } = peek(parser);
    if (kind !== 'operator' || !operators.includes(text)) break;
    parser.at += 1;
    left = combined(text, left, binary(parser, level + 1));
  }
  if (level === 0) parser.depth -= 1;
  return left;
}

function combined(operator: string, left: Expression, right: Expression): Expression {
  if (operator === 'or') return (e, f) => toBoolean(left(e, f)) || toBoolean(right(e, f));
  if (operator === 'and') return (e, f) => toBoolean(left(e, f)) && toBoolean(right(e, f));
  const arithmetic = ARITHMETIC[operator];
  if (arithmetic === undefined) return (e, f) => compare(operator, left(e, f), right(e, f), e.work);
  return (e, f) => arithmetic(toNumber(left(e, f), e.work), toNumber(right(e, f), e.work));
}

function unary(parser: Parser): Expression {
  let negations = 0;
  while (accept(parser, '-')) negations += 1;
  const operand = union(parser);
  if (negations === 0) return operand;
  return (e, f) => toNumber(operand(e, f), e.work) * (negations % 2 === 1 ? -1 : 1);
}

function union(parser: Parser): Expression {
  let left = path(parser);
  while (accept(parser, '|')) {
    const [first, second] = [left, path(parser)];
    left = (e, f) => sorted(e, [...nodeSet(first(e, f)), ...nodeSet(second(e, f))]);
  }
  return left;
}

function nodeSet(value: Value): readonly XPathNode[] {
  if (isNodeSet(value)) return value;
  throw xpathFault('a step or union of the XPath expression needs a node-set');
}

const NODE_TYPES: ReadonlySet<string> = new Set(['node', 'text', 'comment', 'processing-instruction']);

function path(parser: Parser): Expression {
  if (is(parser, '/') || is(parser, '//')) return absolute(parser);
  if (!startsFilter(parser)) return relative(parser, step(parser));
  const primary = predicated(parser, primaryOf(parser));
  return is(parser, '/') || is(parser, '//') ? relative(parser, primary) : primary;
}

function startsFilter(parser: Parser): boolean {
  const { kind, text } = peek(parser);
  if (kind === 'number' || kind === 'literal') return true;
  if (kind === 'operator') return text === '(' || text === '$';
  return kind === 'name' && is(parser, '(', 1) && !NODE_TYPES.has(text);
}

function absolute(parser: Parser): Expression {
  const root: Expression = (e) => [e.document];
  if (is(parser, '//')) return relative(parser, root);
  parser.at += 1;
  return startsStep(parser) ? relative(parser, through(root, step(parser))) : root;
}

function startsStep(parser: Parser): boolean {
  return peek(parser).kind === 'name' || ['.', '..', '@'].some((text) => is(parser, text));
}

function relative(parser: Parser, first: Expression): Expression {
  let left = first;
  for (;;) {
    if (accept(parser, '//'))
      left = through(
        through(
          left,
          axisStep('descendant-or-self', () => true),
        ),
        step(parser),
      );
    else if (accept(parser, '/')) left = through(left, step(parser));
    else return left;
  }
}

/** Every node of the left in turn is the context of the right. */
function through(left: Expression, right: Expression): Expression {
  return (e, f) => {
    const all = nodeSet(left(e, f));
    const found = new Set<XPathNode>();
    for (const node of all)
      for (const one of nodeSet(right(e, { node, position: 1, size: 1 }))) found.add(one);
    return sorted(e, found);
  };
}

type NodeTest = (node: XPathNode) => boolean;

function step(parser: Parser): Expression {
  if (accept(parser, '.')) return (_, { node }) => [node];
  if (accept(parser, '..')) return axisStep('parent', () => true);
  let axis = 'child';
  if (accept(parser, '@')) axis = 'attribute';
  else if (peek(parser).kind === 'name' && is(parser, '::', 1)) {
    axis = peek(parser).text;
    parser.at += 2;
  }
  if (!AXES.has(axis)) throw xpathFault(`XPath has no axis ${axis}`);
  return predicatedStep(parser, axis, nodeTest(parser, axis));
}

function nodeTest(parser: Parser, axis: string): NodeTest {
  const { kind, text } = peek(parser);
  if (kind !== 'name') throw xpathFault(`expected a name in the XPath expression, found "${text}"`);
  parser.at += 1;
  if (NODE_TYPES.has(text) && accept(parser, '(')) return typeTest(parser, text);
  const principal = axis === 'attribute' || axis === 'namespace' ? axis : 'element';
  if (text === '*') return (node) => node.kind === principal;
  const colon = text.indexOf(':');
  const local = text.slice(colon + 1);
  if (principal === 'namespace') return (node) => node.kind === 'namespace' && node.prefix === text;
  const uri = colon === -1 ? '' : resolve(parser, text.slice(0, colon));
  return (node) =>
    (node.kind === 'element' || node.kind === 'attribute') &&
    node.kind === principal &&
    node.uri === uri &&
    (local === '*' || node.local === local);
}

function resolve({ namespaces }: Parser, prefix: string): string {
  const uri = namespaces.get(prefix);
  if (uri === undefined) throw xpathFault(`the prefix "${prefix}" of the XPath expression is not declared`);
  return uri;
}

function typeTest(parser: Parser, type: string): NodeTest {
  const target = peek(parser).kind === 'literal' ? peek(parser).text : undefined;
  if (target !== undefined) {
    if (type !== 'processing-instruction') throw xpathFault(`${type}() takes no argument`);
    parser.at += 1;
  }
  expect(parser, ')');
  if (type === 'node') return () => true;
  if (type !== 'processing-instruction') return (node) => node.kind === type;
  return (node) => node.kind === 'instruction' && (target === undefined || node.target === target);
}

function axisStep(axis: string, test: NodeTest, predicates: readonly Expression[] = []): Expression {
  const nodes = AXES.get(axis);
  return (e, { node }) => {
    let found: XPathNode[] = [];
    let visited = 0;
    for (const one of nodes?.(e, node) ?? []) {
      visited += 1;
      if ((visited & 0x3ff) === 0) spendSteps(e.work, 0x400);
      if (test(one)) found.push(one);
    }
    spendSteps(e.work, 1 + (visited & 0x3ff));
    for (const predicate of predicates) found = kept(e, found, predicate);
    return REVERSE_AXES.has(axis) ? found.reverse() : found;
  };
}

function predicatedStep(parser: Parser, axis: string, test: NodeTest): Expression {
  const predicates: Expression[] = [];
  while (is(parser, '[')) predicates.push(predicate(parser));
  return axisStep(axis, test, predicates);
}

function predicated(parser: Parser, primary: Expression): Expression {
  let left = primary;
  while (is(parser, '[')) {
    const [inner, condition] = [left, predicate(parser)];
    left = (e, f) => kept(e, nodeSet(inner(e, f)), condition);
  }
  return left;
}

function predicate(parser: Parser): Expression {
  expect(parser, '[');
  const condition = binary(parser, 0);
  expect(parser, ']');
  return condition;
}

/** XPath 1.0 section 2.4: a number asks for the position. */
function kept(e: Evaluation, nodes: readonly XPathNode[], condition: Expression): XPathNode[] {
  return nodes.filter((node, index) => {
    spendSteps(e.work, 1);
    const value = condition(e, { node, position: index + 1, size: nodes.length });
    return typeof value === 'number' ? value === index + 1 : toBoolean(value);
  });
}

function primaryOf(parser: Parser): Expression {
  const { kind, text } = peek(parser);
  parser.at += 1;
  if (kind === 'literal') return () => text;
  if (kind === 'number') return () => Number(text);
  if (kind === 'operator' && text === '(') {
    const inner = binary(parser, 0);
    expect(parser, ')');
    return inner;
  }
  if (kind !== 'name') throw xpathFault('XPath variables have no value here');
  return call(parser, text);
}

function call(parser: Parser, name: string): Expression {
  expect(parser, '(');
  const values: Expression[] = [];
  if (!is(parser, ')')) {
    do values.push(binary(parser, 0));
    while (accept(parser, ','));
  }
  expect(parser, ')');
  const { run } = findFunction(name, values.length);
  return (evaluation, focus) =>
    run({ evaluation, focus, values: values.map((one) => one(evaluation, focus)) });
}
