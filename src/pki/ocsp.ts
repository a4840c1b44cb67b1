/**
 * OCSP responses as facts, and the request that asks for one.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6960 RFC 6960}
 * @module
 */

import { type DigestName, digestByName, digestByOid } from '../crypto/digests';
import type { AlgorithmIdentifier } from '../crypto/identify';
import { createLru, structureKey } from '../crypto/lru';
import { sameBytes } from '../encoding/bytes';
import {
  children,
  type Element,
  expectTag,
  finish,
  next,
  open,
  openAs,
  parseDer,
  raw,
  take,
  takeOptional,
} from '../encoding/der';
import {
  readBitStringOctets,
  readOctetString,
  readOid,
  readSmallInteger,
  readTime,
} from '../encoding/der-values';
import { encode, explicit, nullValue, objectIdentifier, octetString, sequence } from '../encoding/der-writer';
import { OID } from '../encoding/oids';
import { contextTag, TAG } from '../encoding/tags';
import { TamgaError } from '../model/error';
import { readAlgorithm } from './algorithm';
import { type Certificate, certificateHash } from './certificate';
import type { Extensions } from './extensions';
import { sameName } from './name';
import { isCritical, readSingle, readWrapped, type SingleResponse } from './ocsp-single';

export interface BasicOcspResponse {
  readonly der: Uint8Array;
  readonly signed: Uint8Array;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  readonly responder:
    | { readonly by: 'name'; readonly name: Uint8Array }
    | { readonly by: 'key'; readonly keyHash: Uint8Array };
  readonly producedAt: number;
  readonly responses: readonly SingleResponse[];
  /** DER, as they stand. */
  readonly certificates: readonly Uint8Array[];
  /** The octets of the request's nonce that it answers (RFC 9654); null where it carries none. */
  readonly nonce: Uint8Array | null;
  readonly unknownCritical: boolean;
}

/** RFC 6960 section 4.2.1, OCSPResponseStatus. */
const RESPONSE_STATUSES = [
  'successful',
  'malformedRequest',
  'internalError',
  'tryLater',
  'unassigned',
  'sigRequired',
  'unauthorized',
] as const;
export type OcspResponseStatus = (typeof RESPONSE_STATUSES)[number];

const LIMITS = { bytes: 4 * 1024 * 1024, depth: 24, elements: 100_000 };
const MAXIMUM_SINGLE_RESPONSES = 1000;
const parsed = createLru<BasicOcspResponse>(512);

/** RFC 6960 section 4.4.8: says how the responder speaks of certificates that nobody issued. */
const EXTENDED_REVOKE = '1.3.6.1.5.5.7.48.1.9';

/** What the responder made of the request; undefined where the bytes are no OCSPResponse. */
export function ocspResponseStatus(der: Uint8Array): OcspResponseStatus | undefined {
  return attempt(() => readOuter(der).status);
}

/** RFC 6960 section 4.2.1; of an error response (unauthorized, tryLater, …) there is nothing to read: undefined. */
export function parseOcspResponse(der: Uint8Array): BasicOcspResponse | undefined {
  const { status, wrapped } = readOuter(der);
  if (status !== 'successful' || wrapped === undefined) return undefined;
  const bytes = openAs(next(open(wrapped), 'the response bytes'), TAG.sequence, 'the response bytes');
  if (readOid(next(bytes, 'the response type'), 'the response type') !== OID.basicOcspResponse)
    return undefined;
  return parseBasicOcspResponse(readOctetString(next(bytes, 'the response'), 'the response'));
}

function readOuter(der: Uint8Array): { status: OcspResponseStatus; wrapped: Element | undefined } {
  const cursor = openAs(parseDer(der, LIMITS), TAG.sequence, 'an OCSPResponse');
  const code = take(cursor, TAG.enumerated, 'the response status');
  const status = RESPONSE_STATUSES[readSmallInteger(code, 'the response status', 6)] ?? 'unassigned';
  const wrapped = takeOptional(cursor, contextTag(0));
  finish(cursor, 'the OCSPResponse');
  return { status, wrapped };
}

/** A BasicOCSPResponse on its own, as revocation-values carries it. */
function parseBasicOcspResponse(der: Uint8Array): BasicOcspResponse {
  const id = structureKey(der);
  const known = parsed.get(id);
  if (known !== undefined) return known;
  const response = readBasic(Uint8Array.from(der));
  parsed.set(id, response);
  return response;
}

/** Either form; undefined where the bytes are neither, or an error response. */
export function tryParseOcsp(der: Uint8Array): BasicOcspResponse | undefined {
  return attempt(() => (looksBasic(der) ? parseBasicOcspResponse(der) : parseOcspResponse(der)));
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof TamgaError) return undefined;
    throw error;
  }
}

function looksBasic(der: Uint8Array): boolean {
  return next(open(parseDer(der, LIMITS)), 'an OCSP response').tag === TAG.sequence;
}

function readBasic(der: Uint8Array): BasicOcspResponse {
  const outer = openAs(parseDer(der, LIMITS), TAG.sequence, 'a BasicOCSPResponse');
  const signed = take(outer, TAG.sequence, 'the ResponseData');
  const signatureAlgorithm = readAlgorithm(next(outer, 'the signature algorithm'), 'the signature algorithm');
  const signature = readBitStringOctets(next(outer, 'the signature'), 'the signature');
  const wrapped = takeOptional(outer, contextTag(0));
  finish(outer, 'the BasicOCSPResponse');

  const cursor = open(signed);
  takeOptional(cursor, contextTag(0));
  const responder = readResponder(next(cursor, 'the responder id'));
  const producedAt = readTime(next(cursor, 'producedAt'), 'producedAt');
  const responses = children(take(cursor, TAG.sequence, 'the responses'));
  if (responses.length > MAXIMUM_SINGLE_RESPONSES) {
    throw new TamgaError('TAMGA-E-LIMIT', `an OCSP response of ${responses.length} single responses`);
  }
  const extensions = readWrapped(cursor, 1);
  finish(cursor, 'the ResponseData');
  const list = wrapped === undefined ? undefined : next(open(wrapped), 'the certificates');
  if (list !== undefined) expectTag(list, TAG.sequence, 'the certificates');
  return {
    der,
    signed: raw(signed),
    signatureAlgorithm,
    signature,
    responder,
    producedAt,
    responses: responses.map(readSingle),
    certificates: list === undefined ? [] : children(list).map(raw),
    nonce: readNonce(extensions),
    unknownCritical: isCritical(extensions, [OID.ocspNonce, EXTENDED_REVOKE]),
  };
}

function readResponder(element: Element): BasicOcspResponse['responder'] {
  const inner = next(open(element), 'the responder id');
  if (element.tag === contextTag(1)) return { by: 'name', name: raw(inner) };
  expectTag(element, contextTag(2), 'the responder id by name or key');
  return { by: 'key', keyHash: readOctetString(inner, 'the key hash') };
}

/** RFC 9654 section 2.1 puts the nonce into an OCTET STRING; responders of old left that out. */
function readNonce(extensions: Extensions): Uint8Array | null {
  const value = extensions.get(OID.ocspNonce)?.value;
  if (value === undefined) return null;
  return attempt(() => readOctetString(parseDer(value), 'the nonce')) ?? value;
}

/** RFC 6960 section 4.1.1: the response is about this certificate of this issuer. */
export function isAbout(response: SingleResponse, certificate: Certificate, issuer: Certificate): boolean {
  if (!sameBytes(response.serialNumber, certificate.serialNumber)) return false;
  const digest = digestByOid(response.digestOid);
  if (digest === undefined || !sameBytes(digest.of(issuer.publicKey.value), response.issuerKeyHash))
    return false;
  // Of one name there are several encodings: the certificate's counts, a responder may have taken its issuer's.
  return [certificate.issuer, issuer.subject].some((name) =>
    sameBytes(digest.of(name), response.issuerNameHash),
  );
}

/** A positive statement: does the responder know this very certificate? Null: it does not say. */
export function knowsCertificate(
  { certificateHash: said }: SingleResponse,
  certificate: Certificate,
): boolean | null {
  const digest = said === null ? undefined : digestByOid(said.digestOid);
  if (said === null || digest === undefined) return null;
  return sameBytes(certificateHash(certificate, digest), said.value);
}

/** RFC 6960 section 4.2.1: byKey is the SHA-1 of the responder's public key. */
export function isResponder(responder: BasicOcspResponse['responder'], certificate: Certificate): boolean {
  return responder.by === 'name'
    ? sameName(responder.name, certificate.subject)
    : sameBytes(responder.keyHash, digestByName('sha1').of(certificate.publicKey.value));
}

export interface OcspRequestOptions {
  /** RFC 9654 section 2.1: 32 octets of which nobody knew. */
  readonly nonce?: Uint8Array;
  /** Of the CertID; SHA-1 as RFC 5019 section 2.1.1 asks where it is not said. */
  readonly digest?: DigestName;
}

/** One unsigned request for one certificate. */
export function buildOcspRequest(
  certificate: Certificate,
  issuer: Certificate,
  { nonce, digest: name = 'sha1' }: OcspRequestOptions = {},
): Uint8Array {
  const digest = digestByName(name);
  const certId = sequence(
    sequence(objectIdentifier(digest.oid), nullValue()),
    octetString(digest.of(certificate.issuer)),
    octetString(digest.of(issuer.publicKey.value)),
    encode(TAG.integer, certificate.serialNumber),
  );
  const extensions =
    nonce === undefined
      ? []
      : [explicit(2, sequence(sequence(objectIdentifier(OID.ocspNonce), octetString(octetString(nonce)))))];
  return sequence(sequence(sequence(sequence(certId)), ...extensions));
}

/** RFC 6960 section 4.4.1: an answer without the nonce may be one prepared beforehand; one with another nonce answers somebody else. */
export function answersNonce(
  { nonce }: BasicOcspResponse,
  asked: Uint8Array,
): 'echoed' | 'absent' | 'different' {
  if (nonce === null) return 'absent';
  return sameBytes(nonce, asked) ? 'echoed' : 'different';
}
