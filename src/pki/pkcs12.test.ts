import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { getCiphers } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { TamgaError } from '../model/error';
import { requirePeer } from '../testing/peers';
import { certificatesOfPkcs12, looksLikePkcs12, trustedOf } from './pkcs12';
import { ROOT } from './testing-paths';

/** Columns: file, options of the export, password (null: none is needed). */
const STORES: readonly (readonly [string, string, string | null])[] = [
  ['aes', '-nokeys -passout pass:pässwörd', 'pässwörd'],
  ['des', '-nokeys -passout pass:x -certpbe PBE-SHA1-3DES -macalg sha1', 'x'],
  ['des2', '-nokeys -passout pass:x -certpbe PBE-SHA1-2DES -macalg sha512', 'x'],
  ['aes128', '-nokeys -passout pass:x -certpbe AES-128-CBC -iter 1 -macalg sha384', 'x'],
  ['empty', '-nokeys -passout pass:', null],
  ['open', '-nokeys -passout pass: -certpbe NONE -nomac', null],
  ['rc2', '-nokeys -passout pass:x -legacy', 'x'],
];

function withStores(t: TestContext, run: (read: (name: string) => Uint8Array) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'tamga-stores-'));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'root.cer'), ROOT.der);
  const script = [
    'openssl x509 -inform DER -in root.cer -out root.pem',
    ...STORES.map(([name, options]) => `openssl pkcs12 -export -in root.pem ${options} -out ${name}`),
    'openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key -out own -subj "/CN=TAMGA TEST"',
    'openssl pkcs12 -export -inkey key -in own -certfile root.pem -passout pass:x -out both',
    'keytool -importcert -noprompt -alias root -file root.pem -keystore java -storetype PKCS12 -storepass changeit || true',
  ];
  const { status, stderr } = spawnSync('sh', ['-e', '-c', script.join('\n')], {
    cwd: folder,
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  run((name) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name)) : new Uint8Array(0)));
}

const refusal = (message: RegExp) => (error: unknown) =>
  error instanceof TamgaError && error.code === 'TAMGA-E-TRUST-READ' && message.test(error.message);

test('stores that OpenSSL and Java write give their certificates to whoever has the password', (t) => {
  if (!requirePeer('openssl', t)) return;
  withStores(t, (read) => {
    for (const [name, , password] of STORES) {
      const bytes = read(name);
      assert.ok(looksLikePkcs12(bytes), name);
      if (name === 'rc2' && !getCiphers().includes('rc2-40-cbc')) {
        assert.throws(
          () => certificatesOfPkcs12(bytes, password),
          refusal(/cipher rc2-40-cbc, which is not at hand/),
        );
        continue;
      }
      assert.deepEqual(
        trustedOf(certificatesOfPkcs12(bytes, password)).map((der) => Buffer.from(der)),
        [Buffer.from(ROOT.der)],
        name,
      );
      if (password === null) continue;
      assert.throws(
        () => certificatesOfPkcs12(bytes, `${password}y`),
        refusal(/the password does not open it/),
        name,
      );
      assert.throws(() => certificatesOfPkcs12(bytes, null), refusal(/it needs a password/), name);
    }
    const both = certificatesOfPkcs12(read('both'), 'x');
    assert.deepEqual(both.map(({ ofKey }) => ofKey).sort(), [false, true]);
    assert.deepEqual(
      trustedOf(both).map((der) => Buffer.from(der)),
      [Buffer.from(ROOT.der)],
    );
    const java = read('java');
    if (java.length > 0)
      assert.deepEqual(
        certificatesOfPkcs12(java, 'changeit').map(({ trusted }) => trusted),
        [true],
      );
  });
});

test('a store with any octet changed is refused or opened, never more', (t) => {
  if (!requirePeer('openssl', t)) return;
  withStores(t, (read) => {
    const good = read('aes128');
    for (let at = 0; at < good.length; at += 3) {
      const bad = Uint8Array.from(good);
      bad[at] = (bad[at] ?? 0) ^ 0x55;
      try {
        certificatesOfPkcs12(bad, 'x');
      } catch (error) {
        assert.ok(error instanceof TamgaError, `octet ${at}: ${String(error)}`);
      }
    }
  });
});

test('what is no store is told by its first octets', () => {
  assert.equal(looksLikePkcs12(ROOT.der), false);
  assert.equal(looksLikePkcs12(Buffer.from('<xml/>')), false);
});
