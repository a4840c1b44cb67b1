/**
 * Puts questions to endpoints: each once, within the endpoint's budget, again only after silence.
 *
 * @module
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Driver, Link, SignQuestion, VerifyQuestion } from '../drivers/driver';
import type { Answer, RefusedInput, SignAnswer, Silent } from '../model/answer';
import { createSemaphore, type Semaphore } from './semaphore';

/** Every attempt in order; the last one counts. */
export interface Asked<A> {
  readonly answers: readonly A[];
  /** Store digests of what went over the wire. */
  readonly evidence: readonly string[];
}

/** One endpoint of one state in one role, with its budget. */
export interface Door {
  readonly driver: Driver;
  /** A link whose recorder notes what is sent through it into `evidence`. */
  open(evidence: string[]): Link;
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
  const semaphores = new Map<Door, Semaphore>();
  const semaphoreOf = (door: Door, link: Link): Semaphore => {
    const known = semaphores.get(door);
    if (known) return known;
    const made = createSemaphore(link.endpoint.budget.concurrency);
    semaphores.set(door, made);
    return made;
  };

  const ask = async <A extends Reply>(
    door: Door,
    call: (link: Link) => Promise<A>,
  ): Promise<Asked<A | Silent>> => {
    const evidence: string[] = [];
    const link = door.open(evidence);
    const answers = await semaphoreOf(door, link).run(() => attempts(door, link, call));
    return { answers, evidence };
  };

  return {
    sign: (door, question) =>
      ask<SignAnswer>(door, async (link) => door.driver.sign?.(link, question) ?? cannot(door, 'sign')),
    verify: (door, question) =>
      ask<Answer>(door, async (link) => door.driver.verify?.(link, question) ?? cannot(door, 'verify')),
    inFlight: () => [...semaphores.values()].reduce((sum, semaphore) => sum + semaphore.inside(), 0),
  };
}

type Reply = Answer | SignAnswer;

function cannot(door: Door, role: string): Extract<Answer, { kind: 'unsupported' }> {
  return { kind: 'unsupported', reason: `the dialect ${door.driver.dialect} cannot ${role}` };
}

async function attempts<A extends Reply>(
  door: Door,
  link: Link,
  call: (link: Link) => Promise<A>,
): Promise<readonly (A | Silent)[]> {
  const answers: (A | Silent)[] = [];
  const { retries, retryDelayMs } = link.endpoint.budget;
  for (let attempt = 0; attempt <= retries; attempt += 1) {
    if (attempt > 0) await delay(retryDelayMs);
    const answer = await call(link);
    answers.push(...(isRefusal(answer) ? await weigh(door, link, answer, call) : [answer]));
    const last = answers.at(-1);
    // Denied is an answer about our credentials: asking again would only annoy.
    if (last?.kind !== 'silent' || last.cause === 'denied') break;
  }
  return answers;
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
