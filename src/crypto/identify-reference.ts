/**
 * From the signature algorithm as XML and JSON state it, and the key it is used with, to a row of the suite table.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9231 RFC 9231} and {@link https://www.rfc-editor.org/rfc/rfc7518 RFC 7518}
 * @module
 */
import { type DigestName, digestByName } from './digests';
import { findRow, type IdentifiedSuite, identifyPss, identifySuite, type SuiteReference } from './identify';
import { READ_SUITES, type ReadSuite } from './read-suites';
import { SUITES } from './suites';
import { keyFits, type VerificationKey } from './verify';

const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const DSIG11 = 'http://www.w3.org/2009/xmldsig11#';
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const MORE_2007 = 'http://www.w3.org/2007/05/xmldsig-more#';
const MORE_2021 = 'http://www.w3.org/2021/04/xmldsig-more#';

type Family = ReadSuite['family'];

/** Beside the URIs of the suite table: what RFC 9231 and XML Signature 1.1 name, and signers of the past used. */
// biome-ignore format: one row per URI
const MORE_URIS: readonly (readonly [string, Family, DigestName])[] = [
  [`${DSIG}dsa-sha1`,                'dsa',       'sha1'],
  [`${DSIG11}dsa-sha256`,            'dsa',       'sha256'],
  [`${MORE}rsa-md5`,                 'rsa-pkcs1', 'md5'],
  [`${MORE}rsa-ripemd160`,           'rsa-pkcs1', 'ripemd160'],
  [`${MORE}rsa-sha224`,              'rsa-pkcs1', 'sha224'],
  [`${MORE}ecdsa-sha224`,            'ecdsa',     'sha224'],
  [`${MORE_2007}ecdsa-ripemd160`,    'ecdsa',     'ripemd160'],
  [`${MORE_2007}sha224-rsa-MGF1`,    'rsa-pss',   'sha224'],
  [`${MORE_2007}sha3-224-rsa-MGF1`,  'rsa-pss',   'sha3-224'],
  [`${MORE_2007}sha3-256-rsa-MGF1`,  'rsa-pss',   'sha3-256'],
  [`${MORE_2007}sha3-384-rsa-MGF1`,  'rsa-pss',   'sha3-384'],
  [`${MORE_2007}sha3-512-rsa-MGF1`,  'rsa-pss',   'sha3-512'],
  [`${MORE_2021}ecdsa-sha3-224`,     'ecdsa',     'sha3-224'],
  [`${MORE_2021}ecdsa-sha3-256`,     'ecdsa',     'sha3-256'],
  [`${MORE_2021}ecdsa-sha3-384`,     'ecdsa',     'sha3-384'],
  [`${MORE_2021}ecdsa-sha3-512`,     'ecdsa',     'sha3-512'],
];

const RSA_PSS_URI = `${MORE_2007}rsa-pss`;
const EDDSA_URIS: ReadonlyMap<string, string> = new Map([
  [`${MORE_2021}eddsa-ed25519`, 'ed25519'],
  [`${MORE_2021}eddsa-ed448`, 'ed448'],
]);

interface Named {
  readonly family: Family;
  readonly digest: DigestName;
}

const BY_URI: ReadonlyMap<string, Named> = new Map([
  ...MORE_URIS.map(([uri, family, digest]) => [uri, { family, digest }] as const),
  ...SUITES.flatMap(({ xml, family, digest }) =>
    xml === null || family === 'eddsa' ? [] : [[xml.signature, { family, digest }] as const],
  ),
]);

/** `alg` to the suite, where the name says the curve as well. */
const BY_JWA: ReadonlyMap<string, string> = new Map([
  ...SUITES.flatMap(({ jws, id }) => (jws === null ? [] : [[jws, id] as const])),
  // RFC 9864 section 2.2 names each curve.
  ['Ed25519', 'ed25519'],
  ['Ed448', 'ed448'],
]);

/** Undefined: no row, nothing can be computed. */
export function identifyReference(
  reference: SuiteReference,
  key: VerificationKey,
): IdentifiedSuite | undefined {
  if (reference.by === 'oid') return identifySuite(reference.algorithm, key, reference.digestOid);
  return reference.by === 'uri'
    ? identifyUri(reference.uri, reference.pss, key)
    : identifyJwa(reference.name, key);
}

/** As the file states it, for a report. */
export function statedAlgorithm(reference: SuiteReference): string {
  if (reference.by === 'oid') return reference.algorithm.oid;
  return reference.by === 'uri' ? reference.uri : reference.name;
}

function identifyUri(
  uri: string,
  pss: Extract<SuiteReference, { by: 'uri' }>['pss'],
  key: VerificationKey,
): IdentifiedSuite | undefined {
  if (uri === RSA_PSS_URI) return identifyPss(pss, key);
  const eddsa = EDDSA_URIS.get(uri);
  if (eddsa !== undefined) return withId(eddsa, key);
  const named = BY_URI.get(uri);
  if (named === undefined) return undefined;
  const { family, digest } = named;
  if (family === 'gost') return gostByUri(uri, key);
  const suite = findRow(family, digestByName(digest).oid, key);
  if (suite === undefined) return undefined;
  // RFC 9231 section 2.3.10: digest, mask digest and salt length follow from the name.
  if (family === 'rsa-pss') return { suite, pss: pssOf(digest), plain: false };
  // RFC 9231 section 2.3.6 and XML Signature section 6.4.1: r and s side by side.
  return { suite, pss: null, plain: family === 'ecdsa' || family === 'dsa' };
}

/** Rows of two curves may share a URI: the key decides. */
function gostByUri(uri: string, key: VerificationKey): IdentifiedSuite | undefined {
  const ids = SUITES.filter(({ xml }) => xml?.signature === uri).map(({ id }) => id);
  const suite = READ_SUITES.find((row) => ids.includes(row.id) && keyFits(row, key));
  return suite === undefined ? undefined : { suite, pss: null, plain: false };
}

function identifyJwa(name: string, key: VerificationKey): IdentifiedSuite | undefined {
  // RFC 8037 section 3.1: the name leaves the curve to the key.
  if (name === 'EdDSA') return withId(key.kind === 'Ed448' ? 'ed448' : 'ed25519', key);
  // RFC 8812 section 3.2.
  if (name === 'ES256K') return withId('ecdsa-secp256k1-sha256', key);
  const id = BY_JWA.get(name);
  return id === undefined ? undefined : withId(id, key);
}

function withId(id: string, key: VerificationKey): IdentifiedSuite | undefined {
  const suite = READ_SUITES.find((row) => row.id === id);
  if (suite === undefined || !keyFits(suite, key)) return undefined;
  // RFC 7518 sections 3.4 and 3.5: ECDSA values are r and s side by side, PSS salts as long as the digest.
  return {
    suite,
    pss: suite.family === 'rsa-pss' ? pssOf(suite.digest) : null,
    plain: suite.family === 'ecdsa',
  };
}

function pssOf(digest: DigestName): IdentifiedSuite['pss'] {
  const { oid, length } = digestByName(digest);
  return { digestOid: oid, maskDigestOid: oid, saltLength: length };
}
