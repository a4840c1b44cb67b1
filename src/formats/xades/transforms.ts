/**
 * The transforms of a reference: from what its URI names to what is digested.
 *
 * What can do anything (XSLT) or is used by nobody is refused by name: it is not computed, and not called wrong.
 *
 * @see {@link https://www.w3.org/TR/xmldsig-core1/#sec-TransformAlg XML Signature, section 6.6}
 * @module
 */
import { decodeBase64 } from '../../encoding/base64';
import { C14N_1_0 } from '../../encoding/xml/c14n';
import { bothFilters, type NodeSet, wholeOf } from '../../encoding/xml/node-set';
import { parseXml } from '../../encoding/xml/parse';
import { attribute, textContent, type XmlElement, type XmlNode } from '../../encoding/xml/tree';
import { spendSteps } from '../../encoding/xml/work';
import { TamgaError } from '../../model/error';
import type { Data } from '../facts';
import { canonicalSet, type XmlContext } from './context';
import type { Target } from './dereference';
import { filterBySets } from './filter-sets';
import { c14nMethod, isDs, TRANSFORM } from './names';
import { Refusal } from './refusal';
import { filterByExpression } from './xpath-filter';

/**
 * Between two transforms. `of`: what of this document it holds, however it is written now; null where that is lost.
 * `bare`: a transform has left no element of what was named.
 */
export type Stage = (
  | { readonly is: 'octets'; readonly data: Data }
  | { readonly is: 'nodes'; readonly set: NodeSet }
) & { readonly of: NodeSet | null; readonly bare: boolean };

export function transformsOf(reference: XmlElement): readonly XmlElement[] {
  return reference.children
    .filter((node) => isDs(node, 'Transforms'))
    .flatMap((list) =>
      list.kind === 'element' ? list.children.filter((node) => isDs(node, 'Transform')) : [],
    )
    .filter((node) => node.kind === 'element');
}

export function startOf(target: Extract<Target, { found: 'document' | 'element' | 'octets' }>): Stage {
  if (target.found === 'octets') return { is: 'octets', data: target.data, of: null, bare: false };
  const set = wholeOf(target.node, target.comments);
  return { is: 'nodes', set, of: set, bare: false };
}

/** Nobody needs more of them; each may go through the whole document again. */
const MAXIMUM_TRANSFORMS = 16;

/** After all transforms but before the canonicalisation that the end may need. */
export function transformed(
  context: XmlContext,
  start: Stage,
  transforms: readonly XmlElement[],
  signature: XmlElement,
): Stage | Refusal {
  if (transforms.length > MAXIMUM_TRANSFORMS) return new Refusal(`${transforms.length} transforms in a row`);
  let stage = start;
  try {
    for (const transform of transforms) {
      const next = applied(context, stage, transform, signature);
      if (next instanceof Refusal) return next;
      stage = next;
    }
    return stage;
  } catch (error) {
    if (error instanceof TamgaError && error.code === 'TAMGA-E-XML') return new Refusal(error.message);
    throw error;
  }
}

/** XML Signature section 4.4.3.2: what is still a node-set is canonicalised, without comments. */
export function octetsOf(context: XmlContext, stage: Stage, method = C14N_1_0): Data {
  return stage.is === 'octets' ? stage.data : [canonicalSet(context, stage.set, method)];
}

function applied(
  context: XmlContext,
  stage: Stage,
  transform: XmlElement,
  signature: XmlElement,
): Stage | Refusal {
  const algorithm = attribute(transform, 'Algorithm') ?? '';
  const method = c14nMethod(transform, algorithm);
  if (method !== undefined) {
    return { ...stage, is: 'octets', data: [canonicalSet(context, nodesOf(stage), method)] };
  }
  if (algorithm === TRANSFORM.base64) return decoded(stage);
  if (algorithm === TRANSFORM.enveloped) return withoutSignature(context, stage, signature);
  const filter =
    algorithm === TRANSFORM.xpath
      ? filterByExpression
      : algorithm === TRANSFORM.filter2
        ? filterBySets
        : undefined;
  if (filter === undefined) return new Refusal(`the transform ${algorithm}`);
  const set = nodesOf(stage);
  const kept = filter(context, set, transform);
  if (kept instanceof Refusal) return kept;
  const filtered = { ...set, filter: bothFilters(set.filter, kept) };
  const of = stage.is === 'nodes' && stage.of !== null ? filtered : null;
  return { is: 'nodes', set: filtered, of, bare: stage.bare || !keepsElement(context, filtered) };
}

/** Octets become the whole document that they are, comments and all. */
function nodesOf(stage: Stage): NodeSet {
  return stage.is === 'nodes' ? stage.set : wholeOf(parseXml(Buffer.concat([...stage.data])), true);
}

function decoded(stage: Stage): Stage | Refusal {
  const text = stage.is === 'octets' ? Buffer.concat([...stage.data]).toString('latin1') : textOf(stage.set);
  const bytes = text === undefined ? undefined : decodeBase64(text);
  return bytes === undefined
    ? new Refusal('the base64 transform of what is no base64')
    : { is: 'octets', data: [bytes], of: stage.of, bare: stage.bare };
}

/** XML Signature section 6.6.2: the text nodes of the set. */
function textOf({ apex, without, filter }: NodeSet): string | undefined {
  if (without.size > 0 || filter !== null) return undefined;
  return textContent(apex.kind === 'document' ? apex.root : apex);
}

/** XML Signature section 6.6.4: only in the document that the signature itself lies in. */
function withoutSignature(context: XmlContext, stage: Stage, signature: XmlElement): Stage | Refusal {
  const foreign = new Refusal('the enveloped-signature transform of what the signature does not lie in');
  if (stage.is === 'octets') return foreign;
  const { apex, without } = stage.set;
  // Elements come from references into this document; whole documents may have been parsed on the way.
  if (apex.kind === 'document' && apex !== context.document) return foreign;
  const set = { ...stage.set, without: new Set([...without, signature]) };
  const bare = stage.bare || apex === signature;
  return { is: 'nodes', set, of: stage.of === null ? null : set, bare };
}

function keepsElement(context: XmlContext, { apex, without, filter }: NodeSet): boolean {
  const walk = (node: XmlNode): boolean => {
    if (node.kind !== 'element' || without.has(node)) return false;
    spendSteps(context.work, 1);
    return filter === null || filter.node(node) || node.children.some(walk);
  };
  return walk(apex.kind === 'document' ? apex.root : apex);
}
