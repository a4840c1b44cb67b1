/**
 * ds:KeyInfo as a hint of whose the signature is.
 *
 * @see {@link https://www.w3.org/TR/xmldsig-core1/#sec-KeyInfo XML Signature, section 4.5}
 * @module
 */
import { bitString, encode, nullValue, objectIdentifier, sequence } from '../../encoding/der-writer';
import { OID } from '../../encoding/oids';
import { attribute, childElements, isNamed, type XmlElement } from '../../encoding/xml/tree';
import { TamgaError } from '../../model/error';
import { tryParseCertificate } from '../../pki/certificate';
import { sameName } from '../../pki/name';
import type { CertificateReference, SignerHint } from '../facts';
import { base64In } from './base64-in';
import { issuerSerial } from './issuer-serial';
import { DS11, isDs } from './names';
import { isReferencedBy } from './signing-certificate';

const NO_HINT: SignerHint = { issuerSerial: null, keyIdentifier: null, certificates: [], publicKey: null };

export function signerHint(
  keyInfo: XmlElement | null,
  references: readonly CertificateReference[],
): SignerHint {
  if (keyInfo === null) return NO_HINT;
  const data = childElements(keyInfo).filter((node) => isDs(node, 'X509Data'));
  return {
    issuerSerial: firstOf(data, 'X509IssuerSerial', issuerSerial),
    keyIdentifier: firstOf(data, 'X509SKI', (element) => base64In(element)),
    certificates: likeliestFirst(certificatesIn(keyInfo), references),
    publicKey: publicKey(keyInfo),
  };
}

/** Of every X509Data, as they stand. */
export function certificatesIn(keyInfo: XmlElement): readonly Uint8Array[] {
  return childElements(keyInfo)
    .filter((node) => isDs(node, 'X509Data'))
    .flatMap(childElements)
    .filter((node) => isDs(node, 'X509Certificate'))
    .flatMap((element) => base64In(element) ?? []);
}

export function crlsIn(keyInfo: XmlElement): readonly Uint8Array[] {
  return childElements(keyInfo)
    .filter((node) => isDs(node, 'X509Data'))
    .flatMap(childElements)
    .filter((node) => isDs(node, 'X509CRL'))
    .flatMap((element) => base64In(element) ?? []);
}

/** The one that a signed property names; else those first that no other certificate here was issued by. */
function likeliestFirst(
  certificates: readonly Uint8Array[],
  references: readonly CertificateReference[],
): readonly Uint8Array[] {
  if (certificates.length < 2) return certificates;
  const parsed = certificates.map((der) => ({ der, certificate: tryParseCertificate(der) }));
  const rank = ({ der, certificate }: (typeof parsed)[number]): number => {
    if (references.some((reference) => isReferencedBy(reference, der))) return 0;
    const issues = parsed.some(
      (other) =>
        other.der !== der &&
        certificate !== undefined &&
        other.certificate !== undefined &&
        sameName(other.certificate.issuer, certificate.subject),
    );
    return issues ? 2 : 1;
  };
  return parsed
    .map((one) => ({ der: one.der, place: rank(one) }))
    .sort((a, b) => a.place - b.place)
    .map(({ der }) => der);
}

function firstOf<T>(
  data: readonly XmlElement[],
  local: string,
  read: (element: XmlElement) => T | null | undefined,
): T | null {
  const element = data.flatMap(childElements).find((node) => isDs(node, local));
  return element === undefined ? null : (read(element) ?? null);
}

/** DER SubjectPublicKeyInfo of KeyValue or DEREncodedKeyValue; null: none, or of a kind without a form here. */
function publicKey(keyInfo: XmlElement): Uint8Array | null {
  try {
    for (const child of childElements(keyInfo)) {
      if (isNamed(child, DS11, 'DEREncodedKeyValue')) return base64In(child) ?? null;
      if (!isDs(child, 'KeyValue')) continue;
      const [value] = childElements(child);
      if (value !== undefined) return isDs(value, 'RSAKeyValue') ? rsaKey(value) : ecKey(value);
    }
    return null;
  } catch (error) {
    if (error instanceof TamgaError) return null;
    throw error;
  }
}

function rsaKey(value: XmlElement): Uint8Array | null {
  const [modulus, exponent] = ['Modulus', 'Exponent'].map((local) => {
    const element = childElements(value).find((node) => isDs(node, local));
    return element === undefined ? undefined : base64In(element);
  });
  if (modulus === undefined || exponent === undefined) return null;
  const key = sequence(positive(modulus), positive(exponent));
  return sequence(sequence(objectIdentifier(OID.rsaEncryption), nullValue()), bitString(key));
}

/** XML Signature section 4.5.2.3: a named curve alone; explicit parameters can say anything. */
function ecKey(value: XmlElement): Uint8Array | null {
  if (!isNamed(value, DS11, 'ECKeyValue')) return null;
  const curve = childElements(value).find((node) => isNamed(node, DS11, 'NamedCurve'));
  const point = childElements(value).find((node) => isNamed(node, DS11, 'PublicKey'));
  const uri = curve === undefined ? undefined : attribute(curve, 'URI');
  const [, oid] = /^urn:oid:(\d+(?:\.\d+)+)$/.exec(uri ?? '') ?? [];
  const bytes = point === undefined ? undefined : base64In(point);
  if (oid === undefined || bytes === undefined) return null;
  return sequence(sequence(objectIdentifier(OID.ecPublicKey), objectIdentifier(oid)), bitString(bytes));
}

/** XML Signature section 4.1: CryptoBinary is unsigned, without leading zeroes. */
function positive(magnitude: Uint8Array): Uint8Array {
  let start = 0;
  while (start < magnitude.length - 1 && magnitude[start] === 0) start += 1;
  const digits = magnitude.subarray(start);
  return (digits[0] ?? 0) >= 0x80 ? encode(0x02, Uint8Array.of(0), digits) : encode(0x02, digits);
}
