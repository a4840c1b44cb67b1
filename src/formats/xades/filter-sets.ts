import type { NodeFilter, NodeSet } from '../../encoding/xml/node-set';
import type { XmlElement } from '../../encoding/xml/tree';
import type { XmlContext } from './context';
import { Refusal } from './transforms';

export function filterBySets(
  _context: XmlContext,
  _set: NodeSet,
  _transform: XmlElement,
): NodeFilter | Refusal {
  return new Refusal('XPath Filter 2.0');
}
