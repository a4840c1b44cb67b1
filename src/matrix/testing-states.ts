/**
 * The six states of the synthetic rounds, with profiles that say no more than the judge reads.
 *
 * @module
 */
import type { SuiteId } from '../model/claim';
import type { TimeModel } from '../model/policy';
import type { Profile, StateCode } from '../model/profile';

export const STATES: readonly { readonly code: StateCode; readonly name: string; readonly suite: SuiteId }[] =
  [
    { code: 'AZ', name: 'Azerbaijan', suite: 'ecdsa-p256-sha256' },
    { code: 'HU', name: 'Hungary', suite: 'rsa-pkcs1-sha256' },
    { code: 'KG', name: 'Kyrgyzstan', suite: 'rsa-pkcs1-sha256' },
    { code: 'KZ', name: 'Kazakhstan', suite: 'rsa-pkcs1-sha256' },
    { code: 'TR', name: 'Türkiye', suite: 'ecdsa-p384-sha384' },
    { code: 'UZ', name: 'Uzbekistan', suite: 'rsa-pkcs1-sha256' },
  ];

export function testProfile(
  code: StateCode,
  over: { accepts?: readonly StateCode[]; timeModel?: TimeModel } = {},
): Profile {
  const row = STATES.find((state) => state.code === code);
  const authority = { subject: [{ type: 'O', value: 'Test' }], suite: 'rsa-pkcs1-sha256' };
  return {
    code,
    name: row?.name ?? code,
    role: code === 'HU' ? 'observer' : 'member',
    evidenceClass: 'simulated',
    endpoints: {
      verify: {
        dialect: 'dss-rest',
        url: `http://dss.${code.toLowerCase()}.tamga.test/`,
        auth: { scheme: 'none' },
        timeoutMs: 1000,
        budget: { concurrency: 1, retries: 2, retryDelayMs: 1 },
        options: {},
      },
    },
    claims: [],
    trust: { publishes: [], accepts: over.accepts ?? STATES.map((state) => state.code) },
    algorithms: { id: 'test', digests: {}, keys: {} },
    timeModel: over.timeModel ?? 'best-signature-time',
    certificateProfile: {
      root: authority,
      issuing: authority,
      timeStamping: authority,
      ocsp: authority,
      signer: [],
      keyUsage: [],
      extendedKeyUsage: [],
      policies: [],
      qcStatements: [],
      timeStampPolicy: '1.2.3',
      indefiniteLength: false,
      validityYears: 2,
    },
    legalLevels: [],
    provenance: [],
  };
}
