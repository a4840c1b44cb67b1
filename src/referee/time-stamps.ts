/**
 * Validation of time-stamp tokens: does the token cover the data, and is its own signature valid now?
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31910201/ EN 319 102-1, section 5.4}
 * @module
 */
import { type TimeStampToken, tryParseToken } from '../formats/cms/time-stamp-token';
import { runBasicProcess } from './basic-process';
import { type Problem, runUntilProblem } from './check';
import { type TokenSubject, timeStampImprint, timeStampReadable } from './checks/time-stamp-imprint';
import type { Environment } from './environment';
import { createSubject } from './subject';
import type { Finding } from './validation';

/** Genuine tokens alone: a token that does not pass proves nothing and is left out (section 5.5.4, step 3). */
export function provenTimes(
  tokens: readonly Uint8Array[],
  data: readonly Uint8Array[],
  what: string,
  environment: Environment,
  findings: Finding[],
): readonly number[] {
  return tokens.flatMap((bytes, index) => {
    const own: Finding[] = [];
    const time = provenTime(bytes, data, environment, own);
    findings.push(...own.map((finding) => ({ ...finding, found: `${what} ${index + 1}: ${finding.found}` })));
    return time === null ? [] : [time];
  });
}

function provenTime(
  bytes: Uint8Array,
  data: readonly Uint8Array[],
  environment: Environment,
  findings: Finding[],
): number | null {
  const token = tryParseToken(bytes);
  const subject: TokenSubject = { token, data, policy: environment.policy, now: environment.now };
  const problem = runUntilProblem([timeStampReadable, timeStampImprint], subject, findings);
  if (problem !== undefined || token === undefined) return null;
  return tokenProblems(token, environment, findings).length === 0 ? token.info.time : null;
}

function tokenProblems(
  token: TimeStampToken,
  environment: Environment,
  findings: Finding[],
): readonly Problem[] {
  const subject = createSubject(
    {
      kind: 'time-stamp',
      signer: token.signer,
      contentType: token.signedData.contentType,
      content: token.content,
    },
    environment.pool,
    environment.policy,
    environment.now,
  );
  return runBasicProcess(subject, environment, findings);
}
