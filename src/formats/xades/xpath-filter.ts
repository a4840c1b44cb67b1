/**
 * The XPath transform: of every node in turn it is asked whether it stays.
 *
 * @see {@link https://www.w3.org/TR/xmldsig-core1/#sec-XPath XML Signature, section 6.6.3}
 * @module
 */
import type { NodeFilter, NodeSet } from '../../encoding/xml/node-set';
import {
  childElements,
  descendants,
  namespacesInScope,
  ownText,
  type XmlDocument,
  type XmlElement,
} from '../../encoding/xml/tree';
import { spendSteps } from '../../encoding/xml/work';
import { type Expression, parseXPath } from '../../encoding/xml/xpath';
import { type Evaluation, namespaceNodesOf, toBoolean, type XPathNode } from '../../encoding/xml/xpath-nodes';
import type { XmlContext } from './context';
import { readIds } from './ids';
import { isDs } from './names';
import { Refusal } from './refusal';

export function filterByExpression(
  context: XmlContext,
  set: NodeSet,
  transform: XmlElement,
): NodeFilter | Refusal {
  const element = childElements(transform).find((node) => isDs(node, 'XPath'));
  if (element === undefined) return new Refusal('an XPath transform without an expression');
  const expression = parseXPath(ownText(element), namespacesInScope(element));
  const evaluation = evaluationOf(context, documentOf(context, set), element);
  const known = new Map<XPathNode, boolean>();
  const stays = (node: XPathNode): boolean => {
    const before = known.get(node);
    if (before !== undefined) return before;
    spendSteps(context.work, 1);
    const value = toBoolean(expression(evaluation, { node, position: 1, size: 1 }));
    known.set(node, value);
    return value;
  };
  askAll(set, stays);
  return {
    node: stays,
    attribute: stays,
    namespace: (owner, prefix) =>
      evaluation.namespaceNodes(owner).some((node) => node.prefix === prefix && stays(node)),
  };
}

/** What the expression breaks on is told now, while it can be named, and not when octets are asked for. */
function askAll({ apex }: NodeSet, stays: (node: XPathNode) => boolean): void {
  if (apex.kind === 'element') stays(apex);
  for (const node of descendants(apex)) stays(node);
}

export function evaluationOf(context: XmlContext, document: XmlDocument, here: XmlElement): Evaluation {
  const { work } = context;
  const own = document === context.document;
  const ids = own ? context.ids : readIds(document);
  return {
    document,
    work,
    here: own ? here : null,
    // Several elements of one Id: which of them is meant nobody knows.
    byId: (id) => (ids.get(id)?.length === 1 ? (ids.get(id) ?? []) : []),
    namespaceNodes: namespaceNodesOf(work),
  };
}

/** Elements of a set are of the document of the signature; documents may have been parsed on the way. */
export function documentOf({ document }: XmlContext, { apex }: NodeSet): XmlDocument {
  return apex.kind === 'document' ? apex : document;
}

export function nodesBy(expression: Expression, evaluation: Evaluation): readonly XPathNode[] | Refusal {
  const value = expression(evaluation, { node: evaluation.document, position: 1, size: 1 });
  return typeof value === 'object' ? value : new Refusal('an XPath Filter 2.0 that selects no node-set');
}
