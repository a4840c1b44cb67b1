/**
 * Password-based encryption (PBES2 with AES-CBC) and integrity (the MAC of PKCS #12).
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8018 RFC 8018}
 * @see {@link https://www.rfc-editor.org/rfc/rfc7292 RFC 7292}
 * @module
 */
import { createCipheriv, createDecipheriv, createHmac, pbkdf2Sync } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { type DigestName, digestByName } from '../crypto/digests';
import { TamgaError } from '../model/error';
import { octets } from './asn1';

const OID = {
  pbes2: '1.2.840.113549.1.5.13',
  pbkdf2: '1.2.840.113549.1.5.12',
  aes256: '2.16.840.1.101.3.4.1.42',
  hmacWithSha256: '1.2.840.113549.2.9',
} as const;

const CIPHERS: ReadonlyMap<string, { readonly name: string; readonly keyLength: number }> = new Map([
  ['2.16.840.1.101.3.4.1.2', { name: 'aes-128-cbc', keyLength: 16 }],
  ['2.16.840.1.101.3.4.1.22', { name: 'aes-192-cbc', keyLength: 24 }],
  [OID.aes256, { name: 'aes-256-cbc', keyLength: 32 }],
]);

/** RFC 8018 section 5.2: SHA-1 where no PRF is named. */
const HMAC_SHA1 = '1.2.840.113549.2.7';
const PRFS: ReadonlyMap<string, DigestName> = new Map([
  [HMAC_SHA1, 'sha1'],
  [OID.hmacWithSha256, 'sha256'],
  ['1.2.840.113549.2.10', 'sha384'],
  ['1.2.840.113549.2.11', 'sha512'],
]);

/** A hostile file could ask for hours of hashing. */
const MAXIMUM_ITERATIONS = 1_000_000;

export interface Encrypted {
  readonly algorithm: pkijs.AlgorithmIdentifier;
  readonly bytes: Uint8Array;
}

export interface Salt {
  readonly salt: Uint8Array;
  readonly iterations: number;
}

export function encrypt(
  plain: Uint8Array,
  password: string,
  from: Salt & { readonly iv: Uint8Array },
): Encrypted {
  const key = pbkdf2Sync(password, from.salt, from.iterations, 32, 'sha256');
  const cipher = createCipheriv('aes-256-cbc', key, from.iv);
  const bytes = new Uint8Array(Buffer.concat([cipher.update(plain), cipher.final()]));
  const derivation = new pkijs.PBKDF2Params({
    salt: octets(from.salt),
    iterationCount: from.iterations,
    prf: new pkijs.AlgorithmIdentifier({
      algorithmId: OID.hmacWithSha256,
      algorithmParams: new asn1js.Null(),
    }),
  });
  const scheme = new pkijs.PBES2Params({
    keyDerivationFunc: new pkijs.AlgorithmIdentifier({
      algorithmId: OID.pbkdf2,
      algorithmParams: derivation.toSchema(),
    }),
    encryptionScheme: new pkijs.AlgorithmIdentifier({
      algorithmId: OID.aes256,
      algorithmParams: octets(from.iv),
    }),
  });
  const algorithm = new pkijs.AlgorithmIdentifier({
    algorithmId: OID.pbes2,
    algorithmParams: scheme.toSchema(),
  });
  return { algorithm, bytes };
}

export function decrypt({ algorithm, bytes }: Encrypted, password: string): Uint8Array {
  if (algorithm.algorithmId !== OID.pbes2) throw unreadable(`encryption ${algorithm.algorithmId}`);
  const scheme = new pkijs.PBES2Params({ schema: algorithm.algorithmParams });
  const derivation = new pkijs.PBKDF2Params({ schema: scheme.keyDerivationFunc.algorithmParams });
  const { algorithmId, algorithmParams } = scheme.encryptionScheme;
  const cipher = CIPHERS.get(algorithmId);
  const prf = PRFS.get(derivation.prf?.algorithmId || HMAC_SHA1);
  if (cipher === undefined || prf === undefined) throw unreadable(`encryption ${algorithmId}`);
  if (!(algorithmParams instanceof asn1js.OctetString)) throw unreadable('no initialisation vector');
  if (!(derivation.salt instanceof asn1js.OctetString)) throw unreadable('no salt');
  const iterations = bounded(derivation.iterationCount);
  const salt = derivation.salt.valueBlock.valueHexView;
  const key = pbkdf2Sync(password, salt, iterations, cipher.keyLength, prf);
  const decipher = createDecipheriv(cipher.name, key, algorithmParams.valueBlock.valueHexView);
  return new Uint8Array(Buffer.concat([decipher.update(bytes), decipher.final()]));
}

export function mac(data: Uint8Array, password: string, digest: DigestName, from: Salt): Uint8Array {
  const key = macKey(password, digest, { salt: from.salt, iterations: bounded(from.iterations) });
  return new Uint8Array(createHmac(digest, key).update(data).digest());
}

/** RFC 7292 appendix B.2 with ID 3; the key is as long as the digest, so one round of its outer loop is enough. */
function macKey(password: string, digest: DigestName, { salt, iterations }: Salt): Uint8Array {
  const { of, length } = digestByName(digest);
  const block = length > 32 ? 128 : 64;
  // Appendix B.1: a BMPString with its terminator.
  const secret = Buffer.from(`${password}\0`, 'utf16le').swap16();
  let key = of(Buffer.alloc(block, 3), repeated(salt, block), repeated(secret, block));
  for (let round = 1; round < iterations; round += 1) key = of(key);
  return key;
}

function repeated(bytes: Uint8Array, block: number): Uint8Array {
  const length = Math.ceil(bytes.length / block) * block;
  return length === 0 ? bytes : Buffer.alloc(length, bytes);
}

function bounded(iterations: number): number {
  if (iterations >= 1 && iterations <= MAXIMUM_ITERATIONS) return iterations;
  throw unreadable(`${iterations} iterations`);
}

export function unreadable(what: string): TamgaError {
  return new TamgaError('TAMGA-E-DER', `a PKCS #12 file cannot be opened: ${what}`);
}
