/**
 * Where an XML signature stands and how it refers to its document: detached, enveloping, internally detached.
 *
 * @see {@link https://www.w3.org/TR/xmldsig-core1/#sec-URI XML Signature 1.1, section 4.4.3.1}
 * @module
 */
import type { Suite } from '../../crypto/suites';
import { TamgaError } from '../../model/error';
import { C14N, canonical, written } from '../xml-canonical';
import { parseXml } from '../xml-parse';
import { element, OUTERMOST, type Scope, scopeIn, type XmlElement } from '../xml-tree';
import { base64, type DataReference, referenceElement } from './reference';
import { scopeOfSignature } from './signature';
import { BASE64_ENCODING, TRANSFORM, TYPE } from './vocabulary';

/** What one signature refers to, and what it carries of it. */
export interface Load {
  readonly references: readonly DataReference[];
  readonly objects: readonly XmlElement[];
}

export interface Packing {
  /** Where ds:Signature stands. */
  readonly scope: Scope;
  /** For the signature whose ids begin so. */
  load(id: string): Load;
  /** The file that holds the signatures. */
  assemble(signatures: readonly XmlElement[]): Uint8Array;
}

export interface PackingOptions {
  readonly mimeType: string;
  /** Of the reference; exclusive unless named. */
  readonly canonicalization?: string;
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

function file(root: XmlElement): Uint8Array {
  return Buffer.from(DECLARATION + written(root));
}

/** Our own, for want of a standard one. */
const WRAPPER = 'tamga:Signed';
const WRAPPER_DECLARATIONS = { 'xmlns:tamga': 'urn:tamga:signed' } as const;

/** A signature that stands alone is the document element; several need an element around them. */
function standing(several: boolean): Pick<Packing, 'scope' | 'assemble'> {
  if (several) {
    return {
      scope: scopeIn(OUTERMOST, element(WRAPPER, WRAPPER_DECLARATIONS)),
      assemble: (signatures) => file(element(WRAPPER, WRAPPER_DECLARATIONS, ...signatures)),
    };
  }
  return {
    scope: OUTERMOST,
    assemble([only, ...others]) {
      if (only !== undefined && others.length === 0) return file(only);
      throw new TamgaError('TAMGA-E-MINT', 'more than one signature needs a packing for several');
    },
  };
}

export interface DetachedFile {
  /** As the reference names it. */
  readonly uri: string;
  readonly bytes: Uint8Array;
  readonly mimeType: string;
}

export function detachedPacking(files: readonly DetachedFile[], several = false): Packing {
  return {
    ...standing(several),
    load: (id) => ({ references: files.map((one, at) => fileReference(id, at, one)), objects: [] }),
  };
}

/** XML Signature 1.1 section 5.1: the files stand in a list, and the list is what is signed. */
export function manifestPacking(files: readonly DetachedFile[], suite: Suite, several = false): Packing {
  const around = standing(several);
  return {
    ...around,
    load(id) {
      const listed = files.map((one, at) =>
        referenceElement({ ...fileReference(id, at, one), id: null }, suite),
      );
      const list = element('ds:Manifest', { Id: `${id}-manifest` }, ...listed);
      const how = { algorithm: C14N.exclusive };
      const reference: DataReference = {
        id: `${id}-reference-1`,
        uri: `#${id}-manifest`,
        type: TYPE.manifest,
        transforms: [how],
        octets: canonical(list, scopeOfSignature(around.scope), how),
        mimeType: null,
      };
      return { references: [reference], objects: [element('ds:Object', {}, list)] };
    },
  };
}

export function fileReference(id: string, at: number, { uri, bytes, mimeType }: DetachedFile): DataReference {
  return { id: `${id}-reference-${at + 1}`, uri, type: null, transforms: [], octets: bytes, mimeType };
}

/** `xml`: the document element inside ds:Object; otherwise the bytes in Base64. */
export function envelopingPacking(
  document: Uint8Array,
  { mimeType, canonicalization = C14N.exclusive }: PackingOptions,
  embedded: 'base64' | 'xml' = 'base64',
  several = false,
): Packing {
  const around = standing(several);
  return {
    ...around,
    load(id) {
      const attributes = { Id: `${id}-object`, MimeType: mimeType };
      const object =
        embedded === 'xml'
          ? element('ds:Object', attributes, parseXml(document).document.root)
          : element('ds:Object', { ...attributes, Encoding: BASE64_ENCODING }, base64(document));
      const part = partReference(
        object,
        scopeOfSignature(around.scope),
        embedded,
        document,
        canonicalization,
      );
      return {
        references: [{ ...part, id: `${id}-reference-1`, uri: `#${id}-object`, mimeType }],
        objects: [object],
      };
    },
  };
}

/** The document beside its signatures, under an element of ours. */
export function internallyDetachedPacking(
  document: Uint8Array,
  { mimeType, canonicalization = C14N.exclusive }: PackingOptions,
  embedded: 'base64' | 'xml' = 'base64',
): Packing {
  const content = embedded === 'xml' ? parseXml(document).document.root : base64(document);
  const part = element('tamga:Document', { Id: 'document' }, content);
  const scope = scopeIn(OUTERMOST, element(WRAPPER, WRAPPER_DECLARATIONS));
  const reference = partReference(part, scope, embedded, document, canonicalization);
  return {
    scope,
    load: (id) => ({
      references: [{ ...reference, id: `${id}-reference-1`, uri: '#document', mimeType }],
      objects: [],
    }),
    assemble: (signatures) => file(element(WRAPPER, WRAPPER_DECLARATIONS, part, ...signatures)),
  };
}

/** A same-document reference gives a node-set: XML is canonicalised, Base64 decoded. */
function partReference(
  part: XmlElement,
  scope: Scope,
  embedded: 'base64' | 'xml',
  document: Uint8Array,
  canonicalization: string,
): Pick<DataReference, 'type' | 'transforms' | 'octets'> {
  const how = { algorithm: withoutComments(canonicalization) };
  return embedded === 'xml'
    ? { type: null, transforms: [{ algorithm: canonicalization }], octets: canonical(part, scope, how) }
    : { type: null, transforms: [{ algorithm: TRANSFORM.base64 }], octets: document };
}

/** XML Signature 1.1 section 4.4.3.3: a node-set that such a URI gives holds no comments, whatever the method. */
export function withoutComments(algorithm: string): string {
  return algorithm.replace(/#WithComments$/, algorithm.includes('xml-exc-c14n') ? '#' : '');
}
