/**
 * The structure of the signature can be read.
 *
 * @module
 */
import { type Check, failed, passed, totalFailed } from '../check';

export interface Readability {
  /** Why it cannot be read; null where it can. */
  readonly fault: string | null;
}

export const signatureReadable: Check<Readability> = {
  id: 'format-checking.signature-structure',
  clause: { doc: 'EN 319 102-1', section: '5.2.2' },
  requires:
    'The signature, and the file that it lies in, have the structure that their format gives them; XML has no document type.',

  run({ fault }) {
    return fault === null
      ? passed('the signature can be read')
      : failed(fault, totalFailed('FORMAT_FAILURE'));
  },
};
