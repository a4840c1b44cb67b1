/** Paths in the order of NIST PKITS, each judged by us, by OpenSSL, by BouncyCastle and by the JDK. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { encode, explicit, nullValue, sequence } from '../encoding/der-writer';
import { OID } from '../encoding/oids';
import { contextPrimitive, TAG } from '../encoding/tags';
import { requireBouncyCastle } from '../testing/gost-peers';
import { requirePeer } from '../testing/peers';
import { parseCertificate } from './certificate';
import { findPaths } from './path';
import { validatePath } from './path-validation';
import { NO_POLICY_ASKED, type PolicyInputs } from './policy-graph';
import { authority, extension, keyUsage, type TestCertificate, testKey } from './testing-certificates';
import { askOpenSsl, javaDisagreements, type PathQuestion } from './testing-path-peers';
import {
  ANY,
  addressName,
  alternative,
  anyPolicyUntil,
  COMMON,
  COUNTRY,
  chain,
  directoryName,
  dnsName,
  MAIL,
  mailName,
  mappings,
  nameOf,
  ORGANISATION,
  P1,
  P2,
  P3,
  policies,
  policyLimits,
  principalName,
  ROOT,
  subtrees,
  uriName,
} from './testing-paths';

const AT = Date.parse('2026-09-01T12:00:00Z');
const EXPLICIT: PolicyInputs = { ...NO_POLICY_ASKED, requireExplicitPolicy: true };
const asks = (...oids: readonly string[]): PolicyInputs => ({ ...EXPLICIT, policies: oids });

type Rule = 'valid' | 'no-path' | ReturnType<typeof validatePath>['faults'][number]['rule'];
/** Peers that say otherwise, and why they may. */
type Others = Partial<Record<'openssl' | 'bouncyCastle' | 'jdk', string>>;
type Row = readonly [string, readonly TestCertificate[], PolicyInputs, Rule, Others?];

const withPolicies = (...each: readonly (readonly Uint8Array[])[]) =>
  chain(...each.map((adds) => ({ adds })));
const ROLL_OVER = { subject: 'Authority 1', key: testKey(950) };
const LEAF_NAME = (organisation: string) =>
  nameOf([COUNTRY, 'ZZ'], [ORGANISATION, organisation], [COMMON, 'Leaf']);
const INSIDE = directoryName(nameOf([COUNTRY, 'zz'], [ORGANISATION, 'Inside']));

const POLICY_ROWS: readonly Row[] = [
  ['one policy all along', withPolicies([policies(P1)], [policies(P1)], [policies(P1)]), EXPLICIT, 'valid'],
  ['the policy that is asked for', withPolicies([policies(P1)], [policies(P1)]), asks(P1), 'valid'],
  ['another policy is asked for', withPolicies([policies(P1)], [policies(P1)]), asks(P2), 'policy'],
  ['one of two is asked for', withPolicies([policies(P1, P2)], [policies(P1, P2)]), asks(P2), 'valid'],
  ['none in the end entity', withPolicies([policies(P1)], []), EXPLICIT, 'policy'],
  ['none in the end entity, none asked', withPolicies([policies(P1)], []), NO_POLICY_ASKED, 'valid'],
  ['another one in the end entity', withPolicies([policies(P1)], [policies(P2)]), EXPLICIT, 'policy'],
  ['another one, none asked', withPolicies([policies(P1)], [policies(P2)]), NO_POLICY_ASKED, 'valid'],
  ['any policy above', withPolicies([policies(ANY)], [policies(P1)]), asks(P1), 'valid'],
  ['any policy all along', withPolicies([policies(ANY)], [policies(ANY)]), asks(P3), 'valid'],
  ['any policy below', withPolicies([policies(P1)], [policies(ANY)]), asks(P1), 'valid'],
  [
    'any policy, inhibited from the start',
    withPolicies([policies(ANY)], [policies(P1)]),
    { ...EXPLICIT, inhibitAnyPolicy: true },
    'policy',
  ],
  ['required by the authority', withPolicies([policies(P1), policyLimits(0)], []), NO_POLICY_ASKED, 'policy'],
  ['required later than the path is long', withPolicies([policyLimits(9)], []), NO_POLICY_ASKED, 'valid'],
  [
    'required after one more certificate',
    withPolicies([policies(P1), policyLimits(1)], [policies(P1)], []),
    NO_POLICY_ASKED,
    'policy',
  ],
  [
    'required after one more, and there',
    withPolicies([policies(P1), policyLimits(1)], [policies(P1)], [policies(P1)]),
    NO_POLICY_ASKED,
    'valid',
  ],
  ['required by the end entity itself', withPolicies([], [policyLimits(0)]), NO_POLICY_ASKED, 'policy'],
  [
    'a lower authority cannot lift it',
    withPolicies([policies(P1), policyLimits(0)], [policies(P1), policyLimits(5)], []),
    NO_POLICY_ASKED,
    'policy',
  ],
  ['mapped', withPolicies([policies(P1), mappings([P1, P2])], [policies(P2)]), asks(P1), 'valid'],
  [
    'mapped, asked by its lower name',
    withPolicies([policies(P1), mappings([P1, P2])], [policies(P2)]),
    asks(P2),
    'policy',
  ],
  [
    'mapped, used by its upper name',
    withPolicies([policies(P1), mappings([P1, P2])], [policies(P1)]),
    EXPLICIT,
    'policy',
  ],
  [
    'mapped twice',
    withPolicies([policies(P1), mappings([P1, P2])], [policies(P2), mappings([P2, P3])], [policies(P3)]),
    asks(P1),
    'valid',
  ],
  [
    'mapped to two',
    withPolicies([policies(P1), mappings([P1, P2], [P1, P3])], [policies(P3)]),
    asks(P1),
    'valid',
  ],
  [
    'two mapped to one, each asked for',
    withPolicies([policies(P1, P2), mappings([P1, P3], [P2, P3])], [policies(P3)]),
    asks(P2),
    'valid',
    { bouncyCastle: 'It follows one of the two mappings alone.' },
  ],
  [
    'mapped from any policy of the authority',
    withPolicies([policies(ANY), mappings([P1, P2])], [policies(P2)]),
    asks(P1),
    'valid',
  ],
  [
    'any policy itself is mapped',
    withPolicies([policies(P1), mappings([ANY, P2])], [policies(P2)]),
    NO_POLICY_ASKED,
    'policy',
  ],
  [
    'mapping inhibited above',
    withPolicies([policies(P1), policyLimits(null, 0)], [policies(P1), mappings([P1, P2])], [policies(P2)]),
    EXPLICIT,
    'policy',
  ],
  [
    'mapping inhibited from the start',
    withPolicies([policies(P1), mappings([P1, P2])], [policies(P2)]),
    { ...EXPLICIT, inhibitPolicyMapping: true },
    'policy',
  ],
  [
    'mapping inhibited, none made',
    withPolicies([policies(P1), policyLimits(null, 0)], [policies(P1)], [policies(P1)]),
    EXPLICIT,
    'valid',
  ],
  [
    'any policy inhibited above',
    withPolicies([policies(P1), anyPolicyUntil(0)], [policies(ANY)], [policies(P1)]),
    EXPLICIT,
    'policy',
  ],
  [
    'any policy inhibited after one',
    withPolicies([policies(P1), anyPolicyUntil(1)], [policies(ANY)], [policies(ANY)]),
    EXPLICIT,
    'policy',
  ],
  [
    'any policy of a key roll-over is not inhibited',
    chain(
      { adds: [policies(P1), anyPolicyUntil(0)] },
      { ...ROLL_OVER, adds: [policies(ANY)] },
      { adds: [policies(P1)] },
    ),
    EXPLICIT,
    'valid',
  ],
  [
    'a key roll-over does not count for what is required later',
    chain({ adds: [policyLimits(3)] }, ROLL_OVER, {}, {}),
    NO_POLICY_ASKED,
    'valid',
  ],
  [
    'a limit that limits nothing',
    withPolicies([policies(P1), policyLimits(null)], [policies(P1)]),
    NO_POLICY_ASKED,
    'unreadable-extension',
    {
      bouncyCastle: 'It reads the empty extension as no limit.',
      jdk: 'It reads the empty extension as no limit.',
    },
  ],
  [
    'a policy twice',
    withPolicies([policies(P1, P1)], [policies(P1)]),
    NO_POLICY_ASKED,
    'unreadable-extension',
    { bouncyCastle: 'It takes policies as a set.', jdk: 'It takes policies as a set.' },
  ],
];

const CHAIN_ROWS: readonly Row[] = [
  ['a path of three', chain({}, {}, {}), NO_POLICY_ASKED, 'valid'],
  ['no basic constraints', chain({ extensions: [keyUsage(5, 6)] }, {}), NO_POLICY_ASKED, 'authority'],
  [
    'no authority',
    chain({ extensions: [extension(OID.basicConstraints, true, sequence())] }, {}),
    NO_POLICY_ASKED,
    'authority',
  ],
  ['version 1 in the middle', chain({ version: 0, extensions: [] }, {}), NO_POLICY_ASKED, 'authority'],
  [
    'may not sign certificates',
    chain({ extensions: [authority(), keyUsage(6)] }, {}),
    NO_POLICY_ASKED,
    'key-usage',
  ],
  ['no key usage', chain({ extensions: [authority()] }, {}), NO_POLICY_ASKED, 'valid'],
  [
    'path length 0, the end entity below',
    chain({ extensions: [authority(0)] }, {}),
    NO_POLICY_ASKED,
    'valid',
  ],
  [
    'path length 0, an authority below',
    chain({ extensions: [authority(0)] }, {}, {}),
    NO_POLICY_ASKED,
    'path-length',
  ],
  [
    'path length 1, two below',
    chain({ extensions: [authority(1)] }, {}, {}, {}),
    NO_POLICY_ASKED,
    'path-length',
  ],
  [
    'path length 0, a key roll-over',
    chain({ extensions: [authority(0)] }, ROLL_OVER, {}),
    NO_POLICY_ASKED,
    'valid',
  ],
  [
    'path length of a lower one',
    chain({ extensions: [authority(6)] }, { extensions: [authority(0)] }, {}, {}),
    NO_POLICY_ASKED,
    'path-length',
  ],
  [
    'an unknown critical extension',
    chain({}, { adds: [extension('1.2.3.4.5', true, nullValue())] }),
    NO_POLICY_ASKED,
    'critical-extension',
  ],
  [
    'an unknown extension that is not critical',
    chain({}, { adds: [extension('1.2.3.4.5', false, nullValue())] }),
    NO_POLICY_ASKED,
    'valid',
  ],
  ['a negative serial number', chain({ serial: Uint8Array.of(0x80) }, {}), NO_POLICY_ASKED, 'valid'],
  [
    'a serial number of thirty octets',
    chain({}, { serial: new Uint8Array(30).fill(0x55) }),
    NO_POLICY_ASKED,
    'valid',
  ],
  [
    'an extension twice',
    chain({}, { adds: [keyUsage(0), keyUsage(1)] }),
    NO_POLICY_ASKED,
    'unreadable-extension',
  ],
];

const renamed = (issuer: Uint8Array) => {
  const [above] = chain({ subject: nameOf([COUNTRY, 'ZZ'], [COMMON, 'The  Authority']) }, {});
  assert.ok(above);
  return [above, ...chain({ issuer: { key: above.key, name: issuer } })];
};
const constrained = (constraint: Uint8Array, ...names: readonly Uint8Array[]) =>
  chain({ adds: [constraint] }, names.length === 0 ? {} : { adds: [alternative(...names)] });
const named = (constraint: Uint8Array, subject: Uint8Array) => chain({ adds: [constraint] }, { subject });

const NAME_ROWS: readonly Row[] = [
  [
    'the issuer in other letters, with other blanks, as another string',
    renamed(nameOf([COUNTRY, 'zz', TAG.printableString], [COMMON, ' the authority ', TAG.printableString])),
    NO_POLICY_ASKED,
    'valid',
  ],
  [
    'another order of attributes',
    renamed(nameOf([COMMON, 'The Authority'], [COUNTRY, 'ZZ'])),
    NO_POLICY_ASKED,
    'no-path',
    { bouncyCastle: 'It compares the attributes of names in any order.' },
  ],
  ['inside a directory', named(subtrees(0, INSIDE), LEAF_NAME('inside')), NO_POLICY_ASKED, 'valid'],
  ['outside a directory', named(subtrees(0, INSIDE), LEAF_NAME('outside')), NO_POLICY_ASKED, 'names'],
  ['in an excluded directory', named(subtrees(1, INSIDE), LEAF_NAME('INSIDE')), NO_POLICY_ASKED, 'names'],
  ['outside an excluded directory', named(subtrees(1, INSIDE), LEAF_NAME('out')), NO_POLICY_ASKED, 'valid'],
  [
    'permitted by both authorities alone',
    chain(
      { adds: [subtrees(0, directoryName(nameOf([COUNTRY, 'ZZ'])))] },
      { adds: [subtrees(0, INSIDE)] },
      { subject: LEAF_NAME('Other') },
    ),
    NO_POLICY_ASKED,
    'names',
  ],
  [
    'a key roll-over outside',
    chain({ adds: [subtrees(0, INSIDE)] }, ROLL_OVER, { subject: LEAF_NAME('Inside') }),
    NO_POLICY_ASKED,
    'valid',
  ],
  [
    'a host inside',
    constrained(subtrees(0, dnsName('example.test')), dnsName('a.Example.test')),
    NO_POLICY_ASKED,
    'valid',
  ],
  [
    'a host outside',
    constrained(subtrees(0, dnsName('example.test')), dnsName('bexample.test')),
    NO_POLICY_ASKED,
    'names',
  ],
  [
    'an excluded host',
    constrained(subtrees(1, dnsName('example.test')), dnsName('example.test')),
    NO_POLICY_ASKED,
    'names',
  ],
  [
    'a mail address inside',
    constrained(subtrees(0, mailName('example.test')), mailName('X@EXAMPLE.test')),
    NO_POLICY_ASKED,
    'valid',
  ],
  [
    'a mail address below',
    constrained(subtrees(0, mailName('example.test')), mailName('x@a.example.test')),
    NO_POLICY_ASKED,
    'names',
  ],
  [
    'a mail address of a domain',
    constrained(subtrees(0, mailName('.example.test')), mailName('x@a.example.test')),
    NO_POLICY_ASKED,
    'valid',
  ],
  [
    'the one mail address',
    constrained(subtrees(0, mailName('x@example.test')), mailName('x@Example.test')),
    NO_POLICY_ASKED,
    'valid',
  ],
  [
    'the same letters in another case',
    constrained(subtrees(0, mailName('x@example.test')), mailName('X@example.test')),
    NO_POLICY_ASKED,
    'names',
    { bouncyCastle: 'It folds the whole address.', jdk: 'It folds the whole address.' },
  ],
  [
    'a mail address in the subject',
    named(
      subtrees(0, mailName('example.test')),
      nameOf([COUNTRY, 'ZZ'], [MAIL, 'x@other.test', TAG.ia5String]),
    ),
    NO_POLICY_ASKED,
    'names',
  ],
  [
    'an address by URI',
    constrained(subtrees(0, uriName('.example.test')), uriName('http://a.example.test/x')),
    NO_POLICY_ASKED,
    'valid',
  ],
  [
    'an address by URI outside',
    constrained(subtrees(0, uriName('example.test')), uriName('http://a.example.test/x')),
    NO_POLICY_ASKED,
    'names',
  ],
  [
    'a URI without host, constrained',
    constrained(subtrees(1, uriName('example.test')), uriName('urn:example:x')),
    NO_POLICY_ASKED,
    'names',
    {
      bouncyCastle: 'It takes what stands before the colon as the host.',
    },
  ],
  [
    'an IP address inside',
    constrained(subtrees(0, addressName(10, 0, 0, 0, 255, 0, 0, 0)), addressName(10, 1, 2, 3)),
    NO_POLICY_ASKED,
    'valid',
  ],
  [
    'an IP address outside',
    constrained(subtrees(0, addressName(10, 0, 0, 0, 255, 0, 0, 0)), addressName(11, 1, 2, 3)),
    NO_POLICY_ASKED,
    'names',
  ],
  [
    'an IP address without mask',
    constrained(subtrees(0, addressName(10, 0, 0, 0)), addressName(10, 1, 2, 3)),
    NO_POLICY_ASKED,
    'unreadable-extension',
  ],
  [
    'a name that cannot be compared',
    constrained(subtrees(0, principalName('a@example.test')), principalName('a@example.test')),
    NO_POLICY_ASKED,
    'names',
    { bouncyCastle: 'It compares the octets.' },
  ],
  [
    'a name of a kind without constraint',
    constrained(subtrees(0, dnsName('example.test')), principalName('a@example.test')),
    NO_POLICY_ASKED,
    'valid',
    { jdk: 'It refuses names of kinds that it cannot read wherever names are constrained.' },
  ],
  [
    'subtrees with a minimum',
    chain(
      {
        adds: [
          extension(
            OID.nameConstraints,
            true,
            sequence(
              explicit(0, sequence(dnsName('example.test'), encode(contextPrimitive(0), Uint8Array.of(1)))),
            ),
          ),
        ],
      },
      { adds: [alternative(dnsName('example.test'))] },
    ),
    NO_POLICY_ASKED,
    'unreadable-extension',
    { bouncyCastle: 'It takes a minimum for none.' },
  ],
];

const ROWS: readonly Row[] = [...POLICY_ROWS, ...CHAIN_ROWS, ...NAME_ROWS];

function ours([, all, inputs]: Row): Rule {
  const parsed = all.map(({ der }) => parseCertificate(der));
  const target = parsed[parsed.length - 1];
  assert.ok(target);
  const { paths } = findPaths(target, [parseCertificate(ROOT.der)], parsed);
  if (paths.length === 0) return 'no-path';
  const outcomes = paths.map((path) => validatePath(path, inputs).faults);
  return outcomes.some((faults) => faults.length === 0) ? 'valid' : (outcomes[0]?.[0]?.rule ?? 'valid');
}

test('every path of the table is judged by the rule that decides it', () => {
  assert.equal(new Set(ROWS.map(([name]) => name)).size, ROWS.length);
  for (const row of ROWS) assert.equal(ours(row), row[3], row[0]);
});

const questions = (): readonly PathQuestion[] =>
  ROWS.map(([, all, inputs]) => ({ chain: all, inputs, at: AT, lists: [], others: [] }));

/** Says which rows a peer judges otherwise than expected, or as expected though a reason is given. */
function disagreements(peer: keyof Others, answers: readonly string[]): readonly string[] {
  assert.equal(answers.length, ROWS.length);
  return ROWS.flatMap(([name, , , rule, others], index) => {
    const agrees = (answers[index] === 'valid') === (rule === 'valid');
    return agrees === (others?.[peer] === undefined) ? [] : [`${name}: ${rule}, ${peer}: ${answers[index]}`];
  });
}

test('OpenSSL judges every path of the table alike, but for what is explained', (t) => {
  if (!requirePeer('openssl', t)) return;
  assert.deepEqual(disagreements('openssl', askOpenSsl(questions())), []);
});

test('BouncyCastle and the JDK judge every path of the table alike, but for what is explained', (t) => {
  if (!requireBouncyCastle(t)) return;
  assert.deepEqual(javaDisagreements(questions(), disagreements), []);
});
