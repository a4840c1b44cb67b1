/**
 * Signs files in a container: ASiC-S and ASiC-E, with XAdES or CAdES, at any baseline level.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31916201/ EN 319 162-1}
 * @module
 */
import type { Level } from '../../model/claim';
import { type CadesDeviation, longTermTimes, signCadesLongTerm } from '../cades-long-term';
import type { ForgedState, Identity } from '../forged';
import type { LongTermTimes, RevocationSource } from '../long-term';
import { timeStampOver } from '../time-stamp';
import type { SigningTimes } from '../timeline';
import { type XmlDeviation, xmlSignatures } from '../xades/build';
import { fileReference, type Packing } from '../xades/packing';
import { element, OUTERMOST, scopeIn, type XmlElement } from '../xml-tree';
import { type ZipEntry, type ZipOptions, zip } from '../zip';
import {
  ASIC_DECLARATIONS,
  asicManifest,
  type ContainerFile,
  openDocumentManifest,
  uriOf,
  xmlFile,
} from './manifest';

export type AsicFormat = 'ASiC-S/CAdES' | 'ASiC-S/XAdES' | 'ASiC-E/CAdES' | 'ASiC-E/XAdES';

export interface AsicRequest {
  readonly format: AsicFormat;
  readonly state: ForgedState;
  readonly identity: Identity;
  readonly level: Exclude<Level, 'none'>;
  readonly times: SigningTimes | LongTermTimes;
  /** ASiC-S holds exactly one. */
  readonly files: readonly ContainerFile[];
  /** Of the embedded revocation information; `ocsp` unless named. */
  readonly source?: RevocationSource;
  /** Sign the same files. */
  readonly parallel?: readonly Identity[];
}

/** What a case may replace, each at its place in the making, so that all that depends on it follows. */
export interface AsicParts {
  /** Before it is signed: an ASiCManifest. */
  readonly manifest?: (manifest: XmlElement) => XmlElement;
  /** After signing. */
  readonly manifestHandedOn?: (manifest: XmlElement) => XmlElement;
  /** Before it is time-stamped. */
  readonly archiveManifest?: (manifest: XmlElement) => XmlElement;
  /** META-INF/manifest.xml; null leaves it out. */
  readonly openDocumentManifest?: (manifest: XmlElement) => XmlElement | null;
  /** Content of the mimetype entry; null leaves the entry out. */
  readonly mimeType?: (type: string) => string | null;
  /** All entries as they will be written: names, order, duplicates, compression, headers. */
  readonly entries?: (entries: readonly ZipEntry[]) => readonly ZipEntry[];
  readonly zip?: ZipOptions;
}

/** What a case may change beside the parts: what concerns the signature in the container. */
export interface AsicDeviation extends Omit<XmlDeviation, 'parts' | 'material'> {
  readonly xml?: XmlDeviation['parts'];
  readonly xmlMaterial?: XmlDeviation['material'];
  readonly cades?: Pick<CadesDeviation, 'archive' | 'afterwards' | 'material'>;
  readonly container?: AsicParts;
}

export const CONTAINER_TYPE: Readonly<Record<AsicFormat, string>> = {
  'ASiC-S/CAdES': 'application/vnd.etsi.asic-s+zip',
  'ASiC-S/XAdES': 'application/vnd.etsi.asic-s+zip',
  'ASiC-E/CAdES': 'application/vnd.etsi.asic-e+zip',
  'ASiC-E/XAdES': 'application/vnd.etsi.asic-e+zip',
};

const CMS_TYPE = 'application/pkcs7-signature';
const TOKEN_TYPE = 'application/vnd.etsi.timestamp-token';

type Metadata = (request: AsicRequest, deviation: AsicDeviation) => readonly ContainerFile[];

/** What lies in META-INF. */
const METADATA: Readonly<Record<AsicFormat, Metadata>> = {
  'ASiC-S/CAdES': (request, deviation) => [
    {
      name: 'META-INF/signature.p7s',
      mimeType: CMS_TYPE,
      bytes: cadesOver(request, request.files[0]?.bytes ?? new Uint8Array(), deviation),
    },
  ],
  'ASiC-S/XAdES': (request, deviation) => [
    xadesFile('META-INF/signatures.xml', request, xadesOver(request, deviation)),
  ],
  'ASiC-E/CAdES': cadesMetadata,
  'ASiC-E/XAdES': (request, deviation) => [
    ...openDocument(request, deviation),
    ...xadesOver(request, deviation).map((signature, at) =>
      xadesFile(`META-INF/signatures${numbered(at + 1)}.xml`, request, [signature]),
    ),
  ],
};

export function signContainer(request: AsicRequest, deviation: AsicDeviation = {}): Uint8Array {
  const { container: parts = {}, content } = deviation;
  const type = CONTAINER_TYPE[request.format];
  const stated = parts.mimeType === undefined ? type : parts.mimeType(type);
  const metadata = METADATA[request.format](request, deviation);
  const files = request.files.map(({ name, bytes }, at) => ({
    name,
    bytes: at === 0 ? (content?.(bytes) ?? bytes) : bytes,
    deflated: true,
  }));
  const entries: readonly ZipEntry[] = [
    // EN 319 162-1 section A.1: first, stored, without an extra field.
    ...(stated === null ? [] : [{ name: 'mimetype', bytes: Buffer.from(stated) }]),
    ...files,
    ...metadata.map(({ name, bytes }) => ({ name, bytes, deflated: true })),
  ];
  return zip(parts.entries?.(entries) ?? entries, parts.zip);
}

function numbered(at: number): string {
  return String(at).padStart(3, '0');
}

function xadesOver(request: AsicRequest, deviation: AsicDeviation): readonly XmlElement[] {
  const { xml, xmlMaterial, cades: _, container: __, ...shared } = deviation;
  const parts = {
    ...(xml === undefined ? {} : { parts: xml }),
    ...(xmlMaterial && { material: xmlMaterial }),
  };
  return xmlSignatures({ ...request, packing: packingOf(request) }, { ...shared, ...parts });
}

/** EN 319 162-1 section A.5: XAdESSignatures around the signatures, each file named from the root of the container. */
function packingOf({ files }: AsicRequest): Packing {
  const root = element('asic:XAdESSignatures', ASIC_DECLARATIONS);
  return {
    scope: scopeIn(OUTERMOST, root),
    load: (id) => ({
      references: files.map((one, at) => fileReference(id, at, { ...one, uri: uriOf(one.name) })),
      objects: [],
    }),
    assemble: (signatures) => xmlFile({ ...root, children: signatures }),
  };
}

function xadesFile(name: string, request: AsicRequest, signatures: readonly XmlElement[]): ContainerFile {
  return { name, mimeType: 'application/xml', bytes: packingOf(request).assemble(signatures) };
}

function openDocument(
  { format, files }: AsicRequest,
  { container = {} }: AsicDeviation,
): readonly ContainerFile[] {
  const made = openDocumentManifest(CONTAINER_TYPE[format], files);
  const manifest = container.openDocumentManifest === undefined ? made : container.openDocumentManifest(made);
  if (manifest === null) return [];
  return [{ name: 'META-INF/manifest.xml', mimeType: 'text/xml', bytes: xmlFile(manifest) }];
}

/** Each signer has a manifest; a time-stamp over a last manifest covers all of them. */
function cadesMetadata(request: AsicRequest, deviation: AsicDeviation): readonly ContainerFile[] {
  const { identity, parallel = [], level } = request;
  const archived = level === 'B-LTA';
  const signatures = [identity, ...parallel].flatMap((signer, at) =>
    manifestAndSignature(
      { ...request, identity: signer, parallel: [], level: archived ? 'B-LT' : level },
      at === 0 ? deviation : {},
      numbered(at + 1),
    ),
  );
  return archived ? withArchiveManifests(request, signatures, deviation) : signatures;
}

function manifestAndSignature(
  request: AsicRequest,
  deviation: AsicDeviation,
  number: string,
): readonly ContainerFile[] {
  const { container: parts = {} } = deviation;
  const signature = { name: `META-INF/signature${number}.p7s`, mimeType: CMS_TYPE };
  const made = asicManifest({ signature, files: request.files });
  const manifest = parts.manifest?.(made) ?? made;
  const bytes = cadesOver(request, xmlFile(manifest), deviation);
  return [
    {
      name: `META-INF/ASiCManifest${number}.xml`,
      mimeType: 'text/xml',
      bytes: xmlFile(parts.manifestHandedOn?.(manifest) ?? manifest),
    },
    { ...signature, bytes },
  ];
}

function cadesOver(request: AsicRequest, document: Uint8Array, deviation: AsicDeviation): Uint8Array {
  const { cades, content: _, xml: __, xmlMaterial: ___, container: ____, ...shared } = deviation;
  return signCadesLongTerm({ ...request, document, packaging: 'detached' }, { ...shared, ...cades })
    .signature;
}

/** EN 319 162-1 section A.7: the latest manifest has no number; each covers what was there before it. */
function withArchiveManifests(
  request: AsicRequest,
  signatures: readonly ContainerFile[],
  { container: parts = {} }: AsicDeviation,
): readonly ContainerFile[] {
  const { state, identity, files, times } = request;
  const own = state.hierarchyOf(identity.suite);
  const steps = longTermTimes(times).archived;
  const all = [...signatures];
  steps.forEach(({ time, authority = own }, step) => {
    const token = { name: `META-INF/timestamp${numbered(step + 1)}.tst`, mimeType: TOKEN_TYPE };
    const made = asicManifest({ signature: token, files: [...files, ...all] });
    const bytes = xmlFile(parts.archiveManifest?.(made) ?? made);
    const last = step === steps.length - 1;
    const name = `META-INF/ASiCArchiveManifest${last ? '' : numbered(step + 1)}.xml`;
    all.push(
      { name, mimeType: 'text/xml', bytes },
      { ...token, bytes: timeStampOver(authority, time)(bytes) },
    );
  });
  return all;
}
