/**
 * How the DSS interface names our formats, levels and suites; what has no row here cannot be asked of it.
 *
 * @see {@link https://github.com/esig/dss esig/dss}, enumerations SignatureLevel, ASiCContainerType, DigestAlgorithm
 * @module
 */
import type { Format, Packaging, Product, SuiteId } from '../model/claim';
import { levelsOf } from '../model/forms';

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

/** A profile of DSS, and how it says that a signature of its syntax is not AdES. */
interface DssForm {
  readonly profile: string;
  readonly container?: 'ASiC_S' | 'ASiC_E';
}

// biome-ignore format: one row per format
const FORMS: Readonly<Record<Format, DssForm>> = {
  CMS:            { profile: 'CMS' },
  CAdES:          { profile: 'CAdES' },
  XMLDSig:        { profile: 'XML' },
  XAdES:          { profile: 'XAdES' },
  PDF:            { profile: 'PDF' },
  PAdES:          { profile: 'PAdES' },
  JWS:            { profile: 'JSON' },
  JAdES:          { profile: 'JAdES' },
  'ASiC-S/CAdES': { profile: 'CAdES', container: 'ASiC_S' },
  'ASiC-S/XAdES': { profile: 'XAdES', container: 'ASiC_S' },
  'ASiC-E/CAdES': { profile: 'CAdES', container: 'ASiC_E' },
  'ASiC-E/XAdES': { profile: 'XAdES', container: 'ASiC_E' },
};

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

/** `XAdES_BASELINE_LTA`; DSS only reports `XML_NOT_ETSI`, which stands in for a national product that is not AdES. */
export function dssLevel({ format, level }: Pick<Product, 'format' | 'level'>): string | undefined {
  if (!levelsOf(format).includes(level)) return undefined;
  const { profile } = FORMS[format];
  return level === 'none' ? `${profile}_NOT_ETSI` : `${profile}_BASELINE_${level.slice('B-'.length)}`;
}

/** What a signing call says of the form, beside level and algorithms. */
export function dssForm({ format, level, packaging }: Omit<Product, 'suite'>): object {
  const { container } = FORMS[format];
  // What is in a container stands beside its signature.
  if (container !== undefined) return { signaturePackaging: 'DETACHED', asicContainerType: container };
  const signaturePackaging = PACKAGINGS[packaging];
  if (format !== 'JWS' && format !== 'JAdES') return { signaturePackaging };
  return {
    signaturePackaging,
    // RFC 7515 section 7.1: the compact form has no place for what level B-T adds.
    jwsSerializationType:
      level === 'none' || level === 'B-B' ? 'COMPACT_SERIALIZATION' : 'FLATTENED_JSON_SERIALIZATION',
    ...(packaging === 'detached' && {
      sigDMechanism: format === 'JWS' ? 'NO_SIG_D' : 'OBJECT_ID_BY_URI',
    }),
  };
}
