/**
 * How the Cloud Signature Consortium's interface names our suites, formats, levels and packagings.
 *
 * @see {@link https://cloudsignatureconsortium.org/resources/download-api-specifications/ CSC API}
 * @module
 */
import type { Level, Product, SuiteId } from '../model/claim';

export interface CscSuite {
  readonly suite: SuiteId;
  /** Of the combined algorithm. */
  readonly signAlgo: string;
  readonly hashAlgo: string;
  /** Of the key alone: services list either kind in `key.algo`. */
  readonly keyAlgo: string;
  /** OID of the curve of the key; null where `keyAlgo` decides. */
  readonly curve: string | null;
  /** RSASSA-PSS: one identifier for all digests, told apart by parameters. */
  readonly masked: boolean;
}

const RSA = '1.2.840.113549.1.1';
const RSA_KEY = `${RSA}.1`;
const SHA2 = '2.16.840.1.101.3.4.2';
const ECDSA_SHA2 = '1.2.840.10045.4.3';
const EC_KEY = '1.2.840.10045.2.1';
const P256 = '1.2.840.10045.3.1.7';
const P384 = '1.3.132.0.34';
const P521 = '1.3.132.0.35';

// biome-ignore format: one row per suite
const CSC_SUITES: readonly CscSuite[] = [
  { suite: 'rsa-pkcs1-sha256',  signAlgo: `${RSA}.11`,       hashAlgo: `${SHA2}.1`, keyAlgo: RSA_KEY, curve: null, masked: false },
  { suite: 'rsa-pkcs1-sha384',  signAlgo: `${RSA}.12`,       hashAlgo: `${SHA2}.2`, keyAlgo: RSA_KEY, curve: null, masked: false },
  { suite: 'rsa-pkcs1-sha512',  signAlgo: `${RSA}.13`,       hashAlgo: `${SHA2}.3`, keyAlgo: RSA_KEY, curve: null, masked: false },
  { suite: 'rsa-pss-sha256',    signAlgo: `${RSA}.10`,       hashAlgo: `${SHA2}.1`, keyAlgo: RSA_KEY, curve: null, masked: true },
  { suite: 'rsa-pss-sha384',    signAlgo: `${RSA}.10`,       hashAlgo: `${SHA2}.2`, keyAlgo: RSA_KEY, curve: null, masked: true },
  { suite: 'rsa-pss-sha512',    signAlgo: `${RSA}.10`,       hashAlgo: `${SHA2}.3`, keyAlgo: RSA_KEY, curve: null, masked: true },
  { suite: 'ecdsa-p256-sha256', signAlgo: `${ECDSA_SHA2}.2`, hashAlgo: `${SHA2}.1`, keyAlgo: EC_KEY,  curve: P256, masked: false },
  { suite: 'ecdsa-p256-sha384', signAlgo: `${ECDSA_SHA2}.3`, hashAlgo: `${SHA2}.2`, keyAlgo: EC_KEY,  curve: P256, masked: false },
  { suite: 'ecdsa-p256-sha512', signAlgo: `${ECDSA_SHA2}.4`, hashAlgo: `${SHA2}.3`, keyAlgo: EC_KEY,  curve: P256, masked: false },
  { suite: 'ecdsa-p384-sha256', signAlgo: `${ECDSA_SHA2}.2`, hashAlgo: `${SHA2}.1`, keyAlgo: EC_KEY,  curve: P384, masked: false },
  { suite: 'ecdsa-p384-sha384', signAlgo: `${ECDSA_SHA2}.3`, hashAlgo: `${SHA2}.2`, keyAlgo: EC_KEY,  curve: P384, masked: false },
  { suite: 'ecdsa-p384-sha512', signAlgo: `${ECDSA_SHA2}.4`, hashAlgo: `${SHA2}.3`, keyAlgo: EC_KEY,  curve: P384, masked: false },
  { suite: 'ecdsa-p521-sha256', signAlgo: `${ECDSA_SHA2}.2`, hashAlgo: `${SHA2}.1`, keyAlgo: EC_KEY,  curve: P521, masked: false },
  { suite: 'ecdsa-p521-sha384', signAlgo: `${ECDSA_SHA2}.3`, hashAlgo: `${SHA2}.2`, keyAlgo: EC_KEY,  curve: P521, masked: false },
  { suite: 'ecdsa-p521-sha512', signAlgo: `${ECDSA_SHA2}.4`, hashAlgo: `${SHA2}.3`, keyAlgo: EC_KEY,  curve: P521, masked: false },
];

export function cscSuite(suite: SuiteId): CscSuite | undefined {
  return CSC_SUITES.find((row) => row.suite === suite);
}

/** The three words with which `signatures/signDoc` names a product. */
export interface CscProduct {
  readonly signature_format: string;
  readonly conformance_level: string;
  readonly signed_envelope_property: string;
}

const LETTERS: Readonly<Record<string, string>> = { CAdES: 'C', XAdES: 'X', PAdES: 'P', JAdES: 'J' };

const LEVELS: Readonly<Partial<Record<Level, string>>> = {
  'B-B': 'B-B',
  'B-T': 'B-T',
  'B-LT': 'B-LT',
  'B-LTA': 'B-LTA',
};

const ENVELOPES: Readonly<Record<string, string>> = {
  'C attached': 'Attached',
  'C detached': 'Detached',
  'X enveloped': 'Enveloped',
  'X enveloping': 'Enveloping',
  'X detached': 'Detached',
  // The default, Certification, would forbid whatever comes after it.
  'P enveloped': 'Revision',
  'J attached': 'Attached',
  'J detached': 'Detached',
};

/** `ades` is how the service spells the first word of a level: the text of the interface has `Ades`, its examples `AdES`. */
export function cscProduct(product: Omit<Product, 'suite'>, ades: string): CscProduct | undefined {
  const letter = LETTERS[product.format];
  const level = LEVELS[product.level];
  const envelope = ENVELOPES[`${letter} ${product.packaging}`];
  if (letter === undefined || level === undefined || envelope === undefined) return undefined;
  return {
    signature_format: letter,
    conformance_level: `${ades}-${level}`,
    signed_envelope_property: envelope,
  };
}
