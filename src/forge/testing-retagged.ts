/**
 * The GOST engine of OpenSSL as the judge of national signatures, for tests: keys get the identifiers of the same curve and
 * digest in the RFCs, values are turned round where the state turns them.
 *
 * @module
 */
import assert from 'node:assert/strict';
import { digestByName } from '../crypto/digests';
import type { GostDigestName } from '../crypto/gost/digests';
import type { SuiteId } from '../model/claim';
import { bits, encode, oid, sequence } from './asn1';
import { publicKeyBits } from './certificate';
import type { KeyPair } from './forged';
import { knownSuite } from './signing';
import type { OpenSsl } from './testing-openssl';

interface Tag {
  readonly key: readonly string[];
  /** What the engine calls the digest; null where it has it with the other S-box only. */
  readonly digest: string | null;
}

const KEY_2001 = ['1.2.643.2.2.19', '1.2.643.2.2.35.1', '1.2.643.2.2.30.1'];

const TAGS: Readonly<Partial<Record<GostDigestName, Tag>>> = {
  'gost94-test': { key: KEY_2001, digest: null },
  'gost94-cryptopro': { key: KEY_2001, digest: 'md_gost94' },
  streebog256: {
    key: ['1.2.643.7.1.1.1.1', '1.2.643.7.1.2.1.1.1', '1.2.643.7.1.1.2.2'],
    digest: 'md_gost12_256',
  },
  streebog512: {
    key: ['1.2.643.7.1.1.1.2', '1.2.643.7.1.2.1.2.1', '1.2.643.7.1.1.2.3'],
    digest: 'md_gost12_512',
  },
};

export interface Signed {
  readonly data: Uint8Array;
  readonly value: Uint8Array;
  readonly key: KeyPair;
}

export function verifies(openssl: OpenSsl, suite: SuiteId, { data, value, key }: Signed): boolean {
  const { gost } = knownSuite(suite);
  const tag = gost === null ? undefined : TAGS[gost.digest];
  assert.ok(gost && tag);
  const [algorithm = '', ...parameters] = tag.key;
  const identifier = sequence(oid(algorithm), sequence(...parameters.map(oid)));
  openssl.write('key.der', encode(sequence(identifier, bits(publicKeyBits(key.spki)))));
  openssl.write('value', gost.layout === 'kz' ? Buffer.from(value).reverse() : value);
  if (tag.digest !== null) {
    const file = openssl.write('data', data);
    const how = ['-keyform', 'DER', '-verify', 'key.der', '-signature', 'value'];
    return /^Verified OK/m.test(openssl.run('dgst', `-${tag.digest}`, ...how, file).text);
  }
  openssl.write('digest', digestByName(gost.digest).of(data));
  const how = ['-pubin', '-keyform', 'DER', '-inkey', 'key.der', '-sigfile', 'value', '-in', 'digest'];
  return /^Signature Verified Successfully/m.test(openssl.run('pkeyutl', '-verify', ...how).text);
}
