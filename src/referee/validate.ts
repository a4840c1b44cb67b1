/**
 * The referee: bytes and context in, verdicts out. It opens no socket and looks at no clock.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31910201/ EN 319 102-1}
 * @module
 */
import { reportCms } from './cms-reports';
import { recognise } from './recognise';
import type {
  DetachedContent,
  ValidationContext,
  ValidationInput,
  ValidationReport,
  Wanted,
} from './validation';
import { wantedForCms } from './wanted';

/** Throws TAMGA-E-DER or TAMGA-E-LIMIT where a file of a known format cannot be read at all; a wrong signature is a value. */
export function validate({ file, contents, context }: ValidationInput): ValidationReport {
  const recognised = recognise(file);
  if (recognised === null) return { format: null, signatures: [] };
  return reportCms(recognised, contents, context);
}

/**
 * What the referee would look at if somebody fetched it. Ask again once something was: an issuer's certificate may open
 * the next question. Empty: nothing more to ask.
 */
export function wanted(
  file: Uint8Array,
  _contents: readonly DetachedContent[],
  context: ValidationContext,
): readonly Wanted[] {
  const recognised = recognise(file);
  return recognised === null ? [] : wantedForCms(recognised.bytes, context);
}
