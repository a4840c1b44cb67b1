/**
 * Signature values as XML writes them.
 *
 * @see {@link https://www.w3.org/TR/xmldsig-core1/#sec-ECDSA XML Signature 1.1, section 6.4.3}
 * @module
 */
import * as asn1js from 'asn1js';
import type { Suite } from '../../crypto/suites';
import { TamgaError } from '../../model/error';
import { decode } from '../asn1';
import { curveByName } from '../curves';
import { fromInteger } from '../stream';

/** r and s of ECDSA side by side, each as long as the order of the group; all others as they are. */
export function xmlValue({ family, key }: Suite, value: Uint8Array): Uint8Array {
  if (family !== 'ecdsa' || key.kind !== 'EC') return value;
  const node = decode(value);
  const [r, s] = node instanceof asn1js.Sequence ? node.valueBlock.value : [];
  if (!(r instanceof asn1js.Integer) || !(s instanceof asn1js.Integer)) {
    throw new TamgaError('TAMGA-E-INTERNAL', 'an ECDSA signature value is not a SEQUENCE of r and s');
  }
  const length = Math.ceil(curveByName(key.curve).Point.Fn.BITS / 8);
  return Buffer.concat([r, s].map((number) => fromInteger(number.toBigInt(), length)));
}
