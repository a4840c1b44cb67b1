/**
 * How much of the document the references cover.
 *
 * Whoever verifies says "intact" of what was signed; whoever reads sees the document. Coverage says whether these are the same.
 *
 * @module
 */
import type { NodeSet } from '../../encoding/xml/node-set';
import { childElements, contains, type XmlElement, type XmlNode } from '../../encoding/xml/tree';
import { spendSteps } from '../../encoding/xml/work';
import type { Coverage } from '../facts';
import type { XmlContext } from './context';
import { isC14n, isDs, TRANSFORM, XADES_NAMESPACES } from './names';
import type { ReadReference } from './references';
import type { SignatureElement } from './signature-element';
import { besideBase64 } from './stray-content';

export interface Covered {
  readonly coverage: Coverage;
  /** The first node that a reader sees and nothing signs. */
  readonly uncovered: string | null;
}

export function coverageOf(
  context: XmlContext,
  parts: SignatureElement,
  references: readonly ReadReference[],
): Covered {
  if (references.some(({ target }) => target.found === 'ambiguous')) {
    return { coverage: 'ambiguous', uncovered: null };
  }
  const about = aboutDocuments(references);
  if (about.length === 0) return partial('no reference is to a document');
  const shortened = about.find(
    ({ target, transforms }) => target.found === 'octets' && !transforms.every(keepsAll),
  );
  if (shortened !== undefined) return partial(`what the transforms leave out of ${shortened.facts.what}`);
  const beside = besideBase64(about);
  if (beside !== undefined) return partial(placeOf(beside));
  const sets = setsOf(references);
  const outside = firstUncovered(context, parts.element, sets);
  if (outside !== undefined) return partial(outside);
  const unsigned = unsignedObject(parts, references);
  return unsigned === undefined ? { coverage: 'full', uncovered: null } : partial(placeOf(unsigned));
}

function aboutDocuments(references: readonly ReadReference[]): readonly ReadReference[] {
  return references.filter(({ facts }) => facts.role === 'document');
}

/** What the references to documents name in this one. */
export function setsOf(references: readonly ReadReference[]): readonly NodeSet[] {
  return aboutDocuments(references).flatMap(({ stage }) => (stage?.of == null ? [] : [stage.of]));
}

function partial(uncovered: string): Covered {
  return { coverage: 'partial', uncovered };
}

/** Of octets from elsewhere. */
function keepsAll(algorithm: string): boolean {
  return algorithm === TRANSFORM.base64 || isC14n(algorithm);
}

/** More of them cover nothing that these do not. */
const MAXIMUM_SETS = 64;

function firstUncovered(
  { document, work }: XmlContext,
  signature: XmlElement,
  all: readonly NodeSet[],
): string | undefined {
  if (document.root === signature || holdsSignaturesOnly(document.root)) return undefined;
  const whole = all.some(
    ({ apex, filter, without }) =>
      (apex === document || apex === document.root) &&
      filter === null &&
      [...without].every((element) => isDs(element, 'Signature')),
  );
  if (whole) return undefined;
  const sets = all.slice(0, MAXIMUM_SETS);
  const walk = (nodes: readonly XmlNode[]): XmlNode | undefined => {
    for (const node of nodes) {
      // Comments are no content; signatures speak for themselves.
      if (node.kind === 'comment' || isSignature(node)) continue;
      spendSteps(work, sets.length + 1);
      if (!sets.some((set) => holds(set, node))) return node;
      const below = node.kind === 'element' ? walk(node.children) : undefined;
      if (below !== undefined) return below;
    }
    return undefined;
  };
  const node = walk([document.root]);
  return node === undefined ? undefined : placeOf(node);
}

/** XAdESSignatures of a container and the like: nothing stands there that anybody reads. */
function holdsSignaturesOnly(root: XmlElement): boolean {
  return (
    root.attributes.every(({ local, uri }) => uri === SCHEMA_INSTANCE || /^id$/i.test(local)) &&
    root.children.every(
      (node) =>
        isSignature(node) || node.kind === 'comment' || (node.kind === 'text' && node.value.trim() === ''),
    )
  );
}

const SCHEMA_INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance';

function isSignature(node: XmlNode): boolean {
  return isDs(node, 'Signature');
}

function holds({ apex, without, filter }: NodeSet, node: XmlNode): boolean {
  if (apex.kind === 'element' && !contains(apex, node)) return false;
  for (const element of without) if (contains(element, node)) return false;
  if (filter === null) return true;
  return (
    filter.node(node) && (node.kind !== 'element' || node.attributes.every((one) => filter.attribute(one)))
  );
}

/** A ds:Object that brings content and that no reference names. */
export function unsignedObject(
  { objects }: SignatureElement,
  references: readonly ReadReference[],
): XmlElement | undefined {
  const named = new Set(
    references.map(({ target }) => (target.found === 'element' ? target.node : undefined)),
  );
  return objects.find((object) => {
    if (named.has(object)) return false;
    const text = object.children.some((node) => node.kind === 'text' && node.value.trim() !== '');
    return text || childElements(object).some((node) => !named.has(node) && !isProperties(node));
  });
}

function isProperties({ local, uri }: XmlElement): boolean {
  return /^QualifyingProperties(?:Reference)?$/.test(local) && XADES_NAMESPACES.includes(uri);
}

/** As a path, for people. */
export function placeOf(node: XmlNode): string {
  const steps: string[] = [];
  if (node.kind !== 'element') steps.push(node.kind === 'text' ? 'text()' : 'processing-instruction()');
  for (let at = node.kind === 'element' ? node : node.parent; at !== null; at = at.parent) {
    steps.unshift(at.prefix === '' ? at.local : `${at.prefix}:${at.local}`);
  }
  return `/${steps.join('/')}`;
}
