/**
 * The requirements of the CAdES baseline levels.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31912201/ EN 319 122-1, section 6.3}
 * @module
 */
import { OID } from '../../encoding/oids';
import { hashIndexOf } from '../../formats/cms/hash-index';
import { tryParseToken } from '../../formats/cms/time-stamp-token';
import { atMostOne, exactlyOne, none, present } from './count';
import { absent, type BaselineRequirement, type BaselineSubject, met, wrong } from './row';
import { rowsOf } from './rows-of';
import {
  holdsCertificates,
  holdsSigningCertificate,
  revocationEmbedded,
  stampedInTime,
  timeStamped,
  withoutFaults,
} from './time-stamp-rows';

const rows = rowsOf('cades', { doc: 'EN 319 122-1', section: '6.3' });
const INDEX = { clause: { doc: 'EN 319 122-1', section: '5.5.2' } } as const;

type Test = BaselineRequirement['test'];

/** Of the SignedData fields: attributes do not count. */
export function fieldCertificates({ facts: { detail } }: BaselineSubject): readonly Uint8Array[] {
  return detail.syntax === 'cms' ? detail.signedData.certificates : [];
}

/** RFC 5652 section 11.1: a counter-signature has no content-type attribute. */
export const contentTypeIsData: Test = (subject) => {
  const { detail } = subject.facts;
  const counter = detail.syntax === 'cms' && detail.contentType === null;
  if (counter) return none('content-type')(subject);
  const counted = exactlyOne('content-type')(subject);
  if (counted.is !== 'met' || detail.syntax !== 'cms') return counted;
  const said = detail.signer.signedAttributes?.facts.contentTypes.join() ?? '';
  return said === OID.data ? met('id-data') : wrong(`the content type ${said}`);
};

/** SHA-1 is what version 1 is for; every other digest goes into version 2. */
export const certificateVersion: Test = ({ facts: { certificateReferences } }) => {
  if (certificateReferences.length === 0) return absent('no signing-certificate attribute');
  const sha1 = certificateReferences.filter(
    ({ version, digest }) => version === 2 && digest.digest?.name === 'sha1',
  );
  return sha1.length === 0
    ? met(
        certificateReferences
          .map(({ version, digest }) => `version ${version}, ${digest.digest?.name ?? digest.stated}`)
          .join(),
      )
    : wrong('version 2 with SHA-1');
};

export const policyStore: Test = (subject) => {
  const counted = atMostOne('signature-policy-store')(subject);
  if (counted.is !== 'met') return counted;
  const { signaturePolicy } = subject.facts;
  return (signaturePolicy?.hash?.length ?? 0) > 0
    ? met('beside the hash of the policy')
    : wrong('no hash of the policy');
};

const indexVersion: Test = ({ facts: { timeStamps } }) => {
  const archive = timeStamps.filter(({ name }) => name === 'archive-time-stamp-v3');
  if (archive.length === 0) return absent('no archive-time-stamp-v3');
  const versions = archive.map(({ token }) => {
    const signer = tryParseToken(token)?.signer;
    const index = signer === undefined ? 'no token' : hashIndexOf(signer);
    return typeof index === 'string' ? index : `ats-hash-index of version ${index.version}`;
  });
  return versions.every((one) => one.endsWith(' 3')) ? met(versions.join()) : wrong(versions.join());
};

/** In a container the time-stamp of its manifest does the same. */
const archived: Test = ({ facts: { timeStamps } }) => {
  const found = timeStamps.filter(
    ({ kind, name }) => kind === 'document' || name === 'archive-time-stamp-v3',
  );
  return found.length === 0
    ? absent('no archive-time-stamp-v3')
    : met(found.map(({ name }) => name).join(', '));
};

const LEGACY_ARCHIVE: readonly string[] = ['archive-time-stamp', 'archive-time-stamp-v2'];

export const CADES_ROWS: readonly BaselineRequirement[] = [
  rows.shall(
    'B-B',
    'certificates',
    'SignedData.certificates holds the signing certificate.',
    holdsSigningCertificate(fieldCertificates),
    { letter: 'a' },
  ),
  rows.shall(
    'B-B',
    'content-type',
    'content-type stands once and is id-data; a counter-signature has none.',
    contentTypeIsData,
    { letter: 'f' },
  ),
  rows.shall('B-B', 'message-digest', 'message-digest stands once.', exactlyOne('message-digest')),
  rows.shall('B-B', 'signing-time', 'signing-time stands once.', exactlyOne('signing-time')),
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
    { letter: 'h, i' },
  ),
  rows.atMostOnce('signer-attributes', ['signer-attributes', 'signer-attributes-v2']),
  rows.atMostOnce('signature-policy-identifier'),
  rows.conditioned(
    'B-B',
    'signature-policy-store',
    'signature-policy-store stands at most once, and only beside the hash of the policy.',
    policyStore,
    { letter: 'k' },
  ),
  rows.atMostOnce('commitment-type-indication'),
  rows.atMostOnce('signer-location'),
  rows.anyTimes('content-time-stamp'),
  rows.atMostOnce('content-hints'),
  rows.atMostOnce('mime-type'),
  rows.atMostOnce('content-reference'),
  rows.atMostOnce('content-identifier'),
  rows.anyTimes('counter-signature'),
  rows.may(
    'B-B',
    'evidence-records',
    'Evidence records may stand there; they are judged like archive time-stamps.',
    present('internal-evidence-record', 'external-evidence-record'),
  ),
  rows.shall(
    'B-T',
    'signature-time-stamp',
    'At least one signature-time-stamp is there.',
    timeStamped('signature'),
  ),
  rows.conditioned(
    'B-T',
    'signature-time-stamp-time',
    'A signature-time-stamp is from before the end of the signing certificate.',
    stampedInTime('signature'),
    { letter: 'm' },
  ),
  rows.shall(
    'B-LT',
    'lt-certificates',
    'The certificates for validation lie in SignedData.certificates.',
    holdsCertificates(fieldCertificates),
  ),
  rows.shall(
    'B-LT',
    'lt-revocation',
    'All revocation information for validation is embedded.',
    revocationEmbedded,
  ),
  rows.forbidden('B-LT', 'certificate-values'),
  rows.forbidden('B-LT', 'revocation-values'),
  rows.forbidden('B-LT', 'complete-certificate-references'),
  rows.forbidden('B-LT', 'complete-revocation-references'),
  rows.forbidden('B-LT', 'time-stamped-certs-crls-references'),
  rows.forbidden('B-LT', 'escTimeStamp', ['escTimeStamp'], { unverified: true }),
  rows.shall(
    'B-LTA',
    'archive-time-stamp-v3',
    'At least one archive-time-stamp-v3 is there, or a time-stamp of the container that covers the signature.',
    archived,
  ),
  rows.conditioned(
    'B-LTA',
    'ats-hash-index-v3',
    'The token of an archive-time-stamp-v3 carries ats-hash-index-v3.',
    indexVersion,
    INDEX,
  ),
  rows.conditioned(
    'B-LTA',
    'ats-hash-index-valid',
    'Every digest of the hash index is of something in the signature, by the digest of the imprint.',
    withoutFaults('archive-time-stamp-v3'),
    INDEX,
  ),
  rows.forbidden('B-LTA', 'legacy-archive-time-stamp', LEGACY_ARCHIVE, { unverified: true }),
];
