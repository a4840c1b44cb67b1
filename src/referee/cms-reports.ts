/**
 * The reports on a CMS: one per signer, and one per counter-signature under it.
 *
 * @module
 */

import { sameBytes } from '../encoding/bytes';
import { isoInstant } from '../encoding/time';
import { claimedLevel, isCades } from '../formats/cms/level';
import { parseSignedData, type SignedData, type SignerEntry } from '../formats/cms/signed-data';
import type { SignerInfo } from '../formats/cms/signer-info';
import { tryParseToken } from '../formats/cms/time-stamp-token';
import type { Verdict } from '../model/verdict';
import type { Certificate } from '../pki/certificate';
import { maskIdentifier, subjectIdentifiers } from '../pki/subject-identifiers';
import { runBasicProcess } from './basic-process';
import { chooseContent } from './contents';
import { type Environment, embeddedMaterial, joinMaterial, prepare } from './environment';
import type { Recognised } from './recognise';
import { createSubject, isIntact, type Subject } from './subject';
import {
  bestSignatureTime,
  NOTHING_PROVEN,
  type ProvenTimes,
  verdictNow,
  verdictWithTime,
} from './time-process';
import { provenTimes } from './time-stamps';
import type {
  Coverage,
  DetachedContent,
  Finding,
  Material,
  SignatureReport,
  ValidationContext,
  ValidationReport,
} from './validation';

interface Job {
  readonly id: string;
  readonly parent: string | null;
  readonly signedData: SignedData;
  readonly environment: Environment;
  readonly coverage: Coverage;
}

export function reportCms(
  { bytes, followed }: Recognised,
  contents: readonly DetachedContent[],
  context: ValidationContext,
): ValidationReport {
  const signedData = parseSignedData(bytes);
  const environment = prepare(context, materialOf(signedData));
  const coverage = coverageOf(signedData, contents, followed);
  const cades = signedData.signers.some((entry) => entry.readable && isCades(entry.signer));
  return {
    format: cades ? 'CAdES' : 'CMS',
    signatures: signedData.signers.flatMap((entry, index) => {
      const job: Job = { id: `signer-${index + 1}`, parent: null, signedData, environment, coverage };
      return reportEntry(entry, job, (signer) => signedData.content ?? chooseContent(signer, contents));
    }),
  };
}

/** Who offers content beside an encapsulated one means the same bytes; else it is open what the verdict is about. */
function coverageOf(
  { content }: SignedData,
  contents: readonly DetachedContent[],
  followed: boolean,
): Coverage {
  const covered = followed ? 'partial' : 'full';
  if (content === null || contents.length === 0) return covered;
  const own = Buffer.concat(content);
  return contents.some(({ bytes }) => sameBytes(bytes, own)) ? covered : 'ambiguous';
}

/** Of the file and of the tokens in it. */
export function materialOf(signedData: SignedData): Material {
  const tokens = signedData.signers.flatMap((entry) => (entry.readable ? tokensOf(entry.signer) : []));
  return joinMaterial([embeddedMaterial(signedData), ...tokens.map((token) => embeddedMaterial(token))]);
}

function tokensOf({ unsigned, signedAttributes }: SignerInfo): readonly SignedData[] {
  return [...unsigned.signatureTimeStamps, ...(signedAttributes?.facts.contentTimeStamps ?? [])].flatMap(
    (bytes) => {
      const token = tryParseToken(bytes);
      return token === undefined ? [] : [token.signedData];
    },
  );
}

function reportEntry(
  entry: SignerEntry,
  job: Job,
  contentOf: (signer: SignerInfo) => readonly Uint8Array[] | null,
): readonly SignatureReport[] {
  if (!entry.readable) return [unreadable(entry.fault, job)];
  const { signer } = entry;
  const { environment, signedData, parent } = job;
  const kind = parent === null ? 'signature' : 'counter-signature';
  const subject = createSubject(
    {
      kind,
      signer,
      contentType: parent === null ? signedData.contentType : null,
      content: contentOf(signer),
    },
    environment.pool,
    environment.policy,
    environment.now,
  );
  const counters = signer.unsigned.counterSignatures.flatMap((counter, index) =>
    // RFC 5652 section 11.4: a counter-signature signs the contents octets of the signature value.
    reportEntry(counter, { ...job, id: `${job.id}-counter-${index + 1}`, parent: job.id }, () => [
      signer.signature,
    ]),
  );
  return [report(subject, job), ...counters];
}

function report(subject: Subject, { id, parent, signedData, environment, coverage }: Job): SignatureReport {
  const findings: Finding[] = [];
  const problems = runBasicProcess(subject, environment, findings);
  const times = provenTimesOf(subject, environment, findings);
  const verdict: Verdict =
    environment.timeModel === 'now'
      ? verdictNow(problems)
      : verdictWithTime(problems, subject, times, findings);
  const signingTime = subject.attributes?.signingTimes[0];
  return {
    id,
    parent,
    ...verdict,
    intact: isIntact(subject),
    coverage: subject.content === null ? null : coverage,
    level: claimedLevel(subject.signer, signedData),
    algorithm: subject.suite?.id ?? subject.signer.signatureAlgorithm.oid,
    signingTime: signingTime === undefined ? null : isoInstant(signingTime),
    bestSignatureTime: isoInstant(bestSignatureTime(times, environment.now)),
    signedBy: subject.certificate?.subjectText ?? null,
    subjectIdentifiers: identifiersOf(subject.certificate),
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

/** The time model of the verifier: which proofs of existence it listens to. */
function provenTimesOf(subject: Subject, environment: Environment, findings: Finding[]): ProvenTimes {
  const { timeModel } = environment;
  if (timeModel === 'now') return NOTHING_PROVEN;
  const { signer, attributes, content } = subject;
  if (timeModel === 'claimed') {
    return { content: [], signature: attributes?.signingTimes.slice(0, 1) ?? [] };
  }
  return {
    content:
      content === null
        ? []
        : provenTimes(
            attributes?.contentTimeStamps ?? [],
            content,
            'content-time-stamp',
            environment,
            findings,
          ),
    signature: provenTimes(
      signer.unsigned.signatureTimeStamps,
      [signer.signature],
      'signature-time-stamp',
      environment,
      findings,
    ),
  };
}

function unreadable(fault: string, { id, parent, environment }: Job): SignatureReport {
  return {
    id,
    parent,
    indication: 'TOTAL_FAILED',
    subIndication: 'FORMAT_FAILURE',
    intact: false,
    coverage: null,
    level: null,
    algorithm: null,
    signingTime: null,
    bestSignatureTime: isoInstant(environment.now),
    signedBy: null,
    subjectIdentifiers: [],
    findings: [
      {
        check: 'format-checking.signer-info',
        clause: { doc: 'RFC 5652', section: '5.3' },
        status: 'failed',
        found: fault,
      },
    ],
  };
}
