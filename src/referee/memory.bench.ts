/**
 * The memory of one process that validates a signature over a large document beside it: the command as it is installed.
 *
 * @module
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePem } from '../encoding/pem';
import { mintState } from '../forge/pki';
import { signProduct } from '../forge/product';
import { crl } from '../forge/revocation';
import { TEST_INSTANT, TEST_PROFILE } from '../forge/testing-profile';
import { timeline } from '../forge/timeline';
import { packageRoot } from '../model/package-root';

const SUITE = 'ecdsa-p256-sha256';
const MEBIBYTE = 1024 * 1024;
const DOCUMENT = 200 * MEBIBYTE;
const FOLDER = mkdtempSync(join(tmpdir(), 'tamga-bench-'));
const COMMAND = join(packageRoot(), 'bin', 'tamga.js');

function file(name: string, content: Uint8Array | string): string {
  const path = join(FOLDER, name);
  writeFileSync(path, content);
  return path;
}

/** Kibibytes at most that the process had in memory at once. */
function peak(document: Uint8Array): number {
  const state = mintState('bench', TEST_INSTANT, 'KZ', TEST_PROFILE);
  const { signature } = signProduct({
    state,
    product: { format: 'CAdES', level: 'B-B', packaging: 'detached', suite: SUITE },
    document,
    identity: state.signer(SUITE),
    times: timeline(TEST_INSTANT).recent,
  });
  const measured = join(FOLDER, 'peak');
  const hook = `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(measured)}, String(process.resourceUsage().maxRSS)));`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--require',
      file('peak.cjs', hook),
      COMMAND,
      'validate',
      '--trust',
      file('root.pem', writePem('CERTIFICATE', state.root.certificate)),
      '--material',
      file('root.crl', crl(state, 'root')),
      '--material',
      file('issuing.crl', crl(state, 'issuing')),
      '--time',
      TEST_INSTANT.toISOString(),
      '--content',
      file('document', document),
      file('document.p7s', signature),
    ],
    { encoding: 'utf8' },
  );
  if (!stdout.includes('TOTAL_PASSED')) throw new Error(`not passed: ${stdout}${stderr}`);
  return Number(readFileSync(measured, 'utf8'));
}

try {
  for (const size of [MEBIBYTE, DOCUMENT]) {
    const mebibytes = peak(Buffer.alloc(size, 0x54)) / 1024;
    console.log(
      `tamga validate, CAdES-B-B detached, ${`${size / MEBIBYTE}`.padStart(3)} MiB  ${mebibytes.toFixed(0).padStart(4)} MiB at most in memory`,
    );
  }
} finally {
  rmSync(FOLDER, { recursive: true });
}
