/**
 * One call of a door: its turn in the budget, its authorisation, the exchange, the record.
 *
 * @module
 */
import { performance } from 'node:perf_hooks';
import type { Silent } from '../model/answer';
import type { Authoriser, OwnReply } from './authoriser';
import type { HostMap } from './host-map';
import type { HttpReply } from './http';
import type { Pacer } from './pacer';
import { note, type Recorder, type Redactor } from './record';
import { type Agents, type Limits, type Outgoing, type Transfer, transfer } from './transfer';
import { exchangeMessage, isSocketUrl } from './websocket';

/** What every call of one door shares. */
export interface Line {
  readonly agents: Agents;
  /** For hosts beside the endpoint, as of its token server: pins and client certificate are not meant for them. */
  readonly otherAgents: Agents;
  /** Of the endpoint. */
  readonly origin: string;
  readonly hosts: HostMap;
  readonly limits: Limits;
  readonly pacer: Pacer | undefined;
  readonly redact: Redactor;
}

interface Performed {
  readonly result: Transfer;
  readonly durationMs: number;
  /** Null: the budget did not let it be sent, so that there is nothing to record. */
  readonly sent: Outgoing | null;
}

export async function call(line: Line, out: Outgoing, record: Recorder | undefined): Promise<Transfer> {
  const performed = await perform(line, out);
  keep(performed, record, line.redact);
  return performed.result;
}

export async function callAuthorised(
  line: Line,
  plain: Outgoing,
  record: Recorder | undefined,
  authoriser: Authoriser,
): Promise<HttpReply | Silent> {
  for (let attempt = 0; ; attempt += 1) {
    const made = await authoriser.headers(plain, (own) => callOwn(line, own, record));
    if (isSilent(made)) return made;
    const out = { ...plain, headers: { ...plain.headers, ...made } };
    const { outcome, status } = await call(line, out, record);
    // Once: a second refusal is about our rights, not about the age of a token.
    if (status !== 401 || attempt > 0 || !authoriser.refused(made)) return outcome;
  }
}

/** A call whose reply may hold secrets: it is filed when they are learnt. */
export async function callOwn(line: Line, out: Outgoing, record: Recorder | undefined): Promise<OwnReply> {
  const performed = await perform(line, out);
  return { result: performed.result, file: () => keep(withheld(performed), record, line.redact) };
}

const WITHHELD = Buffer.from('[the reply with the token is not kept]');

/** What grants a token is a secret as a whole, whatever its form. */
function withheld(performed: Performed): Performed {
  const { result } = performed;
  return result.status === 200 ? { ...performed, result: { ...result, bytes: WITHHELD } } : performed;
}

async function perform(line: Line, out: Outgoing): Promise<Performed> {
  const turn = await line.pacer?.enter();
  if (turn !== undefined && 'kind' in turn) {
    return {
      result: { outcome: turn, status: null, headers: {}, bytes: new Uint8Array() },
      durationMs: 0,
      sent: null,
    };
  }
  const started = performance.now();
  let result: Transfer | undefined;
  try {
    const exchange = isSocketUrl(out.url) ? exchangeMessage : transfer;
    const agents = out.url.origin === line.origin ? line.agents : line.otherAgents;
    result = await exchange(out, agents, line.hosts, line.limits, () => turn?.arrived());
    return { result, durationMs: performance.now() - started, sent: out };
  } finally {
    turn?.over(result?.status ?? null, result?.headers ?? {});
  }
}

function keep({ result, durationMs, sent }: Performed, record: Recorder | undefined, redact: Redactor): void {
  if (record !== undefined && sent !== null) note(record, sent, result, durationMs, redact);
}

function isSilent(made: Readonly<Record<string, string>> | Silent): made is Silent {
  return made['kind'] === 'silent' && 'cause' in made;
}
