/**
 * The reports on the signatures of a file: one each, and one per counter-signature under it.
 *
 * @module
 */
import { statedAlgorithm } from '../crypto/identify-reference';
import { isoInstant } from '../encoding/time';
import type { SignatureEntry, SignatureFacts, SignedFile } from '../formats/facts';
import type { Verdict } from '../model/verdict';
import type { Certificate } from '../pki/certificate';
import { maskIdentifier, subjectIdentifiers } from '../pki/subject-identifiers';
import { mayContinue, runArchivalProcess } from './archival-process';
import { baselineRows } from './baseline/baseline';
import { baselineContext } from './baseline-context';
import { runBasicProcess } from './basic-process';
import { type Problem, totalFailed } from './check';
import { signatureReadable } from './checks/signature-readable';
import type { Environment } from './environment';
import { reportedChain } from './reported-chain';
import { createSubject, isIntact, type Subject } from './subject';
import {
  bestSignatureTime,
  NOTHING_PROVEN,
  type ProvenTimes,
  verdictNow,
  verdictWithTime,
} from './time-process';
import { type JudgedTimeStamp, judgeTimeStamps } from './time-stamps';
import type { Finding, SignatureReport, TimeStampReport, ValidationReport } from './validation';

export function reportFile(file: SignedFile, environment: Environment): ValidationReport {
  const signatures = file.signatures.flatMap((entry) => reportEntry(entry, null, environment));
  return { format: file.format, signatures };
}

function reportEntry(
  entry: SignatureEntry,
  parent: string | null,
  environment: Environment,
): readonly SignatureReport[] {
  if (!entry.readable) return [unreadable(entry.id, entry.fault, parent, environment)];
  const { signature } = entry;
  const counters = signature.counterSignatures.flatMap((counter) =>
    reportEntry(counter, signature.id, environment),
  );
  return [report(signature, parent, environment), ...counters];
}

function report(facts: SignatureFacts, parent: string | null, environment: Environment): SignatureReport {
  const findings: Finding[] = [];
  const { pool, policy, now } = environment;
  const kind = parent === null ? 'signature' : 'counter-signature';
  const subject = createSubject(kind, facts, pool, policy, now);
  const { problems, chain } = runBasicProcess(subject, environment, findings);
  const { verdict, best, timeStamps, stamps } = judge(subject, problems, environment, findings);
  const [signingTime] = facts.signingTimes;
  return {
    id: facts.id,
    parent,
    format: facts.format,
    indication: verdict.indication,
    subIndication: verdict.subIndication,
    intact: isIntact(subject),
    coverage: facts.coverage,
    changesAfter: facts.changesAfter,
    level: facts.level,
    algorithm: subject.suite?.suite.id ?? statedAlgorithm(facts.algorithm),
    signingTime: signingTime === undefined ? null : isoInstant(signingTime),
    bestSignatureTime: isoInstant(best),
    signedBy: subject.certificate?.subjectText ?? null,
    get subjectIdentifiers() {
      return identifiersOf(subject.certificate);
    },
    // Only who shows the chain pays for it.
    get certificates() {
      return chain === null ? [] : reportedChain(chain);
    },
    timeStamps,
    get baseline() {
      return baselineRows(facts, baselineContext(subject, chain, stamps, environment));
    },
    value: facts.value,
    findings,
  };
}

interface Judgement {
  readonly verdict: Verdict;
  readonly best: number;
  readonly timeStamps: readonly TimeStampReport[];
  readonly stamps: readonly JudgedTimeStamp[];
}

/** The time model of the verifier: which proofs of existence it listens to. */
function judge(
  subject: Subject,
  problems: readonly Problem[],
  environment: Environment,
  findings: Finding[],
): Judgement {
  const { timeModel, now } = environment;
  if (timeModel === 'now') return { verdict: verdictNow(problems), best: now, timeStamps: [], stamps: [] };
  const { facts } = subject;
  if (timeModel === 'claimed') {
    const times: ProvenTimes = { content: [], signature: facts.signingTimes.slice(0, 1) };
    const verdict = verdictWithTime(problems, subject, times, findings);
    return { verdict, best: bestSignatureTime(times, now), timeStamps: [], stamps: [] };
  }
  if (facts.timeStamps.length === 0 && facts.contentTimeStamps.length === 0) {
    return {
      verdict: verdictWithTime(problems, subject, NOTHING_PROVEN, findings),
      best: now,
      timeStamps: [],
      stamps: [],
    };
  }
  return judgeWithTokens(subject, problems, environment, findings);
}

function judgeWithTokens(
  subject: Subject,
  problems: readonly Problem[],
  environment: Environment,
  findings: Finding[],
): Judgement {
  const { facts } = subject;
  const content = facts.dataFound ? judgeTimeStamps(facts.contentTimeStamps, environment) : [];
  const stamps = judgeTimeStamps(facts.timeStamps, environment);
  for (const stamp of [...content, ...stamps]) findings.push(...named(stamp));
  const proving = stamps.filter(({ facts: { proves } }) => proves.signature);
  const times: ProvenTimes = { content: validTimes(content), signature: validTimes(proving) };
  const verdict = verdictWithTime(problems, subject, times, findings);
  const all = [...content, ...stamps];
  const valid = new Set(all.filter(isValid));
  if (stamps.length === 0 || !mayContinue(verdict)) {
    const best = bestSignatureTime(times, environment.now);
    return { verdict, best, timeStamps: all.map((stamp) => stampReport(stamp, valid)), stamps: all };
  }
  const archival = runArchivalProcess(
    problems,
    subject,
    stamps,
    times.content,
    verdict,
    environment,
    findings,
  );
  const used = new Set([...valid, ...archival.used]);
  return {
    verdict: archival.verdict,
    best: archival.bestSignatureTime,
    timeStamps: all.map((stamp) => stampReport(stamp, used)),
    stamps: all,
  };
}

function isValid({ problems, time }: JudgedTimeStamp): boolean {
  return time !== null && problems.length === 0;
}

function validTimes(stamps: readonly JudgedTimeStamp[]): readonly number[] {
  return stamps.filter(isValid).flatMap(({ time }) => time ?? []);
}

function named({ label, findings }: JudgedTimeStamp): readonly Finding[] {
  return findings.map((finding) => ({ ...finding, found: `${label}: ${finding.found}` }));
}

function stampReport(stamp: JudgedTimeStamp, used: ReadonlySet<JudgedTimeStamp>): TimeStampReport {
  const { facts, time, subject, problems, findings } = stamp;
  const [problem] = problems;
  return {
    kind: facts.kind,
    name: facts.name,
    time: time === null ? null : isoInstant(time),
    indication: problem === undefined ? 'PASSED' : problem.status === 'failed' ? 'FAILED' : 'INDETERMINATE',
    subIndication: problem?.verdict.subIndication ?? null,
    signedBy: subject?.certificate?.subjectText ?? null,
    used: used.has(stamp),
    token: facts.token,
    findings,
  };
}

function identifiersOf(certificate: Certificate | null): SignatureReport['subjectIdentifiers'] {
  if (certificate === null) return [];
  return subjectIdentifiers(certificate.subject).map(({ scheme, value, wellFormed }) => ({
    scheme,
    masked: maskIdentifier(value),
    wellFormed,
  }));
}

function unreadable(id: string, fault: string, parent: string | null, { now }: Environment): SignatureReport {
  const outcome = signatureReadable.run({ fault });
  return {
    id,
    parent,
    format: null,
    ...totalFailed('FORMAT_FAILURE'),
    intact: false,
    coverage: null,
    changesAfter: null,
    level: null,
    algorithm: null,
    signingTime: null,
    bestSignatureTime: isoInstant(now),
    signedBy: null,
    subjectIdentifiers: [],
    certificates: [],
    timeStamps: [],
    baseline: [],
    value: new Uint8Array(0),
    findings: [
      {
        check: signatureReadable.id,
        clause: signatureReadable.clause,
        status: outcome.status,
        found: outcome.found,
      },
    ],
  };
}
