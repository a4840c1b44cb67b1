/**
 * The references of SignedInfo, and of every Manifest that one of them names.
 *
 * @see {@link https://www.w3.org/TR/xmldsig-core1/#sec-Reference XML Signature, section 4.4.3}
 * @module
 */
import { digestByUri } from '../../crypto/digest-names';
import { decodeBase64 } from '../../encoding/base64';
import { attribute, contains, ownText, type XmlElement } from '../../encoding/xml/tree';
import { TamgaError } from '../../model/error';
import type { Data, DigestReference, Reference } from '../facts';
import type { XmlContext } from './context';
import { dereference, type Target } from './dereference';
import { isC14n, isDs, isXades, TYPE } from './names';
import { Refusal } from './refusal';
import { octetsOf, type Stage, startOf, transformed, transformsOf } from './transforms';

export interface ReadReference {
  readonly element: XmlElement;
  readonly id: string | null;
  readonly uri: string | null;
  readonly type: string | null;
  readonly transforms: readonly string[];
  readonly target: Target;
  /** Before the last canonicalisation; null where it cannot be had. */
  readonly stage: Stage | null;
  /** Of the element that a Manifest holds; the reference in SignedInfo is not. */
  readonly inManifest: boolean;
  readonly facts: Reference;
}

/** More cost time for nothing that anybody signs. */
const MAXIMUM_REFERENCES = 2000;
/** A Manifest may name a Manifest. */
const MAXIMUM_NESTING = 4;

export function readReferences(
  context: XmlContext,
  signature: XmlElement,
  signedInfo: XmlElement,
): readonly ReadReference[] {
  const all: ReadReference[] = [];
  const manifests = new Set<XmlElement>();
  const read = (parent: XmlElement, nesting: number): void => {
    for (const child of parent.children) {
      if (!isDs(child, 'Reference')) continue;
      if (all.length >= MAXIMUM_REFERENCES) throw tooMany();
      const reference = readReference(context, signature, child, nesting > 0);
      all.push(reference);
      const { target } = reference;
      const manifest = target.found === 'element' && isDs(target.node, 'Manifest') ? target.node : undefined;
      if (manifest === undefined || manifests.has(manifest) || nesting >= MAXIMUM_NESTING) continue;
      manifests.add(manifest);
      read(manifest, nesting + 1);
    }
  };
  read(signedInfo, 0);
  return all;
}

function readReference(
  context: XmlContext,
  signature: XmlElement,
  element: XmlElement,
  inManifest: boolean,
): ReadReference {
  const uri = attribute(element, 'URI');
  const type = attribute(element, 'Type') ?? null;
  const digest = digestReference(element);
  const expected = valuesOf(element, 'DigestValue').map(decodedValue);
  const transforms = transformsOf(element);
  const target = dereference(context, uri, digest.digest, expected[0]);
  const stage = stageOf(context, target, transforms, signature);
  const data = stage instanceof Refusal || stage === null ? null : octetsOf(context, stage);
  return {
    element,
    id: attribute(element, 'Id') ?? null,
    uri: uri ?? null,
    type,
    transforms: transforms.map((one) => attribute(one, 'Algorithm') ?? ''),
    target,
    stage: stage instanceof Refusal ? null : stage,
    inManifest,
    facts: {
      what: uri === undefined ? 'the content without a name' : uri === '' ? 'the whole document' : uri,
      role: isSignaturePart(signature, target, type) ? 'signature-part' : 'document',
      digest,
      expected,
      data,
      missing: data === null ? missingOf(target, stage) : null,
    },
  };
}

function stageOf(
  context: XmlContext,
  target: Target,
  transforms: readonly XmlElement[],
  signature: XmlElement,
): Stage | Refusal | null {
  if (target.found === 'document' || target.found === 'element' || target.found === 'octets') {
    return transformed(context, startOf(target), transforms, signature);
  }
  return null;
}

function missingOf(target: Target, stage: Stage | Refusal | null): Reference['missing'] {
  if (stage instanceof Refusal) return { refused: stage.why };
  if (target.found === 'ambiguous') return { refused: `${target.count} elements have the Id "${target.id}"` };
  if (target.found === 'refused') return { refused: target.why };
  return target.found === 'dangling' ? 'dangling' : 'absent';
}

/** What of the signature itself is signed beside the document. */
function isSignaturePart(signature: XmlElement, target: Target, type: string | null): boolean {
  if (target.found !== 'element') return type !== null && TYPE.signedProperties.test(type);
  const { node } = target;
  if (!contains(signature, node)) return false;
  return (
    isXades(node, 'SignedProperties') ||
    isXades(node, 'QualifyingProperties') ||
    isDs(node, 'SignatureProperties') ||
    isDs(node, 'KeyInfo') ||
    isDs(node, 'Manifest')
  );
}

export function digestReference(parent: XmlElement): DigestReference {
  const method = parent.children.find((node) => isDs(node, 'DigestMethod'));
  const stated = method?.kind === 'element' ? (attribute(method, 'Algorithm') ?? '') : '';
  return { stated, digest: digestByUri(stated) };
}

function valuesOf(parent: XmlElement, local: string): readonly XmlElement[] {
  return parent.children.filter((node) => isDs(node, local)).filter((node) => node.kind === 'element');
}

/** Empty where it is no base64: it then equals no digest. */
export function decodedValue(element: XmlElement): Uint8Array {
  return decodeBase64(ownText(element)) ?? new Uint8Array(0);
}

/** The node that is signed with all that is in it: canonicalised and nothing else. */
export function signedWhole({ target, transforms }: ReadReference): XmlElement | null {
  if (target.found !== 'element') return null;
  return transforms.every(isC14n) ? target.node : null;
}

export function dataOf(
  context: XmlContext,
  { stage }: ReadReference,
  method: Parameters<typeof octetsOf>[2],
): Data | null {
  return stage === null ? null : octetsOf(context, stage, method);
}

function tooMany(): TamgaError {
  return new TamgaError('TAMGA-E-LIMIT', `more than ${MAXIMUM_REFERENCES} references in one signature`);
}
