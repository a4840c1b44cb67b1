/**
 * One ds:Signature as the facts that every format gives.
 *
 * @module
 */
import { childElements, ownText, type XmlElement } from '../../encoding/xml/tree';
import type { CertificateReference, Property, SignatureEntry, SignatureFacts } from '../facts';
import { joinMaterial, type Material, NO_MATERIAL } from '../material';
import { canonicalElement, type XmlContext } from './context';
import { coverageOf } from './coverage';
import { parseDateTime } from './date-time';
import { xmlDetail } from './detail';
import type { StampedSignature } from './imprint';
import { certificatesIn, crlsIn, signerHint } from './key-info';
import { claimedLevel } from './level';
import { c14nOf, reportName } from './names';
import { odditiesOf } from './oddities';
import { type FoundProperties, named, readQualifyingProperties } from './qualifying-properties';
import { type ReadReference, readReferences } from './references';
import { readSignatureElement, type SignatureElement } from './signature-element';
import { signaturePolicyOf } from './signature-policy';
import { readCertificateReference } from './signing-certificate';
import { contentTimeStamps, unsignedTimeStamps } from './time-stamps';
import { materialIn } from './values';

export interface ReadSignature {
  readonly parts: SignatureElement;
  readonly references: readonly ReadReference[];
  readonly found: FoundProperties;
  readonly isXades: boolean;
  readonly material: Material;
}

export function readSignature(context: XmlContext, element: XmlElement): ReadSignature {
  const parts = readSignatureElement(element);
  const references = readReferences(context, element, parts.signedInfo);
  const found = readQualifyingProperties(parts, references);
  const { properties } = found;
  return {
    parts,
    references,
    found,
    isXades: properties?.signedBy != null,
    material: joinMaterial([
      keyInfoMaterial(parts.keyInfo),
      ...(properties?.unsignedSignature ?? []).map(materialIn),
    ]),
  };
}

function keyInfoMaterial(keyInfo: XmlElement | null): Material {
  if (keyInfo === null) return NO_MATERIAL;
  return { certificates: certificatesIn(keyInfo), crls: crlsIn(keyInfo), ocspResponses: [] };
}

export function signatureFacts(
  context: XmlContext,
  read: ReadSignature,
  id: string,
  counterSignatures: readonly SignatureEntry[],
): SignatureFacts {
  const { parts, references, found, isXades, material } = read;
  const { properties } = found;
  const certificateReferences = certificateReferencesOf(read);
  const dataFound = references.every(({ facts }) => facts.data !== null);
  const covered = coverageOf(context, parts, references);
  const method = c14nOf(parts.canonicalization);
  const stamped: StampedSignature | null =
    properties === null ? null : { context, parts, references, properties };
  return {
    id,
    format: isXades ? 'XAdES' : 'XMLDSig',
    level: claimedLevel(properties, certificateReferences, material),
    oddities: odditiesOf(context, parts, references, found),
    signer: signerHint(parts.keyInfo, certificateReferences),
    algorithm: parts.algorithm,
    signedBytes: method === undefined ? null : [canonicalElement(context, parts.signedInfo, method)],
    value: parts.value,
    references: references.map(({ facts }) => facts),
    dataFound,
    certificateReferences,
    signingTimes: signedProperties(read, 'SigningTime').flatMap(
      (element) => parseDateTime(ownText(element)) ?? [],
    ),
    contentTimeStamps: stamped === null ? [] : contentTimeStamps(stamped),
    timeStamps: stamped === null ? [] : unsignedTimeStamps(stamped),
    counterSignatures,
    signaturePolicy: isXades && properties !== null ? signaturePolicyOf(properties) : null,
    properties: propertiesOf(read),
    material,
    coverage: dataFound ? covered.coverage : null,
    changesAfter: 'none',
    detail: xmlDetail(read, covered.uncovered),
    pdf: null,
    container: null,
  };
}

/** Properties that nothing signs say nothing. */
function signedProperties(
  { found: { properties } }: ReadSignature,
  ...locals: readonly string[]
): readonly XmlElement[] {
  return properties?.signedBy == null ? [] : named(properties.signedSignature, ...locals);
}

function certificateReferencesOf(read: ReadSignature): readonly CertificateReference[] {
  return signedProperties(read, 'SigningCertificate', 'SigningCertificateV2').flatMap(
    (property) => readCertificateReference(property) ?? [],
  );
}

function propertiesOf({ parts, found: { properties } }: ReadSignature): readonly Property[] {
  const rows: Property[] = [];
  const add = (elements: readonly XmlElement[], signed: boolean) => {
    for (const element of elements) rows.push({ name: reportName(element), signed });
  };
  add(childElements(parts.signedInfo), true);
  if (parts.keyInfo !== null) add([parts.keyInfo], false);
  if (properties === null) return rows;
  const signed = properties.signedBy !== null;
  add([...properties.signedSignature, ...properties.signedDataObject], signed);
  add([...properties.unsignedSignature, ...properties.unsignedDataObject], false);
  return rows;
}
