/**
 * The byte range leaves out nothing but the value.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const pdfByteRange = oddityCheck({
  id: 'format-checking.pdf-byte-range',
  clause: { doc: 'ISO 32000-2', section: '12.8.1' },
  requires:
    'The byte range covers its revision from the first byte to the last, and leaves out the signature value alone.',
  kind: 'pdf.byte-range',
  kept: '/ByteRange covers all of the revision but the value',
  subIndication: 'FORMAT_FAILURE',
});
