/**
 * What an XML signature refers to: each data object with its transforms and the octets that are digested.
 *
 * @see {@link https://www.w3.org/TR/xmldsig-core1/#sec-Reference XML Signature 1.1, section 4.4.3}
 * @module
 */
import { digestByName } from '../../crypto/digests';
import type { Suite } from '../../crypto/suites';
import { TamgaError } from '../../model/error';
import { element, type XmlElement, type XmlNode } from '../xml-tree';

export interface Transform {
  readonly algorithm: string;
  readonly content?: readonly XmlNode[];
}

export interface DataReference {
  readonly id: string | null;
  /** Null leaves the attribute out. */
  readonly uri: string | null;
  readonly type: string | null;
  readonly transforms: readonly Transform[];
  /** After all transforms. */
  readonly octets: Uint8Array;
  /** Of the data object, for DataObjectFormat; null: it needs none (EN 319 132-1 section 5.2.4). */
  readonly mimeType: string | null;
}

/** XML and JWS state digests by name: the URI of the suite's row. */
export function xmlNames({ id, xml }: Suite): { readonly signature: string; readonly digest: string } {
  if (xml !== null) return xml;
  throw new TamgaError('TAMGA-E-MINT', `${id} has no algorithm URI for XML signatures`);
}

export function referenceElement(reference: DataReference, suite: Suite): XmlElement {
  const { id, uri, type, transforms, octets } = reference;
  const chain = transforms.map(({ algorithm, content = [] }) =>
    element('ds:Transform', { Algorithm: algorithm }, ...content),
  );
  return element(
    'ds:Reference',
    { Id: id, Type: type, URI: uri },
    ...(chain.length === 0 ? [] : [element('ds:Transforms', {}, ...chain)]),
    ...digestElements(xmlNames(suite).digest, digestByName(suite.digest).of(octets)),
  );
}

export function digestElements(algorithm: string, value: Uint8Array): readonly XmlElement[] {
  return [element('ds:DigestMethod', { Algorithm: algorithm }), element('ds:DigestValue', {}, base64(value))];
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
