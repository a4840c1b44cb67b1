/**
 * Dialects `csc-v1` and `csc-v2` from the other side: credentials, authorisation by PIN, values over digests, documents.
 *
 * @module
 */
import { digestByName, digestByOid } from '../crypto/digests';
import { encodeBase64 } from '../encoding/base64';
import { type Json, parseJson, valueAt } from '../encoding/json';
import { signHashWith } from '../forge/hash-signing';
import { PKCS12_PASSWORD } from '../forge/pkcs12';
import { knownSuite } from '../forge/signing';
import { timeStampToken } from '../forge/time-stamp';
import type { Endpoint } from '../model/profile';
import { activate, requireActivation } from './csc-activation';
import { consentRoutes } from './csc-consent';
import {
  certificateOf,
  credentialOf,
  type Held,
  heldBy,
  keyOf,
  MULTISIGN,
  suiteFor,
} from './csc-credentials';
import { documentOrder } from './csc-documents';
import {
  arrayOf,
  broken,
  bytesOf,
  countOf,
  Fault,
  hashesOf,
  optionalStringOf,
  stringOf,
  wordOf,
} from './csc-faults';
import { json, type Route, type Service } from './server';
import type { SimulatedState } from './simulated-state';

/** What the two versions word differently. */
interface Version {
  readonly specs: string;
  readonly hashes: 'hash' | 'hashes';
  readonly hashAlgo: 'hashAlgo' | 'hashAlgorithmOID';
  readonly methods: readonly string[];
  readonly more: object;
  auth(): object;
  /** In its place where the permission comes from the authorization server. */
  consent(): object;
  /** The PIN of an authorisation; undefined where none is given. */
  pin(body: Json): string | undefined;
}

const METHODS = [
  'oauth2/authorize',
  'oauth2/token',
  'credentials/list',
  'credentials/info',
  'credentials/authorize',
  'signatures/signHash',
  'signatures/timestamp',
];

const PIN_OBJECT = {
  type: 'Password',
  id: 'PIN',
  format: 'A',
  label: 'PIN',
  description: 'password of the test keys',
};

const V1: Version = {
  specs: '1.0.4.0',
  hashes: 'hash',
  hashAlgo: 'hashAlgo',
  methods: METHODS,
  more: {},
  auth: () => ({
    authMode: 'explicit',
    PIN: { presence: 'true', format: 'A', label: 'PIN', description: PIN_OBJECT.description },
    OTP: { presence: 'false' },
  }),
  consent: () => ({ authMode: 'oauth2code' }),
  pin: (body) => optionalStringOf(body, 'PIN'),
};

const V2: Version = {
  specs: '2.0.0.0',
  hashes: 'hashes',
  hashAlgo: 'hashAlgorithmOID',
  methods: [...METHODS, 'signatures/signDoc'],
  more: {
    asynchronousOperationMode: false,
    validationInfo: false,
    signature_formats: {
      formats: ['C', 'X', 'P', 'J'],
      envelope_properties: [
        ['Attached', 'Detached'],
        ['Enveloped', 'Enveloping', 'Detached'],
        ['Revision'],
        ['Attached', 'Detached'],
      ],
    },
    conformance_levels: ['AdES-B-B', 'AdES-B-T', 'AdES-B-LT', 'AdES-B-LTA'],
  },
  auth: () => ({ auth: { mode: 'explicit', expression: 'PIN', objects: [PIN_OBJECT] } }),
  consent: () => ({ auth: { mode: 'oauth2code' } }),
  pin(body) {
    const given = arrayOf(body, 'authData').find((one) => valueAt(one, 'id') === 'PIN');
    return given === undefined ? undefined : stringOf(given, 'value');
  },
};

type Answer = (body: Json, state: SimulatedState, version: Version) => object | Promise<object>;

const ANSWERS: Readonly<Record<string, Answer>> = {
  info,
  'credentials/list': (_body, state) => ({ credentialIDs: heldBy(state).map(({ id }) => id) }),
  'credentials/info': credentialInfo,
  'credentials/authorize': authorize,
  'signatures/signHash': signHash,
  'signatures/timestamp': timestamp,
  'signatures/signDoc': signDoc,
};

export const cscV1Service = (state: SimulatedState, base: string, endpoint: Endpoint): Service =>
  serviceOf(state, base, consenting(V1, endpoint));
export const cscV2Service = (state: SimulatedState, base: string, endpoint: Endpoint): Service =>
  serviceOf(state, base, consenting(V2, endpoint));

/** A profile whose harness is a client of the authorization server gets credentials that want a consent. */
function consenting(version: Version, { options }: Endpoint): Version {
  return options['oauth2ClientId'] === undefined ? version : { ...version, auth: version.consent };
}

function serviceOf(state: SimulatedState, prefix: string, version: Version): Service {
  const routes = Object.entries(ANSWERS)
    .filter(([path]) => path === 'info' || version.methods.includes(path))
    .map(
      ([path, answer]): Route => ({
        method: 'POST',
        path: new RegExp(`^${path}$`),
        ...(path.startsWith('signatures/sign') && { role: 'sign' }),
        answer: async ({ bytes }) =>
          json(200, await answer(bytes.length === 0 ? {} : parseJson(bytes), state, version)),
      }),
    );
  return { prefix, routes: [...routes, ...consentRoutes(state)], broken };
}

function info(_body: Json, { profile }: SimulatedState, { specs, methods, more }: Version): object {
  return {
    specs,
    name: `${profile.name} (simulated by tamga)`,
    logo: '',
    region: profile.code,
    lang: 'en-US',
    description: 'simulated remote signing service with test keys',
    authType: ['external', 'oauth2client', 'oauth2code'],
    methods,
    ...more,
  };
}

function credentialInfo(body: Json, state: SimulatedState, version: Version): object {
  const held = credentialOf(state, stringOf(body, 'credentialID'));
  const certificates = wordOf(body, 'certificates', ['none', 'single', 'chain'], 'single');
  return {
    description: `test key for ${held.suite.id}`,
    key: keyOf(held),
    cert: certificateOf(held, certificates, valueAt(body, 'certInfo') === true),
    ...version.auth(),
    SCAL: '2',
    multisign: MULTISIGN,
    lang: 'en-US',
  };
}

function authorize(body: Json, state: SimulatedState, version: Version): object {
  const held = credentialOf(state, stringOf(body, 'credentialID'));
  const count = countOf(body, 'numSignatures', MULTISIGN);
  const pin = version.pin(body);
  if (pin === undefined) throw new Fault('Missing (or invalid type) string parameter PIN');
  if (pin !== PKCS12_PASSWORD) throw new Fault('The PIN is invalid', 'invalid_pin');
  const hashes = arrayOf(body, version.hashes).map((hash) => {
    if (typeof hash !== 'string') throw new Fault('Invalid Base64 hash string parameter');
    return hash;
  });
  if (hashes.length > count) throw new Fault('Numbers of signatures is too high');
  return { SAD: activate(state.forged.seed, { credentialID: held.id, hashes }), expiresIn: 3600 };
}

function signHash(body: Json, state: SimulatedState, version: Version): object {
  const held = credentialOf(state, stringOf(body, 'credentialID'));
  const suite = knownSuite(
    suiteFor(held, stringOf(body, 'signAlgo'), optionalStringOf(body, version.hashAlgo)),
  );
  const hashes = hashesOf(body, version.hashes, digestByName(suite.digest).length);
  synchronous(body);
  requireSad(body, state, held, hashes.map(encodeBase64));
  return {
    signatures: hashes.map((hash) => encodeBase64(signHashWith(suite.id, held.identity.key, hash))),
  };
}

async function signDoc(body: Json, state: SimulatedState): Promise<object> {
  const held = credentialOf(state, stringOf(body, 'credentialID'));
  if (valueAt(body, 'documentDigests') !== undefined) {
    throw new Fault('Invalid object parameter documentDigests');
  }
  synchronous(body);
  const { signer, forged } = state;
  const orders = arrayOf(body, 'documents').map((one) => documentOrder(one, held, forged.instant));
  const digests = orders.map(({ document }) => encodeBase64(digestByName('sha256').of(document)));
  requireSad(body, state, held, digests);
  const signed = await Promise.all(
    orders.map(async (order) => {
      const value = signer.value(order.identity, order.suite, signer.toSign(order));
      return { order, text: encodeBase64(await signer.assembled(order, value)) };
    }),
  );
  const of = (detached: boolean) =>
    signed.filter(({ order }) => (order.packaging === 'detached') === detached).map(({ text }) => text);
  return { DocumentWithSignature: of(false), SignatureObject: of(true) };
}

function timestamp(body: Json, { forged }: SimulatedState): object {
  const digestOid = stringOf(body, 'hashAlgo');
  const digest = digestByOid(digestOid);
  if (digest === undefined) throw new Fault('Invalid parameter hashAlgo');
  const imprint = bytesOf(body, 'hash');
  if (imprint.length !== digest.length) throw new Fault('Invalid digest value length');
  return { timestamp: encodeBase64(timeStampToken(forged, { digestOid, imprint, time: forged.instant })) };
}

function requireSad(body: Json, { forged }: SimulatedState, { id }: Held, hashes: readonly string[]): void {
  requireActivation(forged.seed, stringOf(body, 'SAD'), id, hashes);
}

function synchronous(body: Json): void {
  if (wordOf(body, 'operationMode', ['S', 'A'], 'S') === 'A')
    throw new Fault('Invalid parameter operationMode');
}
