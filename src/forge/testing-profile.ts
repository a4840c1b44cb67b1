/**
 * A certificate profile for the forge's own tests; nobody in it exists.
 *
 * @module
 */
import type { CertificateProfile, HierarchyProfile, SubjectAttribute } from '../model/profile';

const authority = (name: string): readonly SubjectAttribute[] => [
  { type: 'C', value: 'KZ' },
  { type: 'O', value: 'TAMGA TEST' },
  { type: 'CN', value: name },
];

export const TEST_PROFILE: CertificateProfile = {
  root: { subject: authority('Tamga Fixture Root'), suite: 'ecdsa-p384-sha384' },
  issuing: { subject: authority('Tamga Fixture Issuing CA'), suite: 'ecdsa-p256-sha256' },
  timeStamping: { subject: authority('Tamga Fixture TSA'), suite: 'ecdsa-p256-sha256' },
  ocsp: { subject: authority('Tamga Fixture OCSP'), suite: 'ecdsa-p256-sha256' },
  signer: [
    { type: 'CN', value: 'ТЕСТОВ ТЕСТ' },
    { type: 'SN', value: 'ТЕСТОВ' },
    { type: 'serialNumber', value: 'IIN000000000000' },
    { type: 'C', value: 'KZ' },
    { type: '1.2.860.3.16.1.2', value: '00000000000000' },
    { type: 'OU', value: 'TAMGA TEST' },
  ],
  keyUsage: ['digitalSignature', 'nonRepudiation'],
  extendedKeyUsage: ['1.3.6.1.5.5.7.3.4'],
  policies: ['1.2.398.3.3.2.3'],
  qcStatements: ['0.4.0.1862.1.1'],
  timeStampPolicy: '1.2.398.3.3.2.6.4',
  indefiniteLength: false,
  validityYears: 2,
};

/** The same with RSA keys under the authorities, for what OpenSSL does with them. */
export const RSA_TEST_PROFILE: CertificateProfile = {
  ...TEST_PROFILE,
  root: { ...TEST_PROFILE.root, suite: 'rsa-pkcs1-sha256' },
  issuing: { ...TEST_PROFILE.issuing, suite: 'rsa-pkcs1-sha256' },
  timeStamping: { ...TEST_PROFILE.timeStamping, suite: 'rsa-pkcs1-sha256' },
  ocsp: { ...TEST_PROFILE.ocsp, suite: 'rsa-pkcs1-sha256' },
  indefiniteLength: true,
};

export const TEST_INSTANT = new Date('2026-09-01T12:00:00Z');

export const NATIONAL_SUITE = 'kz-gost2015-512-streebog512';

/** A national hierarchy whose time-stamping authority is still on the older suite, as tokens in the field show. */
export const NATIONAL_HIERARCHY: HierarchyProfile = {
  name: 'national',
  suites: [NATIONAL_SUITE],
  root: { subject: authority('Tamga Fixture National Root'), suite: NATIONAL_SUITE },
  issuing: { subject: authority('Tamga Fixture National CA'), suite: NATIONAL_SUITE },
  timeStamping: { subject: authority('Tamga Fixture National TSA'), suite: 'kz-gost2004-gost34311' },
  ocsp: { subject: authority('Tamga Fixture National OCSP'), suite: NATIONAL_SUITE },
};
