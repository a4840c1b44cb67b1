/** Kits are read whole or refused with every place; nothing outside the folder of the profiles is ever opened. */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { TamgaError } from '../model/error';
import type { KitFile } from '../model/kit';
import { packageRoot } from '../model/package-root';
import type { Profile } from '../model/profile';
import { loadCases } from './cases';
import { loadRoster, type Roster } from './roster';
import { edited, folderOf, XA } from './testing-profiles';

const cases = loadCases(join(packageRoot(), 'vectors'));

const GOOD: KitFile = {
  case: 'good',
  format: 'CAdES',
  level: 'B-B',
  packaging: 'attached',
  suite: 'ecdsa-p256-sha256',
  path: 'kit/good.p7m',
};

function rosterWith(t: TestContext, files: readonly unknown[], over: Partial<Profile> = {}): () => Roster {
  const profile: Profile = { ...XA, trust: { ...XA.trust, accepts: ['XA'] }, ...over };
  const folder = folderOf(t, { 'xa.json': edited(profile, [['/kit', { files }]]) });
  mkdirSync(join(folder, 'kit'));
  for (const name of ['good.p7m', 'revoked.p7s', 'document.txt'])
    writeFileSync(join(folder, 'kit', name), name);
  writeFileSync(join(folder, 'kit', 'empty'), '');
  writeFileSync(join(folder, 'kit', 'large'), '');
  truncateSync(join(folder, 'kit', 'large'), 8 * 1024 * 1024 + 1);
  symlinkSync('/etc/hostname', join(folder, 'kit', 'link'));
  symlinkSync('good.p7m', join(folder, 'kit', 'link-inside'));
  return () => loadRoster({ folder, suites: ['ecdsa-p256-sha256'], dialects: ['dss-rest'], cases });
}

function refusal(load: () => Roster): TamgaError {
  try {
    load();
  } catch (error) {
    if (error instanceof TamgaError) return error;
  }
  throw new Error('it was taken');
}

test('the files of a kit are read with what they are', (t) => {
  const detached = {
    ...GOOD,
    case: 'revoked',
    packaging: 'detached',
    path: 'kit/revoked.p7s',
    content: 'kit/document.txt',
  };
  const { kits } = rosterWith(t, [
    GOOD,
    detached,
    { ...GOOD, case: 'good-forged', path: 'kit/link-inside' },
  ])();
  const read = kits.get('XA') ?? [];
  deepEqual(
    read.map(({ file, signature, content }) => [file.case, String(signature), content && String(content)]),
    [
      ['good', 'good.p7m', null],
      ['revoked', 'revoked.p7s', 'document.txt'],
      ['good-forged', 'good.p7m', null],
    ],
  );
});

test('whoever needs no kit reads none', (t) => {
  const folder = folderOf(t, {
    'xa.json': edited({ ...XA, trust: { ...XA.trust, accepts: ['XA'] } }, [
      ['/kit', { files: [{ ...GOOD, path: 'nowhere' }] }],
    ]),
  });
  equal(loadRoster({ folder, suites: ['ecdsa-p256-sha256'], dialects: ['dss-rest'] }).kits.size, 0);
});

const FAULTS: readonly (readonly [name: string, over: object, place: RegExp])[] = [
  [
    'a path that climbs out',
    { path: '../../etc/passwd' },
    /\/kit\/files\/0\/path\n {2}found: .*(outside|cannot be read)/,
  ],
  ['a link that leads out', { path: 'kit/link' }, /\/kit\/files\/0\/path\n {2}found: .*outside/],
  ['an absolute path', { path: '/etc/hostname' }, /\/kit\/files\/0\/path\n {2}found: the absolute path/],
  ['the folder itself', { path: '.' }, /\/kit\/files\/0\/path\n {2}found: .*outside/],
  ['a folder', { path: 'kit' }, /\/kit\/files\/0\/path\n {2}found: .*not a regular file/],
  ['a file that is not there', { path: 'kit/none' }, /\/kit\/files\/0\/path\n {2}found: .*ENOENT/],
  ['an empty file', { path: 'kit/empty' }, /\/kit\/files\/0\/path\n {2}found: .*empty/],
  ['a file that is too large', { path: 'kit/large' }, /\/kit\/files\/0\/path\n {2}found: .*8388609 bytes/],
  ['a case that nobody knows', { case: 'revokd' }, /\/kit\/files\/0\/case[\s\S]*did you mean "revoked"/],
  ['a suite that nobody knows', { suite: 'rsa-1' }, /\/kit\/files\/0\/suite/],
  ['a level that the format has not', { level: 'none' }, /\/kit\/files\/0\/level/],
  ['a packaging that the format has not', { packaging: 'enveloped' }, /\/kit\/files\/0\/packaging/],
  [
    'a detached signature alone',
    { packaging: 'detached' },
    /\/kit\/files\/0\n {2}found: a detached signature without/,
  ],
  ['a document that is not needed', { content: 'kit/document.txt' }, /\/kit\/files\/0\/content/],
];

test('every fault of a kit is told with its place and what is allowed there', async (t) => {
  for (const [name, over, place] of FAULTS) {
    await t.test(name, (inner) => {
      const { code, message } = refusal(rosterWith(inner, [{ ...GOOD, ...over }]));
      equal(code, 'TAMGA-E-PROFILE-MEANING');
      match(message, place);
      match(message, /xa\.json, line \d+/);
      ok(!message.includes(String.fromCharCode(0)));
    });
  }
});

test('what a profile names as a secret is no kit file: a kit is sent to endpoints, and kept', (t) => {
  const { endpoints } = XA;
  for (const [at, token] of ['file:kit/good.p7m', 'file-base64:kit/link-inside'].entries()) {
    const sign = endpoints.sign && { ...endpoints.sign, auth: { scheme: 'bearer' as const, token } };
    const { message } = refusal(
      rosterWith(t, [{ ...GOOD, path: at === 0 ? 'kit/link-inside' : 'kit/good.p7m' }], {
        endpoints: { ...endpoints, ...(sign && { sign }) },
      }),
    );
    match(message, /\/kit\/files\/0\/path\n {2}found: .*which a profile names as a secret/);
  }
});

test('one case and product stands in a kit once, and a simulated state brings none', (t) => {
  match(
    refusal(rosterWith(t, [GOOD, { ...GOOD, path: 'kit/document.txt' }])).message,
    /\/kit\/files\/1\n {2}found: the same case/,
  );
  const simulated = refusal(rosterWith(t, [GOOD], { evidenceClass: 'simulated' }));
  match(simulated.message, /\/kit\n {2}found: a kit in a simulated profile/);
});

test('a kit of more files than the schema allows is refused before one is opened', (t) => {
  const many = Array.from({ length: 65 }, (_, at) => ({ ...GOOD, path: `kit/${at}` }));
  equal(refusal(rosterWith(t, many)).code, 'TAMGA-E-PROFILE-SCHEMA');
});
