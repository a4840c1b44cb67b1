/**
 * Dialect `e-imzo` from the other side: E-IMZO-SERVER with its raw bodies and status table, and CAPIWS beside it.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { decodeBase64, encodeBase64 } from '../encoding/base64';
import { timeStampOver } from '../forge/time-stamp';
import type { Role } from '../model/claim';
import { TamgaError } from '../model/error';
import type { ValidationReport } from '../referee/validation';
import { openCms, withTimeStamps, writeCms } from './cms-surgery';
import { capiws } from './e-imzo-capiws';
import { certificateInfo, localTime, statusOf, verifyReply } from './e-imzo-reply';
import { type Incoming, json, messageOf, type Outgoing, type Route, type Service, text } from './server';
import type { SimulatedState } from './simulated-state';

/** HTTP 400. */
class BadParameters extends Error {}

const TTL_S = 120;
/** Status of `/backend/auth` for a challenge that nobody gave out. */
const CHALLENGE_UNKNOWN = -20;

export function eImzoService(state: SimulatedState, base: string): Service {
  const { forged } = state;
  const challenges = new Set<string>();
  return {
    prefix: base,
    routes: [
      get(/^ping$/, () => ping(state)),
      get(/^info$/, () => info(state)),
      get(/^frontend\/challenge$/, () => challenge(forged.seed, challenges)),
      post(undefined, /^backend\/auth$/, (body) => authenticate(body, state, challenges)),
      post('sign', /^frontend\/timestamp\/pkcs7$/, (body) => stamp(body, state)),
      post('verify', /^backend\/pkcs7\/verify\/attached$/, (body) => verify(null, base64Of(body), state)),
      post('verify', /^backend\/pkcs7\/verify\/detached$/, (body) => {
        const [document, pkcs7] = pairOf(body);
        return verify(document, pkcs7, state);
      }),
      post(undefined, /^frontend\/pkcs7\/make-attached$/, async (body) => {
        const [document, pkcs7] = pairOf(body);
        const whole = writeCms({ ...openCms(pkcs7), content: document });
        return { pkcs7b64: encodeBase64(whole), status: 1, message: '' };
      }),
    ],
    sockets: [{ path: /^service\/cryptapi$/, answer: capiws(state) }],
    broken,
  };
}

function get(path: RegExp, answer: () => object): Route {
  return { method: 'GET', path, answer: () => json(200, answer()) };
}

function post(role: Role | undefined, path: RegExp, answer: (body: string) => Promise<object>): Route {
  return {
    method: 'POST',
    ...(role !== undefined && { role }),
    path,
    async answer({ bytes, headers }: Incoming) {
      if (headers['x-real-ip'] === undefined) throw new BadParameters('X-Real-IP is required');
      return json(200, await answer(Buffer.from(bytes).toString('latin1')));
    },
  };
}

/** What cannot be parsed is a bad parameter; anything else is the server's own trouble. */
function broken(error: unknown): Outgoing {
  const asked = error instanceof BadParameters || error instanceof TamgaError;
  return text(asked ? 400 : 503, messageOf(error));
}

/** The body is the base64 itself: no JSON, no form. */
function base64Of(body: string): Uint8Array {
  const bytes = decodeBase64(body);
  if (bytes === undefined || bytes.length === 0) throw new BadParameters('the body is not base64');
  return bytes;
}

function pairOf(body: string): readonly [Uint8Array, Uint8Array] {
  const [first, second, ...others] = body.split('|');
  if (first === undefined || second === undefined || others.length > 0) {
    throw new BadParameters('the body is not two base64 texts with | between');
  }
  // A document may be empty, a signature may not.
  return [first === '' ? new Uint8Array() : base64Of(first), base64Of(second)];
}

function ping(state: SimulatedState): object {
  return {
    serverDateTime: localTime(state.forged.instant),
    yourIP: '127.0.0.1',
    vpnKeyInfo: vpnKey(state),
  };
}

function info(state: SimulatedState): object {
  return {
    version: '1.1.1 (simulated)',
    serverTime: localTime(state.forged.instant),
    vpnKeyInfo: vpnKey(state),
    trustedCertificates: [state.forged.root.certificate].map((der) => encodeBase64(der)),
  };
}

function vpnKey({ forged }: SimulatedState): object {
  const time = localTime(forged.instant);
  return { serialNumber: '0', X500Name: 'CN=TAMGA TEST', validFrom: time, validTo: time };
}

function challenge(seed: string, given: Set<string>): object {
  const hex = createHash('sha256').update(`${seed} challenge ${given.size}`).digest('hex');
  const uuid = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
  given.add(uuid);
  return { challenge: uuid, ttl: TTL_S, status: 1, message: '' };
}

async function authenticate(body: string, { judge }: SimulatedState, given: Set<string>): Promise<object> {
  const pkcs7 = base64Of(body);
  const said = openCms(pkcs7).content;
  const known = said !== null && given.delete(Buffer.from(said).toString('utf8'));
  if (!known) return { status: CHALLENGE_UNKNOWN, message: 'challenge is missing or expired' };
  const report = await judged(judge.judge(pkcs7, []));
  const { status, message } = statusOf(report);
  const [signer] = report.signatures[0]?.certificates ?? [];
  return {
    ...(status === 1 && signer !== undefined && { subjectCertificateInfo: certificateInfo(signer) }),
    status,
    message,
  };
}

/** A signer who has a token already keeps it, and is not in the list. */
async function stamp(body: string, { forged, signer }: SimulatedState): Promise<object> {
  const cms = openCms(base64Of(body));
  const own = (certificates: string) =>
    signer.suites.find((suite) => certificates.includes(hexOf(signer.identity(suite).certificate)));
  const suite = own(cms.middle.map(hexOf).join(''));
  const hierarchy = suite === undefined ? forged : forged.hierarchyOf(suite);
  const before = cms.signers.filter(({ unsigned }) => unsigned.length > 0).length;
  const stamped = withTimeStamps(cms, timeStampOver(hierarchy, forged.instant));
  return {
    pkcs7b64: encodeBase64(writeCms(stamped)),
    timestampedSignerList: cms.signers.slice(before).map(() => ({})),
    status: 1,
    message: '',
  };
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

async function verify(
  document: Uint8Array | null,
  pkcs7: Uint8Array,
  { judge }: SimulatedState,
): Promise<object> {
  const contents = document === null ? [] : [{ name: null, bytes: [document] }];
  const report = await judged(judge.judge(pkcs7, contents));
  return verifyReply(pkcs7, report, document === null);
}

async function judged(report: Promise<ValidationReport>): Promise<ValidationReport> {
  const { signatures, ...rest } = await report;
  if (signatures.length === 0) throw new BadParameters('no PKCS#7 document');
  return { ...rest, signatures };
}
