/**
 * Case `content`: one byte of the document is another one after signing, the length the same.
 *
 * @module
 */
import { TamgaError } from '../../model/error';
import { signProduct } from '../product';
import { always, type ForgedCase, productOf } from './case';

export const content: ForgedCase = {
  id: 'content',
  existsFor: always,
  mint: (request) =>
    signProduct(
      productOf(request, 'good', (times) => times.recent),
      { content: oneByteChanged },
    ),
};

/** The last bit of the byte in the middle: a letter becomes its neighbour. */
function oneByteChanged(document: Uint8Array): Uint8Array {
  const middle = Math.floor(document.length / 2);
  const byte = document[middle];
  if (byte === undefined) throw new TamgaError('TAMGA-E-MINT', 'an empty document has no byte to change');
  const changed = new Uint8Array(document);
  changed[middle] = byte ^ 1;
  return changed;
}
