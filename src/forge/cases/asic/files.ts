/**
 * Cases of what lies in a container and what its manifests say of it.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31916201/ EN 319 162-1, sections 4.3 and 4.4}
 * @module
 */
import { digestByName } from '../../../crypto/digests';
import { asicManifest, type ContainerFile, xmlFile } from '../../asic/manifest';
import { mimeTypeOf } from '../../documents';
import type { ProductRequest } from '../../product';
import { base64 } from '../../xades/reference';
import { isElement, type XmlElement } from '../../xml-tree';
import type { ForgedCase } from '../case';
import { asicCase, EXTENDED, entriesCase, FORGED_TEXT, SIMPLE, textFile } from './asic-case';

const WITH_MANIFEST = ['ASiC-E/CAdES'] as const;
const ANNEX = 'annex.txt';

function documentAndAnnex({
  document,
  documentName = 'document.txt',
}: ProductRequest): readonly ContainerFile[] {
  return [
    { name: documentName, bytes: document, mimeType: mimeTypeOf(document) },
    textFile(ANNEX, 'The price is 100.\n'),
  ];
}

const twoFiles = asicCase('asic-two-files', EXTENDED, (request) => ({
  further: { files: documentAndAnnex(request) },
}));

/** The first file is as it was signed. */
const secondFileChanged = asicCase('asic-second-file-changed', EXTENDED, (request) => ({
  further: { files: documentAndAnnex(request) },
  deviation: {
    container: {
      entries: (all) =>
        all.map((one) => (one.name === ANNEX ? { ...one, bytes: Buffer.from('The price is 900.\n') } : one)),
    },
  },
}));

const fileMissing = asicCase('asic-file-missing', EXTENDED, (request) => ({
  further: { files: documentAndAnnex(request) },
  deviation: { container: { entries: (all) => all.filter(({ name }) => name !== ANNEX) } },
}));

const unsignedFile = entriesCase('asic-unsigned-file', EXTENDED, (all) => [
  ...all,
  { name: ANNEX, bytes: Buffer.from(FORGED_TEXT), deflated: true },
]);

const simpleTwoFiles = entriesCase('asic-simple-two-files', SIMPLE, (all) => [
  ...all,
  { name: ANNEX, bytes: Buffer.from(FORGED_TEXT), deflated: true },
]);

/** To some programs it is META-INF, to others it is not. */
const lookalike = entriesCase('asic-metadata-lookalike', EXTENDED, (all) => [
  ...all,
  { name: 'meta-inf/signatures001.xml', bytes: Buffer.from('<forged/>'), deflated: true },
]);

/** Another manifest names the same signature, and another document. */
const secondManifest = asicCase('asic-second-manifest', WITH_MANIFEST, () => ({
  deviation: {
    container: {
      entries: (all) => [
        ...all.map((one) => (one.name === DOCUMENT ? { ...one, bytes: Buffer.from(FORGED_TEXT) } : one)),
        {
          name: 'META-INF/ASiCManifest000.xml',
          bytes: xmlFile(
            asicManifest({
              signature: { name: 'META-INF/signature001.p7s', mimeType: 'application/pkcs7-signature' },
              files: [textFile(DOCUMENT, FORGED_TEXT)],
            }),
          ),
          deflated: true,
        },
      ],
    },
  },
}));

const DOCUMENT = 'document.txt';

/** The signed manifest is as it was; the one that is handed on states the digest of another document. */
const manifestChanged = asicCase('asic-manifest-changed', WITH_MANIFEST, () => ({
  deviation: {
    content: () => Buffer.from(FORGED_TEXT),
    container: { manifestHandedOn: (manifest) => withDigest(manifest, Buffer.from(FORGED_TEXT)) },
  },
}));

function withDigest(one: XmlElement, bytes: Uint8Array): XmlElement {
  return {
    ...one,
    children: one.children.map((child) => {
      if (!isElement(child)) return child;
      return child.name === 'ds:DigestValue'
        ? { ...child, children: [base64(digestByName('sha256').of(bytes))] }
        : withDigest(child, bytes);
    }),
  };
}

/** Which of the two digests counts depends on who reads. */
const referenceTwice = asicCase('asic-reference-twice', WITH_MANIFEST, () => ({
  deviation: {
    container: {
      manifest: (manifest) => ({
        ...manifest,
        children: manifest.children.flatMap((one) =>
          isElement(one) && one.name === 'asic:DataObjectReference'
            ? [one, withDigest(one, Buffer.from(FORGED_TEXT))]
            : [one],
        ),
      }),
    },
  },
}));

/** No manifest belongs to the signature that there is. */
const otherSignatureNamed = asicCase('asic-manifest-other-signature', WITH_MANIFEST, () => ({
  deviation: {
    container: {
      manifest: (manifest) => ({
        ...manifest,
        children: manifest.children.map((one) =>
          isElement(one) && one.name === 'asic:SigReference'
            ? { ...one, attributes: [['URI', 'META-INF/signature002.p7s']] }
            : one,
        ),
      }),
    },
  },
}));

export const FILE_CASES: readonly ForgedCase[] = [
  twoFiles,
  secondFileChanged,
  fileMissing,
  unsignedFile,
  simpleTwoFiles,
  lookalike,
  secondManifest,
  manifestChanged,
  referenceTwice,
  otherSignatureNamed,
];
