/**
 * The JOSE header: what is protected, what is not, and what `crit` says of it.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc7515#section-4 RFC 7515, section 4} and TS 119 182-1, section 5.1
 * @module
 */
import { decodeBase64Url, decodeLooseBase64Url } from '../../encoding/base64';
import { isJsonArray, type Json, type JsonObject } from '../../encoding/json';
import { member, parseJsonObject, textMember } from '../../encoding/json-document';
import { TamgaError } from '../../model/error';
import type { JwsFault } from './oddity';
import { repeatedMember, type SerializedSignature } from './serialization';

export interface JoseHeader {
  readonly protectedHeader: JsonObject;
  readonly unprotected: JsonObject;
  /** As stated; empty where there is none. */
  readonly algorithm: string;
  readonly critical: readonly string[];
  /** RFC 7797, as far as `crit` makes everybody process it. */
  readonly unencodedPayload: boolean;
  readonly faults: readonly JwsFault[];
}

/** TS 119 182-1 sections 5.1 and 5.2, RFC 7797, and `exp` of RFC 7519: present or not, nothing here is misread. */
const PROCESSED: ReadonlySet<string> = new Set([
  ...['sigT', 'iat', 'exp', 'b64', 'x5t#o', 'sigX5ts', 'srCms', 'sigPl', 'srAts', 'adoTst', 'sigPId', 'sigD'],
  'etsiU',
]);

/** RFC 7515 section 4.1.11: names that RFC 7515 and RFC 7518 define must not stand in `crit`. */
const NEVER_CRITICAL: ReadonlySet<string> = new Set([
  ...['alg', 'jku', 'jwk', 'kid', 'x5u', 'x5c', 'x5t', 'x5t#S256', 'typ', 'cty', 'crit'],
  ...['epk', 'apu', 'apv', 'iv', 'tag', 'p2s', 'p2c', 'enc', 'zip'],
]);

/** Parameters that mean something only where the signature covers them. */
const ONLY_PROTECTED: readonly string[] = [
  ...['crit', 'b64', 'sigT', 'iat', 'x5t#S256', 'x5t#o', 'sigX5ts'],
  ...['srCms', 'sigPl', 'srAts', 'adoTst', 'sigPId', 'sigD'],
];

const SYMMETRIC = /^(HS\d+|dir|A\d+.*KW)$/i;

export function readHeader(signature: SerializedSignature): JoseHeader {
  const { unprotected } = signature;
  const { value: protectedHeader, faults } = decodeHeader(signature.protectedHeader);
  const plain = unprotected ?? {};
  const critical = criticalNames(protectedHeader);
  const stated = textMember(protectedHeader, 'alg') ?? textMember(plain, 'alg');
  return {
    protectedHeader,
    unprotected: plain,
    algorithm: stated ?? '',
    critical,
    unencodedPayload: critical.includes('b64') && member(protectedHeader, 'b64') === false,
    faults: [
      ...signature.faults,
      ...faults,
      ...criticalFaults(protectedHeader, critical),
      ...payloadFaults(protectedHeader, critical),
      ...unprotectedFaults(protectedHeader, plain),
      ...algorithmFaults(stated),
    ],
  };
}

function decodeHeader(text: string): { readonly value: JsonObject; readonly faults: readonly JwsFault[] } {
  if (text === '') return { value: {}, faults: [] };
  const bytes = decodeLooseBase64Url(text);
  if (bytes === undefined) throw new TamgaError('TAMGA-E-JSON', 'the protected header is not base64url');
  const { value, repeated } = parseJsonObject(bytes, 'the protected header');
  return {
    value,
    faults: [...encodingFaults(text, 'the protected header'), ...repeated.map(repeatedMember)],
  };
}

export function encodingFaults(text: string, what: string): readonly JwsFault[] {
  if (decodeBase64Url(text) !== undefined) return [];
  return [
    { kind: 'jws.encoding', found: `${what} is not the one base64url text without padding of its bytes` },
  ];
}

function criticalNames(header: JsonObject): readonly string[] {
  const critical = member(header, 'crit');
  return isJsonArray(critical) ? critical.filter((name) => typeof name === 'string') : [];
}

/** RFC 7515 section 4.1.11. */
function criticalFaults(header: JsonObject, names: readonly string[]): readonly JwsFault[] {
  const critical = member(header, 'crit');
  if (critical === undefined) return [];
  const odd = (found: string): JwsFault => ({ kind: 'jws.critical-form', found });
  if (!isJsonArray(critical)) return [odd('crit is not an array')];
  if (critical.length === 0) return [odd('crit is empty')];
  const listed = names.flatMap((name, index): readonly JwsFault[] => {
    if (names.indexOf(name) !== index) return [odd(`crit lists ${name} twice`)];
    if (NEVER_CRITICAL.has(name)) return [odd(`crit lists ${name}, which is never critical`)];
    const absent = Object.hasOwn(header, name) ? [] : [odd(`crit lists ${name}, which the header lacks`)];
    return PROCESSED.has(name)
      ? absent
      : [...absent, { kind: 'jws.unknown-critical', found: `crit lists ${name}, which is not processed` }];
  });
  return names.length === critical.length ? listed : [odd('crit lists something else than names'), ...listed];
}

/** RFC 7797 section 6 and TS 119 182-1 section 5.1.9: who does not process them reads other signed data. */
function payloadFaults(header: JsonObject, critical: readonly string[]): readonly JwsFault[] {
  const b64 = member(header, 'b64');
  const unlisted = ['b64', 'sigD']
    .filter((name) => Object.hasOwn(header, name) && !critical.includes(name))
    .map((name): JwsFault => ({ kind: 'jws.not-critical', found: `${name} is not listed in crit` }));
  return b64 === undefined || typeof b64 === 'boolean'
    ? unlisted
    : [...unlisted, { kind: 'jws.b64', found: 'b64 is neither true nor false' }];
}

function unprotectedFaults(header: JsonObject, unprotected: JsonObject): readonly JwsFault[] {
  const names = Object.keys(unprotected);
  // RFC 7515 section 7.2.1: the names of the two are disjoint.
  const both = names.filter((name) => Object.hasOwn(header, name));
  const lost = names.filter((name) => name === 'alg' || ONLY_PROTECTED.includes(name));
  return [
    ...both.map((name): JwsFault => ({ kind: 'jws.header-overlap', found: `${name} is in both headers` })),
    ...lost.map(
      (name): JwsFault => ({
        kind: 'jws.unprotected-parameter',
        found: `${name} is in the unprotected header`,
      }),
    ),
  ];
}

function algorithmFaults(stated: string | undefined): readonly JwsFault[] {
  if (stated === undefined) return [{ kind: 'jws.no-algorithm', found: 'alg is absent' }];
  if (/^none$/i.test(stated)) return [{ kind: 'jws.no-algorithm', found: `alg is ${stated}` }];
  if (!SYMMETRIC.test(stated)) return [];
  return [{ kind: 'jws.symmetric-algorithm', found: `alg is ${stated}, which needs a shared secret` }];
}

/** Where it is worth a value, as text for a message. */
export function shown(value: Json | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 60);
}
