/**
 * Which attributes canonical XML writes at an element: its own in order, and those of the `xml` namespace that it inherits.
 *
 * @see {@link https://www.w3.org/TR/xml-c14n11/#DocSubsets Canonical XML 1.1, section 2.4}
 * @module
 */
import type { C14nMethod } from './c14n';
import { compareCodePoints, escapeValue } from './c14n-escape';
import type { NodeSet } from './node-set';
import { XML_NAMESPACE, type XmlAttribute, type XmlElement } from './tree';
import { joinReferences } from './uri-join';

type Written = Pick<XmlAttribute, 'prefix' | 'local' | 'uri' | 'value'>;

export function attributesOf(
  { set, method }: { readonly set: NodeSet; readonly method: C14nMethod },
  element: XmlElement,
  visible: boolean,
): string {
  const { filter } = set;
  const own: readonly Written[] =
    filter === null ? element.attributes : element.attributes.filter((one) => filter.attribute(one));
  const orphan =
    visible && method.variant !== 'exclusive' && element.parent !== null && !isIn(set, element.parent);
  const all = orphan ? withInherited(set, element, own, method.variant === 'inclusive-1.1') : own;
  if (all.length === 0) return '';
  const sorted = all.length === 1 ? all : [...all].sort(byName);
  let output = '';
  for (const { prefix, local, value } of sorted) {
    output += ` ${prefix === '' ? local : `${prefix}:${local}`}="${escapeValue(value)}"`;
  }
  return output;
}

/** Canonical XML section 2.3: by namespace URI, then by local name; none sorts first. */
function byName(a: Written, b: Written): number {
  return compareCodePoints(a.uri, b.uri) || compareCodePoints(a.local, b.local);
}

function isIn({ apex, filter }: NodeSet, element: XmlElement): boolean {
  if (apex.kind === 'element' && (element.order < apex.order || element.order > apex.end)) return false;
  return filter === null || filter.node(element);
}

/** Canonical XML 1.0 section 2.4 takes all of them over; 1.1 not xml:id, and joins xml:base. */
function withInherited(
  set: NodeSet,
  element: XmlElement,
  own: readonly Written[],
  joins: boolean,
): readonly Written[] {
  const nearest = new Map<string, Written>();
  for (let above = element.parent; above !== null; above = above.parent) {
    for (const one of above.attributes) {
      if (one.uri !== XML_NAMESPACE || nearest.has(one.local)) continue;
      if (!joins || one.local === 'lang' || one.local === 'space') nearest.set(one.local, one);
    }
  }
  for (const one of element.attributes) if (one.uri === XML_NAMESPACE) nearest.delete(one.local);
  const base = joins ? joinedBase(set, element) : undefined;
  const kept =
    base === undefined ? own : own.filter((one) => one.uri !== XML_NAMESPACE || one.local !== 'base');
  return [...kept, ...nearest.values(), ...(base === undefined || base.value === '' ? [] : [base])];
}

/** Canonical XML 1.1 section 2.4: the bases of the left out ancestors, from the outermost in. */
function joinedBase(set: NodeSet, element: XmlElement): Written | undefined {
  const bases: string[] = [];
  for (let above = element.parent; above !== null && !isIn(set, above); above = above.parent) {
    const base = baseOf(above);
    if (base !== undefined) bases.unshift(base);
  }
  if (bases.length === 0) return undefined;
  const own = baseOf(element);
  if (own !== undefined) bases.push(own);
  return { prefix: 'xml', local: 'base', uri: XML_NAMESPACE, value: bases.reduce(joinReferences) };
}

function baseOf(element: XmlElement): string | undefined {
  return element.attributes.find(({ uri, local }) => uri === XML_NAMESPACE && local === 'base')?.value;
}
