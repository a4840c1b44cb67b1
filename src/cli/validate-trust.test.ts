/** `tamga validate` with anchors, material and policies. */
import { deepEqual, equal, match } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DIGESTS } from '../crypto/digests';
import { SIGNATURE_FAMILIES } from '../crypto/suites';
import { writePem } from '../encoding/pem';
import { mintState } from '../forge/pki';
import { signProduct } from '../forge/product';
import { crl, ocspReply } from '../forge/revocation';
import { TEST_INSTANT, TEST_PROFILE } from '../forge/testing-profile';
import { timeline } from '../forge/timeline';
import { packageRoot } from '../model/package-root';
import { parseCertificate } from '../pki/certificate';
import { buildOcspRequest } from '../pki/ocsp';
import { DEFAULT_POLICY } from '../referee/default-policy';
import { NATIONAL_POLICY } from '../referee/national-policy';
import { loadPolicy } from '../roster/policy-file';
import { recordingConsole } from './console';
import { main } from './main';
import type { FileLine } from './validate-report';

const FOLDER = mkdtempSync(join(tmpdir(), 'tamga-trust-'));
after(() => rmSync(FOLDER, { recursive: true, force: true }));

const STATE = mintState('validate', TEST_INSTANT, 'TR', TEST_PROFILE);
const TIME = ['--time', TEST_INSTANT.toISOString()];

function file(name: string, bytes: Uint8Array | string): string {
  const path = join(FOLDER, name);
  writeFileSync(path, bytes);
  return path;
}

async function validate(
  ...argv: readonly string[]
): Promise<{ code: number; lines: readonly FileLine[]; stderr: readonly string[] }> {
  const console = recordingConsole();
  const code = await main(['validate', '--json', ...TIME, ...argv], console);
  const lines = console.stdout.map((line): FileLine => JSON.parse(line));
  return { code, lines, stderr: console.stderr };
}

async function one(...argv: readonly string[]): Promise<FileLine> {
  const { lines } = await validate(...argv);
  equal(lines.length, 1);
  const [line] = lines;
  if (line === undefined) throw new Error('no line');
  return line;
}

const ATTACHED = file(
  'attached.p7m',
  signProduct({
    state: STATE,
    product: { format: 'CAdES', level: 'B-B', packaging: 'attached', suite: 'ecdsa-p256-sha256' },
    document: Buffer.from('attached'),
    identity: STATE.signer('ecdsa-p256-sha256'),
    times: timeline(TEST_INSTANT).recent,
  }).signature,
);
const ROOT = file('root.cer', STATE.root.certificate);
const TEXT = file('first.txt', 'first');
const ISSUING = file('issuing.crl', crl(STATE, 'issuing'));
const ROOT_LIST = file('root.crl', crl(STATE, 'root'));

test('material is looked at and not trusted: with the lists beside the file it passes, without an anchor it does not', async () => {
  const folder = join(FOLDER, 'material');
  mkdirSync(folder);
  writeFileSync(join(folder, 'root.crl'), readFileSync(ROOT_LIST));
  writeFileSync(join(folder, 'issuing.crl'), readFileSync(ISSUING));
  writeFileSync(join(folder, 'notes.txt'), 'no material');
  const bundle = file(
    'material.pem',
    [ISSUING, ROOT_LIST].map((path) => writePem('X509 CRL', readFileSync(path))).join(''),
  );
  const bare = file('issuing-bare.crl', readFileSync(ISSUING).toString('base64'));
  for (const given of [[folder], [bundle], [ISSUING, ROOT_LIST], [bare, ROOT_LIST]]) {
    const material = given.flatMap((path) => ['--material', path]);
    const { lines, stderr } = await validate('--trust', ROOT, ...material, ATTACHED);
    deepEqual([lines[0]?.signatures[0]?.indication, stderr], ['TOTAL_PASSED', []], given.join());
  }
  const { subIndication } =
    (await one('--material', folder, '--material', ROOT, ATTACHED)).signatures[0] ?? {};
  equal(subIndication, 'NO_CERTIFICATE_CHAIN_FOUND', 'a root given as material is no anchor');
});

test('an OCSP answer and the issuing authority are material as well', async () => {
  const request = buildOcspRequest(
    parseCertificate(STATE.signer('ecdsa-p256-sha256').certificate),
    parseCertificate(STATE.issuing.certificate),
  );
  const answer = file('answer.ors', ocspReply(STATE, request));
  const issuing = file('issuing.cer', STATE.issuing.certificate);
  const material = [answer, issuing, ROOT_LIST].flatMap((path) => ['--material', path]);
  equal((await one('--trust', ROOT, ...material, ATTACHED)).signatures[0]?.indication, 'TOTAL_PASSED');
});

test('an anchor is trusted exactly as given, an end-entity certificate too', async () => {
  const leaf = file('leaf.cer', STATE.signer('ecdsa-p256-sha256').certificate);
  equal((await one('--trust', leaf, ATTACHED)).signatures[0]?.indication, 'TOTAL_PASSED');
});

test('what holds no material is told, a stray file in a folder is skipped', async () => {
  const stray = join(FOLDER, 'stray-material');
  mkdirSync(stray);
  writeFileSync(join(stray, 'a.crl'), 'not a list');
  const run = async (...argv: readonly string[]) => {
    const console = recordingConsole();
    return {
      code: await main(['validate', ...TIME, ...argv, ATTACHED], console),
      said: console.stderr.join('\n'),
    };
  };
  for (const path of [
    TEXT,
    stray,
    join(FOLDER, 'missing.crl'),
    file('broken.pem', '-----BEGIN X-----\n!\n-----END Y-----'),
  ]) {
    const { code, said } = await run('--material', path);
    equal(code, 78, path);
    match(said, /error\[TAMGA-E-MATERIAL-READ\]/);
  }
  writeFileSync(join(stray, 'root.crl'), readFileSync(ROOT_LIST));
  const { code, said } = await run('--material', stray);
  equal(code, 20);
  match(said, /no material, skipped: .*a\.crl/);
});

test('--policy: default, national, or a file that is checked', async () => {
  const material = ['--trust', ROOT, '--material', ISSUING, '--material', ROOT_LIST];
  const subIndicationWith = async (policy: string) =>
    (await one(...material, '--policy', policy, ATTACHED)).signatures[0]?.subIndication;
  const policy = (keys: object) =>
    JSON.stringify({ id: 'ours', digests: { sha256: null, sha384: null }, keys });
  const curves = file('curves.json', policy({ ecdsa: [{ minimumBits: 256, until: null }] }));
  const ended = file('ended.json', policy({ ecdsa: [{ minimumBits: 256, until: '2026-01-01' }] }));
  equal(await subIndicationWith('default'), null);
  equal(await subIndicationWith('national'), null);
  equal(await subIndicationWith(curves), null);
  equal(await subIndicationWith(ended), 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE');
});

test('a policy that is none is told with the place of the fault', async () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    ['natoinal', /TAMGA-E-POLICY/],
    [file('no.json', '{'), /TAMGA-E-POLICY/],
    [
      file('words.json', '{"id":"x","digests":{"sha-256":null},"keys":{"gost":[]}}'),
      /sha-256[\s\S]*did you mean "sha256"/,
    ],
    [
      file(
        'date.json',
        '{"id":"x","digests":{"sha256":"2026-02-30"},"keys":{"gost":[{"minimumBits":256,"until":null}]}}',
      ),
      /\/digests\/sha256[\s\S]*a day of the calendar/,
    ],
  ];
  for (const [policy, told] of cases) {
    const console = recordingConsole();
    equal(await main(['validate', '--policy', policy, ATTACHED], console), 78, policy);
    match(console.stderr.join('\n'), told);
  }
});

test('the schema of policies has the words of the tables', () => {
  const policy: { properties: Record<string, { propertyNames: { enum: string[] } }> } = JSON.parse(
    readFileSync(join(packageRoot(), 'profiles/policy.schema.json'), 'utf8'),
  );
  deepEqual(
    policy.properties['digests']?.propertyNames.enum,
    DIGESTS.map(({ name }) => name),
  );
  deepEqual(policy.properties['keys']?.propertyNames.enum, [...SIGNATURE_FAMILIES]);
  // The two policies that need no file have the form of one.
  for (const known of [DEFAULT_POLICY, NATIONAL_POLICY]) {
    deepEqual(loadPolicy(file(`${known.id}.json`, JSON.stringify(known))), known);
  }
});
