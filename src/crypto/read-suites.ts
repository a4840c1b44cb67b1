/**
 * The suites that signatures are read with: those of the table, and older or rarer ones that nobody here signs with.
 *
 * @see {@link https://csrc.nist.gov/projects/computer-security-objects-register/algorithm-registration NIST CSOR},
 * RFC 3279, RFC 5758, RFC 8702 and BSI TR-03111
 * @module
 */
import { CURVES } from './curves';
import type { DigestName } from './digests';
import { RSA_PSS_OID, type SignatureFamily, SUITES, type Suite, type SuiteKey } from './suites';

export interface ReadSuite
  extends Pick<Suite, 'id' | 'digest' | 'signatureOid' | 'signerInfoOid' | 'alsoReadOids' | 'gost'> {
  /** A policy that does not list the word accepts none of them. */
  readonly family: SignatureFamily | 'dsa';
  readonly key: SuiteKey | { readonly kind: 'DSA' } | { readonly kind: 'Ed448' };
  /** BSI TR-03111 section 5.2.1: r and s one behind the other instead of in a SEQUENCE. */
  readonly plain: boolean;
}

const NIST = '2.16.840.1.101.3.4.3';
const ECDSA = '1.2.840.10045.4';
const PLAIN_ECDSA = '0.4.0.127.0.7.1.1.4.1';

/** Columns: digest, then the OIDs with RSA PKCS #1 v1.5, with ECDSA, with ECDSA in plain form, with DSA. */
// biome-ignore format: one row per digest
const OIDS: readonly (readonly [DigestName, string | null, string | null, string | null, string | null])[] = [
  ['md5',        '1.2.840.113549.1.1.4',  null,            null,                 null],
  ['ripemd160',  '1.3.36.3.3.1.2',        null,            `${PLAIN_ECDSA}.6`,   null],
  ['sha1',       '1.2.840.113549.1.1.5',  `${ECDSA}.1`,    `${PLAIN_ECDSA}.1`,   '1.2.840.10040.4.3'],
  ['sha224',     '1.2.840.113549.1.1.14', `${ECDSA}.3.1`,  `${PLAIN_ECDSA}.2`,   `${NIST}.1`],
  ['sha256',     '1.2.840.113549.1.1.11', `${ECDSA}.3.2`,  `${PLAIN_ECDSA}.3`,   `${NIST}.2`],
  ['sha384',     '1.2.840.113549.1.1.12', `${ECDSA}.3.3`,  `${PLAIN_ECDSA}.4`,   `${NIST}.3`],
  ['sha512',     '1.2.840.113549.1.1.13', `${ECDSA}.3.4`,  `${PLAIN_ECDSA}.5`,   `${NIST}.4`],
  ['sha512-224', '1.2.840.113549.1.1.15', null,            null,                 null],
  ['sha512-256', '1.2.840.113549.1.1.16', null,            null,                 null],
  ['sha3-224',   `${NIST}.13`,            `${NIST}.9`,     `${PLAIN_ECDSA}.8`,   `${NIST}.5`],
  ['sha3-256',   `${NIST}.14`,            `${NIST}.10`,    `${PLAIN_ECDSA}.9`,   `${NIST}.6`],
  ['sha3-384',   `${NIST}.15`,            `${NIST}.11`,    `${PLAIN_ECDSA}.10`,  `${NIST}.7`],
  ['sha3-512',   `${NIST}.16`,            `${NIST}.12`,    `${PLAIN_ECDSA}.11`,  `${NIST}.8`],
];

const EC_KEYS = CURVES.map(({ name, oid }) => ({ kind: 'EC', curve: name, curveOid: oid }) as const);

function row(
  id: string,
  family: ReadSuite['family'],
  digest: DigestName,
  key: ReadSuite['key'],
  signatureOid: string | null,
  plain = false,
): readonly ReadSuite[] {
  if (signatureOid === null) return [];
  const base = { digest, signatureOid, signerInfoOid: signatureOid, alsoReadOids: [], gost: null };
  return [{ id, family, key, plain, ...base }];
}

const READ_ONLY: readonly ReadSuite[] = [
  ...OIDS.flatMap(([digest, rsa, ecdsa, plain, dsa]) => [
    ...row(`rsa-pkcs1-${digest}`, 'rsa-pkcs1', digest, { kind: 'RSA' }, rsa),
    ...row(`rsa-pss-${digest}`, 'rsa-pss', digest, { kind: 'RSA' }, RSA_PSS_OID),
    ...row(`dsa-${digest}`, 'dsa', digest, { kind: 'DSA' }, dsa),
    ...EC_KEYS.flatMap((key) => {
      const name = `${key.curve.replace(/^P-/, 'p').toLowerCase()}-${digest}`;
      return [
        ...row(`ecdsa-${name}`, 'ecdsa', digest, key, ecdsa),
        ...row(`plain-ecdsa-${name}`, 'ecdsa', digest, key, plain, true),
      ];
    }),
  ]),
  ...row('ed448', 'eddsa', 'shake256', { kind: 'Ed448' }, '1.3.101.113'),
];

const MADE: ReadonlySet<string> = new Set(SUITES.map(({ id }) => id));

export const READ_SUITES: readonly ReadSuite[] = [
  ...SUITES.map((suite) => ({ ...suite, plain: false })),
  ...READ_ONLY.filter(({ id }) => !MADE.has(id)),
];
