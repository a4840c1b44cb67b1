/**
 * OpenSSL as the judge of what the forge makes, for tests: a folder of its own, files by name, exit codes and text.
 *
 * @module
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ForgedState } from './forged';
import { crl } from './revocation';

export interface Spoken {
  readonly exit: number | null;
  /** Both streams. */
  readonly text: string;
}

export interface OpenSsl {
  run(...args: readonly string[]): Spoken;
  write(name: string, bytes: Uint8Array | string): string;
  read(name: string): Uint8Array;
}

/** Runs the test in a folder that is gone afterwards. */
export function withOpenSsl(
  test: (openssl: OpenSsl) => void,
  environment: Readonly<Record<string, string>> = {},
): void {
  const folder = mkdtempSync(join(tmpdir(), 'tamga-forge-'));
  try {
    test({
      run(...args) {
        const env = { ...process.env, ...environment };
        const done = spawnSync('openssl', [...args], { cwd: folder, encoding: 'utf8', env });
        return { exit: done.status, text: `${done.stdout}${done.stderr}` };
      },
      write(name, bytes) {
        writeFileSync(join(folder, name), bytes);
        return name;
      },
      read: (name) => readFileSync(join(folder, name)),
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function pem(der: Uint8Array, label = 'CERTIFICATE'): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** Writes `root.pem`, `issuing.pem` and `with-crls.pem` (root, issuing CA and both CRLs). */
export function writeAuthorities(openssl: OpenSsl, state: ForgedState): void {
  const [root, issuing] = [pem(state.root.certificate), pem(state.issuing.certificate)];
  const crls = (['issuing', 'root'] as const).map((one) => pem(crl(state, one), 'X509 CRL'));
  openssl.write('root.pem', root);
  openssl.write('issuing.pem', issuing);
  openssl.write('with-crls.pem', [root, issuing, ...crls].join(''));
}

export function epoch(date: Date): string {
  return String(date.getTime() / 1000);
}

export interface CmsQuestion {
  readonly signature: Uint8Array;
  readonly content: Uint8Array | null;
  readonly cades: boolean;
  readonly at: Date;
  /** `root.pem` unless named. */
  readonly trust?: string;
  readonly options?: readonly string[];
}

/** `openssl cms -verify`: exit 0 verified, 4 refused; anything else is a fault of the question. */
export function askCms(openssl: OpenSsl, question: CmsQuestion): Spoken {
  const { signature, content, cades, at, trust = 'root.pem', options = [] } = question;
  return openssl.run(
    ...['cms', '-verify', '-binary', '-inform', 'DER', '-in', openssl.write('signature.p7s', signature)],
    ...(cades ? ['-cades'] : []),
    ...(content === null ? [] : ['-content', openssl.write('content', content)]),
    ...['-CAfile', trust, '-no-CApath', '-no-CAstore', '-purpose', 'any', '-attime', epoch(at)],
    ...['-out', 'verified-content', ...options],
  );
}

/** `openssl ts -verify` of a bare token over an imprint. */
export function askToken(openssl: OpenSsl, token: Uint8Array, imprint: Uint8Array, at: Date): Spoken {
  return openssl.run(
    ...['ts', '-verify', '-token_in', '-in', openssl.write('token.der', token)],
    ...['-digest', Buffer.from(imprint).toString('hex'), '-attime', epoch(at)],
    ...['-CAfile', 'root.pem', '-untrusted', 'issuing.pem'],
  );
}
