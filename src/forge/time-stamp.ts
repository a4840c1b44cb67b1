/**
 * The state's time-stamping authority: tokens and replies as pure functions.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc3161 RFC 3161}
 * @module
 */
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { type Digest, digestByName, digestByOid } from '../crypto/digests';
import { digestIdentifier } from './algorithms';
import { bits, encode, integer, octets, opaque, sequence } from './asn1';
import { signCms } from './cms';
import { CMS } from './cms-attributes';
import type { ForgedState } from './forged';
import { knownSuite } from './signing';
import { deriveSerial } from './stream';

export interface TimeStampTokenRequest {
  readonly digestOid: string;
  readonly imprint: Uint8Array;
  readonly time: Date;
  readonly nonce?: bigint;
  /** False leaves the certificates out, as a requester may wish. */
  readonly withCertificates?: boolean;
  /** DER of whole attributes, as archive time-stamps have. */
  readonly unsignedAttributes?: readonly Uint8Array[];
}

/** The same imprint at the same time gets the same token: the serial number derives from seed and imprint. */
export function timeStampToken(state: ForgedState, request: TimeStampTokenRequest): Uint8Array {
  const { digestOid, imprint, time, nonce } = request;
  const label = ['time-stamp', state.code, digestOid, hex(imprint), time.toISOString(), nonce ?? ''].join(
    '/',
  );
  const info = new pkijs.TSTInfo({
    version: 1,
    policy: state.profile.timeStampPolicy,
    messageImprint: new pkijs.MessageImprint({
      hashAlgorithm: digestIdentifier(digestOid),
      hashedMessage: octets(imprint),
    }),
    serialNumber: integer(deriveSerial(state.seed, label)),
    genTime: time,
    accuracy: new pkijs.Accuracy({ seconds: 1 }),
    ...(nonce === undefined ? {} : { nonce: integer(nonce) }),
  });
  const { timeStamping } = state;
  const withCertificates = request.withCertificates ?? true;
  return signCms({
    identity: timeStamping,
    content: encode(info.toSchema()),
    contentType: CMS.tstInfo,
    packaging: 'attached',
    signingTime: time,
    // RFC 5816 section 2.2.1: the token names the TSA's certificate by ESSCertIDv2.
    namesCertificate: true,
    withCertificates,
    unsignedAttributes: request.unsignedAttributes ?? [],
  });
}

export interface ImprintAlgorithm {
  /** A digest may have several. */
  readonly oid: string;
  readonly digest: Digest;
}

/**
 * What the state's authority is asked to stamp: SHA-256, or the digest of its own suite where that is a national one, as
 * tokens of national centres show. The suite of the signature plays no part.
 */
export function imprintAlgorithm(state: ForgedState): ImprintAlgorithm {
  const { gost, digest, digestOid } = knownSuite(state.timeStamping.suite);
  if (gost !== null) return { oid: digestOid, digest: digestByName(digest) };
  const sha256 = digestByName('sha256');
  return { oid: sha256.oid, digest: sha256 };
}

/** A token over a signature value. */
export function timeStampOver(state: ForgedState, time: Date): (signatureValue: Uint8Array) => Uint8Array {
  const { oid, digest } = imprintAlgorithm(state);
  return (value) => timeStampToken(state, { digestOid: oid, imprint: digest.of(value), time });
}

/** Bits of PKIFailureInfo (RFC 3161 section 2.4.2). */
const FAILURE = { badAlg: 0, badDataFormat: 5, unacceptedPolicy: 15 } as const;

/** What the TSA answers at the state's instant. */
export function timeStampReply(state: ForgedState, request: Uint8Array): Uint8Array {
  const asked = readRequest(request);
  if (asked === null) return rejection('badDataFormat');
  const { messageImprint, reqPolicy, nonce, certReq } = asked;
  const digestOid = messageImprint.hashAlgorithm.algorithmId;
  const imprint = messageImprint.hashedMessage.valueBlock.valueHexView;
  const digest = digestByOid(digestOid);
  if (digest === undefined) return rejection('badAlg');
  if (imprint.length !== digest.length) return rejection('badDataFormat');
  if (reqPolicy !== undefined && reqPolicy !== state.profile.timeStampPolicy) {
    return rejection('unacceptedPolicy');
  }
  const token = timeStampToken(state, {
    digestOid,
    imprint,
    time: state.instant,
    ...(nonce === undefined ? {} : { nonce: nonce.toBigInt() }),
    // RFC 3161 section 2.4.1: without certReq the reply must not carry the certificate.
    withCertificates: certReq === true,
  });
  return encode(sequence(new pkijs.PKIStatusInfo({ status: 0 }).toSchema(), opaque(token)));
}

/** Attacker-controlled; null = not a TimeStampReq. */
function readRequest(request: Uint8Array): pkijs.TimeStampReq | null {
  try {
    return pkijs.TimeStampReq.fromBER(request);
  } catch {
    return null;
  }
}

function rejection(failure: keyof typeof FAILURE): Uint8Array {
  const bit = FAILURE[failure];
  const bytes = new Uint8Array(Math.floor(bit / 8) + 1);
  bytes[bytes.length - 1] = 0x80 >> (bit % 8);
  const failInfo = bits(bytes);
  failInfo.valueBlock.unusedBits = 7 - (bit % 8);
  const text = new asn1js.Utf8String({ value: `the simulated TSA rejects this request: ${failure}` });
  return encode(sequence(sequence(new asn1js.Integer({ value: 2 }), sequence(text), failInfo)));
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
