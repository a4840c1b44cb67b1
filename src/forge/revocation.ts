/**
 * The state's CRLs and its OCSP responder as pure functions.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6960 RFC 6960}
 * @module
 */
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { digestByName, digestByOid } from '../crypto/digests';
import { TamgaError } from '../model/error';
import { digestIdentifier, signatureAlgorithm } from './algorithms';
import { bits, encode, explicit, extension, integer, octets, time } from './asn1';
import { keyIdentifier, publicKeyBits, readCertificate } from './certificate';
import type { ForgedState, Identity, IssuedCertificate } from './forged';
import { REASON } from './signer-oddities';
import { signWith } from './signing';
import { deriveSerial } from './stream';
import { type Timeline, timeline } from './timeline';

const EXTENSION = {
  crlNumber: '2.5.29.20',
  reasonCode: '2.5.29.21',
  authorityKeyIdentifier: '2.5.29.35',
  archiveCutoff: '1.3.6.1.5.5.7.48.1.6',
  nonce: '1.3.6.1.5.5.7.48.1.2',
  basicResponse: '1.3.6.1.5.5.7.48.1.1',
} as const;

/** The list as the authority issued it then; the state's own instant has its current one. */
export function crl(
  state: ForgedState,
  authority: 'root' | 'issuing',
  times: Timeline['crl'] = timeline(state.instant).crl,
): Uint8Array {
  return signedList(state[authority], revokedBy(state, authority), times);
}

/** A list of another authority than those two. */
export function signedList(
  identity: Identity,
  entries: readonly IssuedCertificate[],
  times: Timeline['crl'],
  { further = [], issuer = readCertificate(identity.certificate).subject }: ListParts = {},
): Uint8Array {
  const revoked = entries.filter((one) => isRevoked(one, times.thisUpdate));
  const algorithm = signatureAlgorithm(identity.suite);
  const list = new pkijs.CertificateRevocationList({
    version: 1,
    signature: algorithm,
    issuer,
    thisUpdate: time(times.thisUpdate),
    nextUpdate: time(times.nextUpdate),
    // RFC 5280 section 5.1.2.6: the list is absent, not empty, where nothing is revoked.
    ...(revoked.length === 0 ? {} : { revokedCertificates: revoked.map(crlEntry) }),
    crlExtensions: new pkijs.Extensions({ extensions: [...crlExtensions(identity, times), ...further] }),
    signatureAlgorithm: algorithm,
  });
  list.tbsView = encode(tbsCertList(list));
  list.signatureValue = bits(signWith(identity.suite, identity.key, list.tbsView));
  return encode(list.toSchema());
}

export interface ListParts {
  /** Extensions beside number and key identifier. */
  readonly further?: readonly pkijs.Extension[];
  /** In place of the subject of the identity. */
  readonly issuer?: pkijs.RelativeDistinguishedNames;
}

/** Certificates that only cases need, by what their serial numbers derive from: see `odd-pki.ts`. */
export const REVOKED_LABELS = { root: 'authority/revoked', issuing: 'time-stamping/revoked' } as const;

function revokedBy(state: ForgedState, authority: 'root' | 'issuing'): readonly IssuedCertificate[] {
  const { root, revokedAt } = timeline(state.instant);
  const odd = {
    serial: deriveSerial(state.seed, `serial/${state.url}/${REVOKED_LABELS[authority]}`),
    notAfter: root.notAfter,
    revokedAt,
    reason: REASON.keyCompromise,
  };
  return authority === 'issuing' ? [...state.issued, odd] : [odd];
}

/** pkijs encodes it only on the way to a whole list. */
function tbsCertList(list: pkijs.CertificateRevocationList): asn1js.BaseBlock {
  const [tbs] = list.toSchema(true).valueBlock.value;
  if (tbs === undefined) throw new TamgaError('TAMGA-E-INTERNAL', 'pkijs made a CRL without content');
  return tbs;
}

function crlEntry({ serial, revokedAt, reason }: IssuedCertificate): pkijs.RevokedCertificate {
  const extensions =
    reason === null ? [] : [extension(EXTENSION.reasonCode, new asn1js.Enumerated({ value: reason }))];
  return new pkijs.RevokedCertificate({
    userCertificate: integer(serial),
    ...(revokedAt === null ? {} : { revocationDate: time(revokedAt) }),
    ...(extensions.length === 0 ? {} : { crlEntryExtensions: new pkijs.Extensions({ extensions }) }),
  });
}

/** What is revoked later is good until then. */
function isRevoked({ revokedAt }: IssuedCertificate, at: Date): boolean {
  return revokedAt !== null && revokedAt <= at;
}

function crlExtensions(identity: Identity, times: Timeline['crl']): pkijs.Extension[] {
  const keyId = new pkijs.AuthorityKeyIdentifier({ keyIdentifier: octets(keyIdentifier(identity.key.spki)) });
  const number = BigInt(times.thisUpdate.getTime() / 1000);
  return [
    extension(EXTENSION.authorityKeyIdentifier, keyId.toSchema()),
    extension(EXTENSION.crlNumber, integer(number)),
  ];
}

/** OCSPResponseStatus (RFC 6960 section 4.2.1). */
const STATUS = { successful: 0, malformedRequest: 1, unauthorized: 6 } as const;

export function ocspReply(state: ForgedState, request: Uint8Array): Uint8Array {
  const asked = readRequest(request);
  if (asked === null) return failure('malformedRequest');
  const times = timeline(state.instant).ocsp;
  const responses: pkijs.SingleResponse[] = [];
  for (const { reqCert } of asked.requestList) {
    const response = namesIssuer(reqCert, state.issuing) ? single(reqCert, state, times) : null;
    // RFC 6960 section 2.3: unauthorized when the responder cannot answer authoritatively for it.
    if (response === null) return failure('unauthorized');
    responses.push(response);
  }
  const nonce = (asked.requestExtensions ?? []).filter(({ extnID }) => extnID === EXTENSION.nonce);
  return signedReply(state, times, responses, nonce);
}

/** What the responder said of a certificate of the issuing CA at another instant, unasked. */
export function ocspResponse(
  state: ForgedState,
  certificate: Uint8Array,
  times: Timeline['ocsp'] = timeline(state.instant).ocsp,
): Uint8Array {
  const issuer = readCertificate(state.issuing.certificate);
  const sha1 = digestByName('sha1');
  const certId = new pkijs.CertID({
    hashAlgorithm: digestIdentifier(sha1.oid),
    issuerNameHash: octets(sha1.of(encode(issuer.subject.toSchema()))),
    issuerKeyHash: octets(sha1.of(publicKeyBits(state.issuing.key.spki))),
    serialNumber: readCertificate(certificate).serialNumber,
  });
  const response = single(certId, state, times);
  return response === null ? failure('unauthorized') : signedReply(state, times, [response], []);
}

/** Null: expired before the archive cutoff, so the responder has forgotten it. */
function single(
  certId: pkijs.CertID,
  state: ForgedState,
  times: Timeline['ocsp'],
): pkijs.SingleResponse | null {
  const serial = certId.serialNumber.toBigInt();
  const issued = state.issued.find((one) => one.serial === serial);
  if (issued !== undefined && issued.notAfter < times.archiveCutoff) return null;
  const cutoff = new asn1js.GeneralizedTime({ valueDate: times.archiveCutoff });
  return new pkijs.SingleResponse({
    certID: certId,
    certStatus: certStatus(issued, times.thisUpdate),
    thisUpdate: times.thisUpdate,
    nextUpdate: times.nextUpdate,
    singleExtensions: [extension(EXTENSION.archiveCutoff, cutoff)],
  });
}

function certStatus(issued: IssuedCertificate | undefined, at: Date): asn1js.BaseBlock {
  // A serial number that was never issued is unknown (RFC 6960 section 2.2).
  if (issued === undefined) return new asn1js.Primitive({ idBlock: { tagClass: 3, tagNumber: 2 } });
  if (issued.revokedAt === null || !isRevoked(issued, at)) {
    return new asn1js.Primitive({ idBlock: { tagClass: 3, tagNumber: 0 } });
  }
  const revokedAt = new asn1js.GeneralizedTime({ valueDate: issued.revokedAt });
  const { reason } = issued;
  const stated = reason === null ? [] : [explicit(0, new asn1js.Enumerated({ value: reason }))];
  return explicit(1, revokedAt, ...stated);
}

function signedReply(
  state: ForgedState,
  times: Timeline['ocsp'],
  responses: pkijs.SingleResponse[],
  nonce: pkijs.Extension[],
): Uint8Array {
  const responder = state.ocsp;
  const data = new pkijs.ResponseData({
    responderID: octets(keyIdentifier(responder.key.spki)),
    producedAt: times.thisUpdate,
    responses,
    ...(nonce.length === 0 ? {} : { responseExtensions: nonce }),
  });
  data.tbsView = encode(data.toSchema(true));
  const basic = new pkijs.BasicOCSPResponse({
    tbsResponseData: data,
    signatureAlgorithm: signatureAlgorithm(responder.suite),
    signature: bits(signWith(responder.suite, responder.key, data.tbsView)),
    certs: [readCertificate(responder.certificate)],
  });
  const reply = new pkijs.OCSPResponse({
    responseStatus: new asn1js.Enumerated({ value: STATUS.successful }),
    responseBytes: new pkijs.ResponseBytes({
      responseType: EXTENSION.basicResponse,
      response: octets(encode(basic.toSchema())),
    }),
  });
  return encode(reply.toSchema());
}

function namesIssuer(certId: pkijs.CertID, issuing: Identity): boolean {
  const digest = digestByOid(certId.hashAlgorithm.algorithmId);
  if (digest === undefined) return false;
  const name = encode(readCertificate(issuing.certificate).subject.toSchema());
  const sameName = Buffer.from(digest.of(name)).equals(certId.issuerNameHash.valueBlock.valueHexView);
  const key = publicKeyBits(issuing.key.spki);
  return sameName && Buffer.from(digest.of(key)).equals(certId.issuerKeyHash.valueBlock.valueHexView);
}

/** Attacker-controlled; null = not an OCSPRequest, or one that asks nothing. */
function readRequest(request: Uint8Array): pkijs.TBSRequest | null {
  try {
    const { tbsRequest } = pkijs.OCSPRequest.fromBER(request);
    return tbsRequest.requestList.length === 0 ? null : tbsRequest;
  } catch {
    return null;
  }
}

function failure(status: keyof typeof STATUS): Uint8Array {
  const responseStatus = new asn1js.Enumerated({ value: STATUS[status] });
  return encode(new pkijs.OCSPResponse({ responseStatus }).toSchema());
}
