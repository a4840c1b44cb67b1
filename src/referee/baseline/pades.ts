/**
 * The requirements of the PAdES baseline levels: those of the dictionary and the file, and those of the CMS in it.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31914201/ EN 319 142-1, section 6.3}
 * @module
 */
import { parseFirst } from '../../encoding/der';
import { isDer } from '../../encoding/der-canonical';
import { certificateVersion, contentTypeIsData, fieldCertificates, policyStore } from './cades';
import { countOf, exactlyOne, none } from './count';
import { absent, type BaselineRequirement, met, wrong } from './row';
import { rowsOf } from './rows-of';
import {
  holdsCertificates,
  holdsSigningCertificate,
  revocationEmbedded,
  stampedInTime,
  timeStamped,
} from './time-stamp-rows';

type Test = BaselineRequirement['test'];

const rows = rowsOf('pades', { doc: 'EN 319 142-1', section: '6.3' });

/** The dictionary has this key once. */
function keyOnce(key: string): Test {
  return ({ facts: { pdf } }) => {
    const count = pdf?.entries.get(key) ?? 0;
    if (count === 0) return absent(`no /${key}`);
    return count === 1 ? met(`1 /${key}`) : wrong(`${count} /${key}`);
  };
}

/** All attributes point into the bytes of the whole CMS. */
const inDer: Test = ({ facts: { detail } }) => {
  const bytes = detail.syntax === 'cms' ? detail.signer.signedAttributes?.element.source.bytes : undefined;
  if (bytes === undefined) return absent('no signed attributes');
  return isDer(parseFirst(bytes, 'BER'), false) ? met('DER') : wrong('BER that is not DER');
};

const oneSigner: Test = ({ facts: { pdf } }) => {
  const count = pdf?.signerInfos ?? 0;
  return (count === 1 ? met : wrong)(`${count} SignerInfo`);
};

const noContent: Test = ({ facts: { pdf } }) =>
  pdf?.encapsulatedContent === true ? wrong('content inside the CMS') : met('no content inside the CMS');

const subFilter: Test = ({ facts: { pdf } }) => {
  const found = pdf?.subFilter ?? '';
  if (found === '') return absent('no /SubFilter');
  return (found === 'ETSI.CAdES.detached' ? met : wrong)(`/SubFilter /${found}`);
};

const noSigningTime: Test = none('signing-time');

/** What the signature is for is said in one place. */
const reason: Test = ({ facts }) => {
  if ((facts.pdf?.entries.get('Reason') ?? 0) === 0) return absent('no /Reason');
  const also = ['commitment-type-indication', 'signature-policy-identifier'].filter(
    (name) => countOf(facts, [name]) > 0,
  );
  return also.length === 0 ? met('/Reason alone') : wrong(`/Reason beside ${also.join(' and ')}`);
};

const noCert: Test = ({ facts: { pdf } }) => {
  const count = pdf?.entries.get('Cert') ?? 0;
  return count === 0 ? met('no /Cert') : wrong(`${count} /Cert`);
};

const byteRange: Test = ({ facts: { oddities, pdf } }) => {
  const odd = oddities.find(({ kind }) => kind === 'pdf.byte-range');
  if (odd !== undefined) return wrong(odd.found);
  return pdf?.byteRange == null ? absent('no /ByteRange') : met(`/ByteRange [${pdf.byteRange.join(' ')}]`);
};

/** The revocation information that the signature rests on was there when the document time-stamp was made. */
const coversMaterial: Test = ({ facts: { timeStamps, material } }) => {
  const documents = timeStamps.filter(({ kind }) => kind === 'document');
  if (documents.length === 0) return absent('no document time-stamp');
  if (material.crls.length + material.ocspResponses.length === 0) return absent('no revocation information');
  const covering = documents.filter(
    ({ proves: { material: proven } }) => proven.crls.length + proven.ocspResponses.length > 0,
  );
  return covering.length > 0
    ? met(`${covering.length} document time-stamp over validation data`)
    : wrong('no document time-stamp is over validation data');
};

export const PADES_ROWS: readonly BaselineRequirement[] = [
  rows.shall('B-B', 'contents-der', '/Contents is a SignedData in DER.', inDer, { letter: 'General a' }),
  rows.shall('B-B', 'one-signer', 'The SignedData has one SignerInfo.', oneSigner, { letter: 'General a' }),
  rows.shall('B-B', 'no-content', 'The SignedData carries no content.', noContent, { letter: 'General b' }),
  ...['M', 'Contents', 'Filter', 'ByteRange'].map((key) =>
    rows.shall('B-B', `entry-${key}`, `/${key} stands once in the signature dictionary.`, keyOnce(key)),
  ),
  rows.shall('B-B', 'entry-SubFilter', '/SubFilter is ETSI.CAdES.detached.', subFilter, { letter: 'l' }),
  rows.shall('B-B', 'byte-range', '/ByteRange covers all but the value of /Contents.', byteRange, {
    unverified: true,
  }),
  rows.shallNot('B-B', 'entry-Cert', 'The signature dictionary has no /Cert.', noCert),
  rows.conditioned(
    'B-B',
    'entry-Reason',
    '/Reason stands only without a commitment type and a signature policy.',
    reason,
    { letter: 'd, m' },
  ),
  rows.shall(
    'B-B',
    'certificates',
    'SignedData.certificates holds the signing certificate.',
    holdsSigningCertificate(fieldCertificates),
  ),
  rows.shall('B-B', 'content-type', 'content-type stands once and is id-data.', contentTypeIsData, {
    letter: 'c',
  }),
  rows.shall('B-B', 'message-digest', 'message-digest stands once.', exactlyOne('message-digest')),
  rows.shallNot('B-B', 'signing-time', 'signing-time does not stand there: /M says the time.', noSigningTime),
  rows.shall(
    'B-B',
    'signing-certificate',
    'One signing-certificate attribute of one version stands once.',
    exactlyOne('signing-certificate', 'signing-certificate-v2'),
  ),
  rows.conditioned(
    'B-B',
    'signing-certificate-version',
    'signing-certificate names the certificate by SHA-1, signing-certificate-v2 by any other digest.',
    certificateVersion,
  ),
  rows.atMostOnce('signer-attributes', ['signer-attributes', 'signer-attributes-v2']),
  rows.atMostOnce('signature-policy-identifier'),
  rows.conditioned(
    'B-B',
    'signature-policy-store',
    'signature-policy-store stands at most once, and only beside the hash of the policy.',
    policyStore,
    { unverified: true },
  ),
  rows.atMostOnce('commitment-type-indication'),
  rows.anyTimes('content-time-stamp'),
  rows.shall(
    'B-T',
    'time-stamp',
    'At least one signature-time-stamp or document time-stamp is there.',
    timeStamped('signature', 'document'),
  ),
  rows.conditioned(
    'B-T',
    'time-stamp-time',
    'A time-stamp is from before the end of the signing certificate.',
    stampedInTime('signature', 'document'),
    { unverified: true },
  ),
  rows.shall(
    'B-LT',
    'lt-certificates',
    'The certificates for validation are in the file.',
    holdsCertificates(({ facts }) => facts.material.certificates),
  ),
  rows.shall(
    'B-LT',
    'lt-revocation',
    'All revocation information for validation is in the document security store.',
    revocationEmbedded,
  ),
  rows.shall(
    'B-LTA',
    'document-time-stamp',
    'At least one document time-stamp is there.',
    timeStamped('document'),
  ),
  rows.conditioned(
    'B-LTA',
    'document-time-stamp-scope',
    'A document time-stamp is over the validation data.',
    coversMaterial,
    { letter: 'y' },
  ),
];
