/**
 * Cases of what an XML signature refers to: transforms, digests, canonicalisation, manifests.
 *
 * @see {@link https://www.w3.org/TR/xmldsig-core1/#sec-Reference XML Signature 1.1, section 4.4.3}
 * @module
 */
import { digestByName } from '../../../crypto/digests';
import { mimeTypeOf } from '../../documents';
import type { ProductRequest } from '../../product';
import { knownSuite } from '../../signing';
import { envelopedPacking } from '../../xades/enveloped';
import { manifestPacking, type Packing } from '../../xades/packing';
import { base64, type DataReference } from '../../xades/reference';
import type { SignatureParts } from '../../xades/signature';
import { TRANSFORM, TYPE } from '../../xades/vocabulary';
import { C14N } from '../../xml-canonical';
import { element, isElement, type XmlElement } from '../../xml-tree';
import type { ForgedCase } from '../case';
import { withOtherAmount } from './amount';
import { replaced, withAttribute, xmlCase } from './xml-case';

const ENVELOPED = { packagings: ['enveloped'] } as const;
const WHATEVER_THE_DOCUMENT = 'signed';

/** Whatever the document says, this comes out of it. */
const STYLESHEET = element(
  'xsl:stylesheet',
  { 'xmlns:xsl': 'http://www.w3.org/1999/XSL/Transform', version: '1.0' },
  element('xsl:output', { method: 'text' }),
  element('xsl:template', { match: '/' }, element('xsl:text', {}, WHATEVER_THE_DOCUMENT)),
);
const XSLT = { algorithm: 'http://www.w3.org/TR/1999/REC-xslt-19991116', content: [STYLESHEET] };

function first(change: (reference: DataReference) => DataReference): SignatureParts {
  return { references: (all) => all.map((one, at) => (at === 0 ? change(one) : one)) };
}

function firstReference(change: (reference: XmlElement) => XmlElement): SignatureParts {
  return { reference: (one, at) => (at === 0 ? change(one) : one) };
}

const xslt = xmlCase('xml-xslt', ENVELOPED, () => ({
  deviation: {
    parts: first((one) => ({
      ...one,
      transforms: [{ algorithm: TRANSFORM.enveloped }, XSLT],
      octets: Buffer.from(WHATEVER_THE_DOCUMENT),
    })),
  },
}));

const dangling = xmlCase('xml-reference-dangling', ENVELOPED, () => ({
  deviation: { parts: first((one) => ({ ...one, uri: '#nothing-here' })) },
}));

const removed = xmlCase('xml-reference-removed', { packagings: ['enveloped'], xadesOnly: true }, () => ({
  deviation: {
    parts: {
      signedInfoHandedOn: (info) =>
        replaced(info, 'ds:Reference', (one) => (isToProperties(one) ? [one] : [])),
    },
  },
}));

export function isToProperties({ attributes }: XmlElement): boolean {
  return attributes.some(([name, value]) => name === 'Type' && value === TYPE.signedProperties);
}

/** Where namespaces are declared at the root, the two methods give other octets. */
function otherMethod(algorithm: string): string {
  return algorithm === C14N.exclusive ? C14N.inclusive : C14N.exclusive;
}

function renamedMethod(one: XmlElement): XmlElement {
  const algorithm = one.attributes.find(([name]) => name === 'Algorithm')?.[1] ?? '';
  return algorithm === TRANSFORM.enveloped ? one : withAttribute(one, 'Algorithm', otherMethod(algorithm));
}

const transformMismatch = xmlCase('xml-transform-mismatch', ENVELOPED, () => ({
  deviation: {
    parts: firstReference((one) => replaced(one, 'ds:Transform', (transform) => [renamedMethod(transform)])),
  },
}));

const canonicalizationMismatch = xmlCase('xml-canonicalization-mismatch', ENVELOPED, () => ({
  deviation: {
    parts: {
      signedInfo: (info) => replaced(info, 'ds:CanonicalizationMethod', (one) => [renamedMethod(one)]),
    },
  },
}));

/** The amount is another one, and its digest stands in a comment before the signed one. */
const commentInDigest = xmlCase(
  'xml-comment-in-digest',
  { packagings: ['enveloped'], xadesOnly: true },
  (request) => {
    const changed = Buffer.from(withOtherAmount(Buffer.from(request.document).toString('utf8')));
    const [packing, forged] = [request.document, changed].map((bytes) =>
      envelopedPacking(bytes, { mimeType: mimeTypeOf(bytes) }),
    );
    if (packing === undefined || forged === undefined) return {};
    const octets = forged.load('').references[0]?.octets ?? changed;
    const text = base64(digestByName(knownSuite(request.identity.suite).digest).of(octets));
    const misleading = (value: XmlElement): XmlElement => ({
      ...value,
      children: [{ kind: 'comment', text }, ...value.children],
    });
    return {
      further: { packing: { ...packing, assemble: forged.assemble } },
      deviation: {
        parts: {
          signedInfoHandedOn: (info) => ({
            ...info,
            children: info.children.map((one) =>
              isElement(one) && one.name === 'ds:Reference' && !isToProperties(one)
                ? replaced(one, 'ds:DigestValue', (value) => [misleading(value)])
                : one,
            ),
          }),
        },
      },
    };
  },
);

const DETACHED = { packagings: ['detached'] } as const;

function listed({ document, documentName = 'document', identity }: ProductRequest): Packing {
  const file = { uri: encodeURIComponent(documentName), bytes: document, mimeType: mimeTypeOf(document) };
  return manifestPacking([file], knownSuite(identity.suite));
}

const manifest = xmlCase('xml-manifest', DETACHED, (request) => ({ further: { packing: listed(request) } }));

const manifestBroken = xmlCase(
  'xml-manifest-broken',
  DETACHED,
  (request) => ({ further: { packing: listed(request) } }),
  (made, { document }) => ({ ...made, content: oneByteOther(document) }),
);

function oneByteOther(document: Uint8Array): Uint8Array {
  const middle = Math.floor(document.length / 2);
  return document.map((byte, at) => (at === middle ? byte ^ 1 : byte));
}

export const REFERENCE_CASES: readonly ForgedCase[] = [
  xslt,
  dangling,
  removed,
  transformMismatch,
  canonicalizationMismatch,
  commentInDigest,
  manifest,
  manifestBroken,
];
