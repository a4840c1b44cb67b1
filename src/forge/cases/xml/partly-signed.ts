/**
 * Cases of signatures that are intact and cover less than a reader sees.
 *
 * EN 319 102-1 leaves them to the policy: a verifier that says which part is signed is right, too.
 *
 * @see {@link https://www.w3.org/TR/xmldsig-core1/#sec-Security XML Signature, section 8.1}
 * @module
 */
import { TRANSFORM } from '../../xades/vocabulary';
import { C14N } from '../../xml-canonical';
import { element, isElement, type XmlElement } from '../../xml-tree';
import type { ForgedCase } from '../case';
import { wrapped } from './by-id';
import { isToProperties } from './references';
import { replaced, withChild, xmlCase } from './xml-case';

const ENVELOPED = { packagings: ['enveloped'], xadesOnly: true } as const;
const END_TAG = /<\/[^>]+>$/;

/** The root that is read has lost its Id, the one that keeps it lies below. */
const idMoved = wrapped(
  'xml-wrapping-id-moved',
  ({ prologue, original, forged }) =>
    `${prologue}${forged.replace(' Id="signed-document"', '').replace(END_TAG, `${original}$&`)}\n`,
);

/** As signatures of assertions are wrapped: the signed one stays beside, a forged one is read. */
const readReplaced = wrapped(
  'xml-wrapping-read-replaced',
  ({ prologue, original, forged }) =>
    `${prologue}<Envelope>${forged.replace('Id="signed-document"', 'Id="read"')}${original}</Envelope>\n`,
);

/** An XPath transform in front of the usual canonicalisation, and what is left of the document. */
function xpathCase(id: string, expression: string, octets: Uint8Array): ForgedCase {
  const xpath = { algorithm: TRANSFORM.xpath, content: [element('ds:XPath', {}, expression)] };
  return xmlCase(id, ENVELOPED, () => ({
    deviation: {
      parts: {
        references: (all) =>
          all.map((one) => ({ ...one, transforms: [xpath, { algorithm: C14N.exclusive }], octets })),
      },
    },
  }));
}

const nothing = xpathCase('xml-xpath-nothing', 'false()', new Uint8Array());

/** Only text nodes of one letter that the invoice has once. */
const less = xpathCase(
  'xml-xpath-less',
  "self::text() and string(parent::*) = 'TAMGA-00000000'",
  Buffer.from('TAMGA-00000000'),
);

/** Nothing of the document is referred to; the signed properties are. */
const noDocument = xmlCase('xml-reference-none', ENVELOPED, () => ({
  deviation: {
    parts: {
      signedInfo: (info) => replaced(info, 'ds:Reference', (one) => (isToProperties(one) ? [one] : [])),
    },
  },
}));

/** The base64 transform takes the text alone: an element with another amount may stand beside it. */
const besideBase64 = xmlCase('xml-base64-beside', { packagings: ['enveloping'], xadesOnly: true }, () => ({
  deviation: {
    parts: { signature: (made) => ({ ...made, children: made.children.map(withAmount) }) },
  },
}));

function withAmount(one: XmlElement['children'][number]): XmlElement['children'][number] {
  const carries = isElement(one) && one.attributes.some(([name]) => name === 'Encoding');
  return carries ? withChild(one, element('Amount', { value: '9999.00' })) : one;
}

export const PARTLY_SIGNED: readonly ForgedCase[] = [
  idMoved,
  readReplaced,
  nothing,
  less,
  noDocument,
  besideBase64,
];
