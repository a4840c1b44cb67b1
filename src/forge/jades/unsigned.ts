/**
 * The elements of `etsiU`.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_ts/119100_119199/11918201/ TS 119 182-1, section 5.3}
 * @module
 */
import type { Json, JsonObject } from '../../encoding/json';
import type { Stamp } from '../cades-signature';
import type { ValidationMaterial } from '../long-term';
import { tokens } from './header';
import { encodeDer, encodeJson } from './text';

/** One member, whose name is that of the component. */
export type Component = JsonObject;

/** One signature of a JWS. */
export interface JwsPart {
  /** base64url. */
  readonly protectedHeader: string;
  readonly value: Uint8Array;
  /** base64url. */
  readonly signature: string;
  /** In archive time-stamps. */
  readonly stampedPayload: string;
  readonly components: readonly Component[];
}

export function withComponents(part: JwsPart, ...added: readonly Component[]): JwsPart {
  return { ...part, components: [...part.components, ...added] };
}

/** Section 5.3.4: over the text of the signature value. */
export function signatureTimeStamp({ signature }: JwsPart, stamp: Stamp): Component {
  return { sigTst: tokens([stamp(Buffer.from(signature))]) };
}

/** Sections 5.3.5.2 and 5.3.5.3. */
export function materialComponents(material: ValidationMaterial): readonly Component[] {
  const { xVals, rVals } = valuesOf(material);
  return [...(xVals === undefined ? [] : [{ xVals }]), ...(rVals === undefined ? [] : [{ rVals }])];
}

/** Section 5.3.6.2: what the time-stamps before it are verified with. */
export function timeStampMaterialComponent(material: ValidationMaterial): Component {
  return { tstVD: valuesOf(material) };
}

function valuesOf({ certificates, crls, ocspResponses }: ValidationMaterial): Readonly<Record<string, Json>> {
  const values = (all: readonly Uint8Array[]) => all.map((der) => ({ val: encodeDer(der) }));
  const xVals = values(certificates).map((x509Cert) => ({ x509Cert }));
  const rVals = {
    ...(crls.length === 0 ? {} : { crlVals: values(crls) }),
    ...(ocspResponses.length === 0 ? {} : { ocspVals: values(ocspResponses) }),
  };
  return {
    ...(xVals.length === 0 ? {} : { xVals }),
    ...(Object.keys(rVals).length === 0 ? {} : { rVals }),
  };
}

/** Section 5.3.6.3.1, of components in base64url: those before it, one behind the other. */
export function archiveTimeStamp(
  part: JwsPart,
  stamp: Stamp,
  covered: (text: string) => string = (text) => text,
): Component {
  const { stampedPayload, protectedHeader, signature, components } = part;
  const text = `${stampedPayload}.${protectedHeader}.${signature}.${components.map(encodeJson).join('')}`;
  return { arcTst: tokens([stamp(Buffer.from(covered(text)))]) };
}

/** Section 5.3.3: the policy document within the signature. */
export function policyStoreComponent(document: Uint8Array, specification: string): Component {
  return { sigPSt: { sigPolDoc: encodeDer(document), spDSpec: { id: `urn:oid:${specification}` } } };
}

export function counterSignatureComponent(counter: Json): Component {
  return { cSig: counter };
}
