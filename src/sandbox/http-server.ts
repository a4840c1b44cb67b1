/**
 * Dialects `http` and `cli` from the other side: an in-house service as national teams write them, with words and numbers
 * of its own, HTTP 200 whatever it says, and `{"valid":false,"code":…}` for a signature that it does not take.
 *
 * A command of the sandbox (`cli-client.ts`) is a client of the same service.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { encodeBase64 } from '../encoding/base64';
import { base64At, type Json, stringAt, valueAt } from '../encoding/json';
import { FORMATS, LEVELS, PACKAGINGS } from '../model/claim';
import { TamgaError } from '../model/error';
import type { Indication } from '../model/verdict';
import { json, messageOf, type Outgoing, postRoute, type Service } from './server';
import type { SimulatedState } from './simulated-state';

/** Numbers of this simulation. */
const CODE = { done: 0, wrong: 100, undecided: 200, input: 400, unsupported: 415, broken: 500 } as const;

const CODE_OF: Readonly<Record<Indication, number>> = {
  TOTAL_PASSED: CODE.done,
  TOTAL_FAILED: CODE.wrong,
  INDETERMINATE: CODE.undecided,
};

/** Of several signatures the worst speaks for the file. */
const WORST_FIRST: readonly Indication[] = ['TOTAL_FAILED', 'INDETERMINATE', 'TOTAL_PASSED'];

class Refusal extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

export function httpService(state: SimulatedState, base: string): Service {
  return {
    prefix: base,
    routes: [
      { method: 'GET', path: /^health$/, answer: () => json(200, { status: 'UP' }) },
      postRoute('verify', /^verify$/, (body) => verify(body, state)),
      postRoute('sign', /^sign$/, (body) => sign(body, state)),
    ],
    broken,
  };
}

/** Beside what else a state serves at the same base. */
export function cliService(state: SimulatedState, base: string): Service {
  return httpService(state, `${base}cli/`);
}

function broken(error: unknown): Outgoing {
  if (error instanceof Refusal) return refused(error.code, error.message);
  return error instanceof TamgaError
    ? refused(CODE.input, error.message)
    : refused(CODE.broken, messageOf(error));
}

function refused(code: number, message: string): Outgoing {
  return json(200, { valid: false, code, message });
}

async function verify(body: Json, { judge, forged }: SimulatedState): Promise<object> {
  const file = base64At(body, 'file');
  const content = valueAt(body, 'content');
  const contents = content === undefined ? [] : [{ name: null, bytes: [documentAt(body, 'content')] }];
  const report = await judge.judge(file, contents, instantAt(body, 'at') ?? forged.instant);
  const said = report.signatures.map(({ indication }) => indication);
  const worst = WORST_FIRST.find((one) => said.includes(one));
  if (worst === undefined) throw new Refusal(CODE.input, 'the file holds no signature');
  return {
    valid: worst === 'TOTAL_PASSED',
    code: CODE_OF[worst],
    message: worst === 'TOTAL_PASSED' ? 'OK' : 'NOT OK',
    fileHash: createHash('sha256').update(file).digest('hex'),
  };
}

async function sign(body: Json, { signer, forged }: SimulatedState): Promise<object> {
  const suite = stringAt(body, 'algorithm');
  if (!signer.suites.includes(suite)) throw new Refusal(CODE.unsupported, `no key for ${suite}`);
  const identity = signer.identity(suite);
  const order = {
    format: wordAt(body, 'format', FORMATS),
    level: wordAt(body, 'level', LEVELS),
    packaging: wordAt(body, 'packaging', PACKAGINGS),
    suite,
    identity,
    document: documentAt(body, 'document'),
    documentName: stringAt(body, 'documentName'),
    signingTime: instantAt(body, 'at') ?? forged.instant,
  };
  const value = signer.value(identity, suite, signer.toSign(order));
  return { code: CODE.done, signed: encodeBase64(await signer.assembled(order, value)) };
}

/** `cades`, `asic-e-xades`, `b-t`: lower case, and no character that a file name could not have. */
function wordAt<W extends string>(body: Json, name: string, known: readonly W[]): W {
  const word = stringAt(body, name);
  const found = known.find((one) => one.toLowerCase().replace('/', '-') === word);
  if (found !== undefined) return found;
  throw new Refusal(CODE.unsupported, `no ${name} ${word}`);
}

function instantAt(body: Json, name: string): Date | undefined {
  const text = valueAt(body, name);
  if (text === undefined) return undefined;
  const ms = typeof text === 'string' ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw new Refusal(CODE.input, `${name} is no instant`);
  return new Date(ms);
}

/** A document may be empty. */
function documentAt(body: Json, name: string): Uint8Array {
  return stringAt(body, name) === '' ? new Uint8Array() : base64At(body, name);
}
