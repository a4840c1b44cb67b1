/**
 * The referee: bytes and context in, verdicts out. It opens no socket and looks at no clock.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31910201/ EN 319 102-1}
 * @module
 */
import { reportCms } from './cms-reports';
import { recognise } from './recognise';
import type { ValidationInput, ValidationReport } from './validation';

/** Throws TAMGA-E-DER or TAMGA-E-LIMIT where a file of a known format cannot be read at all; a wrong signature is a value. */
export function validate({ file, contents, context }: ValidationInput): ValidationReport {
  const recognised = recognise(file);
  if (recognised === null) return { format: null, signatures: [] };
  return reportCms(recognised.bytes, contents, context);
}
