/**
 * Certificates for TLS servers of tests, minted on the fly: one authority, and leaves that are right or wrong in one way.
 *
 * @module
 */
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import {
  bitString,
  boolean,
  encode,
  explicit,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  time,
  utf8String,
} from '../encoding/der-writer';

export interface TlsIdentity {
  readonly certificate: string;
  readonly key: string;
  /** As a profile pins it. */
  readonly pin: string;
}

export interface TlsAuthority extends TlsIdentity {
  issue(leaf: Partial<Leaf>): TlsIdentity;
}

export interface Leaf {
  readonly name: string;
  readonly notBefore: string;
  readonly notAfter: string;
  /** IPv4 addresses. */
  readonly addresses: readonly string[];
  readonly hosts: readonly string[];
}

const LEAF: Leaf = {
  name: 'server',
  notBefore: '2020-01-01T00:00:00Z',
  notAfter: '2049-01-01T00:00:00Z',
  addresses: ['127.0.0.1'],
  hosts: ['localhost'],
};

export function tlsAuthority(name: string): TlsAuthority {
  const own = newKey();
  const issuer = nameOf(name);
  const root = certificate(
    issuer,
    { ...LEAF, name, addresses: [], hosts: [] },
    own.publicKey,
    own.privateKey,
    [extension('2.5.29.19', true, sequence(boolean(true)))],
  );
  return {
    ...identity(root, own),
    issue(changes) {
      const leaf = { ...LEAF, ...changes };
      const pair = newKey();
      const names = [
        ...leaf.hosts.map((host) => encode(0x82, Buffer.from(host))),
        ...leaf.addresses.map((address) => encode(0x87, Buffer.from(address.split('.').map(Number)))),
      ];
      const der = certificate(issuer, leaf, pair.publicKey, own.privateKey, [
        extension('2.5.29.17', false, sequence(...names)),
      ]);
      return identity(der, pair);
    },
  };
}

interface Pair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

function newKey(): Pair {
  return generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
}

function identity(der: Uint8Array, { publicKey, privateKey }: Pair): TlsIdentity {
  const body = Buffer.from(der)
    .toString('base64')
    .match(/.{1,64}/g)
    ?.join('\n');
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    pin: createHash('sha256').update(spkiOf(publicKey)).digest('base64'),
  };
}

let serial = 0;

function certificate(
  issuer: Uint8Array,
  { name, notBefore, notAfter }: Leaf,
  publicKey: KeyObject,
  issuerKey: KeyObject,
  extensions: readonly Uint8Array[],
): Uint8Array {
  const algorithm = sequence(objectIdentifier('1.2.840.10045.4.3.2'));
  serial += 1;
  const body = sequence(
    explicit(0, integer(2)),
    integer(serial),
    algorithm,
    issuer,
    sequence(time(new Date(notBefore)), time(new Date(notAfter))),
    nameOf(name),
    spkiOf(publicKey),
    explicit(3, sequence(...extensions)),
  );
  return sequence(body, algorithm, bitString(sign('sha256', body, issuerKey)));
}

function nameOf(commonName: string): Uint8Array {
  return sequence(setOf(sequence(objectIdentifier('2.5.4.3'), utf8String(commonName))));
}

function extension(oid: string, critical: boolean, value: Uint8Array): Uint8Array {
  return sequence(objectIdentifier(oid), ...(critical ? [boolean(true)] : []), octetString(value));
}

function spkiOf(key: KeyObject): Uint8Array {
  return key.export({ type: 'spki', format: 'der' });
}
