import assert from 'node:assert/strict';
import test from 'node:test';
import {
  encode,
  explicit,
  ia5String,
  objectIdentifier,
  sequence,
  setOf,
  utf8String,
} from '../encoding/der-writer';
import { OID } from '../encoding/oids';
import { contextPrimitive, contextTag } from '../encoding/tags';
import { type Certificate, parseCertificate } from './certificate';
import { findPaths, type PathSearch } from './path';
import { pathFaults } from './path-validation';
import {
  authority,
  extension,
  keyUsage,
  type TestCertificate,
  type TestRequest,
  testCertificate,
  testKey,
  testName,
} from './testing-certificates';

const [ROOT_KEY, MIDDLE_KEY, LOWER_KEY, LEAF_KEY] = [testKey(101), testKey(102), testKey(103), testKey(104)];
const ROOT = testCertificate({ subject: 'Root', key: ROOT_KEY, extensions: [authority(), keyUsage(5, 6)] });

function middle(...extensions: readonly Uint8Array[]): TestCertificate {
  return testCertificate({ subject: 'Middle', key: MIDDLE_KEY, issuer: ROOT, extensions });
}

function leaf(issuer: TestCertificate, change: Partial<TestRequest> = {}): TestCertificate {
  return testCertificate({ subject: 'Leaf', key: LEAF_KEY, issuer, ...change });
}

function parsed(...all: readonly TestCertificate[]): readonly Certificate[] {
  return all.map(({ der }) => parseCertificate(der));
}

function search(target: TestCertificate, pool: readonly TestCertificate[], anchors = [ROOT]): PathSearch {
  return findPaths(parseCertificate(target.der), parsed(...anchors), parsed(...pool));
}

/** Faults of the only path. */
function faults(target: TestCertificate, ...pool: readonly TestCertificate[]): string {
  const { paths } = search(target, pool);
  assert.equal(paths.length, 1);
  return pathFaults(paths[0] ?? [])
    .map(({ found }) => found)
    .join('; ');
}

const CA = [authority(), keyUsage(5)];

test('a path of three obeys the rules', () => {
  assert.equal(faults(leaf(middle(...CA)), middle(...CA)), '');
});

test('an issuer has to be an authority that may sign certificates', () => {
  assert.match(faults(leaf(middle()), middle()), /is no certification authority/);
  const noSigning = middle(authority(), keyUsage(0));
  assert.match(faults(leaf(noSigning), noSigning), /lacks keyCertSign/);
});

test('a path length counts the authorities below, the anchor its own too', () => {
  const short = middle(authority(0), keyUsage(5));
  const lower = testCertificate({ subject: 'Lower', key: LOWER_KEY, issuer: short, extensions: CA });
  assert.match(faults(leaf(lower), lower, short), /path length/);
  assert.equal(faults(leaf(short), short), '');
  const root = testCertificate({ subject: 'Root', key: ROOT_KEY, extensions: [authority(0)] });
  const { paths } = search(leaf(middle(...CA)), [middle(...CA)], [root]);
  assert.equal(pathFaults(paths[0] ?? []).length, 1);
});

test('an unknown critical extension ends the path, in an authority and in the end entity', () => {
  const odd = extension('1.2.3.4.5', true, sequence());
  assert.match(
    faults(leaf(middle(...CA, odd)), middle(...CA, odd)),
    /unknown critical extension 1\.2\.3\.4\.5/,
  );
  assert.match(
    faults(leaf(middle(...CA), { extensions: [odd] }), middle(...CA)),
    /unknown critical extension/,
  );
  const ignored = extension('1.2.3.4.5', false, sequence());
  assert.equal(faults(leaf(middle(...CA), { extensions: [ignored] }), middle(...CA)), '');
  const policy = extension(OID.policyConstraints, true, sequence());
  assert.match(faults(leaf(middle(...CA, policy)), middle(...CA, policy)), /2\.5\.29\.36/);
});

function subtrees(number: number, ...names: readonly Uint8Array[]): Uint8Array {
  const list = encode(contextTag(number), ...names.map((name) => sequence(name)));
  return extension(OID.nameConstraints, true, sequence(list));
}

const dns = (name: string) => encode(contextPrimitive(2), Buffer.from(name));
const mail = (name: string) => encode(contextPrimitive(1), Buffer.from(name));

test('names are held within what authorities permit, and out of what they exclude', () => {
  const country = sequence(setOf(sequence(objectIdentifier('2.5.4.6'), utf8String('zz'))));
  const other = sequence(setOf(sequence(objectIdentifier('2.5.4.6'), utf8String('YY'))));
  const rows: readonly (readonly [Uint8Array, Uint8Array | null, RegExp])[] = [
    [subtrees(0, explicit(4, country)), null, /^$/],
    [subtrees(0, explicit(4, other)), null, /outside every permitted/],
    [subtrees(1, explicit(4, country)), null, /excluded subtree/],
    [subtrees(0, dns('example.test')), dns('a.example.test'), /^$/],
    [subtrees(0, dns('example.test')), dns('badexample.test'), /outside every permitted/],
    [subtrees(1, dns('example.test')), dns('example.test'), /excluded subtree/],
    [subtrees(0, mail('example.test')), mail('x@example.test'), /^$/],
    [subtrees(0, mail('example.test')), mail('x@a.example.test'), /outside every permitted/],
    [subtrees(0, mail('.example.test')), mail('x@a.example.test'), /^$/],
    [
      subtrees(0, encode(contextPrimitive(8), Buffer.from([42]))),
      encode(contextPrimitive(8), Buffer.from([42])),
      /cannot be compared/,
    ],
  ];
  for (const [constraint, alternative, expected] of rows) {
    const issuer = middle(...CA, constraint);
    const extensions =
      alternative === null ? [] : [extension(OID.subjectAltName, false, sequence(alternative))];
    assert.match(faults(leaf(issuer, { extensions }), issuer), expected);
  }
});

test('constraints that cannot be read are a fault, never ignored', () => {
  const broken = middle(...CA, extension(OID.nameConstraints, true, ia5String('no constraints')));
  assert.match(faults(leaf(broken), broken), /cannot be read/);
});

test('only a key that signed continues a path, whatever the name says', () => {
  const impostor = testCertificate({ subject: 'Middle', key: LOWER_KEY, issuer: ROOT, extensions: CA });
  const { paths, wrongSignature } = search(leaf(middle(...CA)), [impostor]);
  assert.deepEqual(paths, []);
  assert.match(wrongSignature ?? '', /does not belong to this data and key/);
  assert.equal(search(leaf(middle(...CA)), [impostor, middle(...CA)]).paths.length, 1);
});

test('a chain without its middle, or without an anchor, is none; its end says where to look', () => {
  const target = leaf(middle(...CA));
  const alone = search(target, []);
  assert.deepEqual([alone.paths, alone.wrongSignature], [[], null]);
  assert.equal(alone.deadEnds[0]?.subjectText, 'CN=Leaf,C=ZZ');
  assert.deepEqual(search(target, [middle(...CA), ROOT], []).paths, []);
});

test('authorities that certify each other do not send the search round and round', () => {
  const a = testCertificate({
    subject: 'A',
    key: MIDDLE_KEY,
    issuer: { key: LOWER_KEY, name: testName('B') },
    extensions: CA,
  });
  const b = testCertificate({
    subject: 'B',
    key: LOWER_KEY,
    issuer: { key: MIDDLE_KEY, name: testName('A') },
    extensions: CA,
  });
  const twins = Array.from({ length: 30 }, (_, serial) =>
    testCertificate({
      subject: serial % 2 ? 'A' : 'B',
      key: serial % 2 ? MIDDLE_KEY : LOWER_KEY,
      serial: serial + 10,
      issuer: serial % 2 ? b : a,
      extensions: CA,
    }),
  );
  const start = performance.now();
  assert.deepEqual(search(leaf(a), [a, b, ...twins]).paths, []);
  assert.ok(performance.now() - start < 1000);
});

test('an anchor may be the certificate itself, or stand in the middle', () => {
  const target = leaf(middle(...CA));
  assert.equal(search(target, [], [target]).paths[0]?.length, 1);
  assert.equal(search(target, [], [middle(...CA)]).paths[0]?.length, 2);
});

test('a crowd of issuers of the right name costs a bounded number of verifications', () => {
  const impostor = (key: typeof ROOT_KEY, serial: number) =>
    testCertificate({ subject: 'Middle', key, serial: serial + 1, issuer: ROOT, extensions: CA });
  const target = leaf(middle(...CA));
  // One key, verified with once.
  const crowd = Array.from({ length: 2000 }, (_, serial) => impostor(ROOT_KEY, serial));
  assert.equal(search(target, [...crowd, middle(...CA)]).paths.length, 1);
  const keys = Array.from({ length: 300 }, (_, serial) => impostor(testKey(5000 + serial), serial));
  assert.deepEqual(search(target, [...keys, middle(...CA)]).paths, []);
});

test('an extension that cannot be read hides no certificate, but no path runs through it', () => {
  const odd = extension(OID.keyUsage, false, utf8String('no key usage'));
  const [certificate] = parsed(leaf(ROOT, { extensions: [odd] }));
  assert.deepEqual([certificate?.unreadable, certificate?.keyUsage], [[OID.keyUsage], null]);
  assert.match(faults(leaf(ROOT, { extensions: [odd] })), /2\.5\.29\.15 of CN=Leaf,C=ZZ cannot be read/);
  assert.match(
    faults(leaf(middle(authority(), odd)), middle(authority(), odd)),
    /of CN=Middle,C=ZZ cannot be read/,
  );
  const root = testCertificate({ subject: 'Root', key: ROOT_KEY, extensions: [authority(), odd] });
  const [path = []] = search(leaf(root), [], [root]).paths;
  assert.match(pathFaults(path)[0]?.found ?? '', /of CN=Root,C=ZZ cannot be read/);
});
