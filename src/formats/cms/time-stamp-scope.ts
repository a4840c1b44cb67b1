/**
 * What all time-stamps on one signer share: its structures, the digests of its content, the tokens by their attribute.
 *
 * @module
 */
import type { Digest, DigestName } from '../../crypto/digests';
import { type Element, raw } from '../../encoding/der';
import { OID } from '../../encoding/oids';
import type { Data, Proof, TimeStampKind } from '../facts';
import { joinMaterial, type Material } from '../material';
import type { CoveredValue } from './hash-index';
import type { SignedData } from './signed-data';
import type { SignerInfo } from './signer-info';
import { materialOf } from './unsigned-facts';

/** The unsigned attributes whose values are time-stamp tokens. */
export const TIME_STAMP_ATTRIBUTES: ReadonlyMap<
  string,
  { readonly kind: TimeStampKind; readonly name: string }
> = new Map([
  [OID.signatureTimeStamp, { kind: 'signature', name: 'signature-time-stamp' }],
  [OID.escTimeStamp, { kind: 'references', name: 'escTimeStamp' }],
  [OID.certsCrlsTimeStamp, { kind: 'references', name: 'time-stamped-certs-crls-references' }],
  [OID.archiveTimeStamp, { kind: 'archive', name: 'archive-time-stamp' }],
  [OID.archiveTimeStampV2, { kind: 'archive', name: 'archive-time-stamp-v2' }],
  [OID.archiveTimeStampV3, { kind: 'archive', name: 'archive-time-stamp-v3' }],
]);

export interface TimeStampScope {
  readonly signer: SignerInfo;
  readonly signedData: SignedData;
  /** Null: it was not given. */
  readonly content: Data | null;
  /** Computed once for each digest, however many tokens ask. */
  contentDigest(digest: Digest): Uint8Array | null;
  /** Always the same array for the same value, so that tokens can be told apart by it. */
  tokenAt(value: Element): Uint8Array;
}

export function timeStampScope(
  signer: SignerInfo,
  signedData: SignedData,
  content: Data | null,
): TimeStampScope {
  const digests = new Map<DigestName, Uint8Array>();
  const tokens = new Map<Element, Uint8Array>();
  return {
    signer,
    signedData,
    content,
    contentDigest(digest) {
      if (content === null) return null;
      const known = digests.get(digest.name) ?? digest.over(content);
      digests.set(digest.name, known);
      return known;
    },
    tokenAt(value) {
      const known = tokens.get(value) ?? raw(value);
      tokens.set(value, known);
      return known;
    },
  };
}

/** Of a token over the signature, these values of its unsigned attributes, and this material. */
export function proofOf(scope: TimeStampScope, values: readonly CoveredValue[], material: Material): Proof {
  return {
    signature: true,
    material: joinMaterial([material, ...values.map(({ oid, value }) => materialOf(oid, value))]),
    timeStamps: values
      .filter(({ oid }) => TIME_STAMP_ATTRIBUTES.has(oid))
      .map(({ value }) => scope.tokenAt(value)),
  };
}

export function valuesOf(signer: SignerInfo): readonly CoveredValue[] {
  return signer.unsignedAttributes.flatMap(({ oid, values }) => values.map((value) => ({ oid, value })));
}
