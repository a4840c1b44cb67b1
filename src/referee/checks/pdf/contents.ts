/**
 * The place of the value holds the value alone.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const pdfContents = oddityCheck({
  id: 'format-checking.pdf-contents',
  clause: { doc: 'ISO 32000-2', section: '12.8.1' },
  requires: 'The value of /Contents is one CMS in hexadecimal digits, with nothing but zeros behind it.',
  kind: 'pdf.contents',
  kept: '/Contents is one CMS and zeros',
  subIndication: 'FORMAT_FAILURE',
});
