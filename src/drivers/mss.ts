/**
 * Dialect `mss`: mobile signature services after ETSI TS 102 204, asked in SOAP, answering at once or when they are polled.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_ts/102200_102299/102204/ ETSI TS 102 204}
 * @module
 */
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { decodeBase64 } from '../encoding/base64';
import { outside } from '../encoding/json';
import { initXml } from '../encoding/xml/parse';
import type { Unsupported } from '../model/answer';
import type { Container } from '../model/container';
import { printable } from '../model/printable';
import { answering, endWith, unexpected } from './answering';
import type { Driver, Link, SignQuestion } from './driver';
import {
  type ApplicationProvider,
  MSS,
  type MssReply,
  readReply,
  signatureRequest,
  statusRequest,
} from './mss-soap';
import { isPending, isSigned, refusalOf } from './mss-status';

const DIALECT = 'mss';
const SIGNATURE = 'MSS_Signature';
const STATUS = 'MSS_StatusQuery';

/** A person with a telephone in hand takes up to this long. */
const POLLS = 60;
const POLL_MS = 2_000;

export const mss: Driver = {
  dialect: DIALECT,
  granularity: 'boolean',
  unverified: [
    'URIs of signature profiles and of raw values: every service names its own (options signatureProfile and mssFormat)',
    'that DataToBeSigned is signed as it is, without a digest made by the client',
    'the meaning of status codes other than 500 and 502, which no public reply shows',
    'that a status query about an unknown transaction is answered, which the canary rests on',
  ],

  sign: (link, question) =>
    answering(DIALECT, async () => {
      await initXml();
      const plan = planOf(link, question);
      if ('kind' in plan) return plan;
      const signature = await signed(link, question, plan);
      return plan.container === null
        ? { kind: 'signed', madeBy: 'endpoint', signature }
        : { kind: 'signed', madeBy: 'assembled', signature: plan.container.assemble(signature, null) };
    }),

  async canary(link) {
    const said = await answering(DIALECT, async () => {
      await initXml();
      const provider = providerOf(link, 'canary', CANARY_INSTANT);
      return (await ask(link, STATUS, statusRequest(provider, msspUri(link), 'canary'))).kind;
    });
    return said === 'response' || said === 'fault';
  },
};

const CANARY_INSTANT = '2026-01-01T00:00:00Z';

interface SigningPlan {
  readonly data: Uint8Array;
  readonly format: string;
  /** Null: the service makes CMS itself. */
  readonly container: Container | null;
}

/** Option `value`: `cms` (PKCS#7 of the service) unless it is `raw`. */
function planOf(link: Link, question: SignQuestion): SigningPlan | Unsupported {
  const { format, level, packaging, document, suite } = question;
  const refused: Unsupported = {
    kind: 'unsupported',
    reason: `${DIALECT} has no product ${format} ${level}, ${packaging}`,
  };
  if (level !== 'none' && level !== 'B-B') return refused;
  if (link.option('value') !== 'raw') {
    const cms = (format === 'CMS' || format === 'CAdES') && packaging === 'attached';
    return cms ? { data: document, format: formatOf(link, 'PKCS7'), container: null } : refused;
  }
  const certificate = decodeBase64(link.option(`certificate.${suite}`) ?? link.option('certificate') ?? '');
  if (certificate === undefined || certificate.length === 0) {
    return {
      kind: 'unsupported',
      reason: `${DIALECT} gives no certificate with a raw value: name the signer's in the option certificate.${suite}`,
    };
  }
  const issuer = decodeBase64(link.option('issuer') ?? '');
  const chain = issuer === undefined || issuer.length === 0 ? [] : [issuer];
  const container = link.containers?.prepare({ ...question, certificate, chain }) ?? null;
  if (container === null || format === 'CMS') return refused;
  return { data: container.toBeSigned, format: formatOf(link, 'PKCS1'), container };
}

function formatOf(link: Link, name: string): string {
  return link.option('mssFormat') ?? `${MSS}${name}`;
}

async function signed(
  link: Link,
  question: SignQuestion,
  { data, format }: SigningPlan,
): Promise<Uint8Array> {
  const mode = link.option('mode') === 'asynchClientServer' ? 'asynchClientServer' : 'synch';
  // One transaction for one document: asked again, the service knows it by its name.
  const transaction = `T${createHash('sha256').update(data).digest('hex').slice(0, 24)}`;
  const provider = providerOf(link, transaction, question.signingTime);
  const request = signatureRequest({
    provider,
    mode,
    msspUri: msspUri(link),
    msisdn: link.option(`msisdn.${question.suite}`) ?? link.option('msisdn') ?? '',
    data,
    display: link.option('display') ?? question.documentName,
    signatureProfile: link.option('signatureProfile') ?? `${MSS}signature-profile`,
    format,
  });
  const first = responseOf(await ask(link, SIGNATURE, request), transaction);
  const last = isPending(first.status) ? await polled(link, provider, first.theirs) : first;
  if (!isSigned(last.status)) throw endWith(refusalOf(last.status, last.message));
  const value = last.signature === null ? undefined : decodeBase64(last.signature);
  if (value !== undefined && value.length > 0) return value;
  throw outside(
    last.signature === null
      ? `status ${last.status}, and no Base64Signature`
      : `Base64Signature is not base64: ${printable(last.signature, 40)}`,
  );
}

type Response = Extract<MssReply, { kind: 'response' }>;

async function polled(link: Link, provider: ApplicationProvider, theirs: string): Promise<Response> {
  if (theirs === '') throw outside('the transaction goes on, and has no MSSP_TransID');
  const polls = numberOf(link, 'polls', POLLS);
  for (let poll = 0; poll < polls; poll += 1) {
    await delay(numberOf(link, 'pollMs', POLL_MS));
    const request = statusRequest(provider, msspUri(link), theirs);
    const reply = responseOf(await ask(link, STATUS, request), provider.transaction);
    if (!isPending(reply.status)) return reply;
  }
  throw endWith({
    kind: 'silent',
    cause: 'timeout',
    reason: `not signed after ${polls} status queries: is somebody there who confirms on the telephone?`,
  });
}

function numberOf(link: Link, name: string, otherwise: number): number {
  const text = link.option(name);
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : otherwise;
}

function responseOf(reply: MssReply, transaction: string): Response {
  if (reply.kind === 'fault') {
    throw endWith(
      reply.status === null
        ? {
            kind: 'silent',
            cause: 'protocol',
            reason: `the service reports a fault without a status: ${reply.message}`,
          }
        : refusalOf(reply.status, reply.message),
    );
  }
  if (reply.ours !== null && reply.ours !== transaction) {
    throw outside(`a reply to the transaction ${printable(reply.ours, 60)}, not to ${transaction}`);
  }
  return reply;
}

/** Faults come with HTTP 500 (SOAP 1.1 section 6.2). */
async function ask(link: Link, action: string, envelope: string): Promise<MssReply> {
  const request = {
    method: 'POST',
    path: '',
    accept: 'text/xml',
    headers: { SOAPAction: `"${action}"` },
    body: { type: 'text/xml; charset=utf-8', bytes: Buffer.from(envelope, 'utf8') },
  } as const;
  const reply = await link.http.send(request);
  if (reply.kind === 'silent') throw endWith(reply);
  if (reply.status === 200 || (reply.status === 500 && /xml$/.test(reply.type)))
    return readReply(reply.bytes);
  throw unexpected(reply, request);
}

function providerOf(link: Link, transaction: string, instant: string): ApplicationProvider {
  return { id: link.option('apId') ?? '', password: link.option('apPassword') ?? '', transaction, instant };
}

function msspUri(link: Link): string {
  return link.option('msspUri') ?? MSS;
}
