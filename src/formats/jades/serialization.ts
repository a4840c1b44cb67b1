/**
 * The three serialisations of a JWS, brought into one form. Nothing is decoded but the JSON around.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc7515#section-7 RFC 7515, section 7}
 * @module
 */
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../../encoding/json';
import { member, objectMember, parseJsonObject, textMember } from '../../encoding/json-document';
import { TamgaError } from '../../model/error';
import type { JwsDetail } from './facts';
import type { JwsFault } from './oddity';

export interface SerializedJws {
  readonly serialization: JwsDetail['serialization'];
  /** As it stands; null where it is absent or empty: detached, or nothing. */
  readonly payload: string | null;
  readonly signatures: readonly SerializedSignature[];
  /** Of the file as a whole. */
  readonly faults: readonly JwsFault[];
}

export interface SerializedSignature {
  /** As they stand; the protected header is empty where it is absent. */
  readonly protectedHeader: string;
  readonly value: string;
  readonly unprotected: JsonObject | null;
  readonly faults: readonly JwsFault[];
}

const MAXIMUM_SIGNATURES = 256;
const MAXIMUM_COMPACT = 64 * 1024 * 1024;
const MEMBERS: ReadonlySet<string> = new Set(['payload', 'protected', 'header', 'signature', 'signatures']);
const BLANKS: ReadonlySet<number> = new Set([0x20, 0x09, 0x0d, 0x0a]);

export function readSerialization(bytes: Uint8Array): SerializedJws {
  const start = firstCharacter(bytes);
  if (bytes[start] !== 0x7b) return readCompact(compactText(bytes));
  const { value, repeated } = parseJsonObject(bytes.subarray(start), 'the JWS');
  const { faults, ...serialized } = fromObject(value);
  return { ...serialized, faults: [...repeated.map(repeatedMember), ...faults] };
}

/** Also a counter-signature, which stands inside another JWS. */
export function fromJson(value: Json): SerializedJws {
  if (typeof value === 'string') return readCompact(value);
  if (isJsonObject(value)) return fromObject(value);
  throw new TamgaError('TAMGA-E-JSON', 'the JWS is neither an object nor a string');
}

export function repeatedMember(path: string): JwsFault {
  return { kind: 'jws.repeated-member', found: `${path} occurs twice` };
}

/** RFC 7515 section 7.1. A payload without base64url may hold anything but a dot (RFC 7797 section 5.2). */
function readCompact(text: string): SerializedJws {
  const [protectedHeader, payload, value, ...rest] = text.split('.', 5);
  if (protectedHeader === undefined || payload === undefined || value === undefined || rest.length > 0)
    throw new TamgaError('TAMGA-E-JSON', 'a compact JWS has three parts with a dot between them');
  const signature = { protectedHeader, value, unprotected: null, faults: [] };
  return {
    serialization: 'compact',
    payload: payload === '' ? null : payload,
    signatures: [signature],
    faults: [],
  };
}

function fromObject(object: JsonObject): SerializedJws {
  const general = member(object, 'signatures');
  const faults = Object.keys(object)
    .filter((name) => !MEMBERS.has(name))
    .map((name) => serialization(`unknown member ${name}`));
  const text = textMember(object, 'payload');
  if (text === undefined && member(object, 'payload') !== undefined)
    throw new TamgaError('TAMGA-E-JSON', 'payload is not a string');
  const payload = text === undefined || text === '' ? null : text;
  if (general === undefined)
    return { serialization: 'flattened', payload, signatures: [fromMembers(object)], faults };
  if (!isJsonArray(general) || general.length === 0)
    throw new TamgaError('TAMGA-E-JSON', 'signatures is not an array of signatures');
  if (general.length > MAXIMUM_SIGNATURES)
    throw new TamgaError('TAMGA-E-LIMIT', `${general.length} signatures, over ${MAXIMUM_SIGNATURES}`);
  // RFC 7515 section 7.2.2: signatures excludes the members of the flattened form.
  const both = ['protected', 'header', 'signature'].filter((name) => Object.hasOwn(object, name));
  return {
    serialization: 'general',
    payload,
    signatures: general.map(readMembers),
    faults: [...faults, ...both.map((name) => serialization(`${name} beside signatures`))],
  };
}

function readMembers(value: Json, index: number): SerializedSignature {
  if (isJsonObject(value)) return fromMembers(value);
  throw new TamgaError('TAMGA-E-JSON', `signatures[${index}] is not an object`);
}

function fromMembers(object: JsonObject): SerializedSignature {
  const value = textMember(object, 'signature');
  if (value === undefined) throw new TamgaError('TAMGA-E-JSON', 'signature is not a string');
  const faults = (['protected', 'header'] as const)
    .filter((name) => Object.hasOwn(object, name))
    .filter((name) => (name === 'header' ? objectMember : textMember)(object, name) === undefined)
    .map((name) => serialization(`${name} is of the wrong type`));
  return {
    protectedHeader: textMember(object, 'protected') ?? '',
    value,
    unprotected: objectMember(object, 'header') ?? null,
    faults,
  };
}

function serialization(found: string): JwsFault {
  return { kind: 'jws.serialization', found };
}

function compactText(bytes: Uint8Array): string {
  if (bytes.length > MAXIMUM_COMPACT)
    throw new TamgaError('TAMGA-E-LIMIT', `a compact JWS of ${bytes.length} bytes, over ${MAXIMUM_COMPACT}`);
  const start = firstCharacter(bytes);
  let end = bytes.length;
  // Editors and transports leave line ends behind it.
  while (end > start && BLANKS.has(bytes[end - 1] ?? 0)) end -= 1;
  const text = Buffer.from(bytes.subarray(start, end)).toString('latin1');
  // RFC 7797 section 5.2: everything in it is printable ASCII.
  if (!/^[\x20-\x7e]*$/.test(text))
    throw new TamgaError('TAMGA-E-JSON', 'a compact JWS holds printable ASCII only');
  return text;
}

/** Behind a byte order mark and blanks. */
function firstCharacter(bytes: Uint8Array): number {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (at < bytes.length && BLANKS.has(bytes[at] ?? 0)) at += 1;
  return at;
}

/** JSON without any such member is a document like any other. */
export function holdsSignature(bytes: Uint8Array): boolean {
  const start = firstCharacter(bytes);
  if (bytes[start] !== 0x7b) return true;
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, bytes.length - start).includes('"signature');
}

/** Whether it is worth reading as a JWS: told by the bytes, never by a name. */
export function looksLikeJws(bytes: Uint8Array): boolean {
  const start = firstCharacter(bytes);
  if (bytes[start] === 0x7b) return holdsSignature(bytes);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + start, bytes.length - start);
  // A protected header is a JSON object, in which blanks may stand before the first name.
  const head = text.subarray(0, 64).toString('latin1');
  const decoded = Buffer.from(/^[A-Za-z0-9_-]{2,}/.exec(head)?.[0] ?? '', 'base64url').toString('latin1');
  return /^\{\s*"/.test(decoded) && text.includes('.');
}
