/**
 * XPath Filter 2.0: node-sets are intersected with, subtracted from and united with the input, each with all that is below.
 *
 * @see {@link https://www.w3.org/TR/xmldsig-filter2/ XML-Signature XPath Filter 2.0, section 3.4}
 * @module
 */
import type { NodeFilter, NodeSet } from '../../encoding/xml/node-set';
import {
  attribute,
  childElements,
  isNamed,
  namespacesInScope,
  ownText,
  type XmlElement,
} from '../../encoding/xml/tree';
import { spendSteps } from '../../encoding/xml/work';
import { parseXPath } from '../../encoding/xml/xpath';
import type { XPathNode } from '../../encoding/xml/xpath-nodes';
import type { XmlContext } from './context';
import { FILTER_2 } from './names';
import { Refusal } from './refusal';
import { documentOf, evaluationOf, nodesBy } from './xpath-filter';

type Operation = 'intersect' | 'subtract' | 'union';
type Step = readonly [operation: Operation, holds: (node: XPathNode) => boolean];

export function filterBySets(context: XmlContext, set: NodeSet, transform: XmlElement): NodeFilter | Refusal {
  const elements = childElements(transform).filter((node) => isNamed(node, FILTER_2, 'XPath'));
  if (elements.length === 0) return new Refusal('an XPath Filter 2.0 without an expression');
  const document = documentOf(context, set);
  const steps: Step[] = [];
  for (const element of elements) {
    const operation = operationOf(attribute(element, 'Filter'));
    if (operation === undefined) return new Refusal('an XPath Filter 2.0 of an unknown kind');
    const evaluation = evaluationOf(context, document, element);
    const found = nodesBy(parseXPath(ownText(element), namespacesInScope(element)), evaluation);
    if (found instanceof Refusal) return found;
    steps.push([operation, expanded(context, found)]);
  }
  const stays = (node: XPathNode) => decided(steps, node);
  const nodes = new Map<XmlElement, boolean>();
  return {
    node: stays,
    attribute: stays,
    // Expressions that name namespace nodes themselves are not told apart from their elements.
    namespace: (element) => {
      const known = nodes.get(element) ?? stays(element);
      nodes.set(element, known);
      return known;
    },
  };
}

function operationOf(filter: string | undefined): Operation | undefined {
  return filter === 'intersect' || filter === 'subtract' || filter === 'union' ? filter : undefined;
}

/** Section 3.4: the filter starts with all nodes; what is left is taken from the input. */
function decided(steps: readonly Step[], node: XPathNode): boolean {
  let inside = true;
  for (const [operation, holds] of steps) {
    if (operation === 'union') inside = inside || holds(node);
    else if (inside) inside = holds(node) === (operation === 'intersect');
  }
  return inside;
}

/** Section 3.3: with everything that has a node of the set as ancestor. */
function expanded({ work }: XmlContext, found: readonly XPathNode[]): (node: XPathNode) => boolean {
  const all = new Set(found);
  const whole = found.some(({ kind }) => kind === 'document');
  return (node) => {
    if (whole || all.has(node)) return true;
    let above = node.kind === 'document' ? null : node.parent;
    let steps = 1;
    for (; above !== null; above = above.parent) {
      if (all.has(above)) return true;
      steps += 1;
    }
    spendSteps(work, steps);
    return false;
  };
}
