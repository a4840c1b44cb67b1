/**
 * What a reader sees beside the signed elements, where a signed element moved aside would leave a forged one.
 *
 * What the signer left out by a transform is no such place: it lies inside what the reference names, and everybody knows.
 *
 * @see {@link https://www.w3.org/TR/xmldsig-bestpractices/#see-what-is-signed XML Signature best practices, "See what is signed"}
 * @module
 */
import type { NodeSet } from '../../encoding/xml/node-set';
import { childElements, contains, isAncestor, type XmlElement, type XmlNode } from '../../encoding/xml/tree';
import { spendSteps } from '../../encoding/xml/work';
import type { XmlContext } from './context';
import { isDs, TRANSFORM } from './names';
import type { ReadReference } from './references';

/** More of them cover nothing that these do not. */
const MAXIMUM_SETS = 64;

/**
 * The first node outside of everything that the references name. Wrappers alone are none: the root, and elements that
 * lead to the signature. Undefined too where the references name nothing in this document, or another signature.
 */
export function strayContent(
  { document: { root }, work }: XmlContext,
  signature: XmlElement,
  sets: readonly NodeSet[],
): XmlNode | undefined {
  if (sets.length === 0 || liesInSignature(signature)) return undefined;
  const apexes = sets.slice(0, MAXIMUM_SETS).map(({ apex }) => apex);
  const named = (node: XmlNode): boolean =>
    apexes.some((apex) => apex.kind !== 'element' || contains(apex, node));
  const walk = (node: XmlNode): XmlNode | undefined => {
    spendSteps(work, apexes.length + 1);
    if (node.kind === 'comment' || isSignature(node) || named(node)) return undefined;
    if (node.kind === 'text') return node.value.trim() === '' ? undefined : node;
    if (node.kind !== 'element' || (node !== root && !isAncestor(node, signature))) return node;
    for (const child of node.children) {
      const found = walk(child);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return walk(root);
}

/** An element that stands between the base64 text that alone is signed (XML Signature section 6.6.2). */
export function besideBase64(references: readonly ReadReference[]): XmlElement | undefined {
  return references.flatMap(({ target, transforms }) =>
    target.found === 'element' && transforms.includes(TRANSFORM.base64) ? childElements(target.node) : [],
  )[0];
}

/** A counter-signature speaks of the signature that it lies in. */
function liesInSignature({ parent }: XmlElement): boolean {
  for (let at = parent; at !== null; at = at.parent) if (isSignature(at)) return true;
  return false;
}

function isSignature(node: XmlNode): boolean {
  return isDs(node, 'Signature');
}
