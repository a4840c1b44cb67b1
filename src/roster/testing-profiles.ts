/**
 * A small invented profile and folders of edited copies of it, for the tests of this folder.
 *
 * @module
 */
import { equal, fail, ok } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type ErrorCode, TamgaError } from '../model/error';
import type { AuthorityProfile, Endpoint, Profile } from '../model/profile';
import { loadRoster } from './roster';

const ENDPOINT: Endpoint = {
  dialect: 'dss-rest',
  url: 'https://dss.example/',
  auth: { scheme: 'bearer', token: 'env:XA_TOKEN' },
  timeoutMs: 1000,
  budget: { concurrency: 1, retries: 0, retryDelayMs: 0 },
  options: {},
};

const AUTHORITY: AuthorityProfile = {
  subject: [{ type: 'O', value: 'TAMGA TEST' }],
  suite: 'ecdsa-p256-sha256',
};

/** States XA and XB: ISO 3166-1 leaves these codes to whoever needs some. */
export const XA: Profile = {
  code: 'XA',
  name: 'Testland',
  role: 'member',
  evidenceClass: 'self-tested',
  endpoints: { sign: ENDPOINT, verify: ENDPOINT },
  claims: [
    {
      role: 'sign',
      format: 'CAdES',
      levels: ['B-B'],
      packagings: ['attached'],
      suites: ['ecdsa-p256-sha256'],
    },
  ],
  trust: { publishes: [{ from: 'file', path: 'root.pem' }], accepts: ['XA', 'XB'] },
  algorithms: {
    id: 'xa',
    digests: { sha256: null },
    keys: { ecdsa: [{ minimumBits: 256, until: '2030-01-01' }] },
  },
  timeModel: 'now',
  certificateProfile: {
    root: AUTHORITY,
    issuing: AUTHORITY,
    timeStamping: AUTHORITY,
    ocsp: AUTHORITY,
    signer: [{ type: 'CN', value: 'TEST TESTOV' }],
    keyUsage: ['digitalSignature'],
    extendedKeyUsage: [],
    policies: [],
    qcStatements: [],
    timeStampPolicy: '0.4.0.2023.1.1',
    indefiniteLength: false,
    validityYears: 1,
  },
  legalLevels: [],
  provenance: [{ path: '/name', certainty: 'unverified', source: 'invented' }],
};

export const XB: Profile = { ...XA, code: 'XB' };

/** `[pointer, value]`; undefined removes what stands there. */
export type Edit = readonly [pointer: string, value: unknown];

/** The text of a profile with these edits. */
export function edited(profile: Profile, edits: readonly Edit[]): string {
  // Through text, as a structured clone would keep the shared parts shared.
  const copy: unknown = JSON.parse(JSON.stringify(profile));
  for (const [pointer, value] of edits) put(copy, pointer, value);
  return JSON.stringify(copy, null, 2);
}

/** A folder that is gone after the test, with these files in it. */
export function folderOf(t: TestContext, files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'tamga-roster-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

function put(document: unknown, pointer: string, value: unknown): void {
  const steps = pointer.slice(1).split('/');
  const last = steps.pop() ?? '';
  let parent = document;
  for (const step of steps) parent = Reflect.get(objectOf(parent, pointer), step);
  if (value === undefined) Reflect.deleteProperty(objectOf(parent, pointer), last);
  else Reflect.set(objectOf(parent, pointer), last, value);
}

function objectOf(value: unknown, pointer: string): object {
  if (typeof value === 'object' && value !== null) return value;
  throw new Error(`the fixture has nothing at ${pointer}`);
}

/** With what the test profiles know of suites and dialects. */
export function load(folder: string) {
  return loadRoster({ folder, suites: ['ecdsa-p256-sha256', 'rsa-pkcs1-sha256'], dialects: ['dss-rest'] });
}

export function refusal(folder: string): TamgaError {
  try {
    load(folder);
  } catch (error) {
    ok(error instanceof TamgaError, String(error));
    equal(error.exit, 78);
    return error;
  }
  return fail('the profiles were accepted');
}

/** XA with the edits, beside an unharmed XB; the message with the folder taken out of it. */
export function refusalOf(t: TestContext, edits: readonly Edit[]): { code: ErrorCode; message: string } {
  const folder = folderOf(t, { 'xa.json': edited(XA, edits), 'xb.json': edited(XB, []) });
  const { code, message } = refusal(folder);
  return { code, message: message.replaceAll(join(folder, '/'), '') };
}
