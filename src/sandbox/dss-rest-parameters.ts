/**
 * Reads the `parameters` of a DSS signing call into an order for our signer.
 *
 * @module
 */
import { type SignatureFamily, suiteById } from '../crypto/suites';
import { base64At, type Json, stringAt, valueAt } from '../encoding/json';
import type { Identity } from '../forge/forged';
import type { Format, Level, Packaging, SuiteId } from '../model/claim';
import { type Signer, type SigningOrder, suitesOfKey } from './signer';

interface SignatureLevel {
  readonly name: string;
  readonly format: Format;
  readonly level: Level;
}

/** DSS itself only reports `CMS_NOT_ETSI`; here it stands in for a national product that is plain CMS. */
export const SIGNATURE_LEVELS: readonly SignatureLevel[] = [
  { name: 'CAdES_BASELINE_B', format: 'CAdES', level: 'B-B' },
  { name: 'CAdES_BASELINE_T', format: 'CAdES', level: 'B-T' },
  { name: 'CMS_NOT_ETSI', format: 'CMS', level: 'none' },
];

const PACKAGINGS: ReadonlyMap<string, Packaging> = new Map([
  ['ENVELOPING', 'attached'],
  ['DETACHED', 'detached'],
]);

const ENCRYPTION_ALGORITHMS: Readonly<Record<Exclude<SignatureFamily, 'gost'>, string>> = {
  'rsa-pkcs1': 'RSA',
  'rsa-pss': 'RSASSA_PSS',
  ecdsa: 'ECDSA',
  eddsa: 'EDDSA',
};

export function encryptionAlgorithm(suite: SuiteId): string {
  const family = suiteById(suite)?.family ?? 'gost';
  return family === 'gost' ? standIn(suite).encryptionAlgorithm : ENCRYPTION_ALGORITHMS[family];
}

/** `SHA256` for `sha256`. */
export function digestAlgorithm(suite: SuiteId): string {
  const row = suiteById(suite);
  if (row === undefined || row.gost !== null) return standIn(suite).digestAlgorithm;
  return row.digest.toUpperCase();
}

/** DSS names no national algorithm. What stands in are the halves of the suite's id: `KZ_GOST2004` and `GOST34311`. */
function standIn(suite: SuiteId) {
  const halves = suite.toUpperCase().split('-');
  const digest = halves.pop() ?? '';
  return { encryptionAlgorithm: halves.join('_'), digestAlgorithm: digest };
}

export function suiteNamed(key: SuiteId, dssDigest: string): SuiteId {
  const suite = suitesOfKey(key).find((one) => digestAlgorithm(one) === dssDigest);
  if (suite === undefined)
    throw new Error(`The digest algorithm '${dssDigest}' is not supported with key ${key}`);
  return suite;
}

export function readOrder(body: Json, signer: Signer, instant: Date): SigningOrder {
  const parameters = valueAt(body, 'parameters') ?? null;
  const identity = identityOf(base64At(parameters, 'signingCertificate', 'encodedCertificate'), signer);
  const suite = suiteNamed(identity.suite, stringAt(parameters, 'digestAlgorithm'));
  const encryption = valueAt(parameters, 'encryptionAlgorithm');
  if (typeof encryption === 'string' && encryption !== encryptionAlgorithm(suite)) {
    throw new Error(`The encryption algorithm '${encryption}' does not fit the signing certificate`);
  }
  const { format, level } = levelOf(stringAt(parameters, 'signatureLevel'));
  return {
    identity,
    suite,
    format,
    level,
    packaging: packagingOf(stringAt(parameters, 'signaturePackaging')),
    document: base64At(body, 'toSignDocument', 'bytes'),
    signingTime: dateOf(valueAt(parameters, 'blevelParams', 'signingDate')) ?? instant,
  };
}

/** Epoch milliseconds or ISO 8601, as Jackson reads a java.util.Date. */
export function dateOf(value: Json | undefined): Date | undefined {
  if (value === undefined || value === null) return undefined;
  const date = new Date(typeof value === 'number' || typeof value === 'string' ? value : Number.NaN);
  if (Number.isNaN(date.getTime())) throw new Error('Unable to read the date');
  return date;
}

function identityOf(certificate: Uint8Array, signer: Signer): Identity {
  const identities = signer.suites.map((suite) => signer.identity(suite));
  const own = identities.find((one) => Buffer.from(one.certificate).equals(certificate));
  if (own === undefined) throw new Error('The signing certificate is not one of the keys of this service');
  return own;
}

function levelOf(name: string): SignatureLevel {
  const level = SIGNATURE_LEVELS.find((row) => row.name === name);
  if (level === undefined) throw new Error(`Unsupported signature level : ${name}`);
  return level;
}

function packagingOf(name: string): Packaging {
  const packaging = PACKAGINGS.get(name);
  if (packaging === undefined) throw new Error(`Unsupported packaging : ${name}`);
  return packaging;
}
