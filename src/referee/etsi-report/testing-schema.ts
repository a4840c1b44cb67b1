/**
 * The part of the validation report schema that our reports use, written from its published structure: names, order, numbers, types.
 *
 * Elements of other namespaces are checked for their place only.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_ts/119100_119199/11910202/ TS 119 102-2}
 * @module
 */

const DIGEST = anyOf('http://www.w3.org/2000/09/xmldsig#', 2, 2);
const TIME = 'type="xs:dateTime"';

function anyOf(namespace: string, least = 1, most = 1): string {
  return `<xs:any namespace="${namespace}" processContents="skip" minOccurs="${least}" maxOccurs="${most}"/>`;
}

function type(name: string, sequence: string, attributes = ''): string {
  return `<xs:complexType name="${name}"><xs:sequence>${sequence}</xs:sequence>${attributes}</xs:complexType>`;
}

/** `occurs`: `?`, `*`, `+` or nothing. */
function one(name: string, kind: string, occurs = ''): string {
  const numbers = {
    '': '',
    '?': ' minOccurs="0"',
    '*': ' minOccurs="0" maxOccurs="unbounded"',
    '+': ' maxOccurs="unbounded"',
  };
  const found = Object.entries(numbers).find(([key]) => key === occurs)?.[1] ?? '';
  return `<xs:element name="${name}" ${kind.startsWith('type=') ? kind : `type="${kind}"`}${found}/>`;
}

const TIME_STAMP_ATTRIBUTES = [
  'AllDataObjectsTimeStamp',
  'SignatureTimeStamp',
  'SigAndRefsTimeStamp',
  'ArchiveTimeStamp',
  'DocTimeStamp',
];

export const REPORT_SCHEMA = `<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="http://uri.etsi.org/19102/v1.4.1#"
  targetNamespace="http://uri.etsi.org/19102/v1.4.1#" elementFormDefault="qualified">
${[
  '<xs:element name="ValidationReport" type="ValidationReportType"/>',
  type(
    'ValidationReportType',
    one('SignatureValidationReport', 'SignatureValidationReportType', '+') +
      one('SignatureValidationObjects', 'ObjectsType', '?') +
      one('SignatureValidator', 'ValidatorType', '?'),
  ),
  type(
    'SignatureValidationReportType',
    one('SignatureIdentifier', 'SignatureIdentifierType', '?') +
      one('ValidationConstraintsEvaluationReport', 'ConstraintsType', '?') +
      one('ValidationTimeInfo', 'TimeInfoType', '?') +
      one('SignatureAttributes', 'AttributesType', '?') +
      one('SignerInformation', 'SignerInformationType', '?') +
      one('SignatureValidationProcess', 'ProcessType', '?') +
      one('SignatureValidationStatus', 'StatusType'),
  ),
  type(
    'SignatureIdentifierType',
    one('DigestAlgAndValue', 'DigestType', '?') +
      anyOf('http://www.w3.org/2000/09/xmldsig#', 0) +
      one('HashOnly', 'xs:boolean') +
      one('DocHashOnly', 'xs:boolean') +
      one('DAIdentifier', 'xs:string', '?'),
    '<xs:attribute name="id" type="xs:ID"/>',
  ),
  type('DigestType', DIGEST),
  type(
    'ConstraintsType',
    one('SignatureValidationPolicy', 'PolicyType', '?') + one('ValidationConstraint', 'ConstraintType', '*'),
  ),
  type('PolicyType', one('SignaturePolicyIdentifier', 'PolicyIdType') + one('PolicyName', 'xs:string', '?')),
  type('PolicyIdType', anyOf('http://uri.etsi.org/01903/v1.3.2#')),
  type(
    'ConstraintType',
    one('ValidationConstraintIdentifier', 'xs:anyURI') +
      one('ConstraintStatus', 'ConstraintStatusType') +
      one('ValidationStatus', 'StatusType', '?'),
  ),
  type('ConstraintStatusType', one('Status', 'xs:anyURI') + one('OverriddenBy', 'xs:string', '?')),
  type('TimeInfoType', one('ValidationTime', TIME) + one('BestSignatureTime', 'PoeType')),
  type(
    'PoeType',
    one('POETime', TIME) + one('TypeOfProof', 'xs:anyURI') + one('POEObject', 'ReferenceType', '?'),
  ),
  type('ReferenceType', '', '<xs:attribute name="VOReference" type="xs:IDREFS"/>'),
  `<xs:complexType name="AttributesType"><xs:choice minOccurs="0" maxOccurs="unbounded">${
    one('SigningTime', 'SigningTimeType') +
    TIME_STAMP_ATTRIBUTES.map((name) => one(name, 'TimeStampType')).join('')
  }</xs:choice></xs:complexType>`,
  type(
    'SigningTimeType',
    one('AttributeObject', 'ReferenceType', '*') + one('Time', TIME),
    '<xs:attribute name="Signed" type="xs:boolean"/>',
  ),
  type(
    'TimeStampType',
    one('AttributeObject', 'ReferenceType', '*') + one('TimeStampValue', TIME),
    '<xs:attribute name="Signed" type="xs:boolean"/>',
  ),
  type('SignerInformationType', one('SignerCertificate', 'ReferenceType') + one('Signer', 'xs:string', '?')),
  type('ProcessType', one('SignatureValidationProcessID', 'xs:anyURI', '?')),
  type(
    'StatusType',
    one('MainIndication', 'xs:anyURI') +
      one('SubIndication', 'xs:anyURI', '*') +
      one('AssociatedValidationReportData', 'DataType', '*'),
  ),
  type(
    'DataType',
    one('TrustAnchor', 'ReferenceType', '?') +
      one('CertificateChain', 'ChainType', '?') +
      one('RelatedValidationObject', 'ReferenceType', '*') +
      one('RevocationStatusInformation', 'RevocationType', '?') +
      one('CryptoInformation', 'CryptoType', '?') +
      one('AdditionalValidationReportData', 'AdditionalType', '?'),
  ),
  type(
    'ChainType',
    one('SigningCertificate', 'ReferenceType') +
      one('IntermediateCertificate', 'ReferenceType', '*') +
      one('TrustAnchor', 'ReferenceType', '?'),
  ),
  type(
    'RevocationType',
    one('ValidationObjectId', 'ReferenceType') +
      one('RevocationTime', TIME) +
      one('RevocationReason', 'xs:anyURI', '?') +
      one('RevocationObject', 'ReferenceType', '?'),
  ),
  type(
    'CryptoType',
    one('ValidationObjectId', 'ReferenceType') +
      one('Algorithm', 'xs:anyURI') +
      one('SecureAlgorithm', 'xs:boolean') +
      one('NotAfter', `${TIME}`, '?'),
  ),
  type('AdditionalType', one('ReportData', 'TypedDataType', '+')),
  type('TypedDataType', one('Type', 'xs:anyURI') + one('Value', 'xs:anyType')),
  type('ObjectsType', one('ValidationObject', 'ObjectType', '+')),
  type(
    'ObjectType',
    one('ObjectType', 'xs:anyURI') +
      one('ValidationObjectRepresentation', 'RepresentationType') +
      one('POE', 'PoeType', '?') +
      one('ValidationReport', 'SignatureValidationReportType', '?'),
    '<xs:attribute name="id" type="xs:ID" use="required"/>',
  ),
  `<xs:complexType name="RepresentationType"><xs:choice>${
    one('direct', 'xs:anyType') +
    one('base64', 'xs:base64Binary') +
    one('DigestAlgAndValue', 'DigestType') +
    one('URI', 'xs:anyURI')
  }</xs:choice></xs:complexType>`,
  type('ValidatorType', one('DigitalId', 'DigitalIdType', '+')),
  type('DigitalIdType', anyOf('http://uri.etsi.org/02231/v2#')),
].join('\n')}
</xs:schema>`;
