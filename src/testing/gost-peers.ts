/**
 * The GOST engine of OpenSSL and BouncyCastle, as judges of digests and signatures: many questions per process.
 *
 * @module
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { packageRoot } from '../model/package-root';
import { requirePeer } from './peers';

const BOUNCY_CASTLE = '/usr/share/java/bcprov.jar';
const BOUNCY_CASTLE_CMS = ['/usr/share/java/bcutil.jar', '/usr/share/java/bcpkix.jar'];
const LARGEST_ANSWER = 256 * 1024 * 1024;

/** Use as `if (!requireGostEngine(t)) return;`. */
export function requireGostEngine(t: TestContext): boolean {
  if (!requirePeer('openssl', t)) return false;
  return present(hasGostEngine(), 'the GOST engine of OpenSSL', t);
}

export function hasGostEngine(): boolean {
  return spawnSync('openssl', ['engine', 'gost'], { stdio: 'ignore' }).status === 0;
}

export function requireBouncyCastle(t: TestContext): boolean {
  if (!requirePeer('java', t)) return false;
  return present(hasBouncyCastle(), 'BouncyCastle with a Java compiler', t);
}

/** With its CMS, certificates, OCSP and time-stamps. */
export function requireBouncyCastleCms(t: TestContext): boolean {
  if (!requireBouncyCastle(t)) return false;
  return present(
    BOUNCY_CASTLE_CMS.every((jar) => existsSync(jar)),
    'the CMS library of BouncyCastle',
    t,
  );
}

export function hasBouncyCastle(): boolean {
  return existsSync(BOUNCY_CASTLE) && spawnSync('javac', ['-version'], { stdio: 'ignore' }).status === 0;
}

function present(found: boolean, what: string, t: TestContext): boolean {
  if (found) return true;
  if (process.env['TAMGA_REQUIRE_PEERS'] === '1') throw new Error(`${what} is required and not installed`);
  t.skip(`${what} is not installed`);
  return false;
}

/** Runs `openssl`; its standard output, or what it said instead. */
export function openssl(...values: readonly string[]): { readonly ok: boolean; readonly said: string } {
  const { status, stdout, stderr } = spawnSync('openssl', [...values], {
    encoding: 'utf8',
    maxBuffer: LARGEST_ANSWER,
  });
  return { ok: status === 0, said: status === 0 ? stdout : stderr };
}

/** Values of one digest over files, in hexadecimal, in one process. */
export function engineDigests(name: string, files: readonly string[]): readonly string[] {
  const { ok, said } = openssl('dgst', '-engine', 'gost', '-r', `-${name}`, ...files);
  if (!ok) throw new Error(`openssl dgst -${name}: ${said}`);
  return said
    .trim()
    .split('\n')
    .map((line) => line.slice(0, line.indexOf(' ')));
}

/** One line per question; the form of both is described in `scripts/peers/GostPeer.java`. */
export function askBouncyCastle(questions: readonly string[]): readonly string[] {
  return askJava('GostPeer', [BOUNCY_CASTLE], questions);
}

/** The same about whole structures: `scripts/peers/CmsPeer.java`. */
export function askBouncyCastleCms(questions: readonly string[]): readonly string[] {
  return askJava('CmsPeer', [BOUNCY_CASTLE, ...BOUNCY_CASTLE_CMS], questions);
}

/** Paths, by BouncyCastle and by the JDK: `scripts/peers/PkixPeer.java`. */
export function askPkix(questions: readonly string[]): readonly string[] {
  return askJava('PkixPeer', [BOUNCY_CASTLE], questions);
}

function askJava(name: string, jars: readonly string[], questions: readonly string[]): readonly string[] {
  const { status, stdout, stderr } = spawnSync(
    'java',
    ['-XX:+UseSerialGC', '-cp', [...jars, classesOf(name, jars)].join(':'), name],
    { input: `${questions.join('\n')}\n`, encoding: 'utf8', maxBuffer: LARGEST_ANSWER },
  );
  if (status !== 0) throw new Error(`java ${name}: ${stderr}`);
  return stdout.trim().split('\n');
}

/** Compiling costs more than most questions: once per process, gone with it. */
const compiled = new Map<string, string>();

function classesOf(name: string, jars: readonly string[]): string {
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const folder = mkdtempSync(join(tmpdir(), 'tamga-bouncy-castle-'));
  process.once('exit', () => rmSync(folder, { recursive: true }));
  const source = join(packageRoot(), 'scripts', 'peers', `${name}.java`);
  const { status, stderr } = spawnSync('javac', ['-cp', jars.join(':'), '-d', folder, source], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`javac: ${stderr}`);
  compiled.set(name, folder);
  return folder;
}
