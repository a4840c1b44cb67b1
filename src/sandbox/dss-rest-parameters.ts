/**
 * Reads the `parameters` of a DSS signing call into an order for our signer.
 *
 * @module
 */
import { type SignatureFamily, suiteById } from '../crypto/suites';
import { base64At, type Json, stringAt, valueAt } from '../encoding/json';
import type { Identity } from '../forge/forged';
import { FORMATS, type Format, type Level, type Packaging, type Product, type SuiteId } from '../model/claim';
import { levelsOf, packagingsOf } from '../model/forms';
import { type Signer, type SigningOrder, suitesOfKey } from './signer';

interface SignatureLevel {
  readonly name: string;
  /** Without a container. */
  readonly format: Format;
  readonly level: Level;
}

const PROFILES: readonly Format[] = ['CAdES', 'XAdES', 'PAdES', 'JAdES'];

/** DSS itself only reports the last four; here they stand in for national products that are not AdES. */
export const SIGNATURE_LEVELS: readonly SignatureLevel[] = [
  ...PROFILES.flatMap((format) =>
    levelsOf(format).map((level) => ({
      name: `${format}_BASELINE_${level.slice('B-'.length)}`,
      format,
      level,
    })),
  ),
  { name: 'CMS_NOT_ETSI', format: 'CMS', level: 'none' },
  { name: 'XML_NOT_ETSI', format: 'XMLDSig', level: 'none' },
  { name: 'PDF_NOT_ETSI', format: 'PDF', level: 'none' },
  { name: 'JSON_NOT_ETSI', format: 'JWS', level: 'none' },
];

const CONTAINERS: ReadonlyMap<string, 'ASiC-S' | 'ASiC-E'> = new Map([
  ['ASiC_S', 'ASiC-S'],
  ['ASiC_E', 'ASiC-E'],
]);

/** What each word means depends on where a syntax has its place for the document. */
const PACKAGINGS: Readonly<Record<string, readonly Packaging[]>> = {
  ENVELOPING: ['enveloping', 'attached'],
  DETACHED: ['detached'],
  ENVELOPED: ['enveloped'],
  INTERNALLY_DETACHED: ['internally-detached'],
};

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
  const form = formOf(parameters);
  return {
    identity,
    suite,
    ...form,
    document: base64At(body, 'toSignDocument', 'bytes'),
    documentName: stringAt(body, 'toSignDocument', 'name'),
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

function formOf(parameters: Json): Omit<Product, 'suite'> {
  const name = stringAt(parameters, 'signatureLevel');
  const row = SIGNATURE_LEVELS.find((one) => one.name === name);
  if (row === undefined) throw new Error(`Unsupported signature level : ${name}`);
  const container = valueAt(parameters, 'asicContainerType');
  if (container === undefined || container === null) {
    const packaging = packagingOf(stringAt(parameters, 'signaturePackaging'), row.format);
    return { format: row.format, level: row.level, packaging };
  }
  const format = FORMATS.find((one) => one === `${CONTAINERS.get(String(container))}/${row.format}`);
  if (format === undefined) throw new Error(`Unsupported container : ${String(container)} with ${name}`);
  return { format, level: row.level, packaging: 'attached' };
}

function packagingOf(name: string, format: Format): Packaging {
  const packaging = PACKAGINGS[name]?.find((one) => packagingsOf(format).includes(one));
  if (packaging === undefined) throw new Error(`Unsupported packaging : ${name}`);
  return packaging;
}
