/**
 * Certificates in PKCS #12 key stores; private keys are not looked at.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc7292 RFC 7292}
 * @module
 */
import { timingSafeEqual } from 'node:crypto';
import {
  type Cursor,
  children,
  type Element,
  more,
  next,
  open,
  openAs,
  parseBer,
  takeOptional,
} from '../encoding/der';
import { joinable, readOctetString, readOid, readSmallInteger } from '../encoding/der-values';
import { OID } from '../encoding/oids';
import { contextTag, TAG } from '../encoding/tags';
import { TamgaError } from '../model/error';
import { decryptByPassword, macByPassword, readIterations } from './pbe';

export interface StoredCertificate {
  readonly der: Uint8Array;
  /** It belongs to a private key of the store. */
  readonly ofKey: boolean;
  /** The store says that it is trusted, as stores of Java do. */
  readonly trusted: boolean;
}

const ENCRYPTED_DATA = '1.2.840.113549.1.7.6';
const CERT_BAG = '1.2.840.113549.1.12.10.1.3';
const SAFE_CONTENTS_BAG = '1.2.840.113549.1.12.10.1.6';
const X509_CERTIFICATE = '1.2.840.113549.1.9.22.1';
const LOCAL_KEY_ID = '1.2.840.113549.1.9.21';
const TRUSTED_KEY_USAGE = '2.16.840.1.113894.746875.1.1';

const LIMITS = { bytes: 16 * 1024 * 1024, depth: 32, elements: 200_000 };
const MOST_CERTIFICATES = 10_000;
/** Each may ask for its own derivation of a key. */
const MOST_SAFES = 16;
const DEEPEST_SAFE = 4;

/** PFX: SEQUENCE, INTEGER 3, SEQUENCE. */
export function looksLikePkcs12(bytes: Uint8Array): boolean {
  try {
    const cursor = openAs(parseBer(bytes, LIMITS), TAG.sequence, 'a PFX');
    if (readSmallInteger(next(cursor, 'the version'), 'the version') !== 3) return false;
    const content = openAs(next(cursor, 'the content'), TAG.sequence, 'the content');
    return next(content, 'the content type').tag === TAG.oid;
  } catch (error) {
    if (error instanceof TamgaError) return false;
    throw error;
  }
}

/** `password`: null where none is known. @throws TamgaError TAMGA-E-TRUST-READ, TAMGA-E-DER, TAMGA-E-LIMIT */
export function certificatesOfPkcs12(
  bytes: Uint8Array,
  password: string | null,
): readonly StoredCertificate[] {
  const pfx = openAs(parseBer(bytes, LIMITS), TAG.sequence, 'a PFX');
  if (readSmallInteger(next(pfx, 'the version'), 'the version') !== 3) throw refused('its version is not 3');
  const content = openAs(next(pfx, 'the content'), TAG.sequence, 'the content');
  const type = readOid(next(content, 'the content type'), 'the content type');
  if (type !== OID.data) throw refused('it is sealed with a public key');
  const safe = readOctetString(next(open(next(content, 'the safe')), 'the safe'), 'the safe');
  const secret = password ?? '';
  if (more(pfx) && !hasRightMac(next(pfx, 'the MAC'), safe, secret)) throw wrongPassword(password);
  const safes = children(parseBer(safe, LIMITS));
  if (safes.length > MOST_SAFES) throw refused(`it has more than ${MOST_SAFES} safes`);
  return safes.flatMap((info) => bagsOf(parseBer(plainOf(info, secret, password), LIMITS), 0));
}

function hasRightMac(element: Element, content: Uint8Array, password: string): boolean {
  const cursor = openAs(element, TAG.sequence, 'MacData');
  const info = openAs(next(cursor, 'the MAC'), TAG.sequence, 'the MAC');
  const algorithm = next(info, 'the digest');
  const carried = readOctetString(next(info, 'the MAC'), 'the MAC');
  const salt = readOctetString(next(cursor, 'the salt'), 'the salt');
  const iterations = more(cursor) ? readIterations(next(cursor, 'the iteration count')) : 1;
  const computed = macByPassword(algorithm, content, password, { salt, iterations });
  return computed.length === carried.length && timingSafeEqual(computed, carried);
}

function plainOf(info: Element, secret: string, password: string | null): Uint8Array {
  const cursor = openAs(info, TAG.sequence, 'a safe');
  const type = readOid(next(cursor, 'the type of a safe'), 'the type of a safe');
  const content = next(open(next(cursor, 'a safe')), 'a safe');
  if (type === OID.data) return readOctetString(content, 'a safe');
  if (type !== ENCRYPTED_DATA) throw refused('one of its safes is sealed with a public key');
  const encrypted = openAs(content, TAG.sequence, 'EncryptedData');
  next(encrypted, 'the version');
  const inner = openAs(next(encrypted, 'the encrypted content'), TAG.sequence, 'the encrypted content');
  next(inner, 'the content type');
  const algorithm = next(inner, 'the encryption');
  const octets = Buffer.concat(joinable(next(inner, 'the encrypted content'), 'the encrypted content'));
  const plain = decryptByPassword(algorithm, octets, secret);
  if (plain === undefined) throw wrongPassword(password);
  return plain;
}

function bagsOf(contents: Element, depth: number): readonly StoredCertificate[] {
  if (depth > DEEPEST_SAFE) throw refused('its safes are nested too deep');
  const found = children(contents).flatMap((bag) => {
    const cursor = openAs(bag, TAG.sequence, 'a bag');
    const type = readOid(next(cursor, 'the type of a bag'), 'the type of a bag');
    const value = next(open(next(cursor, 'a bag')), 'a bag');
    if (type === SAFE_CONTENTS_BAG) return bagsOf(value, depth + 1);
    return type === CERT_BAG ? certificateOf(value, attributeTypes(cursor)) : [];
  });
  if (found.length > MOST_CERTIFICATES) throw refused(`it has more than ${MOST_CERTIFICATES} certificates`);
  return found;
}

function certificateOf(value: Element, attributes: ReadonlySet<string>): readonly StoredCertificate[] {
  const cursor = openAs(value, TAG.sequence, 'a CertBag');
  if (readOid(next(cursor, 'the kind of certificate'), 'the kind of certificate') !== X509_CERTIFICATE)
    return [];
  const wrapped = openAs(next(cursor, 'a certificate'), contextTag(0), 'a certificate');
  const der = readOctetString(next(wrapped, 'a certificate'), 'a certificate');
  return [{ der, ofKey: attributes.has(LOCAL_KEY_ID), trusted: attributes.has(TRUSTED_KEY_USAGE) }];
}

function attributeTypes(bag: Cursor): ReadonlySet<string> {
  const attributes = takeOptional(bag, TAG.set);
  if (attributes === undefined) return new Set();
  return new Set(
    children(attributes).map((attribute) =>
      readOid(next(openAs(attribute, TAG.sequence, 'a bag attribute'), 'its type'), 'its type'),
    ),
  );
}

/** What the store itself marks as trusted, else all that belong to none of its keys. */
export function trustedOf(stored: readonly StoredCertificate[]): readonly Uint8Array[] {
  const marked = stored.filter(({ trusted }) => trusted);
  const chosen = marked.length > 0 ? marked : stored.filter(({ ofKey }) => !ofKey);
  return chosen.map(({ der }) => der);
}

function wrongPassword(password: string | null): TamgaError {
  const said = password === null ? 'it needs a password' : 'the password does not open it';
  return new TamgaError('TAMGA-E-TRUST-READ', `the key store cannot be opened: ${said}`, {
    hint: 'Name where the password lies, as env:NAME or file:PATH.',
  });
}

function refused(why: string): TamgaError {
  return new TamgaError('TAMGA-E-TRUST-READ', `the key store cannot be read: ${why}`);
}
