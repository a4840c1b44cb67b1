/**
 * A PDF as facts: one signature per value of a signature field, its document time-stamps, what came after it.
 *
 * @see ISO 32000-2, section 12.8 and {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31914201/ EN 319 142-1}
 * @module
 */
import { openPdf, type PdfFile } from '../../encoding/pdf/file';
import { rebuildPdf } from '../../encoding/pdf/rebuild';
import type { Revision } from '../../encoding/pdf/revision';
import { TamgaError } from '../../model/error';
import { embeddedMaterial } from '../cms/read';
import type { SignatureEntry, SignedFile } from '../facts';
import { joinMaterial, type Material, NO_MATERIAL } from '../material';
import { cmsOf, endOfElement, paddingFault } from './contents';
import { DOCUMENT_TIME_STAMP, type DocumentTimeStamp } from './document-time-stamps';
import { storedMaterial } from './dss';
import { stepsOf } from './later-changes';
import { isSignedThere, repeatedKeys, structureOf } from './oddities';
import { permissionsOf } from './permissions';
import { searchSignatures } from './searched';
import { type PdfContext, signatureEntries } from './signature';
import { type FoundSignature, findSignatures } from './signatures';

/** No signature at all: the file has none, document time-stamps alone are none. */
export function readPdf(bytes: Uint8Array): SignedFile {
  let file: PdfFile | undefined;
  try {
    file = openPdf(bytes);
    const found = findSignatures(file);
    // What follows the last revision may be one whose own cross-references are broken.
    return (file.strayAt === null ? undefined : withStray(file, found)) ?? signedFile(file, found);
  } catch (error) {
    if (!(error instanceof TamgaError) || error.code !== 'TAMGA-E-PDF') throw error;
    const rebuilt = rebuildPdf(bytes, error.message);
    // Encryption hides the form from us alone: the revisions are as the file says.
    const around = file !== undefined && file.revisions.at(-1)?.encrypted === true ? file : rebuilt;
    const found = searchSignatures(around, rebuilt);
    if (found.length === 0) throw error;
    return signedFile(around, found);
  }
}

/** The rebuilt document, if it has a signature that begins where the last revision has ended. */
function withStray(file: PdfFile, known: readonly FoundSignature[]): SignedFile | undefined {
  const { strayAt, bytes } = file;
  if (strayAt === null || bytes.indexOf('/ByteRange', strayAt) < 0) return undefined;
  const rebuilt = rebuildPdf(bytes, `they end at offset ${strayAt}`);
  const found = searchSignatures(rebuilt, rebuilt);
  return found.length > known.length ? signedFile(rebuilt, found) : undefined;
}

function signedFile(file: PdfFile, found: readonly FoundSignature[]): SignedFile {
  const stored = storedOf(file);
  if (found.length === 0) return { format: 'PDF', signatures: [], material: stored };
  const signatures = found.filter(({ subFilter }) => subFilter !== DOCUMENT_TIME_STAMP);
  const structures = signatures.map((one) => ({ found: one, cms: cmsOf(one) }));
  const context: PdfContext = {
    file,
    stored,
    structure: structureOf(file),
    steps: stepsOf(file),
    timeStamps: found.filter(({ subFilter }) => subFilter === DOCUMENT_TIME_STAMP).flatMap(timeStampOf),
    permissions: signatures.map((one) => ({
      end: one.range.end ?? Number.POSITIVE_INFINITY,
      own: permissionsOf(signedIn(one), one.dictionary, one.node),
    })),
  };
  const entries: SignatureEntry[] = [];
  for (const one of structures)
    entries.push(...signatureEntries(context, one.found, one.cms, entries.length));
  const embedded = structures.flatMap(({ cms }): readonly Material[] =>
    cms.readable ? [embeddedMaterial(cms.signedData)] : [],
  );
  const ades = signatures.some(({ subFilter }) => subFilter === 'ETSI.CAdES.detached');
  return {
    format: ades ? 'PAdES' : 'PDF',
    signatures: entries,
    material: joinMaterial([...embedded, stored]),
  };
}

/** Where its entries are read: as they were signed, if the form can be reached there. */
function signedIn({ searched, range, first }: FoundSignature): Revision {
  return searched ? first : (range.revision ?? first);
}

/** Of the last revision: what an older one had and a newer one took away is no longer brought. */
function storedOf({ revisions }: PdfFile): Material {
  const last = revisions.at(-1);
  return last === undefined ? NO_MATERIAL : storedMaterial(last);
}

/** Anything may be in the token: the referee opens it. */
function timeStampOf(found: FoundSignature): readonly DocumentTimeStamp[] {
  const { contents, range } = found;
  if (contents === null) return [];
  const end = endOfElement(contents.bytes);
  const faults = [
    range.fault,
    end === null ? null : paddingFault(contents, end),
    repeatedKeys(found) ?? null,
    isSignedThere(found) ? null : 'the revision that it covers does not have it',
    found.searched ? 'its place in the document cannot be told' : null,
  ].filter((fault) => fault !== null);
  return [{ found, token: contents.bytes.subarray(0, end ?? contents.bytes.length), faults }];
}
