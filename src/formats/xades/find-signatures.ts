/**
 * The signatures of a document: which there are, and which of them sign another one.
 *
 * @module
 */
import { elementsBelow, type XmlDocument, type XmlElement } from '../../encoding/xml/tree';
import { TamgaError } from '../../model/error';
import { isDs, isXades } from './names';

/** As many as a CMS may have. */
const MAXIMUM_SIGNATURES = 256;

export interface FoundSignature {
  readonly element: XmlElement;
  /** The signature in whose unsigned properties it lies as a counter-signature. */
  readonly counterOf: XmlElement | null;
}

/** In the order of the document. */
export function findSignatures(document: XmlDocument): readonly FoundSignature[] {
  const found: FoundSignature[] = [];
  for (const node of elementsBelow(document)) {
    if (!isDs(node, 'Signature')) continue;
    const place = placeIn(node);
    if (place === 'part') continue;
    found.push({ element: node, counterOf: place });
    if (found.length > MAXIMUM_SIGNATURES) {
      throw new TamgaError('TAMGA-E-LIMIT', `more than ${MAXIMUM_SIGNATURES} signatures in one document`);
    }
  }
  return found;
}

/** Signed tokens, roles and time-stamps inside properties are signatures of somebody else about something else. */
function placeIn(signature: XmlElement): XmlElement | null | 'part' {
  for (let above = signature.parent; above !== null; above = above.parent) {
    if (!isXades(above, 'QualifyingProperties')) continue;
    return isXades(signature.parent ?? above, 'CounterSignature') ? signatureAround(above) : 'part';
  }
  return null;
}

function signatureAround(properties: XmlElement): XmlElement | 'part' {
  const signature = properties.parent?.parent;
  return signature != null && isDs(signature, 'Signature') ? signature : 'part';
}
