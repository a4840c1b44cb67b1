/**
 * What the bytes of an artefact hold, whatever was asked for: their packaging, and whether they sign the document.
 *
 * @module
 */
import { C14N, canonicalDocument } from '../forge/xml-canonical';
import { parseXml } from '../forge/xml-parse';
import type { Format, Packaging } from '../model/claim';
import { type ErrorCode, TamgaError } from '../model/error';
import { packagingsOf } from '../model/forms';
import { readFile } from '../referee/read-file';

/** A document as it was to be signed. */
export interface RoundDocument {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface FoundSignature {
  readonly format: Format;
  readonly packaging: Packaging;
  readonly signsDocument: boolean;
  /** A digest in the signature says so, not the value alone. */
  readonly byDigest: boolean;
}

type File = NonNullable<ReturnType<typeof readFile>>;
type Entry = File['signatures'][number];
type Facts = Extract<Entry, { readable: true }>['signature'];

/** One for each signature in the file; null where the bytes hold none. */
export function foundIn(file: Uint8Array, document: RoundDocument): readonly FoundSignature[] | null {
  return orNull(() => {
    const read = readFile(file, []);
    if (read === null || read.signatures.length === 0) return null;
    const { format, signatures } = read;
    const needsDocument = signatures.some((one) => one.readable && !one.signature.dataFound);
    const beside = [{ name: document.name, bytes: [document.bytes] }];
    const besides = needsDocument ? (readFile(file, beside)?.signatures ?? []) : signatures;
    return signatures.map((entry, at) => {
      if (!entry.readable) return unreadable(format);
      const alone = entry.signature;
      const signature = alone.dataFound ? alone : factsOf(besides[at]);
      return {
        format,
        packaging: packagingOf(alone),
        signsDocument: signature !== null && signs(signature, file, document.bytes),
        byDigest: alone.references.length > 0,
      };
    });
  });
}

/** What the first signature of a file signs, as far as the file itself holds it. */
export function dataIn(file: Uint8Array): readonly Uint8Array[] {
  const [entry] = orNull(() => readFile(file, []))?.signatures ?? [];
  return entry?.readable ? dataOf(entry.signature) : [];
}

/** Null where the bytes cannot be read at all: they come from an endpoint, and are a fact like any other. */
export function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof TamgaError && UNREADABLE.includes(error.code)) return null;
    throw error;
  }
}

const UNREADABLE: readonly ErrorCode[] = [
  'TAMGA-E-DER',
  'TAMGA-E-JSON',
  'TAMGA-E-LIMIT',
  'TAMGA-E-NO-SIGNATURE',
  'TAMGA-E-PDF',
  'TAMGA-E-XML',
  'TAMGA-E-ZIP',
];

/** There is one, and nothing of it can be read but where it lies. */
function unreadable(format: Format): FoundSignature {
  const inside = packagingsOf(format).includes('attached') ? 'attached' : 'enveloped';
  return { format, packaging: inside, signsDocument: false, byDigest: false };
}

function factsOf(entry: Entry | undefined): Facts | null {
  return entry?.readable ? entry.signature : null;
}

/** Read without the document beside it. */
function packagingOf({ container, pdf, detail, dataFound }: Facts): Packaging {
  if (container !== null) return 'attached';
  if (pdf !== null) return 'enveloped';
  if (detail.syntax !== 'xml') return dataFound ? 'attached' : 'detached';
  const targets = detail.references.map(({ target }) => target);
  if (targets.some((target) => target === 'document' || target === 'enveloping-element')) return 'enveloped';
  if (targets.includes('other-element')) return 'internally-detached';
  return targets.includes('external') ? 'detached' : 'enveloping';
}

function signs(signature: Facts, file: Uint8Array, document: Uint8Array): boolean {
  const { coverage, pdf } = signature;
  // Signing appends to a PDF: what it was before is where it was before.
  if (pdf !== null) return coverage === 'full' && equal(file.subarray(0, document.length), document);
  // A document beside another one leaves open which of them is meant; what else a file holds does not matter here.
  if (coverage === 'ambiguous') return false;
  const forms = formsOf(signature, document);
  return dataOf(signature).some((data) => forms.some((form) => form.equals(data)));
}

/** What is signed of the document: its bytes, their base64url (RFC 7515 section 5.1), or the canonical form of its XML. */
function formsOf({ detail }: Facts, document: Uint8Array): readonly Buffer[] {
  const bytes = Buffer.from(document);
  if (detail.syntax === 'jws') return [bytes, Buffer.from(bytes.toString('base64url'))];
  if (detail.syntax !== 'xml' || bytes.subarray(0, 1).toString() !== '<') return [bytes];
  const parsed = parseXml(document).document;
  return [
    bytes,
    ...Object.values(C14N).map((algorithm) => Buffer.from(canonicalDocument(parsed, { algorithm }))),
  ];
}

function dataOf({ references, signedBytes, detail }: Facts): readonly Buffer[] {
  const about = references.filter(({ role }) => role === 'document');
  if (about.length > 0 || signedBytes === null) return about.flatMap(matching);
  const input = joined(signedBytes);
  // RFC 7515 section 5.1: the payload stands behind the dot of the signing input.
  return [detail.syntax === 'jws' ? input.subarray(input.indexOf('.') + 1) : input];
}

/** What is not of the digest that was signed is not what was signed. */
function matching({ data, digest, expected }: Facts['references'][number]): readonly Buffer[] {
  if (data === null) return [];
  const bytes = joined(data);
  const computed = digest.digest?.of(bytes);
  return computed !== undefined && expected.every((one) => equal(one, computed)) ? [bytes] : [];
}

function joined(data: Iterable<Uint8Array>): Buffer {
  return Buffer.concat([...data]);
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.from(a).equals(b);
}
