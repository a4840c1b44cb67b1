/**
 * The function library of XPath 1.0, and here() of XML Signature.
 *
 * @see {@link https://www.w3.org/TR/1999/REC-xpath-19991116/#corelib XPath 1.0, section 4}
 * @module
 */
import { XML_NAMESPACE } from './tree';
import { spendSteps } from './work';
import {
  type Evaluation,
  type Focus,
  isNodeSet,
  sorted,
  stringValue,
  toBoolean,
  toNumber,
  toText,
  type Value,
  type XPathNode,
} from './xpath-nodes';
import { xpathFault } from './xpath-tokens';

interface Call {
  readonly evaluation: Evaluation;
  readonly focus: Focus;
  readonly values: readonly Value[];
}

interface LibraryFunction {
  readonly minimum: number;
  readonly maximum: number;
  run(call: Call): Value;
}

export function findFunction(name: string, count: number): LibraryFunction {
  const found = FUNCTIONS.get(name);
  if (found === undefined) throw xpathFault(`XPath has no function ${name}()`);
  if (count < found.minimum || count > found.maximum)
    throw xpathFault(`${name}() does not take ${count} arguments`);
  return found;
}

function of(minimum: number, maximum: number, run: LibraryFunction['run']): LibraryFunction {
  return { minimum, maximum, run };
}

/** On strings, the first taken from the context node where it is not given. */
function text(
  minimum: number,
  maximum: number,
  run: (first: string, ...more: string[]) => Value,
): LibraryFunction {
  return of(minimum, maximum, ({ evaluation, focus, values }) => {
    const given = values.length === 0 ? [[focus.node]] : values;
    const [first = '', ...more] = given.map((value) => toText(value, evaluation.work));
    spendSteps(evaluation.work, 1 + (first.length >> 6));
    return run(first, ...more);
  });
}

function nodes(value: Value | undefined, name: string): readonly XPathNode[] {
  if (value !== undefined && isNodeSet(value)) return value;
  throw xpathFault(`${name}() needs a node-set`);
}

function named(part: (node: XPathNode) => string): LibraryFunction {
  return of(0, 1, ({ focus, values }) => {
    const node = values.length === 0 ? focus.node : nodes(values[0], 'name')[0];
    return node === undefined ? '' : part(node);
  });
}

function localName(node: XPathNode): string {
  if (node.kind === 'element' || node.kind === 'attribute') return node.local;
  if (node.kind === 'namespace') return node.prefix;
  return node.kind === 'instruction' ? node.target : '';
}

function prefixOf(node: XPathNode): string {
  return (node.kind === 'element' || node.kind === 'attribute') && node.prefix !== ''
    ? `${node.prefix}:`
    : '';
}

const MANY = Number.POSITIVE_INFINITY;

const FUNCTIONS: ReadonlyMap<string, LibraryFunction> = new Map<string, LibraryFunction>([
  ['last', of(0, 0, ({ focus }) => focus.size)],
  ['position', of(0, 0, ({ focus }) => focus.position)],
  ['count', of(1, 1, ({ values }) => nodes(values[0], 'count').length)],
  ['id', of(1, 1, byIds)],
  ['here', of(0, 0, here)],
  ['local-name', named(localName)],
  ['namespace-uri', named((node) => (node.kind === 'element' || node.kind === 'attribute' ? node.uri : ''))],
  ['name', named((node) => prefixOf(node) + localName(node))],
  ['string', text(0, 1, (first) => first)],
  ['concat', text(2, MANY, (...all) => all.join(''))],
  ['starts-with', text(2, 2, (first, second = '') => first.startsWith(second))],
  ['contains', text(2, 2, (first, second = '') => first.includes(second))],
  [
    'substring-before',
    text(2, 2, (first, second = '') => first.slice(0, Math.max(first.indexOf(second), 0))),
  ],
  ['substring-after', text(2, 2, after)],
  ['substring', of(2, 3, substring)],
  ['string-length', text(0, 1, (first) => [...first].length)],
  ['normalize-space', text(0, 1, (first) => first.replace(/[\t\n\r ]+/g, ' ').replace(/^ | $/g, ''))],
  ['translate', text(3, 3, translate)],
  ['boolean', of(1, 1, ({ values }) => toBoolean(values[0] ?? false))],
  ['not', of(1, 1, ({ values }) => !toBoolean(values[0] ?? false))],
  ['true', of(0, 0, () => true)],
  ['false', of(0, 0, () => false)],
  ['lang', of(1, 1, lang)],
  [
    'number',
    of(0, 1, ({ evaluation, focus, values }) => toNumber(values[0] ?? [focus.node], evaluation.work)),
  ],
  ['sum', of(1, 1, sum)],
  ['floor', of(1, 1, ({ evaluation, values }) => Math.floor(toNumber(values[0] ?? '', evaluation.work)))],
  ['ceiling', of(1, 1, ({ evaluation, values }) => Math.ceil(toNumber(values[0] ?? '', evaluation.work)))],
  ['round', of(1, 1, ({ evaluation, values }) => Math.round(toNumber(values[0] ?? '', evaluation.work)))],
]);

function byIds({ evaluation, values }: Call): Value {
  const [value = ''] = values;
  const all = isNodeSet(value)
    ? value.map((node) => stringValue(node, evaluation.work))
    : [toText(value, evaluation.work)];
  const ids = all.flatMap((one) => one.split(/[\t\n\r ]+/)).filter((id) => id !== '');
  spendSteps(evaluation.work, ids.length);
  return sorted(
    evaluation,
    ids.flatMap((id) => evaluation.byId(id)),
  );
}

/** XML Signature section 6.6.3.1. */
function here({ evaluation }: Call): Value {
  if (evaluation.here === null) throw xpathFault('here() is in another document than the node');
  return [evaluation.here];
}

function after(first: string, second = ''): string {
  const at = first.indexOf(second);
  return at === -1 ? '' : first.slice(at + second.length);
}

/** XPath 1.0 section 4.2: positions are rounded, and counted from one. */
function substring({ evaluation, values }: Call): string {
  const [value = '', from = '', length] = values;
  const start = Math.round(toNumber(from, evaluation.work));
  const end = length === undefined ? MANY : start + Math.round(toNumber(length, evaluation.work));
  const all = [...toText(value, evaluation.work)];
  spendSteps(evaluation.work, all.length >> 3);
  return all.filter((_, index) => index + 1 >= start && index + 1 < end).join('');
}

function translate(first: string, from = '', to = ''): string {
  const targets = [...to];
  const map = new Map<string, string>();
  for (const [index, character] of [...from].entries()) {
    if (!map.has(character)) map.set(character, targets[index] ?? '');
  }
  return [...first].map((character) => map.get(character) ?? character).join('');
}

function lang({ evaluation, focus, values }: Call): boolean {
  const wanted = toText(values[0] ?? '', evaluation.work).toLowerCase();
  let at =
    focus.node.kind === 'document' ? null : focus.node.kind === 'element' ? focus.node : focus.node.parent;
  for (; at !== null; at = at.parent) {
    const stated = at.attributes
      .find(({ uri, local }) => uri === XML_NAMESPACE && local === 'lang')
      ?.value.toLowerCase();
    if (stated !== undefined) return stated === wanted || stated.startsWith(`${wanted}-`);
  }
  return false;
}

function sum({ evaluation, values }: Call): number {
  return nodes(values[0], 'sum').reduce((total, node) => total + toNumber([node], evaluation.work), 0);
}
