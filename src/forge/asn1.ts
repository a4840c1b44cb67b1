/**
 * Small words for the ASN.1 that the forge writes and reads with asn1js.
 *
 * @see {@link https://www.itu.int/rec/T-REC-X.690 X.690}
 * @module
 */
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { TamgaError } from '../model/error';

export type Node = asn1js.BaseBlock;

export function encode(node: Node): Uint8Array {
  return new Uint8Array(node.toBER());
}

/** One whole value and nothing behind it. */
export function decode(bytes: Uint8Array): asn1js.AsnType {
  const { offset, result } = asn1js.fromBER(bytes);
  if (offset !== bytes.length) {
    throw new TamgaError('TAMGA-E-DER', `not one ASN.1 value: ${result.error || 'bytes left over'}`);
  }
  return result;
}

/**
 * DER that goes in as it stands: asn1js would parse it and write it again, at fifty times the cost.
 *
 * Only for encodings made here, with a tag number below 31.
 */
export function opaque(der: Uint8Array): asn1js.Primitive {
  const [identifier = 0, length = 0] = der;
  const lengthBytes = length < 0x80 ? 0 : length & 0x7f;
  const node = new asn1js.Primitive({
    idBlock: { tagClass: (identifier >> 6) + 1, tagNumber: identifier & 0x1f },
    valueHex: der.subarray(2 + lengthBytes),
  });
  node.idBlock.isConstructed = (identifier & 0x20) !== 0;
  return node;
}

export function sequence(...value: readonly Node[]): asn1js.Sequence {
  return new asn1js.Sequence({ value: [...value] });
}

/** X.690 section 11.6: the elements of a SET OF stand in the order of their encodings. */
export function setOf(elements: readonly Uint8Array[]): asn1js.Set {
  return new asn1js.Set({ value: sorted(elements).map(opaque) });
}

export function sorted(elements: readonly Uint8Array[]): readonly Uint8Array[] {
  return [...elements].sort(Buffer.compare);
}

export function oid(value: string): asn1js.ObjectIdentifier {
  return new asn1js.ObjectIdentifier({ value });
}

export function integer(value: bigint): asn1js.Integer {
  return asn1js.Integer.fromBigInt(value);
}

export function octets(bytes: Uint8Array): asn1js.OctetString {
  return new asn1js.OctetString({ valueHex: bytes });
}

export function bits(bytes: Uint8Array): asn1js.BitString {
  return new asn1js.BitString({ valueHex: bytes });
}

export function explicit(tagNumber: number, ...value: readonly Node[]): asn1js.Constructed {
  return new asn1js.Constructed({ idBlock: { tagClass: 3, tagNumber }, value: [...value] });
}

/** RFC 5280 section 4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050. */
export function time(value: Date): pkijs.Time {
  return new pkijs.Time({ type: value.getUTCFullYear() < 2050 ? 0 : 1, value });
}

export function extension(extnID: string, value: Node, critical = false): pkijs.Extension {
  return new pkijs.Extension({ extnID, critical, extnValue: value.toBER() });
}
