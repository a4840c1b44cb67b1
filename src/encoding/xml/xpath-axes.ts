/**
 * The axes of XPath 1.0. Reverse axes come nearest first.
 *
 * @see {@link https://www.w3.org/TR/1999/REC-xpath-19991116/#axes XPath 1.0, section 2.2}
 * @module
 */
import type { XmlNode } from './tree';
import { childrenOf, type Evaluation, parentOf, type XPathNode } from './xpath-nodes';

type Axis = (evaluation: Evaluation, node: XPathNode) => Iterable<XPathNode>;

export const AXES: ReadonlyMap<string, Axis> = new Map<string, Axis>([
  ['self', (_, node) => [node]],
  ['child', (_, node) => childrenOf(node)],
  ['attribute', (_, node) => (node.kind === 'element' ? node.attributes : [])],
  ['namespace', (evaluation, node) => (node.kind === 'element' ? evaluation.namespaceNodes(node) : [])],
  ['parent', parents],
  ['ancestor', ancestors],
  ['ancestor-or-self', ancestorsOrSelf],
  ['descendant', (_, node) => below(node)],
  ['descendant-or-self', descendantsOrSelf],
  ['following-sibling', (evaluation, node) => siblings(evaluation, node, false)],
  ['preceding-sibling', (evaluation, node) => siblings(evaluation, node, true)],
  ['following', following],
  ['preceding', preceding],
]);

function* parents(evaluation: Evaluation, node: XPathNode): Generator<XPathNode> {
  const parent = parentOf(evaluation, node);
  if (parent !== null) yield parent;
}

function* ancestors(evaluation: Evaluation, node: XPathNode): Generator<XPathNode> {
  for (let at = parentOf(evaluation, node); at !== null; at = parentOf(evaluation, at)) yield at;
}

function* ancestorsOrSelf(evaluation: Evaluation, node: XPathNode): Generator<XPathNode> {
  yield node;
  yield* ancestors(evaluation, node);
}

function below(node: XPathNode): XPathNode[] {
  const found: XPathNode[] = [];
  const visit = (nodes: readonly XmlNode[]): void => {
    for (const child of nodes) {
      found.push(child);
      if (child.kind === 'element') visit(child.children);
    }
  };
  visit(childrenOf(node));
  return found;
}

function descendantsOrSelf(_: Evaluation, node: XPathNode): readonly XPathNode[] {
  const found = below(node);
  found.unshift(node);
  return found;
}

/** Nearest first. */
export const REVERSE_AXES: ReadonlySet<string> = new Set([
  'ancestor',
  'ancestor-or-self',
  'preceding',
  'preceding-sibling',
]);

function siblings(evaluation: Evaluation, node: XPathNode, before: boolean): readonly XPathNode[] {
  if (node.kind === 'attribute' || node.kind === 'namespace' || node.kind === 'document') return [];
  const parent = parentOf(evaluation, node);
  const all = parent === null ? [] : childrenOf(parent);
  const at = all.indexOf(node);
  // Finding the place costs as much as visiting.
  evaluation.work.steps -= all.length >> 3;
  return before ? all.slice(0, at).reverse() : all.slice(at + 1);
}

function* following(evaluation: Evaluation, node: XPathNode): Generator<XPathNode> {
  if (node.kind === 'attribute' || node.kind === 'namespace') yield* below(node.parent);
  const start = node.kind === 'attribute' || node.kind === 'namespace' ? node.parent : node;
  for (const at of ancestorsOrSelf(evaluation, start)) {
    for (const sibling of siblings(evaluation, at, false)) yield* descendantsOrSelf(evaluation, sibling);
  }
}

function* preceding(evaluation: Evaluation, node: XPathNode): Generator<XPathNode> {
  const start = node.kind === 'attribute' || node.kind === 'namespace' ? node.parent : node;
  for (const at of ancestorsOrSelf(evaluation, start)) {
    for (const sibling of siblings(evaluation, at, true)) {
      yield* [...descendantsOrSelf(evaluation, sibling)].reverse();
    }
  }
}
