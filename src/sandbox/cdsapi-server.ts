/**
 * Dialect `cdsapi` from the other side: a cloud that signs raw values with the keys of one fictional person.
 *
 * Error codes are this simulation's own: none are published.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { decodeBase64, encodeBase64 } from '../encoding/base64';
import { type Json, stringAt, valueAt } from '../encoding/json';
import { signHashWith } from '../forge/hash-signing';
import { TamgaError } from '../model/error';
import { json, messageOf, type Outgoing, postRoute, type Service } from './server';
import type { SimulatedState } from './simulated-state';
import { CDSAPI_PIN } from './test-secrets';

const CODE = { person: 1, pin: 2, token: 3, input: 4 } as const;
const HOUR_MS = 3600 * 1000;

class Refusal extends Error {
  readonly code: number;
  readonly inactive: string | null;

  constructor(code: number, message: string, inactive: string | null = null) {
    super(message);
    this.code = code;
    this.inactive = inactive;
  }
}

export function cdsapiService(state: SimulatedState, base: string): Service {
  const { forged } = state;
  return {
    prefix: base,
    routes: [
      postRoute('sign', /^user-auth-methods$/, (body) => methods(body)),
      postRoute('sign', /^get-pin-code$/, (body) => methods(body)),
      postRoute('sign', /^account\/auth$/, (body) => authenticate(body, state)),
      postRoute('sign', /^get-cert-info$/, (body) => certificateInfo(body, state)),
      postRoute('sign', /^get-sign\/for-hash$/, (body) => sign(body, state)),
      postRoute('verify', /^check-sign\/for-hash$/, (body) => check(body, state, forged.instant)),
    ],
    broken,
  };
}

function broken(error: unknown): Outgoing {
  const asked = error instanceof TamgaError;
  const { code, inactive } = error instanceof Refusal ? error : { code: CODE.input, inactive: null };
  return json(error instanceof Refusal || asked ? 400 : 500, {
    errorCode: code,
    errorMessage: messageOf(error),
    isActive: inactive === null,
    inactiveReason: inactive,
  });
}

function methods(body: Json): object {
  personOf(body);
  return { userAuthMethodList: [{ authType: 'sms', isActive: true }] };
}

/** Fourteen digits, the first of them for the sex. */
function personOf(body: Json): string {
  const person = stringAt(body, 'personIdnp');
  if (/^\d{14}$/.test(person)) return person;
  throw new Refusal(CODE.person, 'personIdnp: 14 digits are expected', 'unknown person');
}

function authenticate(body: Json, { forged }: SimulatedState): object {
  const personIdnp = personOf(body);
  if (valueAt(body, 'byPin') !== CDSAPI_PIN) throw new Refusal(CODE.pin, 'wrong PIN', 'wrong PIN');
  const organizationInn = valueAt(body, 'organizationInn') ?? null;
  return {
    createAt: forged.instant.toISOString(),
    expireAt: new Date(forged.instant.getTime() + HOUR_MS).toISOString(),
    subjectType: organizationInn === null ? 1 : 2,
    personIdnp,
    personFio: 'ТЕСТОВ ТЕСТ',
    organizationInn,
    organizationName: organizationInn === null ? null : 'TAMGA TEST',
    isActive: true,
    token: tokenOf(forged.seed),
  };
}

/** The same for every person: all of them are the one whose keys are here. */
function tokenOf(seed: string): string {
  return createHash('sha256').update(`${seed} cdsapi`).digest('hex');
}

function authorised(body: Json, { forged }: SimulatedState): void {
  if (stringAt(body, 'userToken') !== tokenOf(forged.seed)) {
    throw new Refusal(CODE.token, 'the user token is unknown or expired', 'token');
  }
}

/** Names and no certificate, as the interface has it. */
function certificateInfo(body: Json, state: SimulatedState): object {
  authorised(body, state);
  const { instant, profile } = state.forged;
  const named = (subject: typeof profile.signer, type: string) =>
    subject.find((one) => one.type === type)?.value ?? null;
  return {
    validNotBefore: instant.toISOString(),
    validNotAfter: new Date(instant.getTime() + 24 * HOUR_MS).toISOString(),
    personIdnp: named(profile.signer, 'serialNumber'),
    commonName: named(profile.signer, 'CN'),
    organizationInn: named(profile.signer, 'OU'),
    organizationName: named(profile.signer, 'O'),
    countryName: named(profile.signer, 'C'),
    keyIdentifier: tokenOf(state.forged.seed).slice(0, 40),
    certissuer: {
      commonName: named(profile.issuing.subject, 'CN'),
      organizationName: named(profile.issuing.subject, 'O'),
      countryName: named(profile.issuing.subject, 'C'),
    },
  };
}

/** The certificate in what is to be signed tells which key is meant; else it is that of the first suite. */
function sign(body: Json, state: SimulatedState): object {
  authorised(body, state);
  const { signer, forged } = state;
  const hash = stringAt(body, 'hash');
  const value = isHex(hash) ? signedHash(hash, state) : signedWhole(hash, state);
  if (value === undefined)
    throw new Refusal(CODE.input, `hash cannot be signed with ${signer.suites[0] ?? 'no suite'}`);
  return { isSuccesfull: true, sign: encodeBase64(value), timestamp: forged.instant.getTime() };
}

function isHex(hash: string): boolean {
  return /^[0-9a-fA-F]{64}$/.test(hash);
}

function signedHash(hash: string, { signer }: SimulatedState): Uint8Array | undefined {
  const [suite] = signer.suites;
  if (suite === undefined || !suite.endsWith('sha256')) return undefined;
  return signHashWith(suite, signer.identity(suite).key, Buffer.from(hash, 'hex'));
}

function signedWhole(hash: string, { signer }: SimulatedState): Uint8Array | undefined {
  const data = decodeBase64(hash);
  if (data === undefined || data.length === 0)
    throw new Refusal(CODE.input, 'hash is neither base64 nor hexadecimal');
  const suite =
    signer.suites.find((one) => names(data, signer.identity(one).certificate)) ?? signer.suites[0];
  return suite === undefined ? undefined : signer.value(signer.identity(suite), suite, data);
}

/** signing-certificate-v2 holds the SHA-256 of the certificate. */
function names(data: Uint8Array, certificate: Uint8Array): boolean {
  return Buffer.from(data).includes(createHash('sha256').update(certificate).digest());
}

async function check(body: Json, { judge, profile }: SimulatedState, instant: Date): Promise<object> {
  const hash = stringAt(body, 'hash');
  const content = isHex(hash) ? undefined : decodeBase64(hash);
  const cms = decodeBase64(stringAt(body, 'signBase64'));
  if (content === undefined)
    throw new Refusal(CODE.input, 'this simulation checks over the whole document in base64');
  if (cms === undefined || cms.length === 0) throw new Refusal(CODE.input, 'signBase64 is not base64');
  const report = await judge.judge(cms, [{ name: null, bytes: [content] }]);
  const verified =
    report.signatures.length > 0 &&
    report.signatures.every(({ indication }) => indication === 'TOTAL_PASSED');
  return {
    personIdnp: null,
    personFio: report.signatures[0]?.signedBy ?? null,
    organizationInn: null,
    organizationName: profile.name,
    verified,
    timestamp: instant.getTime(),
  };
}
