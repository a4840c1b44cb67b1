/**
 * What the cases of XML signatures have in common: which products they exist for, and changes to elements by name.
 *
 * @module
 */
import type { Packaging } from '../../../model/claim';
import { TamgaError } from '../../../model/error';
import type { Made, ProductRequest } from '../../product';
import type { XmlDeviation } from '../../xades/build';
import { type FurtherXml, signXmlProduct } from '../../xades/product';
import { element, isElement, type XmlElement, type XmlNode } from '../../xml-tree';
import { type CaseRequest, type ForgedCase, productOf } from '../case';

export interface XmlCaseForms {
  /** Where plain XMLDSig has nothing to deviate in. */
  readonly xadesOnly?: boolean;
  /** All unless named. */
  readonly packagings?: readonly Packaging[];
}

export interface XmlChange {
  readonly deviation?: XmlDeviation;
  readonly further?: FurtherXml;
}

/** A good signature of the product with a change. */
export function xmlCase(
  id: string,
  { xadesOnly = false, packagings }: XmlCaseForms,
  change: (request: ProductRequest) => XmlChange,
  handedOn: (made: Made, request: ProductRequest) => Made = (made) => made,
): ForgedCase {
  return {
    id,
    existsFor: ({ format, packaging }) =>
      (format === 'XAdES' || (format === 'XMLDSig' && !xadesOnly)) &&
      (packagings?.includes(packaging) ?? true),
    mint: (request) => {
      const asked = goodXml(request);
      const { deviation = {}, further = {} } = change(asked);
      return handedOn(signXmlProduct(asked, deviation, further), asked);
    },
  };
}

function goodXml(request: CaseRequest): ProductRequest {
  return productOf(request, 'good', (times) => times.recent);
}

/** The elements of this name in the tree, each replaced; none: a case that does nothing is no case. */
export function replaced(
  root: XmlElement,
  name: string,
  change: (one: XmlElement) => readonly XmlNode[],
): XmlElement {
  let count = 0;
  const walk = (one: XmlElement): XmlElement => ({
    ...one,
    children: one.children.flatMap((child): readonly XmlNode[] => {
      if (!isElement(child)) return [child];
      if (child.name !== name) return [walk(child)];
      count += 1;
      return change(child);
    }),
  });
  const made = walk(root);
  if (count === 0) throw new TamgaError('TAMGA-E-MINT', `no ${name} to change`);
  return made;
}

/** Null takes the attribute away. */
export function withAttribute(one: XmlElement, name: string, value: string | null): XmlElement {
  const others = one.attributes.filter(([own]) => own !== name);
  return { ...one, attributes: value === null ? others : [...others, [name, value]] };
}

export function attributeOf(one: XmlElement, name: string): string {
  const found = one.attributes.find(([own]) => own === name)?.[1];
  if (found !== undefined) return found;
  throw new TamgaError('TAMGA-E-MINT', `${one.name} has no ${name}`);
}

/** Behind the last child. */
export function withChild(one: XmlElement, ...added: readonly XmlNode[]): XmlElement {
  return { ...one, children: [...one.children, ...added] };
}

export function emptyObject(id: string): XmlElement {
  return element('ds:Object', { Id: id });
}
