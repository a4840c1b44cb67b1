/**
 * The test keys as PKCS #12 files, and how such a file is opened.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc7292 RFC 7292}
 * @module
 */
import { createPrivateKey, timingSafeEqual } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { digestByName, digestByOid } from '../crypto/digests';
import type { SuiteId } from '../model/claim';
import { TamgaError } from '../model/error';
import { encode, octets } from './asn1';
import { readCertificate } from './certificate';
import type { ForgedState, Identity, KeyPair } from './forged';
import { gostPkcs8, readGostPkcs8 } from './gost-key';
import { nodeKeyPair } from './keys';
import { decrypt, encrypt, mac, unreadable } from './pkcs12-crypto';
import { knownSuite } from './signing';
import { derive } from './stream';

/** Public on purpose: it guards nothing but test keys. */
export const PKCS12_PASSWORD = 'tamga-test';

const OID = {
  data: '1.2.840.113549.1.7.1',
  encryptedData: '1.2.840.113549.1.7.6',
  keyBag: '1.2.840.113549.1.12.10.1.1',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certBag: '1.2.840.113549.1.12.10.1.3',
  x509Certificate: '1.2.840.113549.1.9.22.1',
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
} as const;

const ITERATIONS = 2048;
const MAXIMUM_BYTES = 1_000_000;

/** The good signer's key and certificates under the well-known password. */
export function pkcs12(state: ForgedState, suite: SuiteId): Uint8Array {
  const identity = state.signer(suite);
  const random = (what: string, length: number): Uint8Array =>
    derive(state.seed, `pkcs12/${state.code}/${suite}/${what}`, length);
  const shrouded = encrypt(pkcs8(identity), PKCS12_PASSWORD, {
    salt: random('salt', 16),
    iv: random('iv', 16),
    iterations: ITERATIONS,
  });
  const authenticated = new pkijs.AuthenticatedSafe({
    safeContents: [
      safe(certificateBags(identity, state.code)),
      safe([
        new pkijs.SafeBag({
          bagId: OID.shroudedKeyBag,
          bagValue: new pkijs.PKCS8ShroudedKeyBag({
            encryptionAlgorithm: shrouded.algorithm,
            encryptedData: octets(shrouded.bytes),
          }),
          bagAttributes: bagAttributes(identity, state.code),
        }),
      ]),
    ],
  });
  return sealed(encode(authenticated.toSchema()), random('mac', 16));
}

function pkcs8({ key, suite }: Identity): Uint8Array {
  if (key.kind === 'gost') return gostPkcs8(knownSuite(suite), key);
  if (key.kind === 'remote')
    throw new TamgaError('TAMGA-E-INTERNAL', 'a key that somebody else holds cannot be stored');
  return new Uint8Array(key.privateKey.export({ type: 'pkcs8', format: 'der' }));
}

function sealed(content: Uint8Array, salt: Uint8Array): Uint8Array {
  const pfx = new pkijs.PFX({
    authSafe: new pkijs.ContentInfo({ contentType: OID.data, content: octets(content) }),
    macData: new pkijs.MacData({
      mac: new pkijs.DigestInfo({
        digestAlgorithm: new pkijs.AlgorithmIdentifier({
          algorithmId: digestByName('sha256').oid,
          algorithmParams: new asn1js.Null(),
        }),
        digest: octets(mac(content, PKCS12_PASSWORD, 'sha256', { salt, iterations: ITERATIONS })),
      }),
      macSalt: octets(salt),
      iterations: ITERATIONS,
    }),
  });
  return encode(pfx.toSchema());
}

function safe(safeBags: pkijs.SafeBag[]): pkijs.ContentInfo {
  const contents = encode(new pkijs.SafeContents({ safeBags }).toSchema());
  return new pkijs.ContentInfo({ contentType: OID.data, content: octets(contents) });
}

function certificateBags(identity: Identity, name: string): pkijs.SafeBag[] {
  return [identity.certificate, ...identity.chain].map(
    (certificate, index) =>
      new pkijs.SafeBag({
        bagId: OID.certBag,
        bagValue: new pkijs.CertBag({ parsedValue: readCertificate(certificate) }),
        ...(index === 0 ? { bagAttributes: bagAttributes(identity, name) } : {}),
      }),
  );
}

/** The identifier ties the key to its certificate. */
function bagAttributes(identity: Identity, name: string): pkijs.Attribute[] {
  const id = digestByName('sha1').of(identity.certificate);
  const friendly = new asn1js.BmpString({ value: `TAMGA TEST ${name} ${identity.suite}` });
  return [
    new pkijs.Attribute({ type: OID.friendlyName, values: [friendly] }),
    new pkijs.Attribute({ type: OID.localKeyId, values: [octets(id)] }),
  ];
}

export interface OpenedPkcs12 {
  readonly kind: 'opened';
  readonly key: KeyPair;
  /** The certificate of the key. */
  readonly certificate: Uint8Array;
  /** The others, in the order of the file. */
  readonly chain: readonly Uint8Array[];
}

export interface UnopenedPkcs12 {
  readonly kind: 'wrong-password' | 'unreadable';
  readonly reason: string;
}

/** Attacker-controlled: what is not understood is a value, not an exception. */
export function openPkcs12(bytes: Uint8Array, password: string): OpenedPkcs12 | UnopenedPkcs12 {
  if (bytes.length > MAXIMUM_BYTES) {
    return { kind: 'unreadable', reason: `more than ${MAXIMUM_BYTES} bytes` };
  }
  try {
    return open(bytes, password);
  } catch (fault) {
    return { kind: 'unreadable', reason: fault instanceof Error ? fault.message : String(fault) };
  }
}

function open(bytes: Uint8Array, password: string): OpenedPkcs12 | UnopenedPkcs12 {
  const pfx = pkijs.PFX.fromBER(bytes);
  const content = octetsOf(pfx.authSafe.content);
  if (!hasRightMac(pfx, content, password)) {
    return { kind: 'wrong-password', reason: 'the MAC does not match' };
  }
  const bags = pkijs.AuthenticatedSafe.fromBER(content).safeContents.flatMap(
    (one) => pkijs.SafeContents.fromBER(plainOf(one, password)).safeBags,
  );
  const [key] = bags.flatMap((bag) => keysOf(bag, password));
  if (key === undefined) return { kind: 'unreadable', reason: 'it holds no private key' };
  const certificates = bags.flatMap(certificatesOf);
  const certificate = certificates.find((one) => belongsTo(key, one));
  if (certificate === undefined) return { kind: 'unreadable', reason: 'no certificate for its private key' };
  return { kind: 'opened', key, certificate, chain: certificates.filter((one) => one !== certificate) };
}

function hasRightMac(pfx: pkijs.PFX, content: Uint8Array, password: string): boolean {
  const digest = digestByOid(pfx.macData?.mac.digestAlgorithm.algorithmId ?? '');
  if (pfx.macData === undefined || digest === undefined) throw unreadable('no MAC of a known digest');
  const salt = pfx.macData.macSalt.valueBlock.valueHexView;
  const computed = mac(content, password, digest.name, { salt, iterations: pfx.macData.iterations ?? 1 });
  const carried = pfx.macData.mac.digest.valueBlock.valueHexView;
  return computed.length === carried.length && timingSafeEqual(computed, carried);
}

function plainOf(info: pkijs.ContentInfo, password: string): Uint8Array {
  if (info.contentType === OID.data) return octetsOf(info.content);
  if (info.contentType !== OID.encryptedData) throw unreadable(`content of type ${info.contentType}`);
  const { encryptedContentInfo } = new pkijs.EncryptedData({ schema: info.content });
  return decrypt(
    {
      algorithm: encryptedContentInfo.contentEncryptionAlgorithm,
      bytes: new Uint8Array(encryptedContentInfo.getEncryptedContent()),
    },
    password,
  );
}

function keysOf(bag: pkijs.SafeBag, password: string): readonly KeyPair[] {
  const value: unknown = bag.bagValue;
  if (value instanceof pkijs.PKCS8ShroudedKeyBag) {
    const bytes = octetsOf(value.encryptedData);
    return [keyPair(decrypt({ algorithm: value.encryptionAlgorithm, bytes }, password))];
  }
  return value instanceof pkijs.PrivateKeyInfo ? [keyPair(encode(value.toSchema()))] : [];
}

function keyPair(pkcs8: Uint8Array): KeyPair {
  const gost = readGostPkcs8(pkcs8);
  if (gost !== undefined) return gost;
  return nodeKeyPair(createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' }));
}

function certificatesOf(bag: pkijs.SafeBag): readonly Uint8Array[] {
  const value: unknown = bag.bagValue;
  if (!(value instanceof pkijs.CertBag) || value.certId !== OID.x509Certificate) return [];
  return [octetsOf(value.certValue)];
}

function belongsTo(key: KeyPair, certificate: Uint8Array): boolean {
  return Buffer.from(encode(readCertificate(certificate).subjectPublicKeyInfo.toSchema())).equals(key.spki);
}

function octetsOf(value: unknown): Uint8Array {
  if (value instanceof asn1js.OctetString) return new Uint8Array(value.getValue());
  throw unreadable('an OCTET STRING is missing');
}
