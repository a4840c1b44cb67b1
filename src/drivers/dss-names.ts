/**
 * How the DSS interface names our formats, levels and suites; what has no row here cannot be asked of it.
 *
 * @see {@link https://github.com/esig/dss esig/dss}, enumerations SignatureLevel, DigestAlgorithm, EncryptionAlgorithm
 * @module
 */
import type { Format, Level, Packaging, SuiteId } from '../model/claim';

export interface DssSuite {
  readonly suite: SuiteId;
  readonly digestAlgorithm: string;
  readonly encryptionAlgorithm: string;
  /** OpenSSL name of the curve of the key; null where the kind alone decides. */
  readonly curve: string | null;
}

// biome-ignore format: one row per suite
const SUITES: readonly DssSuite[] = [
  { suite: 'rsa-pkcs1-sha1',    digestAlgorithm: 'SHA1',   encryptionAlgorithm: 'RSA',   curve: null },
  { suite: 'rsa-pkcs1-sha256',  digestAlgorithm: 'SHA256', encryptionAlgorithm: 'RSA',   curve: null },
  { suite: 'rsa-pkcs1-sha384',  digestAlgorithm: 'SHA384', encryptionAlgorithm: 'RSA',   curve: null },
  { suite: 'rsa-pkcs1-sha512',  digestAlgorithm: 'SHA512', encryptionAlgorithm: 'RSA',   curve: null },
  { suite: 'ecdsa-p256-sha256', digestAlgorithm: 'SHA256', encryptionAlgorithm: 'ECDSA', curve: 'prime256v1' },
  { suite: 'ecdsa-p256-sha384', digestAlgorithm: 'SHA384', encryptionAlgorithm: 'ECDSA', curve: 'prime256v1' },
  { suite: 'ecdsa-p256-sha512', digestAlgorithm: 'SHA512', encryptionAlgorithm: 'ECDSA', curve: 'prime256v1' },
  { suite: 'ecdsa-p384-sha256', digestAlgorithm: 'SHA256', encryptionAlgorithm: 'ECDSA', curve: 'secp384r1' },
  { suite: 'ecdsa-p384-sha384', digestAlgorithm: 'SHA384', encryptionAlgorithm: 'ECDSA', curve: 'secp384r1' },
  { suite: 'ecdsa-p384-sha512', digestAlgorithm: 'SHA512', encryptionAlgorithm: 'ECDSA', curve: 'secp384r1' },
  { suite: 'ecdsa-p521-sha256', digestAlgorithm: 'SHA256', encryptionAlgorithm: 'ECDSA', curve: 'secp521r1' },
  { suite: 'ecdsa-p521-sha384', digestAlgorithm: 'SHA384', encryptionAlgorithm: 'ECDSA', curve: 'secp521r1' },
  { suite: 'ecdsa-p521-sha512', digestAlgorithm: 'SHA512', encryptionAlgorithm: 'ECDSA', curve: 'secp521r1' },
  { suite: 'ed25519',           digestAlgorithm: 'SHA512', encryptionAlgorithm: 'EDDSA', curve: null },
  // DSS has no national algorithm: these names are stand-ins of ours, the two halves of the suite's id.
  { suite: 'gost2012-256a-streebog256',   digestAlgorithm: 'STREEBOG256', encryptionAlgorithm: 'GOST2012_256A',  curve: null },
  { suite: 'gost2012-256cp-streebog256',  digestAlgorithm: 'STREEBOG256', encryptionAlgorithm: 'GOST2012_256CP', curve: null },
  { suite: 'gost2012-512a-streebog512',   digestAlgorithm: 'STREEBOG512', encryptionAlgorithm: 'GOST2012_512A',  curve: null },
  { suite: 'kz-gost2004-gost34311',       digestAlgorithm: 'GOST34311',   encryptionAlgorithm: 'KZ_GOST2004',     curve: null },
  { suite: 'kz-gost2015-256-streebog256', digestAlgorithm: 'STREEBOG256', encryptionAlgorithm: 'KZ_GOST2015_256', curve: null },
  { suite: 'kz-gost2015-512-streebog512', digestAlgorithm: 'STREEBOG512', encryptionAlgorithm: 'KZ_GOST2015_512', curve: null },
  { suite: 'uz-dst1092-dst1106',          digestAlgorithm: 'DST1106',     encryptionAlgorithm: 'UZ_DST1092',      curve: null },
  { suite: 'uz-mst286-mst285',            digestAlgorithm: 'MST285',      encryptionAlgorithm: 'UZ_MST286',       curve: null },
  { suite: 'kg-gost2004-gost34311',       digestAlgorithm: 'GOST34311',   encryptionAlgorithm: 'KG_GOST2004',     curve: null },
];

interface DssLevel {
  readonly format: Format;
  readonly level: Level;
  readonly signatureLevel: string;
}

// biome-ignore format: one row per level
const LEVELS: readonly DssLevel[] = [
  { format: 'CMS',   level: 'none', signatureLevel: 'CMS_NOT_ETSI' },
  { format: 'CAdES', level: 'B-B',  signatureLevel: 'CAdES_BASELINE_B' },
  { format: 'CAdES', level: 'B-T',  signatureLevel: 'CAdES_BASELINE_T' },
];

const PACKAGINGS: Readonly<Record<Packaging, string>> = {
  attached: 'ENVELOPING',
  detached: 'DETACHED',
  enveloped: 'ENVELOPED',
  enveloping: 'ENVELOPING',
  'internally-detached': 'INTERNALLY_DETACHED',
};

export function dssSuite(suite: SuiteId): DssSuite | undefined {
  return SUITES.find((row) => row.suite === suite);
}

export function dssLevel(format: Format, level: Level): string | undefined {
  return LEVELS.find((row) => row.format === format && row.level === level)?.signatureLevel;
}

export function dssPackaging(packaging: Packaging): string {
  return PACKAGINGS[packaging];
}
