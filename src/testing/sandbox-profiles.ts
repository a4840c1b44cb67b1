/**
 * Four simulated states for tests of the sandbox: both dialects, plain CMS in BER, a verifier that departs from its profile.
 *
 * @module
 */
import { TEST_PROFILE } from '../forge/testing-profile';
import type { Claim, Format, SuiteId } from '../model/claim';
import type { Endpoint, Profile, StateCode, SubjectAttribute } from '../model/profile';

const P256 = 'ecdsa-p256-sha256';
const P384 = 'ecdsa-p384-sha384';
const RSA = 'rsa-pkcs1-sha256';

export const SANDBOX_PROFILES: readonly Profile[] = [
  profile('KG', 'dss-rest', 'CAdES', [P256], { behaviour: 'ignores-time-stamp' }),
  profile('KZ', 'ncanode-v3', 'CAdES', [P256, 'kz-gost2015-512-streebog512', 'kz-gost2004-gost34311'], {}),
  profile('TR', 'dss-rest', 'CAdES', [P256, P384, RSA], {}),
  profile('UZ', 'dss-rest', 'CMS', [P256, 'uz-dst1092-dst1106'], {}),
];

export const SANDBOX_ORDER = {
  seed: 'sandbox-test',
  instant: '2026-09-01T12:00:00Z',
  profiles: SANDBOX_PROFILES,
  roster: SANDBOX_PROFILES.map(({ code, certificateProfile }) => ({ code, certificateProfile })),
};

export function profileOf(code: StateCode): Profile {
  const found = SANDBOX_PROFILES.find((one) => one.code === code);
  if (found === undefined) throw new Error(`no test profile ${code}`);
  return found;
}

function profile(
  code: StateCode,
  dialect: string,
  format: Format,
  suites: readonly SuiteId[],
  options: Readonly<Record<string, string>>,
): Profile {
  const url = `http://${dialect}.${code.toLowerCase()}.tamga.test/`;
  return {
    code,
    name: code,
    role: 'member',
    evidenceClass: 'simulated',
    endpoints: { sign: endpoint(dialect, url, {}), verify: endpoint(dialect, url, options) },
    claims: [claim(format, suites)],
    trust: { publishes: [{ from: 'sandbox' }], accepts: ['KG', 'KZ', 'TR', 'UZ'] },
    algorithms: {
      id: 'test',
      digests: {
        sha256: null,
        sha384: null,
        streebog512: null,
        'gost94-test': null,
        'gost94-cryptopro': null,
      },
      keys: {
        'rsa-pkcs1': [{ minimumBits: 2048, until: null }],
        ecdsa: [{ minimumBits: 256, until: null }],
        gost: [{ minimumBits: 256, until: null }],
      },
    },
    timeModel: 'best-signature-time',
    certificateProfile: certificateProfile(code, format === 'CMS'),
    legalLevels: [],
    provenance: [],
  };
}

function endpoint(dialect: string, url: string, options: Readonly<Record<string, string>>): Endpoint {
  const budget = { concurrency: 4, retries: 0, retryDelayMs: 0 };
  return { dialect, url, auth: { scheme: 'none' }, timeoutMs: 20_000, budget, options };
}

function claim(format: Format, suites: readonly SuiteId[]): Claim {
  const levels = format === 'CMS' ? (['none'] as const) : (['B-B', 'B-T'] as const);
  return { role: 'sign', format, levels, packagings: ['attached', 'detached'], suites };
}

/** Every state has names of its own, or chains would cross. */
function certificateProfile(code: StateCode, indefiniteLength: boolean): Profile['certificateProfile'] {
  const renamed = (subject: readonly SubjectAttribute[]) =>
    subject.map(({ type, value }) => ({ type, value: type === 'CN' ? `${value} ${code}` : value }));
  const { root, issuing, timeStamping, ocsp, signer } = TEST_PROFILE;
  return {
    ...TEST_PROFILE,
    root: { ...root, subject: renamed(root.subject) },
    issuing: { ...issuing, subject: renamed(issuing.subject) },
    timeStamping: { ...timeStamping, subject: renamed(timeStamping.subject) },
    ocsp: { ...ocsp, subject: renamed(ocsp.subject) },
    signer: renamed(signer),
    indefiniteLength,
  };
}
