/** adbe.x509.rsa_sha1, with values and certificates that OpenSSL made: pdfsig finds such a signature and verifies none. */
import { deepEqual, equal } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { octetString } from '../../../encoding/der-writer';
import { NO_MATERIAL } from '../../../formats/material';
import { onePage, type SignOptions, sign } from '../../../formats/pades/testing-pdf';
import { requirePeer } from '../../../testing/peers';
import { DEFAULT_POLICY } from '../../default-policy';
import { validate } from '../../validate';
import type { SignatureReport } from '../../validation';

const BODY = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=Test RSA', '-days', '3650'];

function reportOf(bytes: Uint8Array): SignatureReport {
  const context = {
    currentTime: new Date('2026-12-01T12:00:00Z'),
    anchors: [],
    material: NO_MATERIAL,
    algorithms: DEFAULT_POLICY,
    timeModel: 'best-signature-time' as const,
  };
  const [report] = validate({ file: bytes, contents: [], context }).signatures;
  if (report === undefined) throw new Error('no signature');
  return report;
}

test('a bare RSA value of OpenSSL verifies with the certificate beside it, under each digest', (t) => {
  if (!requirePeer('openssl', t)) return;
  const folder = mkdtempSync(join(tmpdir(), 'tamga-bare-'));
  const path = (name: string): string => join(folder, name);
  const openssl = (...values: readonly string[]): Buffer =>
    execFileSync('openssl', [...values], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    openssl(...BODY, '-keyout', path('key'), '-out', path('certificate'), '-outform', 'DER');
    const certificate = readFileSync(path('certificate')).toString('hex');
    const bare = (digest: string, entries: string): SignOptions => ({
      subFilter: 'adbe.x509.rsa_sha1',
      entries,
      space: 600,
      value(data) {
        writeFileSync(path('data'), data);
        return octetString(openssl('dgst', `-${digest}`, '-sign', path('key'), path('data')));
      },
    });
    for (const digest of ['sha1', 'sha256', 'sha512']) {
      const { bytes } = sign(onePage(), bare(digest, `/Cert <${certificate}>`));
      const { format, level, intact, algorithm, coverage, signedBy } = reportOf(bytes);
      deepEqual(
        { format, level, intact, algorithm, coverage, signedBy },
        {
          format: 'PDF',
          level: 'none',
          intact: true,
          algorithm: `rsa-pkcs1-${digest}`,
          coverage: 'full',
          signedBy: 'CN=Test RSA',
        },
      );
      const changed = Buffer.from(bytes);
      changed.write('Mallo', changed.indexOf('Alice'), 'latin1');
      const { indication, subIndication, ...report } = reportOf(changed);
      deepEqual([indication, subIndication, report.intact], ['TOTAL_FAILED', 'SIG_CRYPTO_FAILURE', false]);
    }
    const listed = sign(onePage(), bare('sha1', `/Cert [<${certificate}>]`));
    equal(reportOf(listed.bytes).intact, true, 'certificates in an array');
    const none = reportOf(sign(onePage(), bare('sha1', '')).bytes);
    deepEqual([none.intact, none.subIndication], [null, 'NO_SIGNING_CERTIFICATE_FOUND']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
