/**
 * National signatures judged by OpenSSL, which knows neither their identifiers nor their byte order: keys get the identifiers
 * of the same curve and digest in the RFCs, values are turned round where the state turns them.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import * as pkijs from 'pkijs';
import { digestByName } from '../crypto/digests';
import type { GostDigestName } from '../crypto/gost/digests';
import type { SuiteId } from '../model/claim';
import { requireGostEngine } from '../testing/gost-peers';
import { bits, encode, oid, sequence } from './asn1';
import { publicKeyBits, readCertificate } from './certificate';
import type { ForgedState, KeyPair } from './forged';
import { crl } from './revocation';
import { knownSuite } from './signing';
import { takeApart } from './testing-cms';
import { make, miscalculated, NATIONAL, stateWith, withGostEngine } from './testing-gost';
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

interface Signed {
  readonly data: Uint8Array;
  readonly value: Uint8Array;
  readonly key: KeyPair;
}

function signedBytes({ tbsView, signatureValue }: pkijs.Certificate | pkijs.CertificateRevocationList) {
  return { data: tbsView, value: signatureValue.valueBlock.valueHexView };
}

/** Certificates of signer and authority, a list, and the attributes of a CMS. */
function structures(state: ForgedState, suite: SuiteId): readonly Signed[] {
  const { root, issuing } = state;
  const list = pkijs.CertificateRevocationList.fromBER(crl(state, 'issuing'));
  return [
    { ...signedBytes(readCertificate(root.certificate)), key: root.key },
    { ...signedBytes(readCertificate(issuing.certificate)), key: root.key },
    { ...signedBytes(readCertificate(state.signer(suite).certificate)), key: issuing.key },
    { ...signedBytes(list), key: issuing.key },
    cms(state, 'good-forged', suite),
  ];
}

function cms(state: ForgedState, id: string, suite: SuiteId): Signed {
  const { signedAttributes, signatureValue } = takeApart(make(state, id, suite).signature);
  return { data: signedAttributes, value: signatureValue, key: state.signer(suite).key };
}

function verifies(openssl: OpenSsl, suite: SuiteId, { data, value, key }: Signed): boolean {
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

for (const suite of NATIONAL) {
  test(`${suite}: OpenSSL verifies certificates, a list and CMS under the identifiers that it knows`, (t) => {
    if (!requireGostEngine(t)) return;
    const state = stateWith(suite);
    withGostEngine((openssl) => {
      for (const signed of structures(state, suite)) assert.ok(verifies(openssl, suite, signed));
    });
  });

  test(`${suite}: OpenSSL refuses a swapped byte order, and a wrong S-box where there is another`, (t) => {
    if (!requireGostEngine(t)) return;
    const state = stateWith(suite);
    const ids = miscalculated(suite).filter((id) => id !== 'content');
    assert.ok(ids.includes('byte-order'));
    withGostEngine((openssl) => {
      for (const id of ids) assert.ok(!verifies(openssl, suite, cms(state, id, suite)), id);
    });
  });
}
