/**
 * `etsiU`: the unsigned components of a JAdES signature, in the two forms that they may have.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_ts/119100_119199/11918201/ TS 119 182-1, section 5.3.1}
 * @module
 */
import { decodeBase64, decodeLooseBase64Url } from '../../encoding/base64';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../../encoding/json';
import { arrayMember, member, objectMember, parseJsonObject, textMember } from '../../encoding/json-document';
import { TamgaError } from '../../model/error';
import { joinMaterial, type Material, NO_MATERIAL } from '../material';
import { encodingFaults } from './header';
import type { JwsFault, WithFaults } from './oddity';
import { repeatedMember } from './serialization';

export interface Component {
  readonly name: string;
  readonly value: Json;
  /** As it stands, where it is base64url: time-stamps cover that text. Null: a JSON object in the clear. */
  readonly encoded: string | null;
}

const MAXIMUM_COMPONENTS = 1000;

export function readComponents(unprotected: JsonObject): WithFaults<readonly Component[]> {
  const etsiU = member(unprotected, 'etsiU');
  if (etsiU === undefined) return { value: [], faults: [] };
  if (!isJsonArray(etsiU) || etsiU.length === 0)
    return { value: [], faults: [unsignedForm('etsiU is not an array of components')] };
  if (etsiU.length > MAXIMUM_COMPONENTS)
    throw new TamgaError('TAMGA-E-LIMIT', `etsiU with ${etsiU.length} elements, over ${MAXIMUM_COMPONENTS}`);
  const read = etsiU.map(readComponent);
  const texts = etsiU.filter((element) => typeof element === 'string').length;
  // Section 5.3.1: all of them in one form or all in the other.
  const mixed = texts > 0 && texts < etsiU.length ? [unsignedForm('etsiU mixes the two forms')] : [];
  return {
    value: read.flatMap(({ value }) => value),
    faults: [...mixed, ...read.flatMap(({ faults }) => faults)],
  };
}

export function unsignedForm(found: string): JwsFault {
  return { kind: 'jws.unsigned-form', found };
}

function readComponent(element: Json, index: number): WithFaults<readonly Component[]> {
  const place = `etsiU[${index}]`;
  const opened = typeof element === 'string' ? decode(element, place) : { value: element, faults: [] };
  if (!isJsonObject(opened.value)) {
    const faults = opened.faults.length > 0 ? opened.faults : [unsignedForm(`${place} is not an object`)];
    return { value: [], faults };
  }
  const entries = Object.entries(opened.value);
  const several = entries.length === 1 ? [] : [unsignedForm(`${place} has ${entries.length} members`)];
  const encoded = typeof element === 'string' ? element : null;
  return {
    value: entries.map(([name, value]) => ({ name, value, encoded })),
    faults: [...opened.faults, ...several],
  };
}

/** Nothing binds it, so one that cannot be read is told and left out. */
function decode(text: string, place: string): WithFaults<Json> {
  const bytes = decodeLooseBase64Url(text);
  if (bytes === undefined) return { value: null, faults: [unsignedForm(`${place} is not base64url`)] };
  try {
    const { value, repeated } = parseJsonObject(bytes, place);
    // Nobody signed it: an oddity in here is none of the signature.
    const faults = [...encodingFaults(text, place), ...repeated.map(repeatedMember)];
    return { value, faults: faults.map(({ found }) => unsignedForm(found)) };
  } catch (error) {
    if (error instanceof TamgaError && error.code === 'TAMGA-E-JSON')
      return { value: null, faults: [unsignedForm(error.message)] };
    throw error;
  }
}

/** Tokens of a tstContainer (section 5.4.3.3) that are base64. */
export function tokensOf(value: Json | undefined): readonly Uint8Array[] {
  const tokens = isJsonObject(value) ? (arrayMember(value, 'tstTokens') ?? []) : [];
  return tokens.flatMap((token) => (isJsonObject(token) ? encapsulated(token) : []));
}

export function tokenCount(value: Json | undefined): number | null {
  return (isJsonObject(value) ? arrayMember(value, 'tstTokens')?.length : undefined) ?? null;
}

/** Sections 5.3.5 and annex A.1: values of certificates and of revocation, or both together. */
export function materialOf({ name, value }: Component): Material {
  if (name === 'xVals' || name === 'axVals') return { ...NO_MATERIAL, certificates: certificatesOf(value) };
  if (name === 'rVals' || name === 'arVals') return revocationOf(value);
  if ((name !== 'tstVD' && name !== 'anyValData') || !isJsonObject(value)) return NO_MATERIAL;
  return joinMaterial([
    { ...NO_MATERIAL, certificates: certificatesOf(member(value, 'xVals')) },
    revocationOf(member(value, 'rVals')),
  ]);
}

function certificatesOf(value: Json | undefined): readonly Uint8Array[] {
  if (!isJsonArray(value)) return [];
  return value.flatMap((one) => {
    const certificate = isJsonObject(one) ? objectMember(one, 'x509Cert') : undefined;
    return certificate === undefined ? [] : encapsulated(certificate);
  });
}

function revocationOf(value: Json | undefined): Material {
  if (!isJsonObject(value)) return NO_MATERIAL;
  const values = (name: string): readonly Uint8Array[] =>
    (arrayMember(value, name) ?? []).flatMap((one) => (isJsonObject(one) ? encapsulated(one) : []));
  return { certificates: [], crls: values('crlVals'), ocspResponses: values('ocspVals') };
}

/** Section 5.4.2, pkiOb: `val` is base64 of DER unless `encoding` says otherwise. */
function encapsulated(object: JsonObject): readonly Uint8Array[] {
  const text = textMember(object, 'val');
  const bytes = text === undefined ? undefined : decodeBase64(text);
  return bytes === undefined ? [] : [bytes];
}

/** Components of the kinds above whose values are not the base64 that they must be. */
export function valueFaults(components: readonly Component[]): readonly JwsFault[] {
  return components.flatMap((component) => {
    const count = tokenCount(component.value);
    if (count === null) {
      return TIME_STAMPS.has(component.name) ? [unsignedForm(`${component.name} has no tstTokens`)] : [];
    }
    return count === tokensOf(component.value).length
      ? []
      : [unsignedForm(`${component.name} has a token that is not base64`)];
  });
}

const TIME_STAMPS: ReadonlySet<string> = new Set(['sigTst', 'sigRTst', 'rfsTst', 'arcTst']);
