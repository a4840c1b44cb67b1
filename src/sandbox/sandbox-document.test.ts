/** What docs/sandbox.md tells a reader to type works as it stands. */
import { equal, ok } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { PKCS12_PASSWORD, pkcs12 } from '../forge/pkcs12';
import { mintState } from '../forge/pki';
import { packageRoot } from '../model/package-root';
import { enrol } from '../round/enrolment';
import { requirePeer } from '../testing/peers';
import { MSISDN_PREFIX } from './mss-server';
import { startStates } from './states';
import { CDSAPI_PIN, CSC_CLIENT, MSS_PROVIDER, SIMA_MASTER_KEY } from './test-secrets';

const TEXT = readFileSync(join(packageRoot(), 'docs', 'sandbox.md'), 'utf8');
const SEED = 'tamga';
const INSTANT = '2026-09-01T12:00:00Z';

test('every secret of the sandbox stands there', () => {
  const secrets = [
    PKCS12_PASSWORD,
    CDSAPI_PIN,
    CSC_CLIENT.id,
    CSC_CLIENT.secret,
    MSS_PROVIDER.id,
    MSS_PROVIDER.password,
    `${MSISDN_PREFIX}00`,
    SIMA_MASTER_KEY,
  ];
  for (const secret of secrets) ok(TEXT.includes(`\`${secret}\``), secret);
});

test('every line that is to be typed ends well and prints something', async (t) => {
  if (!requirePeer('curl', t) || !requirePeer('openssl', t)) return;
  const { profiles } = enrol(join(packageRoot(), 'profiles'));
  const kz = profiles.filter(({ code }) => code === 'KZ');
  const roster = profiles.map(({ code, certificateProfile }) => ({ code, certificateProfile }));
  const states = await startStates({ seed: SEED, instant: INSTANT, profiles: kz, roster });
  t.after(() => states.close());
  const folder = mkdtempSync(join(tmpdir(), 'tamga-sandbox-document-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const [profile] = kz;
  ok(profile !== undefined);
  mkdirSync(join(folder, 'keys'));
  const state = mintState(SEED, new Date(INSTANT), 'KZ', profile.certificateProfile);
  writeFileSync(join(folder, 'keys/kz-rsa-pkcs1-sha256.p12'), pkcs12(state, 'rsa-pkcs1-sha256'));

  const lines = [...TEXT.matchAll(/^\$ (.*)$/gm)].map(([, line = '']) => line);
  equal(lines.length, 6);
  for (const line of lines) {
    const here = line
      .replaceAll('127.0.0.1:14579', `127.0.0.1:${states.ports['kz']}`)
      .replaceAll(/ (deploy\/|README)/g, ` ${packageRoot()}/$1`);
    const { stdout } = await promisify(execFile)('sh', ['-ec', here], { cwd: folder });
    ok(stdout.trim().length > 10, `${line}: ${stdout}`);
    ok(!/"status":-?[1-9]/.test(stdout), `${line}: ${stdout}`);
  }
});
