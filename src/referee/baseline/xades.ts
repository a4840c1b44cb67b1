/**
 * The requirements of the XAdES baseline levels.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31913201/ EN 319 132-1, section 6.3}
 * @module
 */
import type { XmlDetail, XmlReferenceDetail } from '../../formats/xades/facts';
import { exactlyOne, present } from './count';
import { absent, type BaselineRequirement, type BaselineSubject, met, type Outcome, wrong } from './row';
import { rowsOf } from './rows-of';
import { holdsSigningCertificate, longTermRows, stampedInTime, timeStamped } from './time-stamp-rows';

type Test = BaselineRequirement['test'];

const rows = rowsOf('xades', { doc: 'EN 319 132-1', section: '6.3' });

function onXml(test: (detail: XmlDetail, subject: BaselineSubject) => Outcome): Test {
  return (subject) => {
    const { detail } = subject.facts;
    return detail.syntax === 'xml' ? test(detail, subject) : absent('no XML signature');
  };
}

const CANONICALIZATIONS: ReadonlySet<string> = new Set([
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments',
  'http://www.w3.org/2006/12/xml-c14n11',
  'http://www.w3.org/2006/12/xml-c14n11#WithComments',
  'http://www.w3.org/2001/10/xml-exc-c14n#',
  'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
]);

const canonicalization = onXml(({ canonicalization: found }) =>
  (CANONICALIZATIONS.has(found) ? met : wrong)(found === '' ? 'none' : found),
);

const own = ({ references }: XmlDetail): readonly XmlReferenceDetail[] =>
  references.filter(({ inManifest }) => !inManifest);

const references = onXml((detail) => {
  const count = own(detail).length;
  return (count >= 2 ? met : wrong)(`${count} ds:Reference`);
});

const signedPropertiesReference = onXml((detail) => {
  const to = own(detail).filter(({ target }) => target === 'signed-properties');
  if (to.length === 0) return absent('no reference to the signed properties');
  const typed = to.filter(({ type }) => type === 'http://uri.etsi.org/01903#SignedProperties');
  return typed.length === 1 && to.length === 1
    ? met('one reference of this Type')
    : wrong(`${to.length} references to the signed properties, ${typed.length} of this Type`);
});

/** Table of EN 319 132-1, note k: what is no document of the signer needs no format. */
const EXEMPT: ReadonlySet<XmlReferenceDetail['target']> = new Set([
  'signed-properties',
  'key-info',
  'signature-value',
  'manifest',
] as const);

const dataObjectFormats = onXml((detail) => {
  const needing = own(detail).filter(({ target }) => !EXEMPT.has(target));
  const formats = detail.dataObjectFormats;
  if (needing.length === 0) return met('nothing that needs one');
  if (formats.length === 0) return absent('no xades:DataObjectFormat');
  const named = new Set(formats.map(({ reference }) => reference?.replace(/^#/, '') ?? null));
  const without = needing.filter(({ id }) => id === null || !named.has(id));
  return without.length === 0
    ? met(`${formats.length} xades:DataObjectFormat`)
    : wrong(`${without.length} of ${needing.length} signed objects without a xades:DataObjectFormat`);
});

const mimeTypes = onXml(({ dataObjectFormats: formats }) => {
  if (formats.length === 0) return absent('no xades:DataObjectFormat');
  const bad = formats.filter((one) => one.mimeTypes !== 1).length;
  return bad === 0 ? met('one MimeType each') : wrong(`${bad} without exactly one MimeType`);
});

const certificateUri = onXml(({ certificateUri: found }) =>
  found ? wrong('a Cert with the attribute URI') : met('no Cert with the attribute URI'),
);

const policyStore = onXml(({ policyStoreWithoutHash }, { facts }) => {
  const count = facts.properties.filter(({ name }) => name === 'xades141:SignaturePolicyStore').length;
  if (count === 0) return absent('no xades141:SignaturePolicyStore');
  if (count > 1) return wrong(`${count} xades141:SignaturePolicyStore`);
  return policyStoreWithoutHash ? wrong('no hash of the policy') : met('beside the hash of the policy');
});

const oneTokenEach = onXml(({ tokensPerSignatureTimeStamp: counts }) => {
  if (counts.length === 0) return absent('no xades:SignatureTimeStamp');
  return counts.every((count) => count === 1) ? met('one token each') : wrong(`${counts.join(', ')} tokens`);
});

const archived: Test = ({ facts: { timeStamps } }) => {
  const found = timeStamps.filter(({ kind, name }) => kind === 'archive' && name.startsWith('xades141:'));
  return found.length === 0
    ? absent('no xades141:ArchiveTimeStamp')
    : met(`${found.length} xades141:ArchiveTimeStamp`);
};

const REFERENCES: readonly (readonly [string, readonly string[]])[] = [
  ['CompleteCertificateRefs', ['xades:CompleteCertificateRefs', 'xades141:CompleteCertificateRefsV2']],
  ['CompleteRevocationRefs', ['xades:CompleteRevocationRefs']],
  ['SigAndRefsTimeStamp', ['xades:SigAndRefsTimeStamp', 'xades141:SigAndRefsTimeStampV2']],
  ['RefsOnlyTimeStamp', ['xades:RefsOnlyTimeStamp', 'xades141:RefsOnlyTimeStampV2']],
];
const VALUES = [
  'CertificateValues',
  'RevocationValues',
  'AttrAuthoritiesCertValues',
  'AttributeRevocationValues',
];

export const XADES_ROWS: readonly BaselineRequirement[] = [
  rows.shall(
    'B-B',
    'KeyInfo',
    'ds:KeyInfo holds the signing certificate as X509Certificate.',
    holdsSigningCertificate(({ facts: { detail } }) =>
      detail.syntax === 'xml' ? detail.keyInfoCertificates : [],
    ),
    { letter: 'a' },
  ),
  rows.shall(
    'B-B',
    'CanonicalizationMethod',
    'SignedInfo is canonicalised with C14N 1.0, 1.1 or exclusive C14N.',
    canonicalization,
    { letter: 'd' },
  ),
  rows.shall('B-B', 'Reference', 'SignedInfo has at least two references.', references),
  rows.shall(
    'B-B',
    'SignedProperties',
    'One reference by its Type is to the signed properties.',
    signedPropertiesReference,
    {
      unverified: true,
    },
  ),
  rows.shall('B-B', 'SigningTime', 'xades:SigningTime stands once.', exactlyOne('xades:SigningTime')),
  rows.shall(
    'B-B',
    'SigningCertificate',
    'One property of one version names the signing certificate.',
    exactlyOne('xades:SigningCertificate', 'xades:SigningCertificateV2'),
  ),
  rows.shallNot(
    'B-B',
    'SigningCertificate-URI',
    'No Cert of SigningCertificateV2 has a URI.',
    certificateUri,
    {
      letter: 'i',
    },
  ),
  rows.shall(
    'B-B',
    'DataObjectFormat',
    'Every signed object has a xades:DataObjectFormat.',
    dataObjectFormats,
    {
      letter: 'k',
    },
  ),
  rows.conditioned('B-B', 'MimeType', 'Every xades:DataObjectFormat has one MimeType.', mimeTypes, {
    letter: 'k',
  }),
  rows.atMostOnce('SignerRole', ['xades:SignerRole', 'xades:SignerRoleV2']),
  rows.atMostOnce('SignatureProductionPlace', [
    'xades:SignatureProductionPlace',
    'xades:SignatureProductionPlaceV2',
  ]),
  rows.atMostOnce('SignaturePolicyIdentifier', ['xades:SignaturePolicyIdentifier']),
  rows.conditioned(
    'B-B',
    'SignaturePolicyStore',
    'xades141:SignaturePolicyStore stands at most once, and only beside the hash of the policy.',
    policyStore,
    { letter: 'm' },
  ),
  rows.may(
    'B-B',
    'SealingEvidenceRecords',
    'xadesen:SealingEvidenceRecords may stand there; what they prove is not validated here.',
    present('xadesen:SealingEvidenceRecords'),
  ),
  rows.forbidden('B-B', 'ArchiveTimeStamp-132', ['xades:ArchiveTimeStamp']),
  rows.shall(
    'B-T',
    'SignatureTimeStamp',
    'At least one xades:SignatureTimeStamp is there.',
    timeStamped('signature'),
  ),
  rows.conditioned(
    'B-T',
    'EncapsulatedTimeStamp',
    'Every xades:SignatureTimeStamp holds one token.',
    oneTokenEach,
    {
      letter: 'n',
    },
  ),
  rows.conditioned(
    'B-T',
    'SignatureTimeStamp-time',
    'A xades:SignatureTimeStamp is from before the end of the signing certificate.',
    stampedInTime('signature'),
    { letter: 'o' },
  ),
  ...longTermRows(rows),
  ...VALUES.map((name) => rows.atMostOnce(name, [`xades:${name}`])),
  ...REFERENCES.map(([what, names]) => rows.forbidden('B-LT', what, names)),
  rows.shall('B-LTA', 'ArchiveTimeStamp', 'At least one xades141:ArchiveTimeStamp is there.', archived),
];
