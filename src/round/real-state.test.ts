/** A round with one real state: probed with its own material, asked only what its operator brings, lying or not. */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { mintCase } from '../forge/cases/registry';
import { DOCUMENTS, readDocument } from '../forge/documents';
import { rootsOf } from '../forge/forged';
import { mintState } from '../forge/pki';
import { exitOf } from '../matrix/exit';
import type { Question } from '../model/check';
import type { Product } from '../model/claim';
import type { KitFile } from '../model/kit';
import type { Cell, Matrix } from '../model/matrix';
import type { JudgedProbe } from '../model/probe';
import type { Profile, StateCode } from '../model/profile';
import { type RunningStates, startStates } from '../sandbox/states';
import { SANDBOX_ORDER, SANDBOX_PROFILES } from '../testing/sandbox-profiles';
import { assumptionsOf } from './assumptions';
import { frozen } from './clock';
import { enrol } from './enrolment';
import { makePlan } from './plan';
import { kitsIn } from './planned-kits';
import { writeReport } from './report';
import { createSession } from './session';
import { settingsFrom, withClock } from './settings';

const { seed, instant } = SANDBOX_ORDER;
const REAL: StateCode = 'TR';
const SUITE = 'ecdsa-p256-sha256';
/** Brings its own certificates and revocation data: nobody serves those of a real state to this round. */
const PRODUCT: Product = { format: 'CAdES', level: 'B-LT', packaging: 'attached', suite: SUITE };
const CASES = ['good', 'good-forged', 'content', 'signature-value', 'revoked', 'untrusted'];

/** Of the invented states: every level that there is, in one suite. */
const ENROLLED: readonly Profile[] = SANDBOX_PROFILES.filter(({ code }) =>
  ['KG', 'KZ', REAL].includes(code),
).map((profile) => {
  const both = {
    format: 'CAdES',
    levels: ['B-B', 'B-T', 'B-LT'],
    packagings: ['attached', 'detached'],
    suites: [SUITE],
  } as const;
  const { sign } = SANDBOX_PROFILES.find(({ code }) => code === REAL)?.endpoints ?? {};
  ok(sign !== undefined);
  const url = sign.url.replace('.tr.', `.${profile.code.toLowerCase()}.`);
  return {
    ...profile,
    endpoints: { sign: { ...sign, url }, verify: { ...sign, url } },
    claims: [
      { ...both, role: 'sign' as const },
      { ...both, role: 'verify' as const },
    ],
    trust: { ...profile.trust, accepts: ['KG', 'KZ', REAL] },
    legalLevels: [{ name: 'test', law: 'test' }],
    provenance: [],
  };
});

const scratch = mkdtempSync(join(tmpdir(), 'tamga-real-'));
const servers: { close(): void }[] = [];
let twins: RunningStates;
before(async () => {
  // Behind the real state's address: a twin that knows where everybody's revocation data is.
  twins = await startStates({ ...SANDBOX_ORDER, profiles: ENROLLED, roster: ENROLLED });
});
after(() => {
  for (const server of servers) server.close();
  twins.close();
  rmSync(scratch, { recursive: true, force: true });
});

interface Wanted {
  /** What the real verifier does; honest unless named. */
  readonly behaviour?: string;
  readonly kit?: Partial<Record<string, Product>>;
  readonly sandboxRootsInstalled?: boolean;
  readonly signs?: boolean;
}

let folders = 0;

async function profilesFor({ behaviour, kit, sandboxRootsInstalled, signs = true }: Wanted): Promise<string> {
  const folder = join(scratch, `profiles-${folders++}`);
  mkdirSync(join(folder, 'kit'), { recursive: true });
  const usual = ENROLLED.find(({ code }) => code === REAL);
  ok(usual?.endpoints.verify);
  const options: Readonly<Record<string, string>> = behaviour === undefined ? {} : { behaviour };
  const server = await twins.serve({
    ...usual,
    endpoints: { ...usual.endpoints, verify: { ...usual.endpoints.verify, options } },
  });
  servers.push(server);
  const here = { ...usual.endpoints.verify, url: `http://127.0.0.1:${server.port}/`, options: {} };
  const forged = mintState(seed, new Date(instant), REAL, usual.certificateProfile);
  writeFileSync(join(folder, 'root.pem'), pem(rootsOf(forged)));
  const files = Object.entries(kit ?? {}).map(([id, product = PRODUCT]): KitFile => {
    const made = mintCase(id, {
      state: forged,
      foreign: mintState(seed, new Date(instant), 'KZ', usual.certificateProfile),
      product,
      document: readDocument(DOCUMENTS.text),
      documentName: DOCUMENTS.text.name,
    });
    const path = `kit/${id}.p7m`;
    writeFileSync(join(folder, path), made.signature);
    return { ...product, case: id === 'good-forged' ? 'good' : id, path };
  });
  const real = {
    ...usual,
    evidenceClass: 'self-tested',
    endpoints: { verify: here, ...(signs && { sign: here }) },
    claims: usual.claims.filter(({ role }) => signs || role === 'verify'),
    trust: { ...usual.trust, publishes: [{ from: 'file', path: 'root.pem' }] },
    ...(kit !== undefined && {
      kit: { files, ...(sandboxRootsInstalled !== undefined && { sandboxRootsInstalled }) },
    }),
  };
  for (const profile of [...ENROLLED.filter(({ code }) => code !== REAL), real])
    writeFileSync(join(folder, `${profile.code.toLowerCase()}.json`), JSON.stringify(profile));
  return folder;
}

function pem(certificates: readonly Uint8Array[]): string {
  return certificates
    .map(
      (der) =>
        `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`,
    )
    .join('');
}

/** The whole way of a round but for its scenarios: plan, probe, pool, files, judgement. */
async function roundWith(wanted: Wanted): Promise<Matrix> {
  const enrolment = enrol(await profilesFor(wanted));
  const settings = withClock(
    {
      ...settingsFrom({ profiles: enrolment.folder, out: join(scratch, `out-${folders}`), seed }),
      clock: frozen(instant),
    },
    enrolment.profiles,
  );
  const codes = enrolment.profiles.map(({ code }) => code);
  const pairs = codes.flatMap((signer) => codes.map((verifier) => ({ signer, verifier })));
  const selected = pairs
    .filter(
      ({ signer, verifier }) =>
        signer === REAL || verifier === REAL || (signer === 'KZ' && verifier === 'KG'),
    )
    .flatMap((pair) =>
      CASES.map((id): { question: Question; scenario: string } => ({
        question: { ...PRODUCT, ...pair, case: id },
        scenario: 'features/endpoint/probe.feature:1',
      })),
    );
  const { suiteDigest, profileDigests } = enrolment;
  const frame = {
    clock: settings.clock,
    seed,
    suiteDigest,
    profileDigests,
    scope: { set: 'covering', narrowedBy: 'test' },
    ...kitsIn(enrolment),
  } as const;
  const session = createSession(
    makePlan(selected, enrolment.profiles, enrolment.cases, frame, assumptionsOf),
    enrolment,
    settings,
  );
  await session.start();
  await session.finish();
  return writeReport(session.folder);
}

function outcomes(matrix: Matrix, signer: StateCode, verifier: StateCode): Readonly<Record<string, string>> {
  const checks = matrix.checks.filter((check) => check.signer === signer && check.verifier === verifier);
  return Object.fromEntries(checks.map(({ case: id, outcome }) => [id, outcome]));
}

function probeOf({ probes }: Matrix, code = REAL): JudgedProbe {
  const found = probes.find(({ verifier }) => verifier === code);
  ok(found !== undefined, `a probe of ${code}`);
  return found;
}

function cellOf({ cells }: Matrix, signer: StateCode, verifier: StateCode): Cell | undefined {
  return cells.find((cell) => cell.signer === signer && cell.verifier === verifier);
}

const ALL_RIGHT = {
  good: 'as-expected',
  'good-forged': 'as-expected',
  content: 'as-expected',
  'signature-value': 'as-expected',
  revoked: 'as-expected',
  untrusted: 'as-expected',
};

describe('a real state', () => {
  it('without a kit is probed with its own signature, and asked about that and one changed byte of it', async () => {
    const matrix = await roundWith({});
    deepEqual([probeOf(matrix).outcome, probeOf(matrix).admitted], ['honest', true]);
    match(probeOf(matrix).because, /a signature of its own/);
    const own = { ...ALL_RIGHT, revoked: 'not-available', untrusted: 'not-available' };
    deepEqual(outcomes(matrix, REAL, REAL), own);
    // Its signatures and one changed byte of them go to everybody.
    deepEqual(outcomes(matrix, REAL, 'KG'), own);
    // Nothing of the sandbox goes to it.
    deepEqual(new Set(Object.values(outcomes(matrix, 'KZ', REAL))), new Set(['not-available']));
    equal(cellOf(matrix, 'KZ', REAL)?.result, 'not-available');
    deepEqual(outcomes(matrix, 'KZ', 'KG'), ALL_RIGHT);
    const made = (id: string) =>
      matrix.checks.find((check) => check.case === id && check.signer === REAL && check.verifier === 'KG');
    ok(made('good')?.artefact !== null && made('good')?.artefact === made('good-forged')?.artefact);
    ok(made('content')?.artefact !== made('good')?.artefact);
    match(made('revoked')?.because ?? '', /its kit has no file of case revoked as CAdES B-LT, attached/);
    equal(matrix.evidenceClass, 'simulated');
    equal(exitOf(matrix), 0);
  });

  it('with a kit is probed with its known-good file, its negatives go to everybody, and those of the sandbox to it where its roots are installed', async () => {
    const kit = { 'good-forged': PRODUCT, revoked: PRODUCT, untrusted: PRODUCT };
    const matrix = await roundWith({ signs: false, kit, sandboxRootsInstalled: true });
    match(probeOf(matrix).because, /the known-good file of its kit/);
    for (const [signer, verifier] of [
      [REAL, REAL],
      [REAL, 'KG'],
      ['KZ', REAL],
    ] as const)
      deepEqual(outcomes(matrix, signer, verifier), ALL_RIGHT, `${signer} to ${verifier}`);
    equal(exitOf(matrix), 0);
  });

  it('that accepts everything fails at the changed file and is asked nothing else; nobody else is accused', async () => {
    const kit = { 'good-forged': PRODUCT };
    const matrix = await roundWith({ behaviour: 'always-valid', kit, sandboxRootsInstalled: true });
    deepEqual(
      [probeOf(matrix).outcome, probeOf(matrix).step, probeOf(matrix).owner],
      ['failed', 'value-changed', 'verifier'],
    );
    ok(probeOf(matrix).evidence.length > 0);
    const column = matrix.checks.filter(({ verifier }) => verifier === REAL);
    deepEqual(new Set(column.map(({ outcome }) => outcome)), new Set(['not-run', 'not-available']));
    ok(column.every(({ observed, artefact }) => observed === null && artefact === null));
    deepEqual(outcomes(matrix, 'KZ', 'KG'), ALL_RIGHT);
    ok(matrix.checks.every(({ owner, verifier }) => owner === 'none' || verifier === REAL));
    equal(exitOf(matrix), 21);
  });
});
