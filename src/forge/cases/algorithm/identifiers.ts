/**
 * Cases of SignerInfo that names another algorithm than the one that was used, or one that nobody knows or should use.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5652#section-10.1 RFC 5652, section 10.1}
 * @module
 */
import { sign } from 'node:crypto';
import * as asn1js from 'asn1js';
import { digestByName } from '../../../crypto/digests';
import type { Product } from '../../../model/claim';
import { encode, octets, oid, sequence } from '../../asn1';
import { attribute, CMS } from '../../cms-attributes';
import type { KeyPair, NodeKeyPair } from '../../forged';
import { signPssHash } from '../../pss';
import { knownSuite } from '../../signing';
import type { ForgedCase } from '../case';
import { isOf, raw } from '../signature/raw';

/** RFC 5612: an enterprise number for examples. */
const NOBODY_KNOWS = '1.3.6.1.4.1.32473.398.6';
const MD5_WITH_RSA = '1.2.840.113549.1.1.4';

const unknown = (): Uint8Array => encode(sequence(oid(NOBODY_KNOWS)));

/** Another digest than that of any suite it stands in for. */
function otherDigest({ suite }: Product): Uint8Array {
  const name = knownSuite(suite).digest === 'sha512' ? 'sha256' : 'sha512';
  return encode(sequence(oid(digestByName(name).oid)));
}

const ECDSA = { sha256: '1.2.840.10045.4.3.2', sha512: '1.2.840.10045.4.3.4' } as const;

/** The combined identifier of the same key with another digest. */
function otherEcdsa({ suite }: Product): string {
  return knownSuite(suite).digest === 'sha512' ? ECDSA.sha256 : ECDSA.sha512;
}

const is =
  (...families: readonly string[]) =>
  ({ suite }: Product): boolean =>
    families.includes(knownSuite(suite).family);

const md5 = raw(
  'md5',
  ({ document, state, product }) => ({
    attributes: (usual) => [
      ...usual.filter((one) => !isOf(CMS.messageDigest)(one)),
      attribute(CMS.messageDigest, octets(digestByName('md5').of(document))),
    ],
    signatureValue: (value, signed) => rsaMd5(state.signer(product.suite).key, signed) ?? value,
    digestAlgorithm: () => encode(sequence(oid(digestByName('md5').oid), new asn1js.Null())),
    signatureAlgorithm: () => encode(sequence(oid(MD5_WITH_RSA), new asn1js.Null())),
  }),
  is('rsa-pkcs1'),
);

function rsaMd5(key: KeyPair, signed: Uint8Array): Uint8Array | null {
  return key.kind === 'node' ? new Uint8Array(sign('md5', signed, key.privateKey)) : null;
}

function otherSalt({ suite }: Product, key: NodeKeyPair, signed: Uint8Array): Uint8Array {
  const row = knownSuite(suite);
  return signPssHash(row, key, digestByName(row.digest).of(signed), 21);
}

/** RFC 4055 section 3.1: the parameters name a salt as long as the digest, and this one has 21 octets. */
const pssSalt = raw(
  'pss-salt-length',
  ({ state, product }) => ({
    signatureValue: (value, signed) => {
      const { key } = state.signer(product.suite);
      return key.kind === 'node' ? otherSalt(product, key, signed) : value;
    },
  }),
  is('rsa-pss'),
);

export const IDENTIFIER_CASES: readonly ForgedCase[] = [
  raw('signature-algorithm-unknown', { signatureAlgorithm: unknown }),
  raw('digest-algorithm-unknown', { digestAlgorithm: unknown }),
  raw('digest-algorithm-other', ({ product }) => ({ digestAlgorithm: () => otherDigest(product) })),
  raw(
    'signature-algorithm-other',
    ({ product }) => ({ signatureAlgorithm: () => encode(sequence(oid(otherEcdsa(product)))) }),
    is('ecdsa'),
  ),
  md5,
  pssSalt,
];
