import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { SUITE_IDS } from '../crypto/suites';
import { DIALECTS } from '../drivers/registry';
import { packageRoot } from '../model/package-root';
import { loadRoster } from './roster';
import { type Edit, edited, folderOf, load, refusal, refusalOf, XA, XB } from './testing-profiles';

test('the shipped profiles load, in the order of their codes', () => {
  const folder = join(packageRoot(), 'profiles');
  const roster = loadRoster({ folder, suites: SUITE_IDS, dialects: DIALECTS });
  assert.deepEqual(
    roster.profiles.map(({ code, role, evidenceClass }) => `${code} ${role} ${evidenceClass}`),
    [
      'AZ member simulated',
      'HU observer simulated',
      'KG member simulated',
      'KZ member simulated',
      'TR member simulated',
      'UZ member simulated',
    ],
  );
  assert.deepEqual(
    Object.keys(roster.digests),
    roster.profiles.map(({ code }) => code),
  );
  assert.equal(new Set(Object.values(roster.digests)).size, 6);
});

test('every shipped subject is marked as a test and every national number is visibly fictional', () => {
  const { profiles } = loadRoster({
    folder: join(packageRoot(), 'profiles'),
    suites: SUITE_IDS,
    dialects: DIALECTS,
  });
  for (const { code, certificateProfile: of } of profiles) {
    const authorities = [of.root, of.issuing, of.timeStamping, of.ocsp].map(({ subject }) => subject);
    for (const subject of [...authorities, of.signer])
      assert.ok(
        subject.some(({ type, value }) => /^OU?$/.test(type) && value.includes('TAMGA TEST')),
        `${code}: ${JSON.stringify(subject)}`,
      );
    for (const { type, value } of of.signer)
      if (/\d/.test(value)) assert.match(value, /^(IIN|BIN|PNOHU-)?0+$/, `${code} ${type}`);
  }
});

test('a digest does not depend on layout and order of keys, but on every value', (t) => {
  const text = edited(XA, []);
  const turned = JSON.stringify(Object.fromEntries(Object.entries(XA).reverse()));
  const digest = (xa: string) =>
    load(folderOf(t, { 'xa.json': xa, 'xb.json': edited(XB, []) })).digests['XA'];
  assert.match(digest(text) ?? '', /^[0-9a-f]{64}$/);
  assert.equal(digest(turned), digest(text));
  assert.notEqual(digest(edited(XA, [['/endpoints/sign/timeoutMs', 1001]])), digest(text));
});

test('a further endpoint answers for the claims that name it, and for none of another one', (t) => {
  const [claim] = XA.claims;
  const further = { cloud: { ...XA.endpoints.sign, role: 'sign' } };
  const named = { ...claim, endpoint: 'cloud' };
  const edits = (claims: readonly unknown[]): readonly Edit[] => [
    ['/endpoints/further', further],
    ['/claims', claims],
  ];
  const faultsOf = (claims: readonly unknown[]) => refusalOf(t, edits(claims)).message;
  for (const claims of [[named], [claim, { ...named, levels: ['B-T'] }]]) {
    const folder = folderOf(t, { 'xa.json': edited(XA, edits(claims)), 'xb.json': edited(XB, []) });
    assert.equal(load(folder).profiles.length, 2);
  }
  assert.match(
    faultsOf([claim, { ...named, levels: ['B-T', 'B-B'] }]),
    /\/claims\/1\n {2}found: products that \/claims\/0 has at another endpoint/,
  );
  assert.match(faultsOf([{ ...named, endpoint: 'clowd' }]), /found: "clowd"\n {2}allowed: cloud/);
  assert.match(faultsOf([{ ...named, role: 'verify' }]), /\/claims\/0\/endpoint\n {2}found: "cloud"/);
});

test('a file that nobody would read, one that cannot be read and an empty folder', (t) => {
  const xa = edited(XA, [['/trust/accepts', ['XA']]]);
  const misnamed = folderOf(t, { 'xa.json': xa, 'XB.json': xa });
  assert.deepEqual(refusal(misnamed).message.split('\n'), [
    '1 fault in the profiles:',
    `${join(misnamed, 'XB.json')} would not be read`,
    '  allowed: a name of two lower-case letters, the code of the state, like kz.json',
  ]);
  const broken = folderOf(t, { 'xa.json': '{\n"code": "XA",\n"code": "XB"}' });
  assert.deepEqual(refusal(broken).message.split('\n'), [
    '1 fault in the profiles:',
    `${join(broken, 'xa.json')}, line 3: the key "code" stands twice`,
  ]);
  const empty = folderOf(t, { 'known-divergences.json': '{}', 'profile.schema.json': '{}', 'notes.txt': '' });
  assert.equal(refusal(empty).message, `${empty} holds no profile`);
  const none = join(empty, 'none');
  assert.equal(refusal(none).message, `the folder of profiles ${none} cannot be read`);
  for (const folder of [misnamed, broken, empty, none])
    assert.equal(refusal(folder).code, 'TAMGA-E-PROFILE-READ');
});

test('all faults of all files at once, under the code of the most basic one', (t) => {
  const folder = folderOf(t, {
    'xa.json': edited(XA, [
      ['/trust/accepts/1', 'XD'],
      ['/claims/0/suites/0', 'none'],
    ]),
    'xb.json': edited(XB, [
      ['/role', 'x'],
      ['/timeModel', 'x'],
    ]),
    'xc.json': 'not JSON',
  });
  const { code, message } = refusal(folder);
  assert.equal(code, 'TAMGA-E-PROFILE-READ');
  assert.deepEqual(
    message.split('\n').filter((line) => !line.startsWith('  ')),
    [
      '5 faults in the profiles:',
      `${join(folder, 'xc.json')}, line 1: expected a value, found "n"`,
      `${join(folder, 'xb.json')}, line 4, /role`,
      `${join(folder, 'xb.json')}, line 79, /timeModel`,
      `${join(folder, 'xa.json')}, line 49, /claims/0/suites/0`,
      `${join(folder, 'xa.json')}, line 62, /trust/accepts/1`,
    ],
  );
  assert.doesNotMatch(message, /"XB"/, 'XB is enrolled, though its file is faulty');
});

test('two files with one code', (t) => {
  const folder = folderOf(t, { 'xa.json': edited(XA, []), 'xb.json': edited(XA, []) });
  assert.deepEqual(refusal(folder).message.split('\n'), [
    '2 faults in the profiles:',
    `${join(folder, 'xb.json')}, line 2, /code`,
    '  found: "XA"',
    '  allowed: "XB", as the file is named',
    `${join(folder, 'xb.json')}, line 2, /code`,
    `  found: "XA" as in ${join(folder, 'xa.json')}`,
    '  allowed: each code once',
  ]);
});

test('hostile profiles end in one bounded message', (t) => {
  const keys = Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`constructor${n}`, n]));
  const { message } = refusal(folderOf(t, { 'xa.json': JSON.stringify({ ...XA, ...keys }) }));
  const lines = message.split('\n');
  assert.equal(lines[0], '5000 faults in the profiles:');
  assert.equal(lines.at(-1), 'and 4950 more');
  assert.ok(message.length < 30_000);

  const proto = folderOf(t, { 'xa.json': '{"__proto__": {"code": "XA"}}' });
  assert.equal(
    refusal(proto).message.split('\n')[1],
    `${join(proto, 'xa.json')}, line 1: the key "__proto__" is not allowed`,
  );
});
