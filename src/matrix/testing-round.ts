/**
 * A round out of thin air for the tests: facts as data, no endpoint, no cryptography.
 *
 * @module
 */
import type { Answer, Said } from '../model/answer';
import { type ArtefactFacts, type CheckFacts, checkId, type Question } from '../model/check';
import type { Format, Level, Packaging, SuiteId } from '../model/claim';
import type { KnownDivergence } from '../model/matrix';
import type { ChecksFooter, ChecksHeader, Plan, PlannedCheck } from '../model/plan';
import type { ProbeFacts } from '../model/probe';
import type { Profile } from '../model/profile';
import type { Case } from '../model/vector';
import { PASSED, type SubIndication, type Verdict } from '../model/verdict';
import type { RoundRecord, Yardstick } from './build';
import { STATES, testProfile } from './testing-states';

export const INSTANT = '2026-09-01T12:00:00Z';
const SUITE_DIGEST = 'ab'.repeat(32);

export function answered(said: Said, subIndication: SubIndication | null = null): Answer {
  return { kind: 'verdict', said, subIndication };
}

export function indeterminate(subIndication: SubIndication): Verdict {
  return { indication: 'INDETERMINATE', subIndication };
}

export function failed(subIndication: SubIndication): Verdict {
  return { indication: 'TOTAL_FAILED', subIndication };
}

const EVERY_FORMAT = { formats: ['CMS', 'CAdES'], levels: ['none', 'B-B', 'B-T'] } as const;

function positive(id: string, title: string, mint: Case['mint']): Case {
  return {
    ...EVERY_FORMAT,
    id,
    title,
    polarity: 'positive',
    class: null,
    mint,
    twin: null,
    expected: PASSED,
    acceptable: [],
    deviation: null,
    clause: { doc: 'EN 319 102-1', section: '5.2' },
    why: 'A right signature is worth nothing where it is refused.',
  };
}

function negative(id: string, title: string, expected: Verdict, over: Partial<Case> = {}): Case {
  return {
    ...positive(id, title, 'forge'),
    polarity: 'negative',
    class: 'security',
    twin: 'good-forged',
    expected,
    deviation: { root: id, consequences: [] },
    why: 'A forger could put any document under a name.',
    ...over,
  };
}

export const CASES: readonly Case[] = [
  positive('good', 'Right signature of the state', 'endpoint'),
  positive('good-forged', 'Right signature of the forge', 'forge'),
  positive('before-revocation', 'Signed and time-stamped before revocation', 'forge'),
  positive('before-expiry', 'Signed and time-stamped before expiry', 'forge'),
  negative('content', 'Document altered after signing', failed('HASH_FAILURE')),
  negative('revoked', 'Certificate revoked before signing', indeterminate('REVOKED_NO_POE')),
  negative('expired', 'Certificate expired before signing', indeterminate('OUT_OF_BOUNDS_NO_POE'), {
    acceptable: [indeterminate('OUT_OF_BOUNDS_NOT_REVOKED')],
  }),
  negative('untrusted', 'Issuer in nobody’s list', indeterminate('NO_CERTIFICATE_CHAIN_FOUND')),
  negative('sha1', 'SHA-1 digest and signature', indeterminate('CRYPTO_CONSTRAINTS_FAILURE_NO_POE'), {
    class: 'policy',
  }),
];

export function question(
  pair: string,
  one: string,
  over: { format?: Format; level?: Level; packaging?: Packaging; suite?: SuiteId } = {},
): Question {
  const [signer = '', verifier = ''] = pair.split('-');
  const suite = over.suite ?? STATES.find(({ code }) => code === signer)?.suite ?? 'rsa-pkcs1-sha256';
  return {
    case: one,
    signer,
    verifier,
    format: over.format ?? 'CAdES',
    level: over.level ?? 'B-T',
    packaging: over.packaging ?? 'attached',
    suite,
  };
}

export function artefactOf(asked: Question, over: Partial<ArtefactFacts> = {}): ArtefactFacts {
  const one = CASES.find(({ id }) => id === asked.case);
  return {
    sha256: digestOf(checkId({ ...asked, verifier: '' })),
    bytes: 4096,
    contentSha256: null,
    madeBy: one?.mint ?? 'forge',
    intrinsic: one?.expected ?? PASSED,
    found: {
      format: asked.format,
      level: asked.level,
      packaging: asked.packaging,
      suite: asked.suite,
      signsDocument: true,
    },
    secondOpinion: 'no-opinion',
    ...over,
  };
}

/** By suite: what of it is unverified. */
export type Assumptions = Readonly<Record<SuiteId, readonly string[]>>;

/** Facts of a check that was asked once; `over` replaces whole fields. */
export function factsOf(asked: Question, answer: Answer, over: Partial<CheckFacts> = {}): CheckFacts {
  const artefact = artefactOf(asked);
  return {
    ...asked,
    id: checkId(asked),
    claimed: true,
    artefact,
    unsigned: null,
    asVerifier: artefact.intrinsic,
    answers: [answer],
    evidence: [digestOf(`${checkId(asked)} evidence`)],
    clock: { askedAt: INSTANT, durationMs: 12 },
    ...over,
  };
}

export function planOf(
  checks: readonly CheckFacts[],
  unasked: readonly Question[] = [],
  assumptions: Assumptions = {},
): Plan {
  const planned = (asked: Question, claimed: boolean): PlannedCheck => ({
    case: asked.case,
    signer: asked.signer,
    verifier: asked.verifier,
    format: asked.format,
    level: asked.level,
    packaging: asked.packaging,
    suite: asked.suite,
    id: checkId(asked),
    claimed,
    assumed: assumptions[asked.suite] ?? [],
    scenario: 'features/recognition/baseline.feature:31',
  });
  return {
    schema: 'tamga/plan/1',
    round: 'R1',
    clock: { mode: 'frozen', instant: INSTANT },
    seed: 'tamga',
    evidenceClass: 'simulated',
    suiteDigest: SUITE_DIGEST,
    profileDigests: Object.fromEntries(STATES.map(({ code }) => [code, digestOf(code)])),
    scope: { set: 'covering', narrowedBy: null },
    checks: [
      ...checks.map((facts) => planned(facts, facts.claimed)),
      ...unasked.map((asked) => planned(asked, true)),
    ],
  };
}

export const HEADER: ChecksHeader = {
  kind: 'header',
  schema: 'tamga/checks/1',
  planDigest: 'cd'.repeat(32),
  seed: 'tamga',
  instant: INSTANT,
  suiteDigest: SUITE_DIGEST,
  profileDigests: {},
  startedAt: '2026-11-21T10:00:00.000Z',
};

function footerOf(checks: readonly CheckFacts[]): ChecksFooter {
  return { kind: 'footer', checks: checks.length, finishedAt: '2026-11-21T10:00:31.000Z', wallMs: 31000 };
}

/** A whole record around some facts. */
export function roundOf(
  checks: readonly CheckFacts[],
  over: {
    profiles?: readonly Profile[];
    unasked?: readonly Question[];
    divergences?: readonly KnownDivergence[];
    assumptions?: Assumptions;
    probes?: readonly ProbeFacts[];
  } = {},
): RoundRecord & Yardstick {
  return {
    plan: planOf(checks, over.unasked, over.assumptions),
    header: HEADER,
    footer: footerOf(checks),
    checks,
    probes: over.probes ?? [],
    profiles: over.profiles ?? STATES.map(({ code }) => testProfile(code)),
    cases: CASES,
    divergences: over.divergences ?? [],
  };
}

/** Not a digest at all: 64 hexadecimal digits that differ where the texts differ. */
export function digestOf(text: string): string {
  let hash = 0x811c9dc5;
  let out = '';
  for (let round = 0; out.length < 64; round += 1) {
    for (const char of `${round}${text}`)
      hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
    out += hash.toString(16).padStart(8, '0');
  }
  return out;
}
