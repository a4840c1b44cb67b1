/**
 * The facts of one signature that only checks of this syntax and the rows of the baseline look at.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31913201/ EN 319 132-1, section 6.3}
 * @module
 */
import { attribute, childElements, type XmlElement } from '../../encoding/xml/tree';
import type { XmlDetail } from './facts';
import { certificatesIn } from './key-info';
import { isXades } from './names';
import { targetOf } from './oddities';
import { named, type QualifyingProperties } from './qualifying-properties';
import { signedWhole } from './references';
import type { ReadSignature } from './signature';
import { namesSpecification } from './signature-policy';
import { hasUri } from './signing-certificate';
import { tokensOf } from './time-stamps';

export function xmlDetail(read: ReadSignature, uncovered: string | null): XmlDetail {
  const { parts, references, found } = read;
  const { properties } = found;
  const { keyInfo } = parts;
  return {
    syntax: 'xml',
    signatureId: parts.id,
    canonicalization: attribute(parts.canonicalization, 'Algorithm') ?? '',
    xadesNamespace: properties?.namespace ?? null,
    references: references.map((one) => ({
      id: one.id,
      uri: one.uri,
      type: one.type,
      target: targetOf(parts, one),
      transforms: one.transforms,
      inManifest: one.inManifest,
    })),
    keyInfoCertificates: keyInfo === null ? [] : certificatesIn(keyInfo),
    keyInfoSigned: keyInfo !== null && references.some((one) => signedWhole(one) === keyInfo),
    uncovered,
    ...propertyDetail(properties),
  };
}

type FromProperties = Pick<
  XmlDetail,
  | 'dataObjectFormats'
  | 'certificateUri'
  | 'tokensPerSignatureTimeStamp'
  | 'policyStoreWithoutHash'
  | 'policyBySpecification'
>;

function propertyDetail(properties: QualifyingProperties | null): FromProperties {
  const signed = properties?.signedSignature ?? [];
  const unsigned = properties?.unsignedSignature ?? [];
  return {
    dataObjectFormats: named(properties?.signedDataObject ?? [], 'DataObjectFormat').map(formatOf),
    certificateUri: named(signed, 'SigningCertificateV2').some(hasUri),
    tokensPerSignatureTimeStamp: named(unsigned, 'SignatureTimeStamp').map((one) => tokensOf(one).length),
    policyStoreWithoutHash:
      named(unsigned, 'SignaturePolicyStore').length > 0 &&
      !named(signed, 'SignaturePolicyIdentifier').some((one) =>
        childElements(one)
          .flatMap(childElements)
          .some((node) => isXades(node, 'SigPolicyHash')),
      ),
    policyBySpecification: properties !== null && namesSpecification(properties),
  };
}

function formatOf(element: XmlElement): XmlDetail['dataObjectFormats'][number] {
  const reference = attribute(element, 'ObjectReference');
  return {
    reference: reference?.startsWith('#') === true ? reference.slice(1) : null,
    mimeTypes: childElements(element).filter((node) => isXades(node, 'MimeType')).length,
  };
}
