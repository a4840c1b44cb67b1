/**
 * A signature inside the XML document that it signs.
 *
 * @see {@link https://www.w3.org/TR/xmldsig-core1/#sec-EnvelopedSignature XML Signature 1.1, section 6.6.4}
 * @module
 */
import { C14N, canonicalDocument, written } from '../xml-canonical';
import { type ParsedXml, parseXml } from '../xml-parse';
import {
  element,
  isElement,
  localName,
  namespaceOf,
  OUTERMOST,
  type Scope,
  scopeIn,
  type XmlElement,
} from '../xml-tree';
import { type Packing, type PackingOptions, withoutComments } from './packing';
import { NAMESPACE, TRANSFORM } from './vocabulary';

export interface EnvelopedOptions extends PackingOptions {
  /** `enveloped`: without this signature; `xpath`: without any, so that signatures stand side by side. */
  readonly leavesOut?: 'enveloped' | 'xpath';
}

const NOT_SIGNATURES = 'not(ancestor-or-self::ds:Signature)';

export function envelopedPacking(document: Uint8Array, options: EnvelopedOptions): Packing {
  const { mimeType, canonicalization = C14N.exclusive, leavesOut = 'enveloped' } = options;
  const parsed = parseXml(document);
  const [host, scope] = hostIn(parsed.document.root, OUTERMOST) ?? [
    parsed.document.root,
    scopeIn(OUTERMOST, parsed.document.root),
  ];
  const octets = canonicalDocument(parsed.document, {
    algorithm: withoutComments(canonicalization),
    ...(leavesOut === 'xpath' ? { omits: isSignature } : {}),
  });
  const without =
    leavesOut === 'enveloped'
      ? { algorithm: TRANSFORM.enveloped }
      : { algorithm: TRANSFORM.xpath, content: [element('ds:XPath', {}, NOT_SIGNATURES)] };
  return {
    scope,
    load: (id) => ({
      references: [
        {
          id: `${id}-reference-1`,
          uri: '',
          type: null,
          transforms: [without, { algorithm: canonicalization }],
          octets,
          mimeType,
        },
      ],
      objects: [],
    }),
    assemble: (signatures) => insertedInto(parsed, host, signatures.map(written).join('')),
  };
}

function isSignature({ name }: XmlElement, namespaces: ReadonlyMap<string, string>): boolean {
  return localName(name) === 'Signature' && namespaceOf(name, namespaces) === NAMESPACE.ds;
}

const UBL_EXTENSIONS = 'urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2';

/** UBL keeps a place for signatures: an extension without content. */
function hostIn(one: XmlElement, scope: Scope): readonly [XmlElement, Scope] | undefined {
  const inner = scopeIn(scope, one);
  const empty = one.children.every((child) => typeof child === 'string' && child.trim() === '');
  if (
    empty &&
    localName(one.name) === 'ExtensionContent' &&
    namespaceOf(one.name, inner.namespaces) === UBL_EXTENSIONS
  ) {
    return [one, inner];
  }
  for (const child of one.children.filter(isElement)) {
    const found = hostIn(child, inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** All other bytes of the document stay as they are. */
function insertedInto({ text, endOf }: ParsedXml, host: XmlElement, inserted: string): Uint8Array {
  const { at, emptyTag } = endOf(host);
  const behind = text.slice(emptyTag ? at + 2 : at);
  return Buffer.from(
    emptyTag
      ? `${text.slice(0, at)}>${inserted}</${host.name}>${behind}`
      : `${text.slice(0, at)}${inserted}${behind}`,
  );
}
