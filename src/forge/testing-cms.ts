/**
 * Takes a CMS signature apart for tests, with pkijs.
 *
 * @module
 */
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { encode } from './asn1';
import { CMS } from './cms-attributes';

export interface CmsParts {
  readonly certificates: readonly Uint8Array[];
  readonly digestOid: string;
  readonly signatureOid: string;
  readonly signatureValue: Uint8Array;
  /** The DER SET OF that was signed. */
  readonly signedAttributes: Uint8Array;
  /** DER values of the signed attributes by OID. */
  readonly signed: ReadonlyMap<string, Uint8Array>;
  /** The signature time-stamp token, or null. */
  readonly token: Uint8Array | null;
}

export function takeApart(signature: Uint8Array): CmsParts {
  const signedData = new pkijs.SignedData({ schema: pkijs.ContentInfo.fromBER(signature).content });
  const [signerInfo] = signedData.signerInfos;
  if (signerInfo === undefined) throw new Error('no SignerInfo');
  const signed = attributesOf(signerInfo.signedAttrs);
  const unsigned = attributesOf(signerInfo.unsignedAttrs);
  return {
    certificates: (signedData.certificates ?? []).map((one) => encode(one.toSchema())),
    digestOid: signerInfo.digestAlgorithm.algorithmId,
    signatureOid: signerInfo.signatureAlgorithm.algorithmId,
    signatureValue: new Uint8Array(signerInfo.signature.getValue()),
    signedAttributes: new Uint8Array(signerInfo.signedAttrs?.encodedValue ?? []),
    signed,
    token: unsigned.get(CMS.signatureTimeStamp) ?? null,
  };
}

function attributesOf(
  attributes: pkijs.SignedAndUnsignedAttributes | undefined,
): ReadonlyMap<string, Uint8Array> {
  const all = attributes?.attributes ?? [];
  return new Map(all.map(({ type, values }) => [type, firstOf(values)]));
}

function firstOf(values: readonly unknown[]): Uint8Array {
  const [value] = values;
  if (value instanceof asn1js.BaseBlock) return encode(value);
  throw new Error('an attribute without a value');
}

/** How many bytes differ; null where the lengths do. */
export function differences(a: Uint8Array, b: Uint8Array): number | null {
  if (a.length !== b.length) return null;
  return a.reduce((count, byte, at) => (byte === b[at] ? count : count + 1), 0);
}
