/**
 * One XML product of a claim: XMLDSig as national centres make it, XAdES as the baseline wants it.
 *
 * @module
 */
import type { Packaging } from '../../model/claim';
import { TamgaError } from '../../model/error';
import { mimeTypeOf } from '../documents';
import type { Made, ProductRequest } from '../product';
import { C14N } from '../xml-canonical';
import { parseXml } from '../xml-parse';
import { type XmlDeviation, type XmlRequest, xmlSignatures } from './build';
import { envelopedPacking } from './enveloped';
import {
  detachedPacking,
  envelopingPacking,
  internallyDetachedPacking,
  type Packing,
  type PackingOptions,
} from './packing';

/** Under which the reference of a detached signature names a document without a name. */
const NAMELESS = 'document';

/** What a product may have beyond its claim: policy, further signers, counter-signers, a content time-stamp. */
export type FurtherXml = Partial<Omit<XmlRequest, 'state' | 'identity' | 'level' | 'handedOn'>>;

/** NCANode, DocumentWrapper.java: the methods of the Kazakh centre, and the signer's certificate alone. */
const NATIONAL = {
  canonicalization: C14N.inclusive,
  ofReference: C14N.inclusiveWithComments,
  withoutChain: true,
} as const;

const BASELINE = {
  canonicalization: C14N.exclusive,
  ofReference: C14N.exclusive,
  withoutChain: false,
} as const;

export function signXmlProduct(
  request: ProductRequest,
  deviation: XmlDeviation = {},
  further: FurtherXml = {},
): Made {
  const { product, document } = request;
  const { format, level, packaging } = product;
  const { ofReference, ...usual } = format === 'XMLDSig' ? NATIONAL : BASELINE;
  const { documentName: name = NAMELESS } = request;
  const several = (further.parallel ?? []).length > 0;
  const pack = (bytes: Uint8Array): Packing =>
    PACKINGS[packaging](bytes, { mimeType: mimeTypeOf(bytes), canonicalization: ofReference, name, several });

  const changed = deviation.content && changedDocument(document, packaging, deviation.content);
  const packing = further.packing ?? pack(document);
  const handedOn = changed === undefined ? packing : pack(changed);
  const signatures = xmlSignatures({ ...request, ...usual, ...further, level, packing, handedOn }, deviation);
  return {
    signature: handedOn.assemble(signatures),
    content: packaging === 'detached' ? (changed ?? document) : null,
  };
}

interface PackOptions extends PackingOptions {
  readonly name: string;
  /** More than one signature. */
  readonly several: boolean;
}

type Pack = (document: Uint8Array, options: PackOptions) => Packing;

const PACKINGS: Readonly<Record<Packaging, Pack>> = {
  detached: (bytes, { mimeType, name, several }) =>
    detachedPacking([{ uri: encodeURIComponent(name), bytes, mimeType }], several),
  enveloped: (document, options) =>
    envelopedPacking(document, { ...options, leavesOut: options.several ? 'xpath' : 'enveloped' }),
  enveloping: (document, options) => envelopingPacking(document, options, 'base64', options.several),
  'internally-detached': (document, options) => internallyDetachedPacking(document, options),
  attached: () => {
    throw new TamgaError(
      'TAMGA-E-MINT',
      'an XML signature is enveloped, enveloping or detached, never attached',
    );
  },
};

/** Inside XML only text is changed: the document has to stay one. */
function changedDocument(
  document: Uint8Array,
  packaging: Packaging,
  change: (bytes: Uint8Array) => Uint8Array,
): Uint8Array {
  if (packaging !== 'enveloped') return change(document);
  const { text } = parseXml(document);
  const runs = [...text.matchAll(/(?<=>)[^<>&]*[^<>&\s][^<>&]*(?=<)/g)];
  const longest = runs.reduce<RegExpMatchArray | undefined>(
    (best, run) => (best === undefined || run[0].length > best[0].length ? run : best),
    undefined,
  );
  if (longest === undefined) throw new TamgaError('TAMGA-E-MINT', 'the XML to change has no text');
  const { index = 0, 0: run } = longest;
  const changed = Buffer.concat([
    Buffer.from(text.slice(0, index)),
    change(Buffer.from(run)),
    Buffer.from(text.slice(index + run.length)),
  ]);
  parseXml(changed);
  return changed;
}
