/**
 * The unsigned attributes that validation looks at. Nothing binds them, so one that is unreadable is left out.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31912201/ EN 319 122-1, section 5}
 * @module
 */
import { children, type Element, next, open, openAs, raw, takeOptional } from '../../encoding/der';
import { OID } from '../../encoding/oids';
import { contextTag, TAG } from '../../encoding/tags';
import { TamgaError } from '../../model/error';
import { joinMaterial, type Material, NO_MATERIAL } from '../material';
import { orElse } from './or-else';
import type { Attribute, SignerInfo } from './signer-info';

export interface UnsignedFacts extends Material {
  /** Time-stamp tokens, CMS as they stand. */
  readonly signatureTimeStamps: readonly Uint8Array[];
  readonly counterSignatures: readonly CounterSignature[];
}

export type CounterSignature =
  | { readonly readable: true; readonly signer: SignerInfo }
  | { readonly readable: false; readonly fault: string };

export function readUnsignedFacts(
  attributes: readonly Attribute[],
  readSigner: (element: Element) => SignerInfo,
): UnsignedFacts {
  const values = (oid: string) =>
    attributes.filter((attribute) => attribute.oid === oid).flatMap((attribute) => attribute.values);
  const material = joinMaterial(
    attributes.flatMap(({ oid, values: all }) => all.map((value) => materialOf(oid, value))),
  );
  return {
    signatureTimeStamps: values(OID.signatureTimeStamp).map(raw),
    ...material,
    counterSignatures: values(OID.counterSignature).map((value) => readCounter(value, readSigner)),
  };
}

function readCounter(value: Element, readSigner: (element: Element) => SignerInfo): CounterSignature {
  try {
    return { readable: true, signer: readSigner(value) };
  } catch (error) {
    if (error instanceof TamgaError && error.code === 'TAMGA-E-DER')
      return { readable: false, fault: error.message };
    throw error;
  }
}

/** ISO 32000-1 section 12.8.3.3.2: what Adobe signs is laid out like RevocationValues. */
const ARCHIVED_REVOCATION: ReadonlySet<string> = new Set([OID.revocationValues, OID.revocationInfoArchival]);

/** What one value of an attribute holds for validation. */
export function materialOf(oid: string, value: Element): Material {
  const read =
    oid === OID.certificateValues
      ? () => ({ ...NO_MATERIAL, certificates: children(value).map(raw) })
      : ARCHIVED_REVOCATION.has(oid)
        ? () => ({ ...NO_MATERIAL, ...readRevocationValues(value) })
        : () => NO_MATERIAL;
  return orElse(read) ?? NO_MATERIAL;
}

/** EN 319 122-1 annex A.1.2: CRLs under [0], basic OCSP responses under [1]. */
function readRevocationValues(value: Element): Pick<Material, 'crls' | 'ocspResponses'> {
  const cursor = openAs(value, TAG.sequence, 'RevocationValues');
  const lists = takeOptional(cursor, contextTag(0));
  const responses = takeOptional(cursor, contextTag(1));
  return { crls: items(lists), ocspResponses: items(responses) };
}

function items(wrapped: Element | undefined): readonly Uint8Array[] {
  return wrapped === undefined ? [] : children(next(open(wrapped), 'a list')).map(raw);
}
