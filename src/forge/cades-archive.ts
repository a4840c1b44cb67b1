/**
 * The archive time-stamp of CAdES, with the hash index that says what it covers.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31912201/ EN 319 122-1}
 * @module
 */
import * as asn1js from 'asn1js';
import type { Digest } from '../crypto/digests';
import { TamgaError } from '../model/error';
import { digestIdentifier } from './algorithms';
import { decode, encode, octets, oid, sequence } from './asn1';
import { CADES, hashIndexAttribute } from './cades-attributes';
import { type CadesSignature, type SignedPart, withUnsigned } from './cades-signature';
import { signerInfoFields } from './cms';
import { attributeOf } from './cms-attributes';
import type { ForgedState } from './forged';
import { imprintAlgorithm, timeStampToken } from './time-stamp';

/** What the time-stamp covers beside the signature itself: one hash per element, in the order of the file. */
export interface HashIndex {
  readonly digestOid: string;
  readonly certificates: readonly Uint8Array[];
  readonly revocation: readonly Uint8Array[];
  /** Of type and value of every attribute value. */
  readonly unsignedAttributes: readonly Uint8Array[];
}

export interface ArchiveRequest {
  /** The hierarchy whose authority makes the token. */
  readonly authority: ForgedState;
  readonly time: Date;
}

/** What a case may change in an otherwise correct archive time-stamp. */
export interface ArchiveDeviation {
  readonly hashIndex?: (index: HashIndex) => HashIndex;
  /** In what is covered, after the index was made. */
  readonly covered?: (parts: readonly Uint8Array[]) => readonly Uint8Array[];
  /** In the token, in place of the index that is covered; null: none at all. */
  readonly placed?: (index: Uint8Array) => Uint8Array | null;
}

/** Of one signer of the signature: another archive time-stamp covers the earlier ones with the rest. */
export function withArchiveTimeStamp(
  signature: CadesSignature,
  signer: number,
  { authority, time }: ArchiveRequest,
  deviation: ArchiveDeviation = {},
): CadesSignature {
  const part = signature.signers[signer];
  if (part === undefined) throw new TamgaError('TAMGA-E-MINT', `the signature has no signer ${signer}`);
  const algorithm = imprintAlgorithm(authority);
  const whole = hashIndexOf(signature, part, algorithm);
  const index = encodeIndex(deviation.hashIndex?.(whole) ?? whole);
  const parts = coveredParts(signature, part, index, algorithm.digest);
  const covered = deviation.covered?.(parts) ?? parts;
  const placed = deviation.placed === undefined ? index : deviation.placed(index);
  const token = timeStampToken(authority, {
    digestOid: algorithm.oid,
    imprint: algorithm.digest.of(Buffer.concat(covered)),
    time,
    unsignedAttributes: placed === null ? [] : [hashIndexAttribute(placed)],
  });
  return withUnsigned(signature, signer, attributeOf(CADES.archiveTimeStamp, token));
}

/** EN 319 122-1 section 5.5.3, in this order; the content goes in as its hash. */
function coveredParts(
  { contentType, content }: CadesSignature,
  part: SignedPart,
  index: Uint8Array,
  digest: Digest,
): readonly Uint8Array[] {
  return [encode(oid(contentType)), digest.of(content), ...signerInfoFields(part), index];
}

function hashIndexOf(
  { certificates, revocation }: CadesSignature,
  { unsignedAttributes }: SignedPart,
  { oid: digestOid, digest }: { readonly oid: string; readonly digest: Digest },
): HashIndex {
  const hashes = (all: readonly Uint8Array[]) => [...all].sort(Buffer.compare).map((one) => digest.of(one));
  return {
    digestOid,
    certificates: hashes(certificates),
    revocation: hashes(revocation),
    unsignedAttributes: [...unsignedAttributes]
      .sort(Buffer.compare)
      .flatMap(typeAndValues)
      .map((one) => digest.of(one)),
  };
}

/** EN 319 122-1 section 5.5.2: attrType and one value put together, for every value. */
function typeAndValues(attribute: Uint8Array): readonly Uint8Array[] {
  const node = decode(attribute);
  const [type, values] = node instanceof asn1js.Sequence ? node.valueBlock.value : [];
  if (type === undefined || !(values instanceof asn1js.Set)) {
    throw new TamgaError('TAMGA-E-DER', 'not an Attribute');
  }
  // As they stand: writing them again could change them.
  return values.valueBlock.value.map((value) => Buffer.concat([bytesOf(type), bytesOf(value)]));
}

function bytesOf(node: asn1js.BaseBlock): Uint8Array {
  return node.valueBeforeDecodeView;
}

/** EN 319 122-1 section 5.5.2: in version 3 the algorithm is never left out. */
function encodeIndex({ digestOid, certificates, revocation, unsignedAttributes }: HashIndex): Uint8Array {
  const hashes = (all: readonly Uint8Array[]) => sequence(...all.map((one) => octets(one)));
  return encode(
    sequence(
      digestIdentifier(digestOid).toSchema(),
      hashes(certificates),
      hashes(revocation),
      hashes(unsignedAttributes),
    ),
  );
}
