/**
 * Encryption and authentication by password, as key stores use them.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8018 RFC 8018}, RFC 7292 appendix B and C, RFC 9579
 * @module
 */
import { createDecipheriv, createHmac, getCiphers, pbkdf2Sync } from 'node:crypto';
import { type DigestName, digestByName, digestByOid } from '../crypto/digests';
import { type Cursor, type Element, more, next, openAs, takeOptional } from '../encoding/der';
import { readOctetString, readOid, readSmallInteger } from '../encoding/der-values';
import { TAG } from '../encoding/tags';
import { TamgaError } from '../model/error';

interface Cipher {
  /** As Node calls it. */
  readonly name: string;
  readonly keyLength: number;
  readonly ivLength: number;
}

interface Derivation {
  readonly salt: Uint8Array;
  readonly iterations: number;
}

const PBES2 = '1.2.840.113549.1.5.13';
const PBKDF2 = '1.2.840.113549.1.5.12';
const PBMAC1 = '1.2.840.113549.1.5.14';
const HMAC_SHA1 = '1.2.840.113549.2.7';

const CIPHERS: ReadonlyMap<string, Cipher> = new Map([
  ['2.16.840.1.101.3.4.1.2', { name: 'aes-128-cbc', keyLength: 16, ivLength: 16 }],
  ['2.16.840.1.101.3.4.1.22', { name: 'aes-192-cbc', keyLength: 24, ivLength: 16 }],
  ['2.16.840.1.101.3.4.1.42', { name: 'aes-256-cbc', keyLength: 32, ivLength: 16 }],
  ['1.2.840.113549.3.7', { name: 'des-ede3-cbc', keyLength: 24, ivLength: 8 }],
]);

/** RFC 7292 appendix C: the key is derived with SHA-1. */
const LEGACY: ReadonlyMap<string, Cipher> = new Map([
  ['1.2.840.113549.1.12.1.1', { name: 'rc4', keyLength: 16, ivLength: 0 }],
  ['1.2.840.113549.1.12.1.2', { name: 'rc4-40', keyLength: 5, ivLength: 0 }],
  ['1.2.840.113549.1.12.1.3', { name: 'des-ede3-cbc', keyLength: 24, ivLength: 8 }],
  ['1.2.840.113549.1.12.1.4', { name: 'des-ede-cbc', keyLength: 16, ivLength: 8 }],
  ['1.2.840.113549.1.12.1.5', { name: 'rc2-cbc', keyLength: 16, ivLength: 8 }],
  ['1.2.840.113549.1.12.1.6', { name: 'rc2-40-cbc', keyLength: 5, ivLength: 8 }],
]);

const PRFS: ReadonlyMap<string, DigestName> = new Map([
  [HMAC_SHA1, 'sha1'],
  ['1.2.840.113549.2.8', 'sha224'],
  ['1.2.840.113549.2.9', 'sha256'],
  ['1.2.840.113549.2.10', 'sha384'],
  ['1.2.840.113549.2.11', 'sha512'],
]);

/** A hostile file could ask for hours of hashing. */
const MOST_ITERATIONS = 1_000_000;
const LONGEST_SALT = 1024;

/** Undefined: the password is another one. @throws TamgaError where the algorithm is not at hand */
export function decryptByPassword(
  algorithm: Element,
  bytes: Uint8Array,
  password: string,
): Uint8Array | undefined {
  const cursor = openAs(algorithm, TAG.sequence, 'the encryption');
  const oid = readOid(next(cursor, 'the encryption'), 'the encryption');
  if (oid === PBES2) {
    const scheme = openAs(next(cursor, 'PBES2-params'), TAG.sequence, 'PBES2-params');
    const derive = readPbkdf2(next(scheme, 'the key derivation'));
    const { cipher, iv } = readCipher(next(scheme, 'the cipher'));
    return decipher(cipher, derive(password, cipher.keyLength), iv, bytes);
  }
  const cipher = LEGACY.get(oid);
  if (cipher === undefined) throw unknown(`encryption ${oid}`);
  const from = readSaltAndCount(openAs(next(cursor, 'its parameters'), TAG.sequence, 'its parameters'));
  const key = deriveLegacy('sha1', password, from, { id: 1, length: cipher.keyLength });
  const iv = deriveLegacy('sha1', password, from, { id: 2, length: cipher.ivLength });
  return decipher(cipher, key, iv, bytes);
}

function decipher(
  { name, ivLength }: Cipher,
  key: Uint8Array,
  iv: Uint8Array,
  bytes: Uint8Array,
): Uint8Array | undefined {
  // Triple DES with two keys is that with three whose third is the first.
  const [algorithm, secret] =
    name === 'des-ede-cbc' ? ['des-ede3-cbc', Buffer.concat([key, key.subarray(0, 8)])] : [name, key];
  if (!getCiphers().includes(algorithm)) throw unknown(`the cipher ${name}`);
  if (iv.length !== ivLength) throw unknown(`an initialisation vector of ${iv.length} octets`);
  try {
    const opened = createDecipheriv(algorithm, secret, ivLength === 0 ? null : iv);
    return Buffer.concat([opened.update(bytes), opened.final()]);
  } catch (cause) {
    // Padding that is none comes of another key; a cipher that OpenSSL keeps in its legacy provider fails otherwise.
    if (cause instanceof Error && /unsupported|unknown cipher/i.test(cause.message))
      throw unknown(`the cipher ${name}`);
    return undefined;
  }
}

function readCipher(element: Element): { readonly cipher: Cipher; readonly iv: Uint8Array } {
  const cursor = openAs(element, TAG.sequence, 'the cipher');
  const oid = readOid(next(cursor, 'the cipher'), 'the cipher');
  const cipher = CIPHERS.get(oid);
  if (cipher === undefined) throw unknown(`the cipher ${oid}`);
  return {
    cipher,
    iv: readOctetString(next(cursor, 'the initialisation vector'), 'the initialisation vector'),
  };
}

function readPbkdf2(element: Element): (password: string, length: number) => Uint8Array {
  const cursor = openAs(element, TAG.sequence, 'the key derivation');
  const oid = readOid(next(cursor, 'the key derivation'), 'the key derivation');
  if (oid !== PBKDF2) throw unknown(`key derivation ${oid}`);
  const parameters = openAs(next(cursor, 'PBKDF2-params'), TAG.sequence, 'PBKDF2-params');
  const { salt, iterations } = readSaltAndCount(parameters);
  takeOptional(parameters, TAG.integer);
  const digest = more(parameters) ? readPrf(next(parameters, 'the PRF')) : 'sha1';
  return (password, length) => pbkdf2Sync(Buffer.from(password, 'utf8'), salt, iterations, length, digest);
}

function readPrf(element: Element): DigestName {
  const oid = readOid(next(openAs(element, TAG.sequence, 'the PRF'), 'the PRF'), 'the PRF');
  const digest = PRFS.get(oid);
  if (digest === undefined) throw unknown(`the pseudo-random function ${oid}`);
  return digest;
}

function readSaltAndCount(cursor: Cursor): Derivation {
  const salt = readOctetString(next(cursor, 'the salt'), 'the salt');
  if (salt.length > LONGEST_SALT) throw tooMuch(`a salt of ${salt.length} octets`);
  return { salt, iterations: readIterations(next(cursor, 'the iteration count')) };
}

export function readIterations(element: Element): number {
  const iterations = readSmallInteger(element, 'the iteration count');
  if (iterations < 1 || iterations > MOST_ITERATIONS) throw tooMuch(`${iterations} iterations`);
  return iterations;
}

/** The value of the MAC over `content`; `algorithm` is that of its DigestInfo. */
export function macByPassword(
  algorithm: Element,
  content: Uint8Array,
  password: string,
  from: Derivation,
): Uint8Array {
  const cursor = openAs(algorithm, TAG.sequence, 'the MAC');
  const oid = readOid(next(cursor, 'the MAC'), 'the MAC');
  // RFC 9579 section 3: the parameters say all, what stands beside them counts no more.
  if (oid === PBMAC1) return modernMac(next(cursor, 'PBMAC1-params'), content, password);
  const digest = digestByOid(oid);
  if (digest === undefined || !HASH_BLOCK.has(digest.name)) throw unknown(`the digest ${oid}`);
  const key = deriveLegacy(digest.name, password, from, { id: 3, length: digest.length });
  return createHmac(digest.name, key).update(content).digest();
}

function modernMac(parameters: Element, content: Uint8Array, password: string): Uint8Array {
  const cursor = openAs(parameters, TAG.sequence, 'PBMAC1-params');
  const derive = readPbkdf2(next(cursor, 'the key derivation'));
  const digest = readPrf(next(cursor, 'the MAC'));
  return createHmac(digest, derive(password, digestByName(digest).length))
    .update(content)
    .digest();
}

/** Octets of the blocks in which a digest works; RFC 7292 appendix B.2 calls it v. */
const HASH_BLOCK: ReadonlyMap<DigestName, number> = new Map([
  ['sha1', 64],
  ['sha224', 64],
  ['sha256', 64],
  ['sha384', 128],
  ['sha512', 128],
  ['md5', 64],
]);

/** RFC 7292 appendix B.2. */
function deriveLegacy(
  name: DigestName,
  password: string,
  { salt, iterations }: Derivation,
  { id, length }: { readonly id: number; readonly length: number },
): Uint8Array {
  const { of } = digestByName(name);
  const block = HASH_BLOCK.get(name) ?? 64;
  // Appendix B.1: a BMPString with its terminator.
  const secret = Buffer.from(`${password}\0`, 'utf16le').swap16();
  const input = Buffer.concat([repeated(salt, block), repeated(secret, block)]);
  const pieces: Uint8Array[] = [];
  for (let made = 0; made < length; ) {
    let piece = of(Buffer.alloc(block, id), input);
    for (let round = 1; round < iterations; round += 1) piece = of(piece);
    pieces.push(piece);
    made += piece.length;
    addOneMore(input, repeated(piece, block).subarray(0, block));
  }
  return Buffer.concat(pieces).subarray(0, length);
}

function repeated(bytes: Uint8Array, block: number): Uint8Array {
  const length = Math.ceil(bytes.length / block) * block;
  return length === 0 ? bytes : Buffer.alloc(length, bytes);
}

/** Step 6 C: to every block of the input the last piece and one, modulo its size. */
function addOneMore(input: Buffer, addend: Uint8Array): void {
  for (let start = 0; start < input.length; start += addend.length) {
    let carry = 1;
    for (let at = addend.length - 1; at >= 0; at -= 1) {
      carry += (input[start + at] ?? 0) + (addend[at] ?? 0);
      input[start + at] = carry & 0xff;
      carry >>= 8;
    }
  }
}

function unknown(what: string): TamgaError {
  return new TamgaError('TAMGA-E-TRUST-READ', `the key store uses ${what}, which is not at hand`, {
    hint: 'Write the store anew with AES: openssl pkcs12 -legacy -in old.p12 -out all.pem, then -export -in all.pem.',
  });
}

function tooMuch(what: string): TamgaError {
  return new TamgaError('TAMGA-E-LIMIT', `a key store with ${what}`, {
    hint: `At most ${MOST_ITERATIONS} iterations and ${LONGEST_SALT} octets of salt are taken.`,
  });
}
