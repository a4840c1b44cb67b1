/** Lists in the order of NIST PKITS 4.4, 4.14 and 4.15, each judged by us and by the peers that know its form. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { generalizedTime, integer, nullValue } from '../encoding/der-writer';
import { OID } from '../encoding/oids';
import { requireBouncyCastle } from '../testing/gost-peers';
import { requirePeer } from '../testing/peers';
import { parseCertificate } from './certificate';
import { parseCrl } from './crl';
import { NO_POLICY_ASKED } from './policy-graph';
import { listUrls, revocationState } from './revocation';
import { statusAt } from './revocation-statement';
import {
  extension,
  keyUsage,
  type TestCertificate,
  type TestEntry,
  type TestListRequest,
  testCertificate,
  testKey,
  testList,
  testName,
} from './testing-certificates';
import { askOpenSsl, javaDisagreements, type PathQuestion } from './testing-path-peers';
import {
  CA_EXTENSIONS,
  COMMON,
  chain,
  crlIssuer,
  directoryName,
  entryIssuer,
  flag,
  freshest,
  fullPoint,
  listScope,
  nameOf,
  points,
  ROOT,
  reasonFlags,
  relativePoint,
  uriName,
} from './testing-paths';

const AT = Date.parse('2026-09-01T12:00:00Z');
const at = (days: number) => new Date(AT + days * 86_400_000);
const SERIAL = 77;

function leaf(...adds: readonly Uint8Array[]): TestCertificate {
  const [made] = chain({ serial: SERIAL, adds });
  assert.ok(made);
  return made;
}

const list = (change: Partial<TestListRequest> = {}): Uint8Array =>
  testList({
    issuer: ROOT,
    thisUpdate: at(-2),
    nextUpdate: at(5),
    ...change,
    extensions: [...(change.extensions ?? []), extension(OID.crlNumber, false, integer(9))],
  });
const named = (reason = 1, ...extensions: readonly Uint8Array[]): TestEntry => ({
  serial: SERIAL,
  at: at(-3),
  reason,
  extensions,
});
const critical = extension('1.2.3.4', true, nullValue());

/** The root's own name with a key for lists, certified by its key for certificates. */
const LIST_KEY = testCertificate({
  subject: testName('Root'),
  key: testKey(971),
  issuer: ROOT,
  serial: 51,
  extensions: [keyUsage(6)],
});
const MUTE = testCertificate({
  subject: 'Lister',
  key: testKey(972),
  issuer: ROOT,
  serial: 52,
  extensions: [keyUsage(0)],
});
const STRANGER = testCertificate({ subject: 'Lister', key: testKey(973), extensions: CA_EXTENSIONS });

const PLACE = uriName('http://pki.test/one.crl');
const OTHER_PLACE = uriName('http://pki.test/two.crl');
/** Signs lists alone, under the root, with another name. */
const LISTER = testCertificate({
  subject: 'Lister',
  key: testKey(970),
  issuer: ROOT,
  serial: 50,
  extensions: [keyUsage(6), points([fullPoint(OTHER_PLACE)])],
});
/** Speaks of the certificate of that issuer alone. */
const ofLister = (...revoked: readonly TestEntry[]) =>
  list({ revoked, extensions: [listScope(fullPoint(OTHER_PLACE))] });
const HALF = [fullPoint(PLACE), reasonFlags(3, 1, 2)] as const;
const REST = [fullPoint(PLACE), reasonFlags(3, 3, 4, 5, 6, 7, 8)] as const;
const INDIRECT = points([fullPoint(PLACE), crlIssuer(LISTER.name)]);
const indirectList = (issuer: TestCertificate, ...revoked: readonly TestEntry[]) =>
  list({ issuer, revoked, extensions: [listScope(fullPoint(PLACE), flag(4))] });

type Status = 'good' | 'revoked' | 'on-hold' | 'unknown';
type Others = Partial<Record<'openssl' | 'bouncyCastle' | 'jdk', string>>;
interface Row {
  readonly name: string;
  readonly leaf: TestCertificate;
  readonly lists: readonly Uint8Array[];
  readonly others?: readonly TestCertificate[];
  readonly says: Status;
  /** Peers that say otherwise, and why they may. */
  readonly peers?: Others;
}

const PLAIN = leaf();
const POINTED = leaf(points([fullPoint(PLACE)]));
const row = (
  name: string,
  says: Status,
  lists: readonly Uint8Array[],
  more: Partial<Pick<Row, 'leaf' | 'others' | 'peers'>> = {},
): Row => ({ name, says, lists, leaf: PLAIN, ...more });

const NO_PARTS = 'It does not put lists of some reasons together.';
const ONE_LIST = 'It takes one list by the name of its issuer, and no other when its signature is wrong.';
const ONE_KEY = 'It takes one issuer by its name, and no other when the signature is not of its key.';

const ROWS: readonly Row[] = [
  row('not named', 'good', [list()]),
  row('named', 'revoked', [list({ revoked: [named()] })]),
  row('on hold', 'on-hold', [list({ revoked: [named(6)] })]),
  row('another serial number', 'good', [list({ revoked: [{ serial: 78, at: at(-3) }] })]),
  row('a longer serial number that ends alike', 'good', [
    list({ revoked: [{ serial: Uint8Array.of(1, SERIAL), at: at(-3) }] }),
  ]),
  row('a negative serial number of the same octets', 'good', [
    list({ revoked: [{ serial: Uint8Array.of(0x80 | SERIAL), at: at(-3) }] }),
  ]),
  row('an unknown critical extension of the list', 'unknown', [list({ extensions: [critical] })]),
  row(
    'an unknown critical extension of another entry',
    'unknown',
    [list({ revoked: [{ serial: 5, at: at(-9), extensions: [critical] }] })],
    {
      peers: {
        jdk: 'It looks at the entry of the certificate alone.',
        bouncyCastle: 'It looks at the entry of the certificate alone.',
      },
    },
  ),
  row('of another issuer', 'unknown', [list({ issuer: LISTER })]),
  row('of another key', 'unknown', [list({ issuer: { key: testKey(999), name: ROOT.name } })]),
  row(
    'the wrong list and the right one',
    'revoked',
    [list({ issuer: { key: testKey(999), name: ROOT.name } }), list({ revoked: [named()] })],
    { peers: { openssl: ONE_LIST } },
  ),
  row('by a key of the same name for lists', 'good', [list({ issuer: LIST_KEY })], {
    others: [LIST_KEY],
    peers: { openssl: ONE_KEY },
  }),
  row(
    'named by a key of the same name for lists',
    'revoked',
    [list({ issuer: LIST_KEY, revoked: [named()] })],
    {
      others: [LIST_KEY],
      peers: { openssl: ONE_KEY },
    },
  ),
  row('for end entities', 'good', [list({ extensions: [listScope(flag(1))] })]),
  row('for authorities', 'unknown', [list({ extensions: [listScope(flag(2))] })]),
  row('for attribute certificates', 'unknown', [list({ extensions: [listScope(flag(5))] })]),
  row('of the place', 'revoked', [list({ revoked: [named()], extensions: [listScope(fullPoint(PLACE))] })], {
    leaf: POINTED,
  }),
  row('of another place', 'unknown', [list({ extensions: [listScope(fullPoint(OTHER_PLACE))] })], {
    leaf: POINTED,
  }),
  row('of a place, the certificate names none', 'unknown', [
    list({ extensions: [listScope(fullPoint(PLACE))] }),
  ]),
  row('of a relative name', 'good', [list({ extensions: [listScope(relativePoint(COMMON, 'Part'))] })], {
    leaf: leaf(
      points([fullPoint(directoryName(nameOf(['2.5.4.6', 'ZZ'], [COMMON, 'Root'], [COMMON, 'Part'])))]),
    ),
  }),
  row('of two relative names', 'good', [list({ extensions: [listScope(relativePoint(COMMON, 'Part'))] })], {
    leaf: leaf(points([relativePoint(COMMON, 'Part')])),
  }),
  row('some reasons', 'unknown', [list({ extensions: [listScope(...HALF)] })], { leaf: POINTED }),
  row(
    'all reasons in two lists',
    'good',
    [list({ extensions: [listScope(...HALF)] }), list({ extensions: [listScope(...REST)] })],
    { peers: { bouncyCastle: NO_PARTS, jdk: NO_PARTS }, leaf: POINTED },
  ),
  row(
    'named in the second of two lists',
    'revoked',
    [
      list({ extensions: [listScope(...HALF)] }),
      list({ extensions: [listScope(...REST)], revoked: [named(4)] }),
    ],
    { peers: { jdk: NO_PARTS }, leaf: POINTED },
  ),
  row(
    'named for some reasons',
    'revoked',
    [list({ extensions: [listScope(...HALF)], revoked: [named(1)] })],
    { peers: { jdk: 'It says nothing on the word of a list of some reasons.' }, leaf: POINTED },
  ),
  row('indirect', 'good', [indirectList(LISTER), ofLister()], { leaf: leaf(INDIRECT), others: [LISTER] }),
  row('indirect, named', 'revoked', [indirectList(LISTER, named(1, entryIssuer(ROOT.name))), ofLister()], {
    peers: { bouncyCastle: 'It refuses the certificate, but for the name of the point.' },
    leaf: leaf(INDIRECT),
    others: [LISTER],
  }),
  row(
    'indirect, the issuer named before',
    'revoked',
    [
      indirectList(LISTER, { serial: 3, at: at(-9), extensions: [entryIssuer(ROOT.name)] }, named()),
      ofLister(),
    ],
    { leaf: leaf(INDIRECT), others: [LISTER] },
  ),
  row('indirect, the number of another issuer', 'good', [indirectList(LISTER, named()), ofLister()], {
    leaf: leaf(INDIRECT),
    others: [LISTER],
  }),
  row(
    'indirect, the list does not say so',
    'unknown',
    [list({ issuer: LISTER, extensions: [listScope(fullPoint(PLACE))] })],
    { leaf: leaf(INDIRECT), others: [LISTER] },
  ),
  row('indirect, its issuer may not sign lists', 'unknown', [indirectList(MUTE)], {
    leaf: leaf(INDIRECT),
    others: [MUTE],
    peers: { openssl: 'It takes the list without a look at the key usage of its issuer.' },
  }),
  row('indirect, its issuer is trusted by nobody', 'unknown', [indirectList(STRANGER)], {
    leaf: leaf(INDIRECT),
    others: [STRANGER],
  }),
  row(
    'indirect, its issuer is revoked itself',
    'unknown',
    [indirectList(LISTER), ofLister({ serial: 50, at: at(-9) })],
    {
      leaf: leaf(INDIRECT),
      others: [LISTER],
      peers: {
        openssl: 'It does not ask about issuers of lists.',
      },
    },
  ),
];

function stateOf({ leaf: target, lists, others = [] }: Row) {
  const material = {
    crls: lists.map(parseCrl),
    ocspResponses: [],
    certificates: others.map(({ der }) => parseCertificate(der)),
  };
  const root = parseCertificate(ROOT.der);
  return revocationState(parseCertificate(target.der), root, material, AT, root);
}

test('every list of the table says what it may', () => {
  assert.equal(new Set(ROWS.map(({ name }) => name)).size, ROWS.length);
  for (const one of ROWS) assert.equal(stateOf(one).statement?.status ?? 'unknown', one.says, one.name);
});

const questions = (): readonly PathQuestion[] =>
  ROWS.map(({ leaf: target, lists, others = [] }) => ({
    chain: [target],
    inputs: NO_POLICY_ASKED,
    at: AT,
    lists,
    others,
  }));

function statusOf(answer: string): Exclude<Status, 'on-hold'> {
  if (answer === 'valid') return 'good';
  return /certificate revoked|has been revoked|revocation after|certificateHold/i.test(answer)
    ? 'revoked'
    : 'unknown';
}

function disagreements(peer: keyof Others, answers: readonly string[]): readonly string[] {
  assert.equal(answers.length, ROWS.length);
  return ROWS.flatMap(({ name, says, peers }, index) => {
    const agrees = statusOf(answers[index] ?? '') === (says === 'on-hold' ? 'revoked' : says);
    return agrees === (peers?.[peer] === undefined) ? [] : [`${name}: ${says}, ${peer}: ${answers[index]}`];
  });
}

test('OpenSSL judges every list of the table alike, but for what is explained', (t) => {
  if (!requirePeer('openssl', t)) return;
  assert.deepEqual(disagreements('openssl', askOpenSsl(questions())), []);
});

test('BouncyCastle and the JDK judge every list of the table alike, but for what is explained', (t) => {
  if (!requireBouncyCastle(t)) return;
  assert.deepEqual(javaDisagreements(questions(), disagreements), []);
});

test('reasons that nobody speaks of are told', () => {
  const half = stateOf(row('', 'unknown', [list({ extensions: [listScope(...HALF)] })], { leaf: POINTED }));
  assert.deepEqual([half.statement, half.missingReasons], [null, 0b1_1111_1000]);
});

test('a statement tells reason, invalidity date and the instant from which it holds', () => {
  const date = extension(OID.invalidityDate, false, generalizedTime(at(-30)));
  const { statement } = stateOf(row('', 'revoked', [list({ revoked: [named(1, date)] })]));
  assert.ok(statement);
  assert.deepEqual([statement.reason, statement.invalidityDate], [1, at(-30).getTime()]);
  assert.equal(statusAt(statement, at(-4).getTime()), 'good');
  assert.equal(statusAt(statement, at(-3).getTime()), 'revoked');
});

test('the worst of several entries for one certificate counts', () => {
  const released = { ...named(8), at: at(-1) };
  const revoked = list({ revoked: [named(6), released, { ...named(1), at: at(-2) }] });
  assert.equal(stateOf(row('', 'revoked', [revoked])).statement?.status, 'revoked');
});

test('a list whose own issuer has since expired is told apart from none', () => {
  const short = testCertificate({
    subject: 'Lister',
    key: testKey(970),
    issuer: ROOT,
    notAfter: at(-1),
    extensions: [keyUsage(6)],
  });
  const state = stateOf(row('', 'unknown', [indirectList(short)], { leaf: leaf(INDIRECT), others: [short] }));
  assert.deepEqual([state.statement, state.responderExpired], [null, true]);
});

test('addresses of lists of changes come from the certificate and from the list', () => {
  const [one, two] = ['http://pki.test/one.crl', 'http://pki.test/two.crl'];
  const target = parseCertificate(leaf(freshest(PLACE)).der);
  const crl = parseCrl(list({ extensions: [freshest(OTHER_PLACE)] }));
  assert.deepEqual(listUrls(target, { crls: [crl], ocspResponses: [], certificates: [] }), [one, two]);
});
