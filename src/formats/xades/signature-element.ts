/**
 * The parts of one ds:Signature, and where it leaves the order that the schema gives them.
 *
 * @see {@link https://www.w3.org/TR/xmldsig-core1/#sec-CoreSyntax XML Signature, section 4}
 * @module
 */

import { digestByUri } from '../../crypto/digest-names';
import { digestByName } from '../../crypto/digests';
import type { PssParameters, SuiteReference } from '../../crypto/identify';
import { decodeBase64 } from '../../encoding/base64';
import { attribute, childElements, ownText, type XmlElement } from '../../encoding/xml/tree';
import { TamgaError } from '../../model/error';
import { DS, isDs, MORE_2007, reportName } from './names';

export interface SignatureElement {
  readonly element: XmlElement;
  readonly id: string | null;
  readonly signedInfo: XmlElement;
  readonly canonicalization: XmlElement;
  readonly algorithm: SuiteReference;
  readonly signatureValue: XmlElement;
  readonly value: Uint8Array;
  readonly keyInfo: XmlElement | null;
  readonly objects: readonly XmlElement[];
  /** What the schema does not allow, half a sentence each. */
  readonly faults: readonly string[];
}

export function readSignatureElement(element: XmlElement): SignatureElement {
  const signedInfo = required(element, 'SignedInfo');
  const canonicalization = required(signedInfo, 'CanonicalizationMethod');
  const method = required(signedInfo, 'SignatureMethod');
  const signatureValue = required(element, 'SignatureValue');
  const value = decodeBase64(ownText(signatureValue));
  if (value === undefined || value.length === 0) {
    throw new TamgaError('TAMGA-E-XML', 'the ds:SignatureValue is no base64');
  }
  if (!signedInfo.children.some((node) => isDs(node, 'Reference'))) {
    throw new TamgaError('TAMGA-E-XML', 'the ds:SignedInfo has no ds:Reference');
  }
  return {
    element,
    id: attribute(element, 'Id') ?? null,
    signedInfo,
    canonicalization,
    algorithm: algorithmOf(method),
    signatureValue,
    value,
    keyInfo: first(element, 'KeyInfo') ?? null,
    objects: childElements(element).filter((node) => isDs(node, 'Object')),
    faults: [
      ...orderFaults(element, SIGNATURE),
      ...orderFaults(signedInfo, SIGNED_INFO),
      ...referenceFaults(signedInfo),
    ],
  };
}

function first(parent: XmlElement, local: string): XmlElement | undefined {
  return childElements(parent).find((node) => isDs(node, local));
}

function required(parent: XmlElement, local: string): XmlElement {
  const found = first(parent, local);
  if (found === undefined)
    throw new TamgaError('TAMGA-E-XML', `the ${reportName(parent)} has no ds:${local}`);
  return found;
}

/** The children of an element in their order, and how many there may be of each. */
type Content = readonly (readonly [local: string, minimum: number, maximum: number])[];

const MANY = Number.POSITIVE_INFINITY;
const SIGNATURE: Content = [
  ['SignedInfo', 1, 1],
  ['SignatureValue', 1, 1],
  ['KeyInfo', 0, 1],
  ['Object', 0, MANY],
];
const SIGNED_INFO: Content = [
  ['CanonicalizationMethod', 1, 1],
  ['SignatureMethod', 1, 1],
  ['Reference', 1, MANY],
];
const REFERENCE: Content = [
  ['Transforms', 0, 1],
  ['DigestMethod', 1, 1],
  ['DigestValue', 1, 1],
];

function referenceFaults(signedInfo: XmlElement): readonly string[] {
  return childElements(signedInfo)
    .filter((node) => isDs(node, 'Reference'))
    .flatMap((reference) => orderFaults(reference, REFERENCE));
}

function orderFaults(parent: XmlElement, content: Content): readonly string[] {
  const faults: string[] = [];
  const counts = content.map(() => 0);
  let place = 0;
  for (const child of childElements(parent)) {
    const at = child.uri === DS ? content.findIndex(([local]) => local === child.local) : -1;
    if (at === -1) faults.push(`${reportName(child)} has no place in ${reportName(parent)}`);
    else if (at < place) faults.push(`${reportName(child)} stands too late in ${reportName(parent)}`);
    if (at === -1) continue;
    place = Math.max(place, at);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  for (const [index, [local, minimum, maximum]] of content.entries()) {
    const count = counts[index] ?? 0;
    if (count < minimum) faults.push(`${reportName(parent)} has no ds:${local}`);
    if (count > maximum) faults.push(`${reportName(parent)} has ${count} ds:${local}`);
  }
  if (parent.children.some((node) => node.kind === 'text' && node.value.trim() !== '')) {
    faults.push(`${reportName(parent)} holds text between its elements`);
  }
  return faults;
}

function algorithmOf(method: XmlElement): SuiteReference {
  return { by: 'uri', uri: attribute(method, 'Algorithm') ?? '', pss: pssOf(method) };
}

/** RFC 9231 section 2.3.9, with its defaults. */
function pssOf(method: XmlElement): PssParameters | null {
  const parameters = more(method, 'RSAPSSParams');
  if (parameters === undefined)
    return attribute(method, 'Algorithm') === `${MORE_2007}rsa-pss` ? DEFAULT_PSS : null;
  const mask = more(parameters, 'MaskGenerationFunction');
  const digest = digestIn(parameters);
  const maskDigest = mask === undefined ? SHA256 : digestIn(mask);
  const salt = more(parameters, 'SaltLength');
  const trailer = more(parameters, 'TrailerField');
  const generation = mask === undefined ? MGF1 : attribute(mask, 'Algorithm');
  const known = generation === MGF1 && (trailer === undefined || ownText(trailer).trim() === '1');
  if (digest === undefined || maskDigest === undefined || !known) return null;
  const saltLength = salt === undefined ? digest.length : Number(ownText(salt).trim());
  if (!Number.isSafeInteger(saltLength) || saltLength < 0) return null;
  return { digestOid: digest.oid, maskDigestOid: maskDigest.oid, saltLength };
}

const MGF1 = `${MORE_2007}MGF1`;
const SHA256 = digestByName('sha256');
const DEFAULT_PSS: PssParameters = {
  digestOid: SHA256.oid,
  maskDigestOid: SHA256.oid,
  saltLength: SHA256.length,
};

function more(parent: XmlElement, local: string): XmlElement | undefined {
  return childElements(parent).find((node) => node.local === local && node.uri === MORE_2007);
}

function digestIn(parent: XmlElement) {
  const method = first(parent, 'DigestMethod');
  return method === undefined ? SHA256 : digestByUri(attribute(method, 'Algorithm') ?? '');
}
