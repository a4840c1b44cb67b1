/**
 * A first profile of a state from a few answers: what the operator said, and defaults for the rest.
 *
 * @module
 */
import { suiteById } from '../crypto/suites';
import { driverFor } from '../drivers/registry';
import { type Claim, type Format, type Level, ROLES, type Role, type SuiteId } from '../model/claim';
import { isAdes, packagingsOf } from '../model/forms';
import type { AlgorithmPolicy } from '../model/policy';
import type { Auth, AuthorityProfile, Endpoint, Profile, StateCode } from '../model/profile';
import { usage } from './arguments';

export interface InitAnswers {
  readonly code: StateCode;
  readonly name: string;
  readonly role: Profile['role'];
  readonly dialect: string;
  readonly urls: Readonly<Partial<Record<Role, string>>>;
  readonly auth: InitAuth;
  readonly formats: readonly Format[];
  /** Of the formats that are AdES. */
  readonly levels: readonly Level[];
  /** The preferred one first. */
  readonly suites: readonly SuiteId[];
  readonly accepts: readonly StateCode[];
}

/** hmac and kamusm have too much to say for a first profile. */
export const INIT_AUTHS = ['none', 'bearer', 'basic', 'header', 'oauth2', 'mutual-tls'] as const;
type InitAuth = (typeof INIT_AUTHS)[number];

/** Relative to the profile. */
export function anchorPath(code: StateCode): string {
  return `trust/${code.toLowerCase()}/root.pem`;
}

/** `known`: what this project says of the state already. @throws TamgaError TAMGA-E-USAGE */
export function profileFrom(answers: InitAnswers, known: Profile | undefined): Profile & { $schema: string } {
  const { code, name, role, urls } = answers;
  const roles = ROLES.filter((one) => urls[one] !== undefined);
  for (const one of roles) requireSpoken(answers.dialect, one);
  return {
    $schema: './profile.schema.json',
    code,
    name,
    role,
    evidenceClass: 'self-tested',
    endpoints: Object.fromEntries(roles.map((one) => [one, endpointOf(answers, urls[one] ?? '')])),
    claims: roles.flatMap((one) => claimsOf(answers, one)),
    trust: { publishes: [{ from: 'file', path: anchorPath(code) }], accepts: answers.accepts },
    algorithms: known === undefined ? algorithmsFor(answers) : { ...known.algorithms, id: policyName(code) },
    timeModel: known?.timeModel ?? 'best-signature-time',
    certificateProfile: known?.certificateProfile ?? certificatesOf(answers),
    legalLevels: known?.legalLevels ?? [],
    provenance: DEFAULTS.map((path) => ({
      path,
      certainty: 'unverified',
      source: 'written by tamga init, and not yet corrected by the state',
    })),
  };
}

const DEFAULTS = ['/claims', '/algorithms', '/timeModel', '/certificateProfile'] as const;

function requireSpoken(dialect: string, role: Role): void {
  if (driverFor(dialect)[role] !== undefined) return;
  throw usage(
    `the dialect ${dialect} cannot ${role}`,
    { name: 'init' },
    `Leave out --${role}-url; tamga list --dialects shows who can what.`,
  );
}

function endpointOf({ code, dialect, auth }: InitAnswers, url: string): Endpoint {
  return {
    dialect,
    url: url.endsWith('/') ? url : `${url}/`,
    auth: authOf(auth, code, url),
    timeoutMs: 20_000,
    ...(auth === 'mutual-tls' && {
      tls: { client: { certificate: 'file:secrets/client.pem', key: 'file:secrets/client.key' } },
    }),
    // Little, until its operator says more.
    budget: { concurrency: 2, retries: 1, retryDelayMs: 1000 },
    options: {},
  };
}

/** References alone: a secret never stands in a profile. */
function authOf(scheme: InitAuth, code: StateCode, url: string): Auth {
  const secret = (name: string): string => `env:TAMGA_${code}_${name}`;
  switch (scheme) {
    case 'none':
    case 'mutual-tls':
      return { scheme };
    case 'bearer':
      return { scheme, token: secret('TOKEN') };
    case 'basic':
      return { scheme, user: 'tamga', password: secret('PASSWORD') };
    case 'header':
      return { scheme, name: 'X-Api-Key', value: secret('API_KEY') };
    case 'oauth2':
      return {
        scheme,
        tokenUrl: new URL('/oauth2/token', url).href,
        clientId: 'tamga',
        clientSecret: secret('CLIENT_SECRET'),
        clientAuthentication: 'client_secret_basic',
      };
  }
}

function claimsOf({ formats, levels, suites }: InitAnswers, role: Role): readonly Claim[] {
  return formats.map((format) => {
    const ades = levels.filter((level) => level !== 'none');
    const [packaging = 'attached'] = packagingsOf(format);
    const plain: readonly Level[] = ['none'];
    return { role, format, levels: isAdes(format) ? ades : plain, packagings: [packaging], suites };
  });
}

function policyName(code: StateCode): string {
  return `${code.toLowerCase()}-declared`;
}

/** SHA-2 with usual keys, and what the suites of the state need. */
function algorithmsFor({ code, suites }: InitAnswers): AlgorithmPolicy {
  const own = suites.map(suiteById).filter((suite) => suite !== undefined);
  const digests = ['sha256', 'sha384', 'sha512', ...own.map(({ digest }) => digest)];
  const families = ['rsa-pkcs1', 'ecdsa', ...own.map(({ family }) => family)];
  const bits = (family: string): number => (family.startsWith('rsa') ? 2048 : 256);
  return {
    id: policyName(code),
    digests: Object.fromEntries(digests.map((name) => [name, null])),
    keys: Object.fromEntries(families.map((name) => [name, [{ minimumBits: bits(name), until: null }]])),
  };
}

/** The forge mints after it where a test needs a certificate as the state's own are. */
function certificatesOf({ code, suites: [suite = ''] }: InitAnswers): Profile['certificateProfile'] {
  const subject = (commonName: string): AuthorityProfile['subject'] => [
    { type: 'C', value: code },
    { type: 'O', value: 'TAMGA TEST' },
    { type: 'CN', value: `${commonName} TAMGA TEST` },
  ];
  return {
    root: { subject: subject('Root'), suite },
    issuing: { subject: subject('Issuing'), suite },
    timeStamping: { subject: subject('Time-stamping'), suite },
    ocsp: { subject: subject('OCSP'), suite },
    signer: subject('TEST SIGNER'),
    keyUsage: ['nonRepudiation'],
    extendedKeyUsage: [],
    policies: [],
    qcStatements: [],
    // EN 319 421 section 5.2: the best-practices policy of time-stamps.
    timeStampPolicy: '0.4.0.2023.1.1',
    indefiniteLength: false,
    validityYears: 2,
  };
}
