/**
 * The referee: bytes and context in, verdicts out. It opens no socket and looks at no clock.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31910201/ EN 319 102-1}
 * @module
 */
import { initXml } from '../encoding/xml/parse';
import type { DetachedContent } from '../formats/facts';
import { prepare } from './environment';
import { readFile } from './read-file';
import { reportFile } from './report';
import type { ValidationContext, ValidationInput, ValidationReport, Wanted } from './validation';
import { wantedFor } from './wanted';

/** Once, before anything is validated: the XML parser is a module that has to be waited for. */
export async function startReferee(): Promise<void> {
  await initXml();
}

/**
 * Throws a TamgaError of a limit, or of bytes that are malformed and show no signature; a wrong signature is a value, and so is a
 * file that shows one and cannot be read.
 */
export function validate({ file, contents, context }: ValidationInput): ValidationReport {
  const facts = readFile(file, contents);
  return facts === null ? { format: null, signatures: [] } : reportFile(facts, prepare(context, facts));
}

/**
 * What the referee would look at if somebody fetched it. Ask again once something was: an issuer's certificate may open
 * the next question. Empty: nothing more to ask.
 */
export function wanted(
  file: Uint8Array,
  contents: readonly DetachedContent[],
  context: ValidationContext,
): readonly Wanted[] {
  const facts = readFile(file, contents);
  return facts === null ? [] : wantedFor(facts, prepare(context, facts));
}
