/**
 * The three serializations of a JWS.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc7515#section-7 RFC 7515, section 7}
 * @module
 */
import type { JsonObject } from '../../encoding/json';
import { TamgaError } from '../../model/error';
import { encodeJson } from './text';
import type { JwsPart } from './unsigned';

const SERIALIZATIONS = ['compact', 'flattened', 'general'] as const;
export type Serialization = (typeof SERIALIZATIONS)[number];

/** TS 119 182-1 section 5.3.1: all elements of `etsiU` in one of two forms. */
export type UnsignedForm = 'base64url' | 'clear';

export interface Jws {
  /** Null: detached. */
  readonly payload: string | null;
  readonly signatures: readonly JwsPart[];
}

export function serialize(jws: Jws, serialization: Serialization, form: UnsignedForm): Uint8Array {
  return Buffer.from(
    serialization === 'compact' ? compact(jws) : JSON.stringify(jsonOf(jws, serialization, form)),
    'utf8',
  );
}

function compact({ payload, signatures }: Jws): string {
  const [only] = signatures;
  if (only === undefined || signatures.length > 1 || only.components.length > 0) {
    throw new TamgaError('TAMGA-E-MINT', 'the compact serialization has one signature and nothing unsigned');
  }
  return `${only.protectedHeader}.${payload ?? ''}.${only.signature}`;
}

export function jsonOf(
  { payload, signatures }: Jws,
  serialization: 'flattened' | 'general',
  form: UnsignedForm,
): JsonObject {
  const members = signatures.map((part) => membersOf(part, form));
  const carried: JsonObject = payload === null ? {} : { payload };
  if (serialization === 'general') return { ...carried, signatures: members };
  const [only] = members;
  if (only === undefined || members.length > 1) {
    throw new TamgaError('TAMGA-E-MINT', 'the flattened serialization has one signature');
  }
  return { ...carried, ...only };
}

function membersOf({ protectedHeader, signature, components }: JwsPart, form: UnsignedForm): JsonObject {
  const etsiU = form === 'clear' ? components : components.map(encodeJson);
  return {
    protected: protectedHeader,
    ...(components.length === 0 ? {} : { header: { etsiU } }),
    signature,
  };
}
