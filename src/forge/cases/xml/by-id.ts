/**
 * A document whose root is signed by its Id, and forgers who move it aside: signature wrapping.
 *
 * @see {@link https://www.w3.org/TR/xmldsig-bestpractices/ XML Signature best practices, 2.1.3}
 * @module
 */
import { TamgaError } from '../../../model/error';
import type { ProductRequest } from '../../product';
import { envelopedPacking } from '../../xades/enveloped';
import type { Packing } from '../../xades/packing';
import { C14N, canonical } from '../../xml-canonical';
import { parseXml } from '../../xml-parse';
import { OUTERMOST } from '../../xml-tree';
import type { ForgedCase } from '../case';
import { withOtherAmount } from './amount';
import { xmlCase } from './xml-case';

const ID = 'signed-document';
const FORMS = { xadesOnly: true, packagings: ['enveloped'] } as const;
const PROLOGUE = /^(?:\s|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)*/;
const SIGNATURE = /<ds:Signature [\s\S]*<\/ds:Signature>/;

/** The whole document, named by the Id of its root in place of the empty URI. */
function byIdPacking({ document }: ProductRequest): Packing {
  const bytes = Buffer.from(withRootId(Buffer.from(document).toString('utf8')));
  const usual = envelopedPacking(bytes, { mimeType: 'application/xml' });
  const octets = canonical(parseXml(bytes).document.root, OUTERMOST, { algorithm: C14N.exclusive });
  return {
    ...usual,
    load(id) {
      const { references, objects } = usual.load(id);
      return { references: references.map((one) => ({ ...one, uri: `#${ID}`, octets })), objects };
    },
  };
}

function withRootId(xml: string): string {
  const start = PROLOGUE.exec(xml)?.[0].length ?? 0;
  return xml.slice(0, start) + xml.slice(start).replace(/^<[^\s/>]+/, `$& Id="${ID}"`);
}

/** A finished file taken apart. */
export interface Signed {
  readonly prologue: string;
  /** As it was signed. */
  readonly original: string;
  /** The same with another amount, around the signature. */
  readonly forged: string;
  readonly signature: string;
}

/** The positive: the reference names the root of the document by its Id. */
export const byId: ForgedCase = xmlCase('xml-by-id', FORMS, (request) => ({
  further: { packing: byIdPacking(request) },
}));

export function wrapped(id: string, wrap: (signed: Signed) => string): ForgedCase {
  return xmlCase(id, FORMS, (request) => {
    const usual = byIdPacking(request);
    const assemble: Packing['assemble'] = (signatures) =>
      Buffer.from(wrap(takenApart(Buffer.from(usual.assemble(signatures)).toString('utf8'))));
    return { further: { packing: { ...usual, assemble } } };
  });
}

function takenApart(file: string): Signed {
  const prologue = PROLOGUE.exec(file)?.[0] ?? '';
  const whole = file.slice(prologue.length).trimEnd();
  const signature = SIGNATURE.exec(whole)?.[0];
  if (signature === undefined) throw new TamgaError('TAMGA-E-MINT', 'no signature to wrap');
  const [before = '', after = ''] = whole.split(signature);
  const other = withOtherAmount(`${before}<!---->${after}`);
  return { prologue, original: before + after, forged: other.replace('<!---->', signature), signature };
}

const END_TAG = /<\/[^>]+>$/;

/** Beside the root that is read, under an element around both. */
export const wrappingSibling = wrapped(
  'xml-wrapping-sibling',
  ({ prologue, original, forged }) => `${prologue}<Envelope>${forged}${original}</Envelope>\n`,
);

/** Below the root that is read. */
export const wrappingAncestor = wrapped(
  'xml-wrapping-ancestor',
  ({ prologue, original, forged }) => `${prologue}${forged.replace(END_TAG, `${original}$&`)}\n`,
);

/** In an object of the signature, where nobody looks for a document. */
export const wrappingObject = wrapped(
  'xml-wrapping-object',
  ({ prologue, original, forged }) =>
    `${prologue}${forged.replace('</ds:Signature>', `<ds:Object>${original}</ds:Object>$&`)}\n`,
);

/** The root that is read has the Id under another spelling, which some readers take and others do not. */
export const wrappingIdName = wrapped(
  'xml-wrapping-id-name',
  ({ prologue, original, forged }) =>
    `${prologue}${forged.replace(` Id="${ID}"`, ` ID="${ID}"`).replace(END_TAG, `${original}$&`)}\n`,
);
