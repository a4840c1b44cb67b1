/**
 * Signs PDF documents as PAdES at any baseline level, or plainly.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31914201/ EN 319 142-1}
 * @module
 */
import { PDFDict, PDFName } from 'pdf-lib';
import type { Level } from '../../model/claim';
import { type LevelRequest, type LongTermDeviation, longTermTimes } from '../cades-long-term';
import { type CadesSigner, signContent, write } from '../cades-signature';
import type { ForgedState } from '../forged';
import { signatureMaterial, timeStampMaterial } from '../long-term';
import type { Made } from '../product';
import { knownSuite } from '../signing';
import { timeStampOver } from '../time-stamp';
import { type Placement, type SubFilter, signatureObjects } from './dictionary';
import { arrayOf, dictionaryOf, readRevision } from './revision';
import { addSecurityStore } from './security-store';
import { withClaimedTime, withShownText } from './tampering';
import { appendUpdate } from './update';
import { type Inserted, insertValue, type ValueDeviation } from './value';

export interface PadesRequest extends Omit<LevelRequest, 'level'> {
  /** `none`: a plain PDF signature, adbe.pkcs7.detached. The document is a PDF, signed before or not. */
  readonly level: Level;
  readonly placement?: Partial<Placement>;
  readonly reason?: string;
  readonly location?: string;
  /** DER of attributes beside the usual ones. */
  readonly signed?: readonly Uint8Array[];
  /** Bytes that /Contents has room for. */
  readonly room?: number;
}

/** What a case may change beside `Deviation`. */
export interface PadesDeviation extends LongTermDeviation {
  readonly value?: ValueDeviation;
  /** Entries of the signature dictionary, as `/Name value`. */
  readonly dictionary?: (entries: readonly string[]) => readonly string[];
  readonly subFilter?: SubFilter;
  /** EN 319 142-1 section 6.3 forbids the attribute. */
  readonly signingTimeAttribute?: boolean;
  /** Of the document time-stamps. */
  readonly documentTimeStamp?: ValueDeviation;
  /** When all is done: another incremental update, say. */
  readonly afterwards?: (pdf: Uint8Array) => Uint8Array;
}

const ROOM = 8192;

export function signPades(request: PadesRequest, deviation: PadesDeviation = {}): Made {
  const { state, identity, level, times, source = 'ocsp' } = request;
  const signed = addSignature(request, deviation);
  let pdf = signed.bytes;
  if (level === 'B-LT' || level === 'B-LTA') {
    const at = longTermTimes(times).validated;
    const material = signatureMaterial(state, identity, { at, source });
    const { contents } = signed;
    pdf = addSecurityStore(pdf, { material: deviation.material?.(material) ?? material, contents });
  }
  if (level === 'B-LTA') pdf = archived(request, pdf, deviation);
  const { content, claimed } = deviation;
  if (content !== undefined) pdf = withShownText(pdf, content);
  if (claimed !== undefined) pdf = withClaimedTime(pdf, times.claimed, claimed);
  return { signature: deviation.afterwards?.(pdf) ?? pdf, content: null };
}

function addSignature(request: PadesRequest, deviation: PadesDeviation): Inserted {
  const { document, level, times, placement = {}, reason, location, room = ROOM } = request;
  const revision = readRevision(document);
  const plain = level === 'none';
  const { number, objects } = signatureObjects(
    revision,
    {
      type: 'Sig',
      subFilter: deviation.subFilter ?? (plain ? 'adbe.pkcs7.detached' : 'ETSI.CAdES.detached'),
      time: times.claimed,
      room,
      ...(reason === undefined ? {} : { reason }),
      ...(location === undefined ? {} : { location }),
    },
    { field: `Signature${fieldCount(document) + 1}`, ...placement },
    deviation.dictionary,
  );
  const signer = signerOf(request, deviation);
  const make = (covered: Uint8Array): Uint8Array => {
    const signature = signContent(covered, 'detached', [signer]);
    const { certificates = signature.certificates } = deviation;
    return write({ ...signature, certificates }, deviation.indefiniteLength ?? false);
  };
  return insertValue(appendUpdate(revision, objects), number, make, deviation.value);
}

function signerOf(request: PadesRequest, deviation: PadesDeviation): CadesSigner {
  const { state, identity, level, times, signed = [] } = request;
  const suite = deviation.suite ?? identity.suite;
  const plain = level === 'none';
  const { calculation, signatureValue = (value) => value } = deviation;
  const signingCertificate = plain ? null : deviation.signingCertificate;
  return {
    identity,
    suite,
    // EN 319 142-1 section 6.3: the claimed time is /M, and only that.
    signingTime: plain || deviation.signingTimeAttribute === true ? times.claimed : null,
    signed,
    signatureValue,
    ...(calculation === undefined ? {} : { row: calculation(knownSuite(suite)) }),
    ...(signingCertificate === undefined ? {} : { signingCertificate }),
    ...(level === 'B-B'
      ? {}
      : {
          timeStamp: deviation.timeStamp ?? timeStampOver(state.hierarchyOf(identity.suite), times.stamped),
        }),
  };
}

/** Before each further document time-stamp, what the one before it is verified with. */
function archived(request: PadesRequest, pdf: Uint8Array, deviation: PadesDeviation): Uint8Array {
  const { state, identity, times, source = 'ocsp' } = request;
  const own = state.hierarchyOf(identity.suite);
  const { archived: steps } = longTermTimes(times);
  let last: Inserted = { bytes: pdf, contents: new Uint8Array() };
  for (const [index, { time, authority = own }] of steps.entries()) {
    const before = steps[index - 1];
    const { bytes, contents } = last;
    const known =
      before === undefined
        ? bytes
        : addSecurityStore(bytes, {
            material: timeStampMaterial(before.authority ?? own, { at: time, source }),
            contents,
          });
    last = addDocumentTimeStamp(known, authority, time, deviation.documentTimeStamp);
  }
  return last.bytes;
}

/** EN 319 142-1 section 5.4.3. */
export function addDocumentTimeStamp(
  pdf: Uint8Array,
  authority: ForgedState,
  time: Date,
  deviation?: ValueDeviation,
): Inserted {
  const revision = readRevision(pdf);
  const { number, objects } = signatureObjects(
    revision,
    { type: 'DocTimeStamp', subFilter: 'ETSI.RFC3161', time: null, room: ROOM },
    { field: `TimeStamp${fieldCount(pdf) + 1}` },
  );
  const stamp = timeStampOver(authority, time);
  return insertValue(appendUpdate(revision, objects), number, stamp, deviation);
}

/** So that every field has a name of its own. */
function fieldCount(pdf: Uint8Array): number {
  const revision = readRevision(pdf);
  const catalog = dictionaryOf(revision, revision.trailer.get(PDFName.of('Root')), 'the catalog');
  const form = revision.resolve(catalog.get(PDFName.of('AcroForm')));
  return form instanceof PDFDict ? arrayOf(revision, form.get(PDFName.of('Fields'))).length : 0;
}
