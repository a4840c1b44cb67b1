/**
 * Namespaces and identifiers of XML Signature and XAdES.
 *
 * @see {@link https://www.w3.org/TR/xmldsig-core1/ XML Signature 1.1} and EN 319 132-1, section 4.3
 * @module
 */
import type { C14nMethod } from '../../encoding/xml/c14n';
import { attribute, isNamed, type XmlElement, type XmlNode } from '../../encoding/xml/tree';

export const DS = 'http://www.w3.org/2000/09/xmldsig#';
export const DS11 = 'http://www.w3.org/2009/xmldsig11#';
export const MORE_2007 = 'http://www.w3.org/2007/05/xmldsig-more#';
export const XADES = 'http://uri.etsi.org/01903/v1.3.2#';
export const XADES_141 = 'http://uri.etsi.org/01903/v1.4.1#';
const XADES_EN = 'http://uri.etsi.org/19132/v1.1.1#';
const EXC_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const FILTER_2 = 'http://www.w3.org/2002/06/xmldsig-filter2';

/** Of QualifyingProperties: today's, then those of signatures from before 2006. */
export const XADES_NAMESPACES: readonly string[] = [
  XADES,
  'http://uri.etsi.org/01903/v1.2.2#',
  'http://uri.etsi.org/01903/v1.1.1#',
];

/** Names of properties in reports are written with these. */
const PREFIXES: ReadonlyMap<string, string> = new Map([
  [DS, 'ds'],
  [XADES, 'xades'],
  ['http://uri.etsi.org/01903/v1.2.2#', 'xades122'],
  ['http://uri.etsi.org/01903/v1.1.1#', 'xades111'],
  [XADES_141, 'xades141'],
  [XADES_EN, 'xadesen'],
]);

export function reportName({ uri, local }: XmlElement): string {
  const prefix = PREFIXES.get(uri);
  return prefix === undefined ? `{${uri}}${local}` : `${prefix}:${local}`;
}

export function isDs(node: XmlElement, local: string): boolean;
export function isDs(node: XmlNode, local: string): node is XmlElement;
export function isDs(node: XmlNode, local: string): boolean {
  return isNamed(node, DS, local);
}

/** In any namespace of XAdES, where a version moved an element from one to the next. */
export function isXades(node: XmlElement, local: string): boolean;
export function isXades(node: XmlNode, local: string): node is XmlElement;
export function isXades(node: XmlNode, local: string): boolean {
  return node.kind === 'element' && node.local === local && isXadesNamespace(node.uri);
}

export function isXadesNamespace(uri: string): boolean {
  return XADES_NAMESPACES.includes(uri) || uri === XADES_141 || uri === XADES_EN;
}

export const TYPE = {
  signedProperties: /^http:\/\/uri\.etsi\.org\/01903(?:\/v[\d.]+)?#SignedProperties$/,
  countersigned: 'http://uri.etsi.org/01903#CountersignedSignature',
  manifest: `${DS}Manifest`,
} as const;

export const TRANSFORM = {
  base64: `${DS}base64`,
  enveloped: `${DS}enveloped-signature`,
  xpath: 'http://www.w3.org/TR/1999/REC-xpath-19991116',
  filter2: FILTER_2,
} as const;

const NO_PREFIXES: ReadonlySet<string> = new Set();
const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const INCLUSIVE_11 = 'http://www.w3.org/2006/12/xml-c14n11';

const METHODS: ReadonlyMap<string, C14nMethod> = new Map([
  [INCLUSIVE, { variant: 'inclusive-1.0', comments: false, prefixes: NO_PREFIXES }],
  [`${INCLUSIVE}#WithComments`, { variant: 'inclusive-1.0', comments: true, prefixes: NO_PREFIXES }],
  [INCLUSIVE_11, { variant: 'inclusive-1.1', comments: false, prefixes: NO_PREFIXES }],
  [`${INCLUSIVE_11}#WithComments`, { variant: 'inclusive-1.1', comments: true, prefixes: NO_PREFIXES }],
  [EXC_C14N, { variant: 'exclusive', comments: false, prefixes: NO_PREFIXES }],
  [`${EXC_C14N}WithComments`, { variant: 'exclusive', comments: true, prefixes: NO_PREFIXES }],
]);

export function isC14n(algorithm: string): boolean {
  return METHODS.has(algorithm);
}

/** Undefined: no canonicalisation that is known here. `element`: CanonicalizationMethod or Transform. */
export function c14nMethod(element: XmlElement, algorithm: string): C14nMethod | undefined {
  const method = METHODS.get(algorithm);
  if (method?.variant !== 'exclusive') return method;
  const list = element.children.find((node) => isNamed(node, EXC_C14N, 'InclusiveNamespaces'));
  const stated =
    list?.kind === 'element' ? list.attributes.find(({ local }) => local === 'PrefixList') : undefined;
  if (stated === undefined) return method;
  const prefixes = stated.value.split(/\s+/).filter((one) => one !== '');
  return { ...method, prefixes: new Set(prefixes.map((one) => (one === '#default' ? '' : one))) };
}

export function c14nOf(element: XmlElement): C14nMethod | undefined {
  return c14nMethod(element, attribute(element, 'Algorithm') ?? '');
}
