/**
 * Cases of how ds:Signature is built and what stands around it: methods, doubled elements, Ids, document types.
 *
 * @see {@link https://www.w3.org/TR/xmldsig-core1/#sec-Signature XML Signature 1.1, section 4.1}
 * @module
 */
import { createHmac } from 'node:crypto';
import { mimeTypeOf } from '../../documents';
import type { ProductRequest } from '../../product';
import { envelopedPacking } from '../../xades/enveloped';
import { type SignatureParts, scopeOfSignature } from '../../xades/signature';
import { C14N, canonical } from '../../xml-canonical';
import { OUTERMOST, type XmlElement } from '../../xml-tree';
import type { ForgedCase } from '../case';
import { attributeOf, emptyObject, replaced, withAttribute, withChild, xmlCase } from './xml-case';

const HMAC = 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256';

/** The public key that everybody knows as the secret; the method of SignedInfo names no asymmetric algorithm. */
function keyedByPublicKey({ identity }: ProductRequest, algorithm: string): SignatureParts {
  let octets: Uint8Array = new Uint8Array();
  return {
    signedInfo: (info) => {
      const named = replaced(info, 'ds:SignatureMethod', (one) => [withAttribute(one, 'Algorithm', HMAC)]);
      octets = canonical(named, scopeOfSignature(OUTERMOST), { algorithm });
      return named;
    },
    signatureValue: () => createHmac('sha256', identity.key.spki).update(octets).digest(),
  };
}

const hmac = xmlCase('xml-hmac', { xadesOnly: true }, (request) => ({
  deviation: { parts: keyedByPublicKey(request, C14N.exclusive) },
}));

const signedInfoTwice = xmlCase('xml-signed-info-twice', {}, () => ({
  deviation: {
    parts: {
      signature: (made) => replaced(made, 'ds:SignedInfo', (info) => [info, withoutDocument(info)]),
    },
  },
}));

function withoutDocument(info: XmlElement): XmlElement {
  return replaced(info, 'ds:DigestValue', (one) => [
    { ...one, children: [Buffer.alloc(32).toString('base64')] },
  ]);
}

/** What a reader of the value finds by its Id may be this. */
const idShared = xmlCase('xml-id-shared', {}, () => ({
  deviation: {
    parts: { signature: (made) => withChild(made, emptyObject(`${attributeOf(made, 'Id')}-value`)) },
  },
}));

/** A reference leads to it or to the signed properties. */
const referencedIdTwice = xmlCase('xml-id-twice', { xadesOnly: true }, () => ({
  deviation: {
    parts: { signature: (made) => withChild(made, emptyObject(`${attributeOf(made, 'Id')}-properties`)) },
  },
}));

const DOCTYPE = '<!DOCTYPE forged [<!ENTITY amount "9">]>\n';

/** Canonical XML drops it, so that nothing that is signed changes. */
const documentType = xmlCase('xml-document-type', { packagings: ['enveloped'] }, ({ document, product }) => {
  const canonicalization = product.format === 'XMLDSig' ? C14N.inclusiveWithComments : C14N.exclusive;
  const usual = envelopedPacking(document, { mimeType: mimeTypeOf(document), canonicalization });
  const packing = {
    ...usual,
    assemble: (signatures: readonly XmlElement[]): Uint8Array => {
      const file = Buffer.from(usual.assemble(signatures)).toString('utf8');
      const start = /^<\?xml[\s\S]*?\?>\s*/.exec(file)?.[0].length ?? 0;
      return Buffer.from(file.slice(0, start) + DOCTYPE + file.slice(start));
    },
  };
  return { further: { packing } };
});

export const STRUCTURE_CASES: readonly ForgedCase[] = [
  hmac,
  signedInfoTwice,
  idShared,
  referencedIdTwice,
  documentType,
];
