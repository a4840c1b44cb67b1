/**
 * The requirements of ASiC containers, beside those of the signatures in them.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31916201/ EN 319 162-1, sections 4.3 and 4.4}
 * @module
 */
import type { AsicDetail } from '../../formats/asic/facts';
import { absent, type BaselineRequirement, met, type Outcome, wrong } from './row';
import { rowsOf } from './rows-of';

type Test = BaselineRequirement['test'];

const simple = rowsOf('asic-s', { doc: 'EN 319 162-1', section: '4.3' });
const extended = rowsOf('asic-e', { doc: 'EN 319 162-1', section: '4.4' });
const ANNEX = { clause: { doc: 'EN 319 162-1', section: 'A.1' } } as const;

const MIMETYPES: Readonly<Record<AsicDetail['type'], string>> = {
  'ASiC-S': 'application/vnd.etsi.asic-s+zip',
  'ASiC-E': 'application/vnd.etsi.asic-e+zip',
};

function onContainer(test: (container: AsicDetail) => Outcome): Test {
  return ({ facts: { container } }) => (container === null ? absent('no container') : test(container));
}

const mimetype = onContainer(({ type, mimetype: found }) => {
  if (found === null) return absent('no mimetype');
  return (found.value === MIMETYPES[type] ? met : wrong)(found.value);
});

const mimetypePosition = onContainer(({ mimetype: found }) => {
  if (found === null) return absent('no mimetype');
  const faults = [
    ...(found.first ? [] : ['not the first entry']),
    ...(found.stored ? [] : ['compressed']),
    ...(found.extra ? ['with an extra field'] : []),
  ];
  return faults.length === 0 ? met('first, stored, without an extra field') : wrong(faults.join(', '));
});

const comment = onContainer(({ type, commentMimetype: found }) => {
  if (found === null) return absent('no mimetype in the comment');
  return (found === MIMETYPES[type] ? met : wrong)(found);
});

const oneFile = onContainer(({ files }) => {
  const inRoot = files.filter((name) => !name.includes('/') && name !== 'mimetype');
  return (inRoot.length === 1 ? met : wrong)(`${inRoot.length} files in the root`);
});

const signedFiles = onContainer(({ signed }) =>
  signed.length === 0 ? absent('no file is signed') : met(`${signed.length} files`),
);

function entryNamed(pattern: RegExp): Test {
  return onContainer(({ entry }) => (pattern.test(entry) ? met : wrong)(entry));
}

const manifest = onContainer(({ manifest: found }) =>
  found === null ? absent('no ASiCManifest') : met(found),
);

const manifestName = onContainer(({ manifest: found }) => {
  if (found === null) return absent('no ASiCManifest');
  return (/^META-INF\/ASiCManifest[^/]*\.xml$/.test(found) ? met : wrong)(found);
});

const archiveManifest: Test = ({ facts: { container, timeStamps } }) => {
  const stamped = timeStamps.some(({ kind }) => kind === 'document');
  const names = container?.archiveManifests ?? [];
  if (!stamped && names.length === 0) return absent('no time-stamp of the container');
  return names.length === 0 ? wrong('a time-stamp without an archive manifest') : met(names.join(', '));
};

const openDocument = onContainer(({ openDocumentManifest }) =>
  openDocumentManifest ? met('META-INF/manifest.xml') : absent('no META-INF/manifest.xml'),
);

const evidenceRecords = onContainer(({ evidenceRecords: found }) =>
  found.length === 0 ? absent('no evidence record') : met(found.join(', ')),
);

export const ASIC_S_ROWS: readonly BaselineRequirement[] = [
  simple.conditioned('B-B', 'mimetype', `mimetype says ${MIMETYPES['ASiC-S']}.`, mimetype, ANNEX),
  simple.conditioned(
    'B-B',
    'mimetype-position',
    'mimetype is the first entry, stored, without an extra field.',
    mimetypePosition,
    { ...ANNEX, unverified: true },
  ),
  simple.conditioned(
    'B-B',
    'comment',
    'The comment of the archive says the same as mimetype.',
    comment,
    ANNEX,
  ),
  simple.shall('B-B', 'one-file', 'The root holds exactly one file.', oneFile),
  simple.may('B-B', 'evidence-records', 'Evidence records may stand beside the signature.', evidenceRecords),
];

export const ASIC_S_CADES_ROWS: readonly BaselineRequirement[] = [
  simple.shall(
    'B-B',
    'signature-name',
    'The signature is META-INF/signature.p7s.',
    entryNamed(/^META-INF\/signature\.p7s$/),
  ),
];

export const ASIC_S_XADES_ROWS: readonly BaselineRequirement[] = [
  simple.shall(
    'B-B',
    'signature-name',
    'The signatures are in META-INF/signatures.xml.',
    entryNamed(/^META-INF\/signatures\.xml$/),
  ),
];

export const ASIC_E_ROWS: readonly BaselineRequirement[] = [
  extended.conditioned('B-B', 'mimetype', `mimetype says ${MIMETYPES['ASiC-E']}.`, mimetype, ANNEX),
  extended.conditioned(
    'B-B',
    'mimetype-position',
    'mimetype is the first entry, stored, without an extra field.',
    mimetypePosition,
    { ...ANNEX, unverified: true },
  ),
  extended.conditioned(
    'B-B',
    'comment',
    'The comment of the archive says the same as mimetype.',
    comment,
    ANNEX,
  ),
  extended.shall('B-B', 'signed-files', 'The signature signs at least one file.', signedFiles),
  extended.may(
    'B-B',
    'evidence-records',
    'Evidence records may stand beside the signature.',
    evidenceRecords,
  ),
];

export const ASIC_E_CADES_ROWS: readonly BaselineRequirement[] = [
  extended.shall(
    'B-B',
    'signature-name',
    'The signature is META-INF/signature*.p7s.',
    entryNamed(/^META-INF\/signature[^/]*\.p7s$/),
  ),
  extended.shall('B-B', 'manifest', 'An ASiCManifest names the signature and what it signs.', manifest),
  extended.conditioned('B-B', 'manifest-name', 'The manifest is META-INF/ASiCManifest*.xml.', manifestName),
  extended.conditioned(
    'B-LTA',
    'archive-manifest',
    'A time-stamp of the container is over an ASiCArchiveManifest.',
    archiveManifest,
    { unverified: true },
  ),
];

export const ASIC_E_XADES_ROWS: readonly BaselineRequirement[] = [
  extended.shall(
    'B-B',
    'signature-name',
    'The signatures are in META-INF/signatures*.xml.',
    entryNamed(/^META-INF\/signatures[^/]*\.xml$/),
  ),
  extended.may('B-B', 'open-document-manifest', 'META-INF/manifest.xml may list the files.', openDocument),
];
