/**
 * Dialect `sima-web2app`: a telephone reads a contract from a QR code, fetches the document, and calls back with it signed.
 *
 * We are the service here. The endpoint is what hands the text of the QR code to a telephone: in the sandbox the app itself.
 *
 * @see {@link https://github.com/AZE-DPC-SXM-DEV/sima_web2app sima_web2app}, technical document 1.2
 * @module
 */
import { createHash } from 'node:crypto';
import { encodeBase64 } from '../encoding/base64';
import { base64At, type Json, outside, parseJson, stringAt, valueAt } from '../encoding/json';
import type { SignAnswer, Silent, Unsupported } from '../model/answer';
import { TamgaError } from '../model/error';
import { printable } from '../model/printable';
import type { HttpReply } from '../net/http';
import type { Answering, InboxReply, InboxRequest } from '../net/inbox';
import { answering, getJson, json as jsonOf } from './answering';
import type { Driver, Link, SignQuestion } from './driver';
import { contract, qrText, tsFault } from './sima-contract';

const DIALECT = 'sima-web2app';
const BRIDGE = 'web2app';
/** The sandbox finds us under this name; real telephones under the option `serviceUrl`. */
const SANDBOX_SERVICE = 'http://web2app.harness.tamga.test/';
const VALID_S = 3600;
/** ECDSA_SHA256 is the only `ts-sign-alg`, and the keys are on P-256. */
const SUITE = 'ecdsa-p256-sha256';

export const simaWeb2app: Driver = {
  dialect: DIALECT,
  granularity: 'boolean',
  unverified: [
    'whether the signed PDF is PAdES, and at which level (option level)',
    'of what SignedDataHash is the digest: it is not compared',
    'how an operation that was cancelled is called back',
    'the bridge from QR code to telephone is this project’s own: POST and GET web2app',
  ],

  sign: (link, question) =>
    answering(DIALECT, async () => {
      const { format, level, packaging, suite } = question;
      const levels = [link.option('level') ?? 'B-B'];
      if (format !== 'PAdES' || !levels.includes(level) || packaging !== 'enveloped') {
        return unsupported(`product ${format} ${level}, ${packaging}`);
      }
      if (suite !== SUITE) return unsupported(`algorithm for ${suite}`);
      const masterKey = link.option('masterKey');
      if (masterKey === undefined) return unsupported('contract without the option masterKey');
      return converse(link, question, masterKey);
    }),

  async canary(link) {
    const said = await answering(DIALECT, async () =>
      valueAt(await getJson({ link, readRefusal }, BRIDGE), 'status'),
    );
    return said === 'ready';
  },
};

async function converse(link: Link, question: SignQuestion, masterKey: string): Promise<SignAnswer> {
  const service = link.option('serviceUrl') ?? SANDBOX_SERVICE;
  const operationId = createHash('sha256').update(question.document).digest('hex').slice(0, 24);
  const from = Math.floor(Date.parse(question.signingTime) / 1000);
  const json = contract(
    {
      operationId,
      from,
      until: from + VALID_S,
      assignee: (link.option('assignee') ?? '').split(',').filter((fin) => fin !== ''),
      clientId: Number(link.option('clientId') ?? '1'),
      iconUri: link.option('iconUri') ?? `${service}icon.png`,
      callback: `${service}callback`,
      document: link.option('dataInfo') === 'yes' ? question.document : null,
    },
    masterKey,
  );
  const qr = qrText(service, json);
  const visit = createVisit(question, operationId, {
    qr: new URL(qr),
    callback: new URL(`${service}callback`),
  });
  const inbox = await link.http.listen(visit.answer, portOf(link), service);
  try {
    await handOver(link, qr, inbox.port);
    return await visit.signed(link.endpoint.timeoutMs);
  } finally {
    inbox.close();
  }
}

/** The port is for the sandbox, which knows no proxy; it differs between two runs, and headers are not recorded. */
async function handOver(link: Link, qr: string, port: number): Promise<void> {
  await jsonOf(
    { link, readRefusal },
    {
      method: 'POST',
      path: BRIDGE,
      accept: 'application/json',
      headers: { 'X-Listen-Port': String(port) },
      body: { type: 'application/json', bytes: Buffer.from(JSON.stringify({ qr }), 'utf8') },
    },
  );
}

function portOf(link: Link): number {
  const port = link.option('listenPort') ?? '0';
  if (/^\d{1,5}$/.test(port)) return Number(port);
  throw new TamgaError(
    'TAMGA-E-PROFILE-MEANING',
    `the option listenPort is no port: ${printable(port, 20)}`,
    {
      hint: 'Name the port that the proxy in front of serviceUrl hands on to, for example 8443.',
    },
  );
}

interface Addresses {
  readonly qr: URL;
  readonly callback: URL;
}

interface Visit {
  readonly answer: Answering;
  signed(timeoutMs: number): Promise<SignAnswer>;
}

/** The first visitor who fetches with a good signature is the one who may call back. */
function createVisit(question: SignQuestion, operationId: string, { qr, callback }: Addresses): Visit {
  const fetched = `${qr.pathname}${qr.search}`;
  let visitor: string | undefined;
  let complaint = 'nobody fetched the document';
  let settle: (answer: SignAnswer) => void = () => undefined;
  const settled = new Promise<SignAnswer>((resolve) => {
    settle = resolve;
  });

  const refuse = (why: string): InboxReply => {
    complaint = why;
    return reply(400, { errormessage: why });
  };
  const fetching = ({ headers, target }: InboxRequest): InboxReply => {
    const fault = tsFault(headers, Buffer.from(target, 'latin1'));
    if (fault !== null) return refuse(`of who fetches the document, ${fault}`);
    visitor ??= headers['ts-cert'];
    complaint = 'the document was fetched, and nobody called back';
    return reply(200, { filename: question.documentName, data: encodeBase64(question.document) });
  };
  const calledBack = ({ headers, bytes }: InboxRequest): InboxReply => {
    const fault = tsFault(headers, bytes);
    if (fault !== null) return refuse(`of who calls back, ${fault}`);
    if (visitor === undefined || headers['ts-cert'] !== visitor) {
      return refuse('who calls back is not who fetched the document');
    }
    settle(said(bytes, operationId));
    return reply(200, { status: 'success' });
  };

  return {
    answer(request) {
      if (request.method === 'GET' && request.target === fetched) return fetching(request);
      if (request.method === 'POST' && request.target === callback.pathname) {
        return calledBack(request);
      }
      return reply(404, { errormessage: 'nothing here' });
    },
    async signed(timeoutMs) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<Silent>((resolve) => {
        timer = setTimeout(
          () =>
            resolve({
              kind: 'silent',
              cause: 'timeout',
              reason: `${complaint} within ${timeoutMs} ms: look at the telephone and at what stands before this machine`,
            }),
          timeoutMs,
        );
      });
      const answer = await Promise.race([settled, late]);
      clearTimeout(timer);
      return answer;
    },
  };
}

/** Where the type is Sign, DataSignature is the signed PDF. */
function said(bytes: Uint8Array, operationId: string): SignAnswer {
  try {
    const body = parseJson(bytes);
    if (stringAt(body, 'OperationId') !== operationId)
      throw outside('the callback is for another OperationId');
    if (stringAt(body, 'Type') !== 'Sign') throw outside('the callback is not of the type Sign');
    return { kind: 'signed', madeBy: 'endpoint', signature: base64At(body, 'DataSignature') };
  } catch (error) {
    if (!(error instanceof TamgaError)) throw error;
    return { kind: 'silent', cause: 'protocol', reason: `not an answer in ${DIALECT}: ${error.message}` };
  }
}

function reply(status: number, body: object): InboxReply {
  return { status, type: 'application/json', bytes: Buffer.from(JSON.stringify(body), 'utf8') };
}

function readRefusal({ status, type, bytes }: HttpReply): string | undefined {
  if (status !== 400 || type !== 'application/json') return undefined;
  const body: Json = parseJson(bytes);
  const words = valueAt(body, 'errormessage');
  return typeof words === 'string' ? words : undefined;
}

function unsupported(what: string): Unsupported {
  return { kind: 'unsupported', reason: `${DIALECT} has no ${what}` };
}
