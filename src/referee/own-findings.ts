/**
 * The findings of a signature apart from those of its time-stamps, which a report tells with them.
 *
 * @module
 */
import type { Finding, SignatureReport } from './validation';

/** Findings of the signature itself: those of its time-stamps are told with them. */
export function ownFindings({ findings, timeStamps }: SignatureReport): readonly Finding[] {
  const told = timeStamps.flatMap((one) => one.findings);
  return findings.filter(
    ({ check, found }) =>
      !told.some(
        (other) => other.check === check && found !== other.found && found.endsWith(`: ${other.found}`),
      ),
  );
}
