/**
 * XMLDSig and XAdES as facts: one signature per ds:Signature, counter-signatures inside what they sign.
 *
 * @see {@link https://www.w3.org/TR/xmldsig-core1/ XML Signature 1.1} and EN 319 132-1
 * @module
 */
import { attribute, type XmlElement } from '../../encoding/xml/tree';
import { TamgaError } from '../../model/error';
import type { DetachedContent, SignatureEntry, SignedFile } from '../facts';
import { joinMaterial } from '../material';
import { openDocument, type XmlContext, type XmlOptions } from './context';
import { findSignatures } from './find-signatures';
import { TYPE } from './names';
import { countersigns } from './oddities';
import { type ReadSignature, readSignature, signatureFacts } from './signature';

export type { XmlOptions } from './context';

/** `initXml()` must have been awaited. */
export function readXml(
  bytes: Uint8Array,
  contents: readonly DetachedContent[],
  options: XmlOptions = {},
): SignedFile {
  const context = openDocument(bytes, contents, options);
  const nodes = findSignatures(context.document).map(({ element, counterOf }) => ({
    element,
    counterOf,
    read: attempt(context, element),
  }));
  const parents = parentsOf(nodes);
  const below = (parent: XmlElement | null): readonly Node[] =>
    nodes.filter(({ element }) => (parents.get(element) ?? null) === parent);
  const entry = (node: Node, id: string): SignatureEntry => {
    if (typeof node.read === 'string') return { readable: false, id, fault: node.read };
    const value = node.read.parts.signatureValue;
    const counters = below(node.element).map((counter, index) =>
      withPlace(entry(counter, `${id}-counter-${index + 1}`), counter, value),
    );
    return { readable: true, signature: signatureFacts(context, node.read, id, counters) };
  };
  const signatures = below(null).map((node, index) =>
    entry(node, `${options.idPrefix ?? ''}signer-${index + 1}`),
  );
  const read = nodes.flatMap((node) => (typeof node.read === 'string' ? [] : [node.read]));
  return {
    format: read.some(({ isXades }) => isXades) ? 'XAdES' : 'XMLDSig',
    signatures,
    material: joinMaterial(read.map(({ material }) => material)),
  };
}

interface Node {
  readonly element: XmlElement;
  readonly counterOf: XmlElement | null;
  /** The fault where its structure is broken. */
  readonly read: ReadSignature | string;
}

/** A signature whose structure is broken does not hide the others. */
function attempt(context: XmlContext, element: XmlElement): ReadSignature | string {
  try {
    return readSignature(context, element);
  } catch (error) {
    if (error instanceof TamgaError && error.code === 'TAMGA-E-XML') return error.message;
    throw error;
  }
}

/** By place, or by a reference of that type to the value of another signature. */
function parentsOf(nodes: readonly Node[]): ReadonlyMap<XmlElement, XmlElement> {
  const parents = new Map<XmlElement, XmlElement>();
  const owners = new Map(
    nodes.flatMap(({ element, read }) =>
      typeof read === 'string' ? [] : [[read.parts.signatureValue, element] as const],
    ),
  );
  for (const { element, counterOf, read } of nodes) {
    const parent = counterOf ?? (typeof read === 'string' ? undefined : countersigned(read, owners));
    if (parent !== undefined && !isBelow(parent, element, parents)) parents.set(element, parent);
  }
  return parents;
}

function countersigned(
  { references }: ReadSignature,
  owners: ReadonlyMap<XmlElement, XmlElement>,
): XmlElement | undefined {
  const reference = references.find(({ type }) => type === TYPE.countersigned);
  return reference?.target.found === 'element' ? owners.get(reference.target.node) : undefined;
}

/** Two signatures may name each other: the first met keeps its parent. */
function isBelow(
  element: XmlElement,
  above: XmlElement,
  parents: ReadonlyMap<XmlElement, XmlElement>,
): boolean {
  for (let at: XmlElement | undefined = element; at !== undefined; at = parents.get(at))
    if (at === above) return true;
  return false;
}

/** EN 319 132-1 section 5.2.7.2: among its references is one to the value that it countersigns, which is its document. */
function withPlace(
  entry: SignatureEntry,
  { element, counterOf, read }: Node,
  value: XmlElement,
): SignatureEntry {
  if (!entry.readable || typeof read === 'string') return entry;
  const { signature } = entry;
  if (countersigns(read.references, value)) {
    const coverage = signature.coverage === 'partial' ? 'full' : signature.coverage;
    return { readable: true, signature: { ...signature, coverage } };
  }
  const where = counterOf === null ? 'beside' : 'inside';
  const found = `the counter-signature ${attribute(element, 'Id') ?? ''} ${where} the signature does not sign its value`;
  const oddities = [...signature.oddities, { kind: 'xades.counter-signature-reference', found } as const];
  return { readable: true, signature: { ...signature, oddities } };
}
