/**
 * Programs that we did not write and that judge what we make: present, or the test is skipped with its reason.
 *
 * @module
 */
import { spawnSync } from 'node:child_process';
import type { TestContext } from 'node:test';

/** How to ask each peer for its version. */
const VERSION_ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  openssl: ['version'],
  java: ['-version'],
  chromium: ['--version'],
  xmlsec1: ['--version'],
  pdfsig: ['-v'],
  unzip: ['-v'],
};

const present = new Map<string, boolean>();

/**
 * True when the peer answers. Else the test is skipped, or fails under `TAMGA_REQUIRE_PEERS=1`.
 *
 * Use as `if (!requirePeer('openssl', t)) return;`.
 */
export function requirePeer(name: string, t: TestContext): boolean {
  if (has(name)) return true;
  if (process.env['TAMGA_REQUIRE_PEERS'] === '1')
    throw new Error(`the peer ${name} is required and not installed`);
  t.skip(`the peer ${name} is not installed`);
  return false;
}

function has(name: string): boolean {
  const known = present.get(name);
  if (known !== undefined) return known;
  const answers =
    spawnSync(name, [...(VERSION_ARGUMENTS[name] ?? ['--version'])], { stdio: 'ignore' }).status === 0;
  present.set(name, answers);
  return answers;
}
