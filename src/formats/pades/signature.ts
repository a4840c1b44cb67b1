/**
 * One signature of a PDF as facts: what its CMS says, and what the document around it adds.
 *
 * @module
 */
import { digestByName } from '../../crypto/digests';
import type { PdfFile } from '../../encoding/pdf/file';
import { isString } from '../../encoding/pdf/values';
import { isCades } from '../cms/level';
import { readSigner } from '../cms/read';
import { tryParseToken } from '../cms/time-stamp-token';
import type { Coverage, Data, Oddity, Property, Reference, SignatureEntry, SignatureFacts } from '../facts';
import { joinMaterial, type Material } from '../material';
import { BARE_VALUE, bareSignature } from './bare-value';
import { bareValueOf, type Cms } from './contents';
import { type DocumentTimeStamp, documentTimeStampsOver } from './document-time-stamps';
import type { PdfDetail } from './facts';
import { changesAfter, type LaterChanges, type Steps } from './later-changes';
import { padesLevel } from './level';
import { isAmbiguous, odditiesOf, type Structure } from './oddities';
import { parsePdfDate } from './pdf-date';
import { type Permissions, together } from './permissions';
import type { FoundSignature } from './signatures';
import { decodeText } from './text';

/** What all signatures of a file share. */
export interface PdfContext {
  readonly file: PdfFile;
  /** Of the document security store of the last revision. */
  readonly stored: Material;
  readonly structure: Structure;
  readonly steps: Steps;
  readonly timeStamps: readonly DocumentTimeStamp[];
  /** Of every signature, with where its signed bytes end. */
  readonly permissions: readonly { readonly end: number; readonly own: Permissions }[];
}

const PADES = 'ETSI.CAdES.detached';
const DETACHED: ReadonlySet<string> = new Set([PADES, 'adbe.pkcs7.detached']);
/** ISO 32000-1 section 12.8.3.3.1: the CMS holds the SHA-1 digest of the byte range as its content. */
const DIGESTED = 'adbe.pkcs7.sha1';

const BYTE_RANGE: Reference = {
  what: 'the byte range',
  role: 'document',
  digest: { stated: 'none', digest: undefined },
  expected: [],
  data: null,
  missing: 'dangling',
};

/** `before`: how many signatures stand before it in the file. */
export function signatureEntries(
  context: PdfContext,
  found: FoundSignature,
  cms: Cms,
  before: number,
): readonly SignatureEntry[] {
  const { subFilter, range } = found;
  const unreadable = (fault: string): readonly SignatureEntry[] => [
    { readable: false, id: `signer-${before + 1}`, fault: `the field ${found.node.name}: ${fault}` },
  ];
  if (subFilter === BARE_VALUE) {
    const bare = bareValueOf(found);
    if (!bare.readable) return unreadable(bare.fault);
    const around = surroundings(context, found, { fault: bare.fault, encapsulated: false, signers: 0 });
    const own = bareSignature(found, `signer-${before + 1}`, bare.value, around.coverage);
    return [{ readable: true, signature: inDocument(context, found, own, false, around) }];
  }
  if (!DETACHED.has(subFilter) && subFilter !== DIGESTED) {
    return unreadable(subFilter === '' ? 'it has no /SubFilter' : `/SubFilter /${subFilter} is not read`);
  }
  if (!cms.readable) return unreadable(cms.fault);
  const { signedData } = cms;
  if (signedData.signers.length === 0) return unreadable('its CMS has no SignerInfo');
  const content: Data | null = subFilter === DIGESTED ? signedData.content : range.data;
  const around = surroundings(context, found, {
    fault: cms.fault,
    encapsulated: signedData.content !== null,
    signers: signedData.signers.length,
  });
  return signedData.signers.map((entry, index) => {
    const read = readSigner(entry, {
      id: `signer-${before + index + 1}`,
      signedData,
      coverage: around.coverage,
      contentOf: () => content,
      formatOf: () => (subFilter === PADES ? 'PAdES' : 'PDF'),
    });
    if (!read.readable || !entry.readable) return read;
    return {
      readable: true,
      signature: inDocument(context, found, read.signature, isCades(entry.signer), around),
    };
  });
}

interface Surroundings {
  readonly coverage: Coverage;
  readonly oddities: readonly Oddity[];
  readonly later: LaterChanges;
  readonly detail: PdfDetail;
}

/** What counts of /Contents for the document around it. */
interface Inside {
  readonly fault: string | null;
  readonly encapsulated: boolean;
  readonly signers: number;
}

function surroundings(context: PdfContext, found: FoundSignature, inside: Inside): Surroundings {
  const { file, structure, steps, permissions } = context;
  const { range, subFilter, first, dictionary } = found;
  const binding = permissions.filter(({ end }) => end <= (range.end ?? 0)).map(({ own }) => own);
  const later = changesAfter(file, found, together(binding), steps);
  const { encapsulated, signers } = inside;
  const oddities: Oddity[] = [...odditiesOf(file, found, structure)];
  if (inside.fault !== null) oddities.push({ kind: 'pdf.contents', found: inside.fault });
  if (encapsulated && subFilter !== DIGESTED) {
    oddities.push({
      kind: 'pdf.encapsulated-content',
      found: 'the CMS in /Contents brings content of its own',
    });
  }
  if (signers > 1) oddities.push({ kind: 'pdf.several-signers', found: `the CMS has ${signers} signers` });
  const filter = first.get(dictionary, 'Filter');
  const own = permissions.find(({ end }) => end === range.end)?.own;
  return {
    coverage: isAmbiguous(found, structure) ? 'ambiguous' : range.fault === null ? 'full' : 'partial',
    oddities,
    later,
    detail: {
      field: found.node.name,
      subFilter,
      filter: typeof filter === 'string' ? filter : null,
      byteRange: range.stated,
      entries: entryCounts(found),
      signerInfos: signers,
      encapsulatedContent: encapsulated,
      revision: range.revision?.index ?? null,
      revisions: file.revisions.length,
      permissions: own?.level ?? null,
      changes: later.words,
    },
  };
}

function entryCounts({ dictionary }: FoundSignature): ReadonlyMap<string, number> {
  const counts = new Map([...dictionary.entries.keys()].map((key) => [key, 1]));
  for (const key of dictionary.repeated) counts.set(key, (counts.get(key) ?? 1) + 1);
  return counts;
}

function inDocument(
  { timeStamps: all, stored }: PdfContext,
  found: FoundSignature,
  signature: SignatureFacts,
  cades: boolean,
  { oddities, later, detail }: Surroundings,
): SignatureFacts {
  const { subFilter, range } = found;
  const tokens = signature.timeStamps.map(({ token }) => token);
  const timeStamps = [
    ...signature.timeStamps,
    ...documentTimeStampsOver(found, all, signature.material, tokens),
  ];
  const material = joinMaterial([signature.material, stored]);
  const readable = timeStamps.filter(({ token }) => tryParseToken(token) !== undefined);
  const level = padesLevel({ cades, timeStamps: readable, material });
  return {
    ...signature,
    level: subFilter === PADES ? level : 'none',
    oddities: [...signature.oddities, ...oddities],
    references: referencesOf(signature, subFilter, range.data),
    dataFound: range.data !== null && signature.dataFound,
    signingTimes: [...claimedTimes(found), ...signature.signingTimes],
    timeStamps,
    properties: [...dictionaryProperties(found), ...signature.properties],
    material,
    coverage: range.data === null ? null : signature.coverage,
    changesAfter: later.verdict,
    pdf: detail,
  };
}

function referencesOf(signature: SignatureFacts, subFilter: string, data: Data | null): readonly Reference[] {
  if (subFilter === DIGESTED) return digested(signature, data);
  // The value is over the byte range itself.
  return subFilter === BARE_VALUE && data !== null ? [] : detached(signature, data);
}

/** The chain from the value to the file has one link more. */
function digested({ detail, references }: SignatureFacts, data: Data | null): readonly Reference[] {
  const content = detail.syntax === 'cms' ? detail.content : null;
  const digest = digestByName('sha1');
  const reference: Reference = {
    what: 'the byte range',
    role: 'document',
    digest: { stated: digest.oid, digest },
    expected: content === null ? [] : [Buffer.concat([...content])],
    data,
    missing: data === null ? 'dangling' : null,
  };
  return [...references, reference];
}

/** The byte range lies in the file or nowhere; and a CMS that brings content of its own has to be right about that, too. */
function detached({ detail, references }: SignatureFacts, data: Data | null): readonly Reference[] {
  if (data === null) {
    const [named = BYTE_RANGE, ...more] = references;
    return [{ ...named, missing: 'dangling' }, ...more];
  }
  const content = detail.syntax === 'cms' ? detail.signedData.content : null;
  if (content === null) return references;
  const brought = references.map(
    (one): Reference => ({ ...one, what: 'the content in the CMS', data: content }),
  );
  return [...references, ...brought];
}

function claimedTimes({ first, dictionary }: FoundSignature): readonly number[] {
  const date = first.get(dictionary, 'M');
  if (!isString(date) || first.encrypted) return [];
  const time = parsePdfDate(decodeText(date.bytes));
  return time === undefined ? [] : [time];
}

/** The byte range covers all of the dictionary but the value. */
function dictionaryProperties({ dictionary }: FoundSignature): readonly Property[] {
  return [...dictionary.entries.keys(), ...dictionary.repeated].map((key) => ({
    name: `/${key}`,
    signed: key !== 'Contents',
  }));
}
