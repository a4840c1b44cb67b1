/**
 * An ASiC container as facts: the signatures in it, each with what it signs of the files around.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31916201/ EN 319 162-1}
 * @module
 */
import type { Format, Level } from '../../model/claim';
import type { Coverage, Oddity, SignatureEntry, SignatureFacts, SignedFile } from '../facts';
import { joinMaterial, type Material } from '../material';
import { type ArchiveTimeStamp, archiveTimeStamps, covering, documentTimeStamps } from './archive';
import { type Bookkeeping, keepBooks } from './bookkeeping';
import { type ReadFile, type ReadSignature, readCadesFile } from './cades';
import type { AsicDetail } from './facts';
import { type AsicPackage, readPackage, type SignatureFile } from './package';
import { containerType } from './type';
import { readXadesFile } from './xades';

/** `initXml()` must have been awaited. */
export function readAsic(bytes: Uint8Array): SignedFile {
  const container = readPackage(bytes);
  const type = containerType(container);
  const files = container.signatures.map((file) => readFile(container, file, type === 'ASiC-S'));
  const books = keepBooks(container, type, files);
  const archive = archiveTimeStamps(container);
  let count = 0;
  const signatures = files.flatMap((file) =>
    file.signatures.map((signature) => {
      count += 1;
      const about = { container, type, file, signature, books, archive };
      return finish(about, `signer-${count}`);
    }),
  );
  return {
    format: `${type}/${files.some(({ kind }) => kind === 'cms') ? 'CAdES' : 'XAdES'}`,
    signatures,
    material: joinMaterial(signatures.flatMap(materialOf)),
  };
}

function readFile(container: AsicPackage, file: SignatureFile, simple: boolean): ReadFile {
  if (file.kind === 'cms') return readCadesFile(container, file, simple);
  if (file.kind === 'xml') return readXadesFile(container, file);
  const { name } = file.entry;
  const entry: SignatureEntry = { readable: false, id: 'signer-1', fault: file.fault };
  return {
    entry: name,
    kind: name.endsWith('.p7s') ? 'cms' : 'xml',
    signatures: [{ entry, manifest: null, signed: [], oddities: [] }],
  };
}

/** One signature and all that the container says of it. */
interface About {
  readonly container: AsicPackage;
  readonly type: AsicDetail['type'];
  readonly file: ReadFile;
  readonly signature: ReadSignature;
  readonly books: Bookkeeping;
  readonly archive: readonly ArchiveTimeStamp[];
}

function finish(about: About, id: string): SignatureEntry {
  const { entry } = about.signature;
  if (!entry.readable) return { ...entry, id };
  const { file, signature, books, archive, type } = about;
  const facts = entry.signature;
  const stamps = documentTimeStamps(archive, file.entry, facts);
  const oddities: readonly Oddity[] = [...books.oddities, ...signature.oddities];
  const carried = carry(entry, id, `${type}/${file.kind === 'cms' ? 'CAdES' : 'XAdES'}`, detailOf(about));
  if (!carried.readable) return carried;
  return {
    readable: true,
    signature: {
      ...carried.signature,
      level: levelOf(facts.level, stamps.length > 0),
      oddities: [...facts.oddities, ...oddities],
      timeStamps: [...facts.timeStamps, ...stamps],
      coverage: coverageOf(facts, oddities, books),
    },
  };
}

/** Ids are of the container, and so is the format. */
function carry(entry: SignatureEntry, id: string, format: Format, container: AsicDetail): SignatureEntry {
  if (!entry.readable) return { ...entry, id };
  const { signature } = entry;
  return {
    readable: true,
    signature: {
      ...signature,
      id,
      format,
      container,
      counterSignatures: signature.counterSignatures.map((counter, index) =>
        carry(counter, `${id}-counter-${index + 1}`, format, container),
      ),
    },
  };
}

function detailOf({ container, type, file, signature, archive }: About): AsicDetail {
  const files = container.files.map(({ name }) => name);
  const comment = Buffer.from(container.archive.comment).toString('latin1');
  return {
    entry: file.entry,
    type,
    mimetype: container.mimetype,
    commentMimetype: /^mimetype=(.*)$/s.exec(comment)?.[1] ?? null,
    manifest: signature.manifest,
    openDocumentManifest: container.openDocumentManifest,
    files,
    signed: files.filter((name) => signature.signed.includes(name)),
    archiveManifests: covering(archive, file.entry).map(({ manifest }) => manifest.name),
    evidenceRecords: container.evidenceRecords,
  };
}

/** EN 319 162-1 section 5.3: in a container the archive time-stamp may stand over the manifest. */
function levelOf(level: Level, archived: boolean): Level {
  return level === 'B-LT' && archived ? 'B-LTA' : level;
}

const AMBIGUOUS: ReadonlySet<string> = new Set([
  'zip.views-differ',
  'zip.repeated-name',
  'asic.several-manifests',
  'asic.ambiguous-reference',
  'asic.attached-signature',
]);

function coverageOf(
  { coverage }: SignatureFacts,
  oddities: readonly Oddity[],
  { unsigned }: Bookkeeping,
): Coverage | null {
  if (coverage === null || coverage === 'ambiguous') return coverage;
  if (oddities.some(({ kind }) => AMBIGUOUS.has(kind))) return 'ambiguous';
  // The wrapper of an XML signature is no document: what counts is the files.
  return unsigned.length > 0 ? 'partial' : 'full';
}

function materialOf(entry: SignatureEntry): readonly Material[] {
  if (!entry.readable) return [];
  return [entry.signature.material, ...entry.signature.counterSignatures.flatMap(materialOf)];
}
