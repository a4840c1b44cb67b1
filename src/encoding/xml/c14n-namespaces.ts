/**
 * Which namespace declarations canonical XML writes at an element.
 *
 * @see {@link https://www.w3.org/TR/xml-exc-c14n/#sec-Specification Exclusive XML Canonicalization, section 3}
 * @module
 */
import type { C14nMethod } from './c14n';
import { compareCodePoints, escapeValue } from './c14n-escape';
import type { NodeSet } from './node-set';
import { namespacesInScope, type XmlElement } from './tree';
import { spendSteps, type WorkBudget } from './work';

export type Rendered = Map<string, string>;
type Undo = (readonly [prefix: string, uri: string | undefined])[];
type Declarations = readonly (readonly [prefix: string, uri: string])[];

/** Inclusive, 1.0 and 1.1: what is in force here and not in the nearest ancestor of the output. */
export function changedNamespaces(
  { set, work }: { readonly set: NodeSet; readonly work: WorkBudget },
  element: XmlElement,
  visible: boolean,
  above: XmlElement | null,
): string {
  if (set.filter !== null) {
    const changed = filteredNamespaces(set, element, visible, above, work);
    return written(changed);
  }
  if (above === null) return written([...namespacesInScope(element)]);
  if (element.declared.length === 0) return '';
  return written(
    element.declared.filter(({ uri, outer }) => uri !== outer).map(({ prefix, uri }) => [prefix, uri]),
  );
}

function filteredNamespaces(
  set: NodeSet,
  element: XmlElement,
  visible: boolean,
  above: XmlElement | null,
  work: WorkBudget,
): Declarations {
  const here = filtered(set, element);
  const there = above === null ? new Map<string, string>() : filtered(set, above);
  spendSteps(work, here.size + there.size);
  const changed = [...here].filter(([prefix, uri]) => there.get(prefix) !== uri);
  // Canonical XML section 2.3: xmlns="" where the output would otherwise inherit a default namespace.
  if (visible && !here.has('') && there.has('')) changed.push(['', '']);
  return changed;
}

function filtered({ filter }: NodeSet, element: XmlElement): ReadonlyMap<string, string> {
  const all = namespacesInScope(element);
  if (filter === null) return all;
  return new Map([...all].filter(([prefix]) => filter.namespace(element, prefix)));
}

/** Exclusive: what the element itself uses, and the prefixes of the list as if inclusive. */
export function visiblyUtilized(
  writer: {
    readonly set: NodeSet;
    readonly method: C14nMethod;
    readonly rendered: Rendered;
    readonly work: WorkBudget;
  },
  element: XmlElement,
  visible: boolean,
  atApex: boolean,
  undo: Undo,
): string {
  const { set, method, rendered } = writer;
  const { filter } = set;
  const needed: [string, string][] = [];
  const need = (prefix: string, uri: string): void => {
    if ((rendered.get(prefix) ?? '') === uri) return;
    if (uri !== '' && filter !== null && !filter.namespace(element, prefix)) return;
    undo.push([prefix, rendered.get(prefix)]);
    rendered.set(prefix, uri);
    needed.push([prefix, uri]);
  };
  if (visible) {
    if (element.prefix !== 'xml') need(element.prefix, element.uri);
    for (const attribute of element.attributes) {
      const { prefix, uri } = attribute;
      if (prefix === '' || prefix === 'xml') continue;
      if (filter === null || filter.attribute(attribute)) need(prefix, uri);
    }
  }
  if (method.prefixes.size > 0) {
    const known: Declarations =
      atApex || filter !== null
        ? [...namespacesInScope(element)]
        : element.declared.map(({ prefix, uri }) => [prefix, uri]);
    spendSteps(writer.work, known.length);
    for (const [prefix, uri] of known) if (method.prefixes.has(prefix)) need(prefix, uri);
  }
  return written(needed);
}

function written(declarations: Declarations): string {
  if (declarations.length === 0) return '';
  const sorted = declarations.length === 1 ? declarations : [...declarations].sort(byPrefix);
  let output = '';
  for (const [prefix, uri] of sorted) {
    output += prefix === '' ? ` xmlns="${escapeValue(uri)}"` : ` xmlns:${prefix}="${escapeValue(uri)}"`;
  }
  return output;
}

function byPrefix([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return compareCodePoints(a, b);
}
