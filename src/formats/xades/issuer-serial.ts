/**
 * Issuer and serial number as text, of X509IssuerSerial and of what has its type.
 *
 * @see {@link https://www.w3.org/TR/xmldsig-core1/#sec-X509Data XML Signature, section 4.5.4}
 * @module
 */
import { childElements, ownText, type XmlElement } from '../../encoding/xml/tree';
import type { SignerHint } from '../facts';
import { encodeName, encodeSerial } from './distinguished-name';
import { isDs } from './names';

/** Null where either cannot be read back from its text. */
export function issuerSerial(element: XmlElement): SignerHint['issuerSerial'] {
  const [name, serial] = ['X509IssuerName', 'X509SerialNumber'].map((local) =>
    childElements(element).find((node) => isDs(node, local)),
  );
  if (name === undefined || serial === undefined) return null;
  const issuer = encodeName(ownText(name));
  const serialNumber = encodeSerial(ownText(serial));
  return issuer === undefined || serialNumber === undefined ? null : { issuer, serialNumber };
}
