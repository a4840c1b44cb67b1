/**
 * Validation of time-stamp tokens: does the token cover the data, and is its own signature valid now?
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31910201/ EN 319 102-1, section 5.4}
 * @module
 */
import { signatureFacts } from '../formats/cms/read';
import type { TimeStampToken } from '../formats/cms/time-stamp-token';
import type { TimeStampFacts } from '../formats/facts';
import { runBasicProcess } from './basic-process';
import { type Problem, runCheck, runUntilProblem } from './check';
import { timeStampAuthority } from './checks/time-stamp-authority';
import { timeStampImprint } from './checks/time-stamp-imprint';
import { timeStampReadable } from './checks/time-stamp-readable';
import { timeStampScope } from './checks/time-stamp-scope';
import type { Environment } from './environment';
import type { PathSubject } from './path-subject';
import { createSubject, type Subject } from './subject';
import type { Finding } from './validation';

export interface JudgedTimeStamp {
  readonly facts: TimeStampFacts;
  /** Its name with its number among those of that name. */
  readonly label: string;
  /** genTime; null where the bytes are no token. */
  readonly time: number | null;
  /** The token's own signature; null where the token cannot be read. */
  readonly subject: Subject | null;
  /** Of its authority; null where none is known. */
  readonly chain: PathSubject | null;
  /** Empty: genuine and valid now. A token that does not pass proves nothing (section 5.5.4, step 3). */
  readonly problems: readonly Problem[];
  readonly findings: readonly Finding[];
}

export function judgeTimeStamps(
  all: readonly TimeStampFacts[],
  environment: Environment,
): readonly JudgedTimeStamp[] {
  return all.map((facts, index) => {
    const ordinal = all.slice(0, index + 1).filter(({ name }) => name === facts.name).length;
    return judgeTimeStamp(facts, `${facts.name} ${ordinal}`, environment);
  });
}

function judgeTimeStamp(facts: TimeStampFacts, label: string, environment: Environment): JudgedTimeStamp {
  const findings: Finding[] = [];
  const token = environment.tokens.get(facts.token);
  const { policy, now } = environment;
  const problem = runUntilProblem(
    [timeStampReadable, timeStampScope, timeStampImprint],
    { token, facts, policy, now },
    findings,
  );
  if (token === undefined)
    return { facts, label, time: null, subject: null, chain: null, problems: orNone(problem), findings };
  const subject = tokenSubject(token, environment);
  const { time } = token.info;
  if (problem !== undefined && problem.atTime === undefined)
    return { facts, label, time, subject, chain: null, problems: [problem], findings };
  const { problems: basic, chain } = runBasicProcess(subject, environment, findings);
  const authority = runCheck(timeStampAuthority, { time, certificate: subject.certificate }, findings);
  const problems = [...orNone(problem), ...basic, ...orNone(authority)];
  return { facts, label, time, subject, chain, problems, findings };
}

function orNone(problem: Problem | undefined): readonly Problem[] {
  return problem === undefined ? [] : [problem];
}

function tokenSubject(token: TimeStampToken, { pool, policy, now }: Environment): Subject {
  const facts = signatureFacts(token.signer, {
    id: 'token',
    signedData: token.signedData,
    coverage: 'full',
    contentOf: () => token.content,
  });
  return createSubject('time-stamp', facts, pool, policy, now);
}
