/**
 * What lies in a container, told by content: files, signatures, manifests, time-stamps.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31916201/ EN 319 162-1, sections 4.3 and 4.4}
 * @module
 */
import { OID } from '../../encoding/oids';
import { parseXml } from '../../encoding/xml/parse';
import type { XmlDocument } from '../../encoding/xml/tree';
import { readZip, type ZipArchive, type ZipEntry } from '../../encoding/zip/read';
import { TamgaError } from '../../model/error';
import { parseSignedData, type SignedData } from '../cms/signed-data';
import type { MimetypeEntry } from './facts';
import { isManifest, type Manifest, readManifest } from './manifest';

export interface AsicPackage {
  readonly archive: ZipArchive;
  /** By name; several where the name is repeated. */
  readonly byName: ReadonlyMap<string, readonly ZipEntry[]>;
  /** Outside META-INF, without folders and the mimetype. */
  readonly files: readonly ZipEntry[];
  readonly signatures: readonly SignatureFile[];
  readonly manifests: readonly Manifest[];
  readonly timeStamps: readonly TimeStampFile[];
  readonly evidenceRecords: readonly string[];
  readonly openDocumentManifest: boolean;
  readonly mimetype: MimetypeEntry | null;
}

/** `fault`: it has the name of a signature and cannot be read as one. */
export type SignatureFile =
  | { readonly kind: 'cms'; readonly entry: ZipEntry; readonly signedData: SignedData }
  | { readonly kind: 'xml'; readonly entry: ZipEntry; readonly bytes: Uint8Array }
  | { readonly kind: 'unreadable'; readonly entry: ZipEntry; readonly fault: string };

export interface TimeStampFile {
  readonly name: string;
  readonly token: Uint8Array;
}

export const METADATA = 'META-INF/';
const MIMETYPE = 'mimetype';
const MAXIMUM_METADATA = 2000;
const LONGEST_MIMETYPE = 256;
const DS = 'http://www.w3.org/2000/09/xmldsig#';
/** EN 319 162-1 section 4.4.3.2 and annex A: `signature` anywhere in the name. */
const SIGNATURE_NAME = /signature[^/]*\.(p7s|xml)$/i;
const EVIDENCE_NAME = /evidencerecord[^/]*\.(ers|xml)$/i;

export function readPackage(bytes: Uint8Array): AsicPackage {
  const archive = readZip(bytes);
  const entries = archive.entries.filter(({ directory }) => !directory);
  const metadata = entries.filter(({ name }) => name.startsWith(METADATA));
  if (metadata.length > MAXIMUM_METADATA)
    throw new TamgaError('TAMGA-E-LIMIT', `${metadata.length} files in META-INF, over ${MAXIMUM_METADATA}`);
  const parts = metadata.map(classify);
  const mimetypes = entries.filter(({ name }) => name === MIMETYPE);
  return {
    archive,
    byName: grouped(entries),
    files: entries.filter(({ name }) => !name.startsWith(METADATA) && name !== MIMETYPE),
    signatures: parts.flatMap(({ signature }) => signature ?? []),
    manifests: parts.flatMap(({ manifest }) => manifest ?? []),
    timeStamps: parts.flatMap(({ timeStamp }) => timeStamp ?? []),
    evidenceRecords: metadata.filter(({ name }) => EVIDENCE_NAME.test(name)).map(({ name }) => name),
    openDocumentManifest: metadata.some(({ name }) => name === `${METADATA}manifest.xml`),
    mimetype: mimetypes[0] === undefined ? null : readMimetype(mimetypes[0], archive),
  };
}

function grouped(entries: readonly ZipEntry[]): ReadonlyMap<string, readonly ZipEntry[]> {
  const groups = new Map<string, ZipEntry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.name);
    if (group === undefined) groups.set(entry.name, [entry]);
    else group.push(entry);
  }
  return groups;
}

interface Part {
  readonly signature?: SignatureFile;
  readonly manifest?: Manifest;
  readonly timeStamp?: TimeStampFile;
}

/** By what it is; the name counts only where it is nothing. */
function classify(entry: ZipEntry): Part {
  const { name } = entry;
  if (EVIDENCE_NAME.test(name)) return {};
  try {
    const bytes = entry.content();
    return firstOf(bytes) === '<' ? fromXml(entry, bytes) : fromCms(entry, bytes);
  } catch (error) {
    if (!(error instanceof TamgaError) || error.code === 'TAMGA-E-LIMIT' || error.code === 'TAMGA-E-INTERNAL')
      throw error;
    const fault = `${name}: ${error.message}`;
    if (SIGNATURE_NAME.test(name)) return { signature: { kind: 'unreadable', entry, fault } };
    return /manifest/i.test(name) && name !== `${METADATA}manifest.xml`
      ? { manifest: { name, bytes: new Uint8Array(0), signature: null, references: [], faults: [fault] } }
      : {};
  }
}

function fromXml(entry: ZipEntry, bytes: Uint8Array): Part {
  const document = parseXml(bytes);
  if (isManifest(document)) return { manifest: readManifest(entry.name, bytes, document) };
  return holdsSignatures(document) ? { signature: { kind: 'xml', entry, bytes } } : {};
}

/** asic:XAdESSignatures, the wrapper of OpenDocument, or ds:Signature itself. */
function holdsSignatures({ root }: XmlDocument): boolean {
  if (root.local === 'Signature' && root.uri === DS) return true;
  return (
    ['XAdESSignatures', 'document-signatures'].includes(root.local) ||
    root.children.some((node) => node.kind === 'element' && node.local === 'Signature' && node.uri === DS)
  );
}

function fromCms(entry: ZipEntry, bytes: Uint8Array): Part {
  if (bytes[0] !== 0x30 && !SIGNATURE_NAME.test(entry.name)) return {};
  const signedData = parseSignedData(bytes);
  return signedData.contentType === OID.timeStampInfo
    ? { timeStamp: { name: entry.name, token: bytes } }
    : { signature: { kind: 'cms', entry, signedData } };
}

function readMimetype(entry: ZipEntry, { entries }: ZipArchive): MimetypeEntry {
  const value = entry.size > LONGEST_MIMETYPE ? '' : Buffer.from(contentOr(entry)).toString('latin1');
  return {
    value,
    first: entries.every(({ offset }) => offset >= entry.offset),
    stored: entry.stored,
    extra: entry.extra,
  };
}

function contentOr(entry: ZipEntry): Uint8Array {
  try {
    return entry.content();
  } catch (error) {
    if (error instanceof TamgaError && error.code === 'TAMGA-E-ZIP') return new Uint8Array(0);
    throw error;
  }
}

function firstOf(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 64)).toString('latin1');
  // Behind the byte order marks of UTF-8 and UTF-16.
  return head.replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*/, '').charAt(0);
}
