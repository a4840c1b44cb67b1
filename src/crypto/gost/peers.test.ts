/** GOST signatures of ours judged by OpenSSL and BouncyCastle, and theirs by us. */
import { deepEqual, equal, match } from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { bitString, objectIdentifier, octetString, sequence } from '../../encoding/der-writer';
import { askBouncyCastle, openssl, requireBouncyCastle, requireGostEngine } from '../../testing/gost-peers';
import { seededBytes, seededScalar } from '../../testing/seeded';
import { GOST_CURVES } from './curves';
import { gostDigest } from './digests';
import { fromLittleEndian, LAYOUTS, readSignature, writeSignature } from './layouts';
import { GOST_ROWS, type GostRow } from './rows';
import { verifyGost, verifyGostDigest } from './signature';
import { gostPublicKey, signGost } from './signing';

const VALID = { valid: true };

interface Peer {
  /** What the engine calls the digest; null where it has none with that S-box. */
  readonly digest: string | null;
  /** Algorithm and parameters under which the engine knows a key of that curve. */
  readonly key: readonly [string, ...string[]];
  readonly generate: readonly [string, string];
  readonly bouncyCastle: string;
}

/** The engine knows neither national identifiers nor byte orders: keys get the identifiers of the RFCs. */
const PEERS: Readonly<Record<string, Peer>> = {
  'tc26-256-a streebog256': {
    digest: 'md_gost12_256',
    key: ['1.2.643.7.1.1.1.1', '1.2.643.7.1.2.1.1.1', '1.2.643.7.1.1.2.2'],
    generate: ['gost2012_256', 'TCA'],
    bouncyCastle: 'Tc26-Gost-3410-12-256-paramSetA',
  },
  'cryptopro-a streebog256': {
    digest: 'md_gost12_256',
    key: ['1.2.643.7.1.1.1.1', '1.2.643.2.2.35.1', '1.2.643.7.1.1.2.2'],
    generate: ['gost2012_256', 'A'],
    bouncyCastle: 'GostR3410-2001-CryptoPro-A',
  },
  'tc26-512-a streebog512': {
    digest: 'md_gost12_512',
    key: ['1.2.643.7.1.1.1.2', '1.2.643.7.1.2.1.2.1', '1.2.643.7.1.1.2.3'],
    generate: ['gost2012_512', 'A'],
    bouncyCastle: 'Tc26-Gost-3410-12-512-paramSetA',
  },
  'cryptopro-a gost94-cryptopro': {
    digest: 'md_gost94',
    key: ['1.2.643.2.2.19', '1.2.643.2.2.35.1', '1.2.643.2.2.30.1'],
    generate: ['gost2001', 'A'],
    bouncyCastle: 'GostR3410-2001-CryptoPro-A',
  },
  'cryptopro-a gost94-test': {
    digest: null,
    key: ['1.2.643.2.2.19', '1.2.643.2.2.35.1', '1.2.643.2.2.30.1'],
    generate: ['gost2001', 'A'],
    bouncyCastle: 'GostR3410-2001-CryptoPro-A',
  },
};

for (const row of GOST_ROWS) {
  const peer = peerOf(row);

  test(`${row.id}: OpenSSL takes ours, and refuses it over other data`, (t) => {
    if (!requireGostEngine(t)) return;
    const folder = scratch(t);
    const { key, data, value } = signedBy(row, 0);
    const file = (name: string, octets: Uint8Array) => written(folder, name, octets);
    const spki = file('key.der', subjectPublicKeyInfo(peer, key));
    const signature = file('value', toRfc(row, value));
    const over = (input: Uint8Array) => opensslSays(row, peer, spki, signature, file('data', input));
    match(over(data), /Verified OK|Verified Successfully/);
    match(over(Buffer.concat([data, Buffer.from('!')])), /signature mismatch/);
  });

  test(`${row.id}: what OpenSSL signs verifies, and not over other data`, (t) => {
    if (!requireGostEngine(t)) return;
    const folder = scratch(t);
    const data = seededBytes(`openssl ${row.id}`, 200);
    const [algorithm, set] = peer.generate;
    const secret = join(folder, 'secret.pem');
    const generated = openssl(
      ...[
        'genpkey',
        '-engine',
        'gost',
        '-algorithm',
        algorithm,
        '-pkeyopt',
        `paramset:${set}`,
        '-out',
        secret,
      ],
    );
    equal(generated.ok, true, generated.said);
    const [spki, signature, hash] = ['key.der', 'value', 'hash'].map((name) => join(folder, name));
    openssl('pkey', '-engine', 'gost', '-in', secret, '-pubout', '-outform', 'DER', '-out', String(spki));
    writeFileSync(String(hash), gostDigest(row.parameters.digest).of(data));
    const made = openssl(
      ...[
        'pkeyutl',
        '-engine',
        'gost',
        '-sign',
        '-inkey',
        secret,
        '-in',
        String(hash),
        '-out',
        String(signature),
      ],
    );
    equal(made.ok, true, made.said);
    const { length } = GOST_CURVES[row.parameters.curve];
    const key = readFileSync(String(spki)).subarray(-2 * length);
    const value = fromRfc(row, readFileSync(String(signature)));
    deepEqual(verifyGost(row.parameters, key, data, value), VALID);
    deepEqual(verifyGost(row.parameters, key, data.subarray(1), value), { valid: false, reason: 'mismatch' });
  });
}

test('BouncyCastle takes ours and refuses what we refuse; what it signs verifies', (t) => {
  if (!requireBouncyCastle(t)) return;
  const cases = GOST_ROWS.flatMap((row) => [0, 1, 2, 3].map((index) => ({ row, ...signedBy(row, index) })));
  const questions = cases.flatMap(({ row, secret, key, data, value }) => {
    const { bouncyCastle } = peerOf(row);
    const { length } = GOST_CURVES[row.parameters.curve];
    const digest = gostDigest(row.parameters.digest).of(data);
    const numbers = readSignature(LAYOUTS[row.parameters.layout], length, value);
    if (numbers === undefined) throw new Error('a signature of ours is unreadable');
    const point = `${number(fromLittleEndian(key.subarray(0, length)))} ${number(fromLittleEndian(key.subarray(length)))}`;
    const verify = (over: Uint8Array, r: bigint, s: bigint) =>
      `verify ${bouncyCastle} ${point} ${hex(over)}. ${number(r)} ${number(s)}`;
    return [
      verify(digest, numbers.r, numbers.s),
      verify(Uint8Array.from(digest).reverse(), numbers.r, numbers.s),
      verify(digest, numbers.s, numbers.r),
      `sign ${bouncyCastle} ${number(secret)} ${hex(digest)}.`,
    ];
  });
  const answers = askBouncyCastle(questions);
  cases.forEach(({ row, key, data }, index) => {
    const [own, reversed, swapped, made = ''] = answers.slice(index * 4);
    deepEqual([own, reversed, swapped], ['true', 'false', 'false'], row.id);
    const [r = 0n, s = 0n] = made.split(' ').map((field) => BigInt(`0x${field.slice(0, -1)}`));
    const { length } = GOST_CURVES[row.parameters.curve];
    const value = writeSignature(LAYOUTS[row.parameters.layout], length, { r, s });
    deepEqual(
      verifyGostDigest(row.parameters, key, gostDigest(row.parameters.digest).of(data), value),
      VALID,
    );
  });
});

function signedBy(row: GostRow, index: number) {
  const secret = seededScalar(`peers ${row.id} ${index}`, GOST_CURVES[row.parameters.curve].q);
  const data = seededBytes(`peers ${row.id} ${index}`, 50 * index + 13);
  const key = gostPublicKey(row.parameters.curve, secret);
  return { secret, key, data, value: signGost(row.parameters, secret, data) };
}

/** With the test S-box the engine gets the hash, which it does not compute. */
function opensslSays(row: GostRow, peer: Peer, spki: string, signature: string, data: string): string {
  const { said } =
    peer.digest === null
      ? openssl(
          ...['pkeyutl', '-engine', 'gost', '-verify', '-pubin', '-keyform', 'DER', '-inkey', spki],
          ...['-sigfile', signature, '-in', hashed(row, data)],
        )
      : openssl(
          ...['dgst', '-engine', 'gost', `-${peer.digest}`, '-keyform', 'DER'],
          ...['-verify', spki, '-signature', signature, data],
        );
  return said;
}

function hashed(row: GostRow, data: string): string {
  writeFileSync(`${data}.hash`, gostDigest(row.parameters.digest).of(readFileSync(data)));
  return `${data}.hash`;
}

/** Kazakhstan's value is that of the RFC turned round; the others are the same. */
function toRfc(row: GostRow, value: Uint8Array): Uint8Array {
  return row.parameters.layout === 'kz' ? Uint8Array.from(value).reverse() : value;
}

const fromRfc = toRfc;

function peerOf({ parameters }: GostRow): Peer {
  const found = PEERS[`${parameters.curve} ${parameters.digest}`];
  if (found === undefined) throw new Error(`no peer knows ${parameters.curve} with ${parameters.digest}`);
  return found;
}

function subjectPublicKeyInfo({ key: [algorithm, ...parameters] }: Peer, point: Uint8Array): Uint8Array {
  return sequence(
    sequence(
      objectIdentifier(algorithm),
      sequence(...parameters.map((parameter) => objectIdentifier(parameter))),
    ),
    bitString(octetString(point)),
  );
}

function scratch(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'tamga-gost-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

function written(folder: string, name: string, octets: Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, octets);
  return file;
}

function number(value: bigint): string {
  return `${value.toString(16)}.`;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
