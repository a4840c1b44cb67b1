/**
 * Dialect `sima-web2app` from the other side: the app on a telephone, to which somebody shows the QR code.
 *
 * It visits nobody but the harness that runs the sandbox.
 *
 * @module
 */
import { createHash, createHmac } from 'node:crypto';
import { decodeBase64, encodeBase64 } from '../encoding/base64';
import { base64At, type Json, objectAt, parseJson, stringAt, valueAt } from '../encoding/json';
import type { Level } from '../model/claim';
import { TamgaError } from '../model/error';
import type { Endpoint } from '../model/profile';
import { createHttp } from '../net/client';
import type { HttpReply } from '../net/http';
import { type Incoming, json, messageOf, type Outgoing, type Service } from './server';
import type { SimulatedState } from './simulated-state';
import { SIMA_MASTER_KEY } from './test-secrets';

const SUITE = 'ecdsa-p256-sha256';
const SERVICE_HOST = /^(?:[a-z0-9-]+\.)?harness\.tamga\.test$/;
const VISIT_MS = 10_000;

export function simaService(state: SimulatedState, base: string, { options }: Endpoint): Service {
  const level = levelOf(options['level']);
  return {
    prefix: base,
    routes: [
      { method: 'GET', path: /^web2app$/, answer: () => json(200, { status: 'ready' }) },
      {
        method: 'POST',
        role: 'sign',
        path: /^web2app$/,
        answer: (incoming) => scanned(incoming, state, level),
      },
    ],
    broken: (error) => json(error instanceof TamgaError ? 400 : 500, { errormessage: messageOf(error) }),
  };
}

class Cancelled extends TamgaError {
  constructor(message: string) {
    super('TAMGA-E-PROTOCOL', message, {});
  }
}

async function scanned({ bytes, headers }: Incoming, state: SimulatedState, level: Level): Promise<Outgoing> {
  const qr = urlOf(stringAt(parseJson(bytes), 'qr'));
  const container = contractOf(qr, state.forged.instant);
  const callback = urlOf(stringAt(container, 'ClientInfo', 'Callback'));
  const port = Number(headers['x-listen-port']);
  const http = createHttp({ baseUrl: qr.origin, timeoutMs: VISIT_MS, hosts: new Map([['harness', port]]) });
  try {
    const fetched = `${qr.pathname}${qr.search}`;
    const file = bodyOf(
      await http.send({ method: 'GET', path: fetched.slice(1), headers: ts(Buffer.from(fetched), state) }),
    );
    const document = base64At(file, 'data');
    checkFingerPrint(container, document);
    const told = Buffer.from(JSON.stringify(await answerTo(container, document, level, state)));
    const body = { type: 'application/json', bytes: told };
    const path = callback.pathname.slice(1);
    const said = bodyOf(await http.send({ method: 'POST', path, body, headers: ts(told, state) }));
    if (valueAt(said, 'status') !== 'success') throw new Cancelled('the service did not take the signature');
    return json(200, { status: 'done' });
  } finally {
    http.close();
  }
}

function urlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && url.protocol === 'http:' && SERVICE_HOST.test(url.hostname)) return url;
  throw new Cancelled('validate-request-error: not an address of the harness');
}

/** Keyed over the container as it stands in the text, not as a parser would write it again. */
function contractOf(qr: URL, now: Date): Json {
  const query = decodeBase64(qr.search.replace(/^\?tsquery=/, ''));
  if (query === undefined) throw new Cancelled('validate-request-error: tsquery is not base64');
  const contract = parseJson(query);
  const container = objectAt(contract, 'SignableContainer');
  const keyed = createHash('sha256').update(JSON.stringify(container)).digest();
  const expected = createHmac('sha256', SIMA_MASTER_KEY).update(keyed).digest('base64');
  if (stringAt(contract, 'Header', 'Signature') !== expected) {
    throw new Cancelled('validate-request-error: the signature of the contract is wrong');
  }
  const until = valueAt(container, 'OperationInfo', 'ExpUTC');
  if (typeof until !== 'number' || until * 1000 < now.getTime()) {
    throw new Cancelled('validate-request-error: the contract has expired');
  }
  if (valueAt(container, 'OperationInfo', 'Type') !== 'Sign')
    throw new Cancelled('this simulation only signs');
  return container;
}

function checkFingerPrint(container: Json, document: Uint8Array): void {
  const wanted = valueAt(container, 'DataInfo', 'FingerPrint');
  if (wanted === undefined || wanted === createHash('sha256').update(document).digest('base64')) return;
  throw new Cancelled('validate-request-error: the document is not the one of the contract');
}

/** Path and query, or the raw body, signed with the key of the person. */
function ts(signed: Uint8Array, { signer }: SimulatedState): Readonly<Record<string, string>> {
  const identity = signer.identity(SUITE);
  return {
    'ts-cert': encodeBase64(identity.certificate),
    'ts-sign-alg': 'ECDSA_SHA256',
    'ts-sign': encodeBase64(signer.value(identity, SUITE, signed)),
  };
}

/** Where the type is Sign, DataSignature is the signed PDF. */
async function answerTo(
  container: Json,
  document: Uint8Array,
  level: Level,
  { signer, forged }: SimulatedState,
): Promise<object> {
  const identity = signer.identity(SUITE);
  const order = {
    format: 'PAdES',
    level,
    packaging: 'enveloped',
    suite: SUITE,
    identity,
    document,
    documentName: 'document.pdf',
    signingTime: forged.instant,
  } as const;
  const signed = await signer.assembled(order, signer.value(identity, SUITE, signer.toSign(order)));
  return {
    Type: 'Sign',
    OperationId: stringAt(container, 'OperationInfo', 'OperationId'),
    DataSignature: encodeBase64(signed),
    SignedDataHash: createHash('sha256').update(document).digest('base64'),
    AlgName: 'SHA256',
  };
}

function levelOf(option: string | undefined): Level {
  return option === 'B-T' ? 'B-T' : 'B-B';
}

function bodyOf(reply: HttpReply | { readonly kind: 'silent'; readonly reason: string }): Json {
  if (reply.kind === 'silent') throw new Cancelled(`sign-document-error: ${reply.reason}`);
  if (reply.status === 200) return parseJson(reply.bytes);
  throw new Cancelled(
    `sign-document-error: HTTP ${reply.status}, ${Buffer.from(reply.bytes).toString('utf8')}`,
  );
}
