/**
 * Puts questions to endpoints: each once, within the endpoint's budget, again only after silence.
 *
 * @module
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Driver, Link, SignQuestion, VerifyQuestion } from '../drivers/driver';
import type { Answer, RefusedInput, SignAnswer, Silent, SilentCause, Unsupported } from '../model/answer';
import type { Role } from '../model/claim';
import type { Inspection } from '../net/inspect';
import type { Vault } from '../net/vault';
import type { Allowance } from './allowance';
import type { Experience } from './breaker';
import type { Semaphore } from './semaphore';

/** Every attempt in order; the last one counts. */
export interface Asked<A> {
  readonly answers: readonly A[];
  /** Store digests of what went over the wire. */
  readonly evidence: readonly string[];
}

/** One endpoint of one state in one role, with its budget. */
export interface Door {
  readonly driver: Driver;
  readonly allowance: Pick<Allowance, 'places' | 'breaker'>;
  /** What must not leave the door in an answer either. */
  readonly vault: Pick<Vault, 'sentence' | 'holds'>;
  /** A link whose recorder notes what is sent through it into `evidence`. */
  open(evidence: string[]): Link;
  /** Looks at the way to the endpoint: name, connection, TLS. */
  inspect(): Promise<Inspection>;
  /** Drops idle connections. */
  close(): void;
}

export interface Gate {
  sign(door: Door, question: SignQuestion): Promise<Asked<SignAnswer>>;
  verify(door: Door, question: VerifyQuestion): Promise<Asked<Answer>>;
  /** Calls under way. */
  inFlight(): number;
}

export function createGate(): Gate {
  // Doors may share a budget and with it their places.
  const gates = new Set<Semaphore>();
  const ask = async <A extends Reply>(
    door: Door,
    call: (link: Link) => Promise<A>,
  ): Promise<Asked<A | Silent>> => {
    const evidence: string[] = [];
    const link = door.open(evidence);
    const { places } = door.allowance;
    gates.add(places);
    const answers = await places.run(() => attempts(door, link, call));
    return { answers: answers.map((answer) => cleaned(answer, door.vault)), evidence };
  };

  return {
    sign: (door, question) =>
      ask<SignAnswer>(door, async (link) => door.driver.sign?.(link, question) ?? cannot(door, 'sign')),
    verify: (door, question) =>
      ask<Answer>(door, async (link) => door.driver.verify?.(link, question) ?? cannot(door, 'verify')),
    inFlight: () => [...gates].reduce((sum, gate) => sum + gate.inside(), 0),
  };
}

type Reply = Answer | SignAnswer;

/** Of a dialect that has no calls for the role. */
export function cannot({ driver }: Door, role: Role): Unsupported {
  return { kind: 'unsupported', reason: `the dialect ${driver.dialect} cannot ${role}` };
}

async function attempts<A extends Reply>(
  door: Door,
  link: Link,
  call: (link: Link) => Promise<A>,
): Promise<readonly (A | Silent)[]> {
  const answers: (A | Silent)[] = [];
  const { retries, retryDelayMs } = link.endpoint.budget;
  for (let round = 0; round <= retries; round += 1) {
    if (round > 0) await delay(retryDelayMs);
    answers.push(...(await attempt(door, link, call)));
    const last = answers.at(-1);
    if (last?.kind !== 'silent' || FINAL.has(last.cause)) break;
  }
  return answers;
}

/** Denied is an answer about our credentials, a spent budget one about our profile: asking again would only annoy. */
const FINAL: ReadonlySet<SilentCause> = new Set(['denied', 'budget']);

async function attempt<A extends Reply>(
  door: Door,
  link: Link,
  call: (link: Link) => Promise<A>,
): Promise<readonly (A | Silent)[]> {
  const { breaker } = door.allowance;
  const closed = breaker.admit();
  if (closed !== undefined) return [closed];
  let experience: Experience = 'unasked';
  try {
    const answer = await call(link);
    const answers = isRefusal(answer) ? await weigh(door, link, answer, call) : [answer];
    experience = experienceOf(answers.at(-1));
    return answers;
  } finally {
    breaker.note(experience);
  }
}

function experienceOf(answer: Reply | undefined): Experience {
  if (answer?.kind !== 'silent') return 'answered';
  return answer.cause === 'budget' ? 'unasked' : 'silent';
}

/**
 * A refusal counts as one only between two answered canaries, and only if it is repeated: else nobody is at home, or
 * the endpoint had a bad moment.
 */
async function weigh<A extends Reply>(
  door: Door,
  link: Link,
  refusal: A & RefusedInput,
  call: (link: Link) => Promise<A>,
): Promise<readonly (A | Silent)[]> {
  if (!(await door.driver.canary(link))) return [deaf(refusal)];
  const again = await call(link);
  if (!isRefusal(again)) return [refusal, again];
  return (await door.driver.canary(link)) ? [again] : [deaf(again)];
}

/** An endpoint may put what it got into its words, or even into what it signs. */
function cleaned<A extends Reply>(answer: A | Silent, vault: Door['vault']): A | Silent {
  if ('reason' in answer) return { ...answer, reason: vault.sentence(answer.reason) };
  if (answer.kind !== 'signed' || !vault.holds(answer.signature)) return answer;
  return {
    kind: 'silent',
    cause: 'protocol',
    reason:
      'what came back as a signature holds a secret of the profile and is not kept: tell the operator of the endpoint, and change the secret',
  };
}

function isRefusal<A extends Reply>(answer: A): answer is A & RefusedInput {
  return answer.kind === 'refused-input';
}

function deaf(refusal: RefusedInput): Silent {
  return {
    kind: 'silent',
    cause: 'canary',
    reason: `refused this input, and does not answer a known-good question either: ${refusal.reason}`,
  };
}
