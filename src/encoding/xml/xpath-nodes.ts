/**
 * Nodes and values of XPath 1.0 on the tree.
 *
 * @see {@link https://www.w3.org/TR/1999/REC-xpath-19991116/#data-model XPath 1.0, section 5}
 * @module
 */

import type { XmlAttribute, XmlDocument, XmlElement, XmlNode } from './tree';
import { descendants, namespacesInScope, textContent, XML_NAMESPACE } from './tree';
import { spendSteps, type WorkBudget } from './work';

export interface XmlNamespaceNode {
  readonly kind: 'namespace';
  readonly parent: XmlElement;
  readonly prefix: string;
  readonly value: string;
}

export type XPathNode = XmlDocument | XmlNode | XmlAttribute | XmlNamespaceNode;
export type Value = readonly XPathNode[] | string | number | boolean;

export interface Evaluation {
  readonly document: XmlDocument;
  readonly work: WorkBudget;
  /** What here() gives. */
  readonly here: XmlElement | null;
  byId(id: string): readonly XmlElement[];
  /** The same node object every time. */
  namespaceNodes(element: XmlElement): readonly XmlNamespaceNode[];
}

export interface Focus {
  readonly node: XPathNode;
  readonly position: number;
  readonly size: number;
}

/** Remembers the namespace nodes of elements: they are compared by identity. */
export function namespaceNodesOf(work: WorkBudget): (element: XmlElement) => readonly XmlNamespaceNode[] {
  const known = new Map<XmlElement, readonly XmlNamespaceNode[]>();
  return (element) => {
    const found = known.get(element);
    if (found !== undefined) return found;
    const scope = [...namespacesInScope(element), ['xml', XML_NAMESPACE] as const];
    spendSteps(work, scope.length);
    const nodes = scope.map(
      ([prefix, value]): XmlNamespaceNode => ({ kind: 'namespace', parent: element, prefix, value }),
    );
    known.set(element, nodes);
    return nodes;
  };
}

export function parentOf({ document }: Evaluation, node: XPathNode): XPathNode | null {
  if (node.kind === 'document') return null;
  return node.parent ?? document;
}

export function childrenOf(node: XPathNode): readonly XmlNode[] {
  return node.kind === 'element' || node.kind === 'document' ? node.children : [];
}

/** XPath 1.0 section 5. */
export function stringValue(node: XPathNode, work: WorkBudget): string {
  if (node.kind === 'element') {
    const text = textContent(node);
    spendSteps(work, 1 + (node.end - node.order) + (text.length >> 6));
    return text;
  }
  if (node.kind !== 'document') return node.value;
  spendSteps(work, node.nodeCount);
  let text = '';
  for (const one of descendants(node)) if (one.kind === 'text') text += one.value;
  return text;
}

/** Document order: namespace nodes of an element, then its attributes, then what is in it. */
function place(evaluation: Evaluation, node: XPathNode): readonly [number, number] {
  if (node.kind === 'document') return [-1, 0];
  if (node.kind === 'attribute') return [node.parent.order, 1_000_000 + node.parent.attributes.indexOf(node)];
  if (node.kind === 'namespace')
    return [node.parent.order, 1 + evaluation.namespaceNodes(node.parent).indexOf(node)];
  return [node.order, 0];
}

/** Each once, in document order. */
export function sorted(evaluation: Evaluation, nodes: Iterable<XPathNode>): readonly XPathNode[] {
  const unique = [...new Set(nodes)];
  if (unique.length < 2) return unique;
  // Sorting costs more than visiting.
  spendSteps(evaluation.work, 4 * unique.length);
  return unique
    .map((node) => ({ node, at: place(evaluation, node) }))
    .sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1])
    .map(({ node }) => node);
}

export function isNodeSet(value: Value): value is readonly XPathNode[] {
  return typeof value === 'object';
}

/** XPath 1.0 sections 4.2 to 4.4. */
export function toText(value: Value, work: WorkBudget): string {
  if (isNodeSet(value)) return value[0] === undefined ? '' : stringValue(value[0], work);
  if (typeof value === 'number') return numberText(value);
  return String(value);
}

/** No exponent, whatever the size. */
function numberText(value: number): string {
  if (!Number.isFinite(value) || Math.abs(value) < 1e21) {
    const text = String(Object.is(value, -0) ? 0 : value);
    return /e-/.test(text) ? value.toFixed(20).replace(/0+$/, '') : text;
  }
  return BigInt(value).toString();
}

export function toNumber(value: Value, work: WorkBudget): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const text = toText(value, work).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
  return /^-?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
}

export function toBoolean(value: Value): boolean {
  if (isNodeSet(value)) return value.length > 0;
  if (typeof value === 'number') return value !== 0 && !Number.isNaN(value);
  return typeof value === 'string' ? value !== '' : value;
}
