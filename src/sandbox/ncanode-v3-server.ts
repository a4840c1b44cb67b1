/**
 * Dialect `ncanode-v3` from the other side: signs with the key store of the request, verifies with a bare yes or no.
 *
 * @module
 */
import { decodeBase64, encodeBase64 } from '../encoding/base64';
import { arrayAt, base64At, booleanAt, type Json, stringAt, valueAt } from '../encoding/json';
import type { Identity } from '../forge/forged';
import type { SuiteId } from '../model/claim';
import { TamgaError } from '../model/error';
import { keyOfStore } from './key-store-signer';
import { verificationReply, xmlVerificationReply } from './ncanode-v3-reply';
import { json, messageOf, type Outgoing, postRoute, type Service } from './server';
import type { Signer, SigningOrder } from './signer';
import type { SimulatedState } from './simulated-state';

/** An exception that NCANode would give this status. */
class Refusal extends Error {
  readonly status: 400 | 500;

  constructor(status: 400 | 500, message: string) {
    super(message);
    this.status = status;
  }
}

export function ncanodeV3Service(state: SimulatedState, base: string): Service {
  return {
    prefix: base,
    routes: [
      { method: 'GET', path: /^actuator\/health$/, answer: () => json(200, { status: 'UP' }) },
      postRoute('sign', /^cms\/sign$/, (body) => sign(body, state)),
      postRoute('verify', /^cms\/verify$/, (body) => verify(body, state)),
      postRoute('sign', /^xml\/sign$/, (body) => signXml(body, state)),
      postRoute('verify', /^xml\/verify$/, (body) => verifyXml(body, state)),
    ],
    broken,
  };
}

function broken(error: unknown): Outgoing {
  const asked = error instanceof TamgaError && error.code === 'TAMGA-E-PROTOCOL';
  const status = error instanceof Refusal ? error.status : asked ? 400 : 500;
  return json(status, { status, message: messageOf(error) });
}

async function sign(body: Json, { signer, forged }: SimulatedState): Promise<object> {
  const order = {
    ...signerOf(body, signer),
    // National facts, section 2: what the official library writes is CAdES, with or without a time-stamp.
    format: 'CAdES',
    level: valueAt(body, 'withTsp') === true ? 'B-T' : 'B-B',
    packaging: booleanAt(body, 'detached') ? 'detached' : 'attached',
    document: base64At(body, 'data'),
    documentName: 'data',
    signingTime: forged.instant,
  } as const;
  return { status: 200, message: 'OK', cms: encodeBase64(await signed(order, signer)) };
}

/** National facts, section 2: enveloped, the whole document by `URI=""`, canonical with its comments. */
async function signXml(body: Json, { signer, forged }: SimulatedState): Promise<object> {
  const given = stringAt(body, 'xml');
  const order = {
    ...signerOf(body, signer),
    format: 'XMLDSig',
    level: 'none',
    packaging: 'enveloped',
    document: Buffer.from(valueAt(body, 'trimXml') === true ? given.trim() : given, 'utf8'),
    documentName: 'xml',
    signingTime: forged.instant,
  } as const;
  return { status: 200, message: 'OK', xml: Buffer.from(await signed(order, signer)).toString('utf8') };
}

function signed(order: SigningOrder, signer: Signer): Promise<Uint8Array> {
  return signer.assembled(order, signer.value(order.identity, order.suite, signer.toSign(order)));
}

function signerOf(body: Json, signer: Signer): ReturnType<typeof keyOf> {
  const [request, ...others] = arrayAt(body, 'signers');
  if (request === undefined || others.length > 0)
    throw new Refusal(400, 'this simulation signs for one signer');
  return keyOf(request, signer);
}

function keyOf(request: Json, signer: Signer): { readonly identity: Identity; readonly suite: SuiteId } {
  const key = keyOfStore(base64At(request, 'key'), stringAt(request, 'password'), signer);
  if (key.kind === 'key') return key;
  throw new Refusal(500, `signers[0]: Key reading error: ${key.why}`);
}

async function verify(body: Json, { judge }: SimulatedState): Promise<object> {
  const cms = base64At(body, 'cms');
  const data = valueAt(body, 'data');
  const content = typeof data === 'string' ? decodeBase64(data) : undefined;
  if (typeof data === 'string' && content === undefined) throw new Refusal(400, 'data is not base64');
  // `revocationCheck` is not read: this simulation always checks both.
  const contents = content === undefined ? [] : [{ name: null, bytes: [content] }];
  try {
    const report = await judge.judge(cms, contents);
    if (report.signatures.length === 0) throw new Refusal(400, 'CMS holds no signature');
    return verificationReply(cms, report);
  } catch (error) {
    // The whole of /cms/verify is wrapped: whatever cannot be parsed is a bad request.
    if (error instanceof TamgaError) throw new Refusal(400, error.message);
    throw error;
  }
}

/** A document without a signature is not valid, and no bad request. */
async function verifyXml(body: Json, { judge }: SimulatedState): Promise<object> {
  try {
    return xmlVerificationReply(await judge.judge(Buffer.from(stringAt(body, 'xml'), 'utf8'), []));
  } catch (error) {
    if (error instanceof TamgaError) throw new Refusal(400, error.message);
    throw error;
  }
}
