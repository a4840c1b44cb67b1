/**
 * What an examination of one state found, and what it ends with.
 *
 * @module
 */
import { EXIT, type ExitCode } from '../model/error';

/**
 * `silent`: the endpoint gave nothing to judge. `unsafe`: it accepts what nobody signed. `note` is neither good nor bad,
 * `warning` will be bad one day.
 */
export const RESULTS = ['well', 'note', 'warning', 'fault', 'silent', 'unsafe'] as const;
export type Result = (typeof RESULTS)[number];

/** What is looked at, and why it matters. */
export const WHY = {
  name: 'without an address nobody can ask the endpoint',
  connection: 'where no connection stands, every check of a round is not run',
  certificate:
    'TLS is what tells this endpoint from whoever stands in its way; no check of it is ever switched off',
  'certificate end': 'from that day on nobody gets an answer',
  authorisation: 'what refuses our credentials answers no question',
  dialect: 'an answer in other words than those of the dialect is no answer',
  version: 'what differs between two rounds may be the version of the endpoint',
  assumptions: 'what of a dialect nobody has verified may be read wrongly',
  clock: 'time-stamps, tokens and judgements of validity are made with that clock',
  honesty: 'a verifier that accepts what nobody signed proves nothing by accepting a signature',
  claim: 'what is claimed and not done is counted against the state in every round',
  'own signature': 'a state that does not accept its own signatures will hardly accept those of others',
  'not claimed': 'what is done and not claimed is in no share of the matrix',
  'further endpoint': 'an endpoint that no claim names is never asked',
  anchor: 'every signature of the state hangs on it',
  'revocation list': 'after its next update a list proves nothing of the present',
  'trusted list': 'after its next update a list must be fetched anew',
  address: 'without certificates, lists and answers of the authority no certificate below it can be judged',
} as const;
export type Examined = keyof typeof WHY;

export interface Finding {
  /** `sign`, `verify`, the name of a further endpoint, or `trust`. */
  readonly about: string;
  readonly examined: Examined;
  readonly result: Result;
  readonly found: string;
  /** What to do; null: nothing. */
  readonly advice: string | null;
}

/** The first that applies, in the order of docs/cli.md. Of trust alone nothing is reached. */
export function exitOf(findings: readonly Finding[]): ExitCode {
  const has = (result: Result): boolean => findings.some((one) => one.result === result);
  const endpoints = new Set(findings.map(({ about }) => about).filter((about) => about !== 'trust'));
  const reached = findings.filter(isAnswer).map(({ about }) => about);
  if (endpoints.size > 0 && reached.length === 0) return EXIT.unavailable;
  if (has('unsafe')) return EXIT.unsafe;
  if (has('fault')) return EXIT.unexpected;
  return has('silent') ? EXIT.incomplete : EXIT.ok;
}

/** Somebody spoke to us, be it to refuse. */
const ANSWERS: ReadonlySet<Examined> = new Set(['authorisation', 'dialect', 'version', 'clock', 'claim']);

function isAnswer({ about, examined, result }: Finding): boolean {
  if (about === 'trust' || !ANSWERS.has(examined)) return false;
  return result !== 'silent' || examined === 'authorisation';
}
