/**
 * The protected header.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_ts/119100_119199/11918201/ TS 119 182-1}
 * @module
 */
import { digestByName } from '../../crypto/digests';
import type { Suite } from '../../crypto/suites';
import type { JsonObject } from '../../encoding/json';
import { TamgaError } from '../../model/error';
import type { SignaturePolicy } from '../signature-policies';
import { encodeBase64Url, encodeDer } from './text';

export interface HeaderRequest {
  readonly suite: Suite;
  /** Named by its digest; null: no reference, as plain JWS does. */
  readonly certificate: Uint8Array | null;
  readonly chain: readonly Uint8Array[];
  /** Null: no claimed time. */
  readonly signingTime: Date | null;
  /** By the date unless named. */
  readonly timeParameter?: 'iat' | 'sigT';
  readonly policy?: SignaturePolicy;
  /** Dotted OID. */
  readonly commitment?: string;
  readonly place?: { readonly country: string; readonly locality: string };
  /** Tokens over the payload. */
  readonly contentTimeStamps?: readonly Uint8Array[];
  /** Of the payload. */
  readonly further: JsonObject;
}

/** RFC 7515 section 4.1.11: what a verifier must not ignore. `b64` and `sigD` change what is signed. */
const CRITICAL = ['sigT', 'sigD', 'b64'];

export function protectedHeader(request: HeaderRequest): JsonObject {
  const { suite, certificate, chain, policy, commitment, place, contentTimeStamps = [], further } = request;
  if (suite.jws === null) {
    throw new TamgaError('TAMGA-E-MINT', `nobody has registered ${suite.id} for JWS`, {
      hint: 'The column jws of src/crypto/suites.ts names the registered ones.',
    });
  }
  const header: JsonObject = {
    alg: suite.jws,
    ...(certificate === null ? {} : { 'x5t#S256': encodeBase64Url(digestByName('sha256').of(certificate)) }),
    ...(chain.length === 0 ? {} : { x5c: chain.map(encodeDer) }),
    ...timeOf(request),
    ...(commitment === undefined ? {} : { srCms: [{ commId: { id: `urn:oid:${commitment}` } }] }),
    ...(place === undefined
      ? {}
      : { sigPl: { addressCountry: place.country, addressLocality: place.locality } }),
    ...(contentTimeStamps.length === 0 ? {} : { adoTst: tokens(contentTimeStamps) }),
    ...(policy === undefined ? {} : { sigPId: policyOf(policy) }),
    ...further,
  };
  const crit = Object.keys(header).filter((name) => CRITICAL.includes(name));
  return crit.length === 0 ? header : { ...header, crit };
}

export function tokens(all: readonly Uint8Array[]): JsonObject {
  return { tstTokens: all.map((token) => ({ val: encodeDer(token) })) };
}

/** TS 119 182-1 version 1.2.1, table 1: signatures from then on have `iat`, earlier ones `sigT`. */
const IAT_FROM = Date.UTC(2025, 6, 15);

function timeOf({ signingTime, timeParameter }: HeaderRequest): JsonObject {
  if (signingTime === null) return {};
  const parameter = timeParameter ?? (signingTime.getTime() < IAT_FROM ? 'sigT' : 'iat');
  return parameter === 'iat'
    ? { iat: Math.floor(signingTime.getTime() / 1000) }
    : { sigT: `${signingTime.toISOString().slice(0, 19)}Z` };
}

/** Section 5.2.7. */
function policyOf({ oid, sha256, url }: SignaturePolicy): JsonObject {
  return {
    id: { id: `urn:oid:${oid}` },
    digAlg: 'S256',
    digVal: encodeBase64Url(Buffer.from(sha256, 'hex')),
    sigPQuals: [{ spURI: url }],
  };
}
