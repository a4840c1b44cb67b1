/**
 * One door per endpoint of a state, opened when first asked for.
 *
 * @module
 */
import type { Allowances } from '../exchange/allowance';
import type { Door } from '../exchange/ask';
import { openDoor } from '../exchange/door';
import type { Store } from '../exchange/store';
import type { ForgedState, Identity } from '../forge/forged';
import { PKCS12_PASSWORD, pkcs12 } from '../forge/pkcs12';
import { containersOf } from '../forge/raw-container';
import type { Product, Role, SuiteId } from '../model/claim';
import type { Clock } from '../model/clock';
import type { Containers } from '../model/container';
import { textsOf } from '../model/endpoint-texts';
import { endpointFor, endpointsOf, type NamedEndpoint } from '../model/endpoints';
import { TamgaError } from '../model/error';
import type { Endpoint, Profile, StateCode } from '../model/profile';
import type { HostMap } from '../net/host-map';
import { isSecretReference, resolveSecret } from '../roster/secret';
import { CDSAPI_PIN, CSC_CLIENT, MSS_PROVIDER, SIMA_MASTER_KEY } from '../sandbox/test-secrets';
import type { Enrolment } from './enrolment';

export interface Doors {
  /** Of the endpoint that the state's claims name for the product. */
  of(code: StateCode, role: Role, product: Product): Door;
  close(): void;
}

export interface DoorsContext {
  readonly profiles: readonly Profile[];
  readonly hosts: HostMap;
  readonly store: Store;
  readonly clock: Clock;
  readonly allowances: Allowances;
  /** Folder that `file:` references start from. */
  readonly folder: string;
  readonly stateOf: (code: StateCode) => ForgedState;
}

export function createDoors(context: DoorsContext): Doors {
  const open = new Map<string, Door>();
  return {
    of(code, role, product) {
      const { profile, named } = endpointOf(code, role, product, context);
      const key = `${code} ${named.name}`;
      const door = open.get(key) ?? doorOf(profile, key, named.endpoint, context);
      open.set(key, door);
      return door;
    },
    close() {
      context.allowances.close();
      for (const door of open.values()) door.close();
    },
  };
}

function endpointOf(
  code: StateCode,
  role: Role,
  product: Product,
  { profiles }: DoorsContext,
): { readonly profile: Profile; readonly named: NamedEndpoint } {
  const profile = profiles.find((one) => one.code === code);
  const named = profile && endpointFor(profile, role, product);
  if (profile && named) return { profile, named };
  throw new TamgaError('TAMGA-E-PROFILE-MEANING', `${code} has no endpoint to ${role}`, {
    hint: `Give profiles/${code.toLowerCase()}.json an endpoints.${role}, or take the claim out.`,
  });
}

function doorOf(profile: Profile, name: string, endpoint: Endpoint, context: DoorsContext): Door {
  const secret = (text: string): string => resolve(text, profile, context);
  const { hosts, store, clock, allowances, stateOf, folder } = context;
  // Minted when a value is there to be put into something: most dialects never need it.
  const containers: Containers = {
    prepare: (request) => containersOf(stateOf(profile.code)).prepare(request),
  };
  return openDoor(name, endpoint, { hosts, store, secret, clock, allowances, containers, folder });
}

/** Before anything is minted or written: a secret that is not there is found with its place. */
export function requireSecrets({ profiles, folder }: Pick<Enrolment, 'profiles' | 'folder'>): void {
  for (const profile of profiles) {
    for (const { pointer: start, endpoint } of endpointsOf(profile)) {
      for (const { pointer, text } of textsOf(endpoint)) {
        const place = `${profile.code.toLowerCase()}.json ${start}${pointer}`;
        if (isSecretReference(text) && !text.startsWith('sandbox:')) requireSecret(text, folder, place);
      }
    }
  }
}

function requireSecret(reference: string, folder: string, place: string): void {
  try {
    resolveSecret(reference, process.env, folder);
  } catch (error) {
    if (!(error instanceof TamgaError)) throw error;
    const hint = error.hint ?? 'Set what the reference names.';
    throw new TamgaError(error.code, `${place}: ${error.message}`, { hint, cause: error });
  }
}

/** An option may be plain text; only a reference is resolved. */
function resolve(text: string, profile: Profile, context: DoorsContext): string {
  if (!isSecretReference(text)) return text;
  const given = TEST_SECRETS[text];
  if (given !== undefined) return given;
  if (text === TEST_KEY) return testKey(profile, firstSuite(profile), context);
  for (const [reference, certificateOf] of Object.entries(TEST_CERTIFICATES)) {
    if (!text.startsWith(reference)) continue;
    const der = certificateOf(context.stateOf(profile.code).signer(text.slice(reference.length)));
    return Buffer.from(der).toString('base64');
  }
  const suite = text.startsWith(`${TEST_KEY}:`) ? text.slice(TEST_KEY.length + 1) : null;
  return suite === null ? resolveSecret(text, process.env, context.folder) : testKey(profile, suite, context);
}

/** What the sandbox gives out to everybody: keys that protect nothing. */
const TEST_KEY = 'sandbox:test-key';
const TEST_SECRETS: Readonly<Record<string, string>> = {
  'sandbox:test-key-password': PKCS12_PASSWORD,
  'sandbox:test-pin': CDSAPI_PIN,
  'sandbox:test-application-password': MSS_PROVIDER.password,
  'sandbox:test-master-key': SIMA_MASTER_KEY,
  'sandbox:test-client-secret': CSC_CLIENT.secret,
};
/** For dialects that do not give out the certificate that they sign with. */
const TEST_CERTIFICATES: Readonly<Record<string, (signer: Identity) => Uint8Array>> = {
  'sandbox:test-certificate:': ({ certificate }) => certificate,
  'sandbox:test-issuer:': ({ chain }) => chain[0] ?? new Uint8Array(),
};

function firstSuite({ code, claims }: Profile): SuiteId {
  const suite = claims.find((claim) => claim.role === 'sign')?.suites[0];
  if (suite !== undefined) return suite;
  throw new TamgaError('TAMGA-E-SECRET', `${code}: ${TEST_KEY} needs a claim to sign`, {
    hint: 'Claim a format to sign, or take the option out.',
  });
}

function testKey({ code }: Profile, suite: SuiteId, { stateOf }: DoorsContext): string {
  return Buffer.from(pkcs12(stateOf(code), suite)).toString('base64');
}
