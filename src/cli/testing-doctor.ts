/**
 * A real state alone in a folder, and what `tamga doctor` finds of it.
 *
 * @module
 */
import { equal, ok } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type * as http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Claim } from '../model/claim';
import { packageRoot } from '../model/package-root';
import type { Tls } from '../model/profile';
import { startTestServer } from '../testing/fault-server';
import { tlsAuthority } from '../testing/tls-certificates';
import { recordingConsole } from './console';
import { main } from './main';

const KZ = JSON.parse(readFileSync(join(packageRoot(), 'profiles', 'kz.json'), 'utf8'));
const ROOT = tlsAuthority('a root that lasts').certificate;
export const CLAIM: Claim = {
  role: 'verify',
  format: 'CMS',
  levels: ['none'],
  packagings: ['attached'],
  suites: ['rsa-pkcs1-sha256'],
};

export const FORM = { format: 'CMS', level: 'none', packaging: 'attached' };

export interface Real {
  readonly url: string;
  readonly dialect?: string;
  readonly auth?: object;
  readonly tls?: Tls;
  readonly claims?: readonly Claim[];
  readonly more?: object;
  /** Paths from the folder of the profile. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

/** A real state, alone in a folder. */
export function folderOf(t: TestContext, { url, dialect, auth, tls, claims, files, more }: Real): string {
  const folder = mkdtempSync(join(tmpdir(), 'tamga-doctor-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const budget = { concurrency: 2, retries: 0, retryDelayMs: 0 };
  const verify = {
    dialect: dialect ?? 'ncanode-v3',
    url,
    auth: auth ?? { scheme: 'none' },
    timeoutMs: 2000,
    ...(tls !== undefined && { tls }),
    budget,
    options: {},
  };
  const profile = {
    ...KZ,
    evidenceClass: 'self-tested',
    endpoints: { verify },
    claims: claims ?? [],
    trust: { publishes: [{ from: 'file', path: 'trust/kz/root.pem' }], accepts: ['KZ'] },
    provenance: [],
    ...more,
  };
  mkdirSync(join(folder, 'trust', 'kz'), { recursive: true });
  const all = { 'kz.json': JSON.stringify(profile), 'trust/kz/root.pem': ROOT, ...files };
  for (const [path, text] of Object.entries(all)) writeFileSync(join(folder, path), text);
  return folder;
}

export interface Told {
  readonly exit: number;
  readonly findings: readonly {
    readonly about: string;
    readonly examined: string;
    readonly result: string;
    readonly found: string;
    readonly why: string;
    readonly advice: string | null;
  }[];
}

export async function examine(t: TestContext, real: Real, ...more: readonly string[]): Promise<Told> {
  const folder = folderOf(t, real);
  const console = recordingConsole();
  const code = await main(
    ['doctor', 'KZ', '--profiles', folder, '--out', join(folder, 'reports'), '--json', ...more],
    console,
  );
  const told: Told = JSON.parse(console.stdout.join('\n'));
  equal(told.exit, code);
  return told;
}

/** The one finding of its kind, which must have a reason, and advice where it is not well. */
export function only({ findings }: Told, examined: string, result: string): string {
  const found = findings.filter((one) => one.examined === examined && one.result === result);
  equal(found.length, 1, `${examined} ${result} in ${JSON.stringify(findings, null, 1)}`);
  ok((found[0]?.why.length ?? 0) > 20);
  return `${found[0]?.found} ${found[0]?.advice ?? ''}`;
}

export type Handler = (request: http.IncomingMessage, response: http.ServerResponse) => void;

export const healthy: Handler = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end('{"status":"UP"}');
};

export async function serve(t: TestContext, handler: Handler): Promise<string> {
  const server = await startTestServer(handler);
  t.after(() => server.close());
  return server.url;
}
