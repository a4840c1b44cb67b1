/**
 * SignedData as facts: what lies in the bytes, with no judgement. BER is accepted, signed bytes are kept as they stand.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5652#section-5 RFC 5652, section 5}
 * @module
 */
import {
  type Cursor,
  children,
  contents,
  type Element,
  expectTag,
  finish,
  more,
  next,
  open,
  openAs,
  parseBer,
  raw,
  take,
  takeOptional,
} from '../../encoding/der';
import { octetStringPieces, readOid, readSmallInteger } from '../../encoding/der-values';
import { OID } from '../../encoding/oids';
import { contextTag, TAG } from '../../encoding/tags';
import { TamgaError } from '../../model/error';
import { readSignerInfo, type SignerInfo } from './signer-info';

/** A signer whose own structure is broken does not hide the others. */
export type SignerEntry =
  | { readonly readable: true; readonly signer: SignerInfo }
  | { readonly readable: false; readonly fault: string };

export interface SignedData {
  /** eContentType. */
  readonly contentType: string;
  /** The encapsulated content in the pieces that it came in; null when detached. */
  readonly content: readonly Uint8Array[] | null;
  /** Certificates, CRLs and OCSP responses (RFC 5940) of the SignedData fields, DER as they stand. */
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
  readonly signers: readonly SignerEntry[];
  /** The fields that archive time-stamps cover, as they stand. */
  readonly fields: SignedDataFields;
}

export interface SignedDataFields {
  readonly encapsulated: Uint8Array;
  /** eContentType with tag and length. */
  readonly contentType: Uint8Array;
  /** With their tags; null where they are left out. */
  readonly certificates: Uint8Array | null;
  readonly crls: Uint8Array | null;
  /** Every CertificateChoices, those that are no X.509 certificate included. */
  readonly certificateChoices: readonly Uint8Array[];
  readonly revocationChoices: readonly RevocationChoice[];
}

/** A RevocationInfoChoice, and what of it can be used: one list or one response at most. */
export interface RevocationChoice {
  readonly encoded: Uint8Array;
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
}

const MAXIMUM_SIGNERS = 256;
const CONSTRUCTED_OCTET_STRING = TAG.octetString | 0x20;

export function parseSignedData(bytes: Uint8Array): SignedData {
  const info = openAs(parseBer(bytes), TAG.sequence, 'a ContentInfo');
  const type = next(info, 'the content type');
  if (readOid(type, 'the content type') !== OID.signedData) {
    throw new TamgaError(
      'TAMGA-E-DER',
      `offset ${type.start}: expected id-signedData, found another content type`,
    );
  }
  const wrapped = take(info, contextTag(0), 'the content');
  finish(info, 'the ContentInfo');
  return readSignedData(next(open(wrapped), 'the SignedData'));
}

function readSignedData(element: Element): SignedData {
  const cursor = openAs(element, TAG.sequence, 'a SignedData');
  readSmallInteger(next(cursor, 'the version'), 'the version', 5);
  take(cursor, TAG.set, 'the digest algorithms');
  const encapsulated = next(cursor, 'the encapsulated content');
  const { contentType, content, type } = readEncapsulated(encapsulated);
  const certificates = takeOptional(cursor, contextTag(0));
  const crls = takeOptional(cursor, contextTag(1));
  const choices = certificates === undefined ? [] : children(certificates);
  const revocationChoices = crls === undefined ? [] : children(crls).map(readRevocationChoice);
  const signers = children(take(cursor, TAG.set, 'the signer infos'));
  finish(cursor, 'the SignedData');
  if (signers.length > MAXIMUM_SIGNERS) {
    throw new TamgaError(
      'TAMGA-E-LIMIT',
      `${signers.length} signers are over the limit of ${MAXIMUM_SIGNERS}`,
    );
  }
  return {
    contentType,
    content,
    // RFC 5652 section 10.2.2: other kinds than X.509 are told by their tags and left alone.
    certificates: choices.filter(({ tag }) => tag === TAG.sequence).map(raw),
    crls: revocationChoices.flatMap((choice) => choice.crls),
    ocspResponses: revocationChoices.flatMap((choice) => choice.ocspResponses),
    signers: signers.map(readSigner),
    fields: {
      encapsulated: raw(encapsulated),
      contentType: type,
      certificates: certificates === undefined ? null : raw(certificates),
      crls: crls === undefined ? null : raw(crls),
      certificateChoices: choices.map(raw),
      revocationChoices,
    },
  };
}

/** RFC 5652 section 5.2. */
function readEncapsulated(
  element: Element,
): Pick<SignedData, 'contentType' | 'content'> & { readonly type: Uint8Array } {
  const cursor = openAs(element, TAG.sequence, 'the encapsulated content');
  const type = next(cursor, 'the content type');
  const contentType = readOid(type, 'the content type');
  const wrapped = takeOptional(cursor, contextTag(0));
  finish(cursor, 'the encapsulated content');
  const content = wrapped === undefined ? null : readContent(open(wrapped));
  return { contentType, content, type: raw(type) };
}

function readContent(cursor: Cursor): readonly Uint8Array[] {
  const value = next(cursor, 'the content');
  finish(cursor, 'the content');
  if (value.tag === TAG.octetString || value.tag === CONSTRUCTED_OCTET_STRING) {
    return octetStringPieces(value, 'the content');
  }
  // RFC 5652 section 5.2.1: PKCS #7 content of another type is digested without its tag and length.
  return [contents(value)];
}

/** RFC 5652 section 10.2.1: lists as they are, OCSP responses as other revocation info of RFC 5940. */
function readRevocationChoice(choice: Element): RevocationChoice {
  const encoded = raw(choice);
  return {
    encoded,
    crls: choice.tag === TAG.sequence ? [encoded] : [],
    ocspResponses: choice.tag === contextTag(1) ? otherRevocation(choice) : [],
  };
}

/** No signature covers it, so what cannot be read is left out. */
function otherRevocation(choice: Element): readonly Uint8Array[] {
  const cursor = open(choice);
  const format = more(cursor) ? next(cursor, 'the revocation format') : undefined;
  if (format?.tag !== TAG.oid || !more(cursor)) return [];
  const oid = readOid(format, 'the revocation format');
  // Some products put a BasicOCSPResponse under its own OID where RFC 5940 puts the whole response.
  const known = oid === OID.ocspResponseInfo || oid === OID.basicOcspResponse;
  return known ? [raw(next(cursor, 'the revocation info'))] : [];
}

function readSigner(element: Element): SignerEntry {
  try {
    expectTag(element, TAG.sequence, 'a SignerInfo');
    return { readable: true, signer: readSignerInfo(element, 0) };
  } catch (error) {
    if (error instanceof TamgaError && error.code === 'TAMGA-E-DER')
      return { readable: false, fault: error.message };
    throw error;
  }
}
