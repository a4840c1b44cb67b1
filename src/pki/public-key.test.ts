import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test from 'node:test';
import { parseDer } from '../encoding/der';
import { bitString, explicit, integer, nullValue, objectIdentifier, sequence } from '../encoding/der-writer';
import { OID } from '../encoding/oids';
import { requirePeer } from '../testing/peers';
import { type PublicKey, pssRestrictionFault, readPublicKey, tryParsePublicKey } from './public-key';
import { testKey } from './testing-certificates';

const P256 = '1.2.840.10045.3.1.7';
const read = (spki: Uint8Array): PublicKey => readPublicKey(parseDer(spki));

function opensslKeys(script: string): readonly Uint8Array[] {
  const { stdout } = spawnSync('sh', ['-c', script], { encoding: 'latin1' });
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => Buffer.from(line, 'base64'));
}

test('a curve that is spelt out is the named one that it equals, and points may be compressed', (t) => {
  if (!requirePeer('openssl', t)) return;
  const forms = [
    ['explicit', 'uncompressed'],
    ['explicit', 'compressed'],
    ['named_curve', 'compressed'],
    ['named_curve', 'hybrid'],
  ];
  const curves = ['prime256v1', 'secp384r1', 'brainpoolP256r1'];
  const keys = opensslKeys(
    curves
      .flatMap((curve) =>
        forms.map(
          ([enc, form]) =>
            `openssl ecparam -name ${curve} -genkey -noout | openssl ec -pubout -outform DER -param_enc ${enc} -conv_form ${form} 2>/dev/null | base64 -w0; echo`,
        ),
      )
      .join('\n'),
  );
  assert.equal(keys.length, curves.length * forms.length);
  const found = keys.map((spki) => read(spki));
  assert.deepEqual(
    [...new Set(found.map(({ curveOid, bits, unusable }) => `${curveOid} ${bits} ${unusable}`))],
    [`${P256} 256 null`, '1.3.132.0.34 384 null', '1.3.36.3.3.2.8.1.1.7 256 null'],
  );
  const [first] = keys;
  assert.ok(first);
  // Another generator on the same curve: who may choose it has a secret for every public key.
  const generator = Buffer.from('046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0', 'hex');
  const odd = Buffer.from(first);
  const at = odd.indexOf(generator);
  assert.ok(at > 0);
  odd.set(read(first).value, at);
  assert.deepEqual(
    [read(odd).curveOid, read(odd).unusable],
    [null, 'its curve is spelt out and none of the named ones'],
  );
});

test('a key that cannot be used says why and hides nothing', () => {
  const ec = (...parameters: readonly Uint8Array[]) =>
    sequence(
      sequence(objectIdentifier(OID.ecPublicKey), ...parameters),
      bitString(read(testKey(1).spki).value),
    );
  const rows: readonly (readonly [Uint8Array, RegExp])[] = [
    [ec(), /inherited/],
    [ec(nullValue()), /names no curve/],
    [
      sequence(sequence(objectIdentifier(OID.rsaEncryption), nullValue()), bitString(Uint8Array.of(1, 2))),
      /modulus/,
    ],
    [
      sequence(sequence(objectIdentifier(OID.rsaPss), sequence(nullValue())), bitString(Uint8Array.of(1, 2))),
      /RSASSA-PSS parameters/,
    ],
  ];
  for (const [spki, why] of rows) {
    const key = read(spki);
    assert.match(key.unusable ?? '', why);
    assert.equal(key.curveOid, null);
  }
  assert.equal(tryParsePublicKey(Uint8Array.of(0x30, 0)), undefined);
  // RFC 3279 section 2.3.1 wants NULL, many leave it out.
  const modulus = sequence(integer(new Uint8Array(256).fill(0xc1)), integer(65537));
  assert.equal(read(sequence(sequence(objectIdentifier(OID.rsaEncryption)), bitString(modulus))).bits, 2048);
});

test('a key for RSASSA-PSS holds its signatures to its digests and to the length of the salt', () => {
  const [sha256, sha512] = ['2.16.840.1.101.3.4.2.1', '2.16.840.1.101.3.4.2.3'];
  const digest = sequence(objectIdentifier(sha256));
  const restricted = sequence(
    explicit(0, digest),
    explicit(1, sequence(objectIdentifier(OID.mgf1), digest)),
    explicit(2, integer(32)),
  );
  const modulus = sequence(integer(new Uint8Array(256).fill(0xc1)), integer(65537));
  const key = (...parameters: readonly Uint8Array[]) =>
    read(sequence(sequence(objectIdentifier(OID.rsaPss), ...parameters), bitString(modulus)));
  const used = { digestOid: sha256, maskDigestOid: sha256, saltLength: 32 };
  assert.deepEqual(key(restricted).pss, used);
  assert.equal(pssRestrictionFault(key(restricted), used), null);
  assert.equal(pssRestrictionFault(key(restricted), { ...used, saltLength: 64 }), null);
  assert.match(pssRestrictionFault(key(restricted), { ...used, saltLength: 20 }) ?? '', /longer salt/);
  assert.match(pssRestrictionFault(key(restricted), { ...used, digestOid: sha512 }) ?? '', /other digests/);
  assert.match(
    pssRestrictionFault(key(restricted), { ...used, maskDigestOid: sha512 }) ?? '',
    /other digests/,
  );
  assert.match(pssRestrictionFault(key(restricted), null) ?? '', /alone/);
  assert.equal(pssRestrictionFault(key(), { ...used, saltLength: 0 }), null);
});
