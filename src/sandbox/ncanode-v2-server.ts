/**
 * Dialect `ncanode-v2` from the other side: one address for all methods, a status in every body.
 *
 * Faults of version 1.0 come with HTTP 200, those of version 2.0 with 400 or 500, as the two halves of the program do.
 *
 * @module
 */
import { encodeBase64 } from '../encoding/base64';
import { arrayAt, base64At, type Json, parseJson, stringAt, valueAt } from '../encoding/json';
import type { Format, Packaging } from '../model/claim';
import { TamgaError } from '../model/error';
import type { ValidationReport } from '../referee/validation';
import { openCms } from './cms-surgery';
import { keyOfStore } from './key-store-signer';
import { cmsResult, xmlResult } from './ncanode-v2-reply';
import { json, messageOf, type Outgoing, type Service } from './server';
import type { SimulatedState } from './simulated-state';

/** ApiStatus.java. */
const STATUS = {
  noVersion: 1,
  otherVersion: 2,
  badParameter: 3,
  noMethod: 4,
  apiError: 5,
  noParameters: 6,
  noMethodNamed: 7,
  unparsable: -1,
} as const;

class Refusal extends Error {
  readonly status: number;
  readonly http: 400 | 500;

  constructor(status: number, message: string, http: 400 | 500 = 400) {
    super(message);
    this.status = status;
    this.http = http;
  }
}

type Method = (params: Json, state: SimulatedState) => Promise<object> | object;

const METHODS: Readonly<Record<string, Method>> = {
  '1.0 NODE.info': () => ({ result: { name: 'NCANode', version: '2.3.0 (simulated)' } }),
  '1.0 XML.sign': signXml,
  '1.0 XML.verify': verifyXml,
  '2.0 node.info': () => ({ name: 'NCANode', version: '2.3.0 (simulated)' }),
  '2.0 cms.sign': signCms,
  '2.0 cms.verify': verifyCms,
  '2.0 cms.extract': (params) => ({
    originalData: encodeBase64(openCms(base64At(params, 'cms')).content ?? new Uint8Array()),
  }),
};

export function ncanodeV2Service(state: SimulatedState, base: string): Service {
  return {
    prefix: base,
    // One route for both roles: a lie on the wire of either is told by all methods, or by none.
    routes: [{ method: 'POST', path: /^$/, answer: ({ bytes }) => respond(bytes, state) }],
    broken: (error) => json(500, { status: STATUS.apiError, message: messageOf(error) }),
  };
}

async function respond(bytes: Uint8Array, state: SimulatedState): Promise<Outgoing> {
  let version: Json | undefined;
  try {
    const body = requestOf(bytes);
    version = valueAt(body, 'version');
    const said = await methodOf(body)(paramsOf(body), state);
    return json(200, { ...said, message: '', status: 0 });
  } catch (error) {
    const { status, http, message } = refusalOf(error);
    return json(version === '1.0' ? 200 : http, { message, status });
  }
}

function requestOf(bytes: Uint8Array): Json {
  try {
    return parseJson(bytes);
  } catch (error) {
    throw new Refusal(STATUS.unparsable, messageOf(error));
  }
}

function methodOf(body: Json): Method {
  const version = valueAt(body, 'version');
  const method = valueAt(body, 'method');
  if (typeof version !== 'string') throw new Refusal(STATUS.noVersion, '"version" not specified');
  if (version !== '1.0' && version !== '2.0') throw new Refusal(STATUS.otherVersion, 'Version not supported');
  if (typeof method !== 'string' || method === '')
    throw new Refusal(STATUS.noMethodNamed, '"method" not specified');
  const name = `${version} ${method}`;
  const found = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (found === undefined) throw new Refusal(STATUS.noMethod, 'Method not found');
  return found;
}

/** Version 1.0 wants them, version 2.0 takes none for empty ones. */
function paramsOf(body: Json): Json {
  const params = valueAt(body, 'params') ?? null;
  if (params !== null) return params;
  if (valueAt(body, 'version') === '1.0' && valueAt(body, 'method') !== 'NODE.info') {
    throw new Refusal(STATUS.noParameters, '"params" not specified');
  }
  return {};
}

/** @throws what is no refusal but a defect of this program. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (!(error instanceof TamgaError) || error.code === 'TAMGA-E-INTERNAL') throw error;
  return error.code === 'TAMGA-E-PROTOCOL'
    ? new Refusal(STATUS.badParameter, `Invalid parameter: ${error.message}`)
    : new Refusal(STATUS.apiError, `Api error: ${error.message}`, 500);
}

async function signCms(params: Json, state: SimulatedState): Promise<object> {
  const [store, ...others] = arrayAt(params, 'p12array');
  if (store === undefined || others.length > 0) {
    throw new Refusal(STATUS.badParameter, 'this simulation signs for one signer');
  }
  const product = {
    level: valueAt(params, 'withTsp') === true ? 'B-T' : 'B-B',
    packaging: 'attached',
  } as const;
  const cms = await signed(store, { format: 'CAdES', ...product, document: base64At(params, 'data') }, state);
  return { cms: encodeBase64(cms) };
}

async function signXml(params: Json, state: SimulatedState): Promise<object> {
  const document = Buffer.from(stringAt(params, 'xml'), 'utf8');
  const xml = await signed(
    params,
    { format: 'XMLDSig', level: 'none', packaging: 'enveloped', document },
    state,
  );
  return { result: { xml: Buffer.from(xml).toString('utf8') } };
}

interface Wanted {
  readonly format: Format;
  readonly level: 'none' | 'B-B' | 'B-T';
  readonly packaging: Packaging;
  readonly document: Uint8Array;
}

/** `store` holds p12 and password. */
function signed(store: Json, wanted: Wanted, { signer, forged }: SimulatedState): Promise<Uint8Array> {
  const key = keyOfStore(base64At(store, 'p12'), stringAt(store, 'password'), signer);
  if (key.kind === 'unusable') throw new Refusal(STATUS.apiError, `Api error: ${key.why}`, 500);
  const { identity, suite } = key;
  const order = { ...wanted, identity, suite, documentName: 'data', signingTime: forged.instant };
  return signer.assembled(order, signer.value(identity, suite, signer.toSign(order)));
}

const PROBABLY_INVALID = 'Api error: The document signature is probably invalid.';

async function verifyCms(params: Json, { judge }: SimulatedState): Promise<object> {
  const cms = base64At(params, 'cms');
  const report = await readable(judge.judge(cms, []));
  if (report.signatures.length === 0 || report.signatures.some(({ intact }) => intact !== true)) {
    throw new Refusal(STATUS.apiError, PROBABLY_INVALID);
  }
  return { result: cmsResult(cms, report) };
}

async function verifyXml(params: Json, { judge }: SimulatedState): Promise<object> {
  return { result: xmlResult(await readable(judge.judge(Buffer.from(stringAt(params, 'xml'), 'utf8'), []))) };
}

async function readable(report: Promise<ValidationReport>): Promise<ValidationReport> {
  try {
    return await report;
  } catch (error) {
    if (error instanceof TamgaError && error.code !== 'TAMGA-E-INTERNAL') {
      throw new Refusal(STATUS.apiError, `Api error: ${error.message}`);
    }
    throw error;
  }
}
