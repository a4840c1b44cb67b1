/**
 * The big synthetic round: every pair of the six states, with some of each outcome in it.
 *
 * @module
 */
import type { Answer } from '../model/answer';
import type { CheckFacts, Question } from '../model/check';
import type { Format, Level } from '../model/claim';
import type { JudgedCheck, KnownDivergence, Matrix } from '../model/matrix';
import type { Case } from '../model/vector';
import type { Verdict } from '../model/verdict';
import type { RoundRecord, Yardstick } from './build';
import {
  answered,
  artefactOf,
  CASES,
  factsOf,
  failed,
  indeterminate,
  question,
  roundOf,
} from './testing-round';
import { STATES, testProfile } from './testing-states';

type Over = Partial<CheckFacts>;

export const KNOWN: readonly KnownDivergence[] = [
  {
    id: 'kz-cades-bt-from-kg',
    check: 'KG-KZ/good/CAdES/B-T/attached/rsa-pkcs1-sha256',
    observed: 'refused-input: cannot read the time-stamp of this authority',
    reason: 'The verifier of KZ reads only time-stamps of its own profile.',
    link: 'https://tracker.invalid/17',
    expires: '2027-03-01',
  },
];

/** About 450 checks of the core cases, diagonal included. */
export function sixStates(): RoundRecord & Yardstick {
  const profiles = STATES.map(({ code }) =>
    testProfile(code, {
      ...(code === 'HU' ? { accepts: ['AZ', 'HU', 'KG', 'KZ', 'TR'] } : {}),
      ...(code === 'KZ' ? { timeModel: 'now' as const } : {}),
    }),
  );
  const checks = STATES.flatMap((signer) =>
    STATES.flatMap((verifier) => pairFacts(`${signer.code}-${verifier.code}`)),
  ).filter(({ id }) => id !== 'TR-AZ/expired/CAdES/B-T/attached/ecdsa-p384-sha384');
  const unasked = [question('TR-AZ', 'expired')];
  return roundOf(checks, { profiles, unasked, divergences: KNOWN });
}

function pairFacts(pair: string): readonly CheckFacts[] {
  return CASES.flatMap((one) => productsOf(pair, one).map((asked) => askedOnce(pair, one, asked)));
}

function productsOf(pair: string, one: Case): readonly Question[] {
  if (pair.startsWith('UZ')) return [question(pair, one.id, { format: 'CMS', level: 'none' })];
  const products: readonly (readonly [Format, Level])[] =
    one.id === 'good'
      ? [
          ['CAdES', 'B-B'],
          ['CAdES', 'B-T'],
          ['CMS', 'none'],
        ]
      : [['CAdES', 'B-T']];
  const attached = products.map(([format, level]) => question(pair, one.id, { format, level }));
  if (one.id !== 'good') return attached;
  return [...attached, question(pair, one.id, { level: 'B-T', packaging: 'detached' })];
}

function askedOnce(pair: string, one: Case, asked: Question): CheckFacts {
  const right: Answer = answerOf(one.expected);
  const [answer, over] = oddity(pair, one, asked) ?? [right, {}];
  return factsOf(asked, answer, over);
}

function answerOf({ indication, subIndication }: Verdict): Answer {
  const said = ({ TOTAL_PASSED: 'passed', TOTAL_FAILED: 'failed', INDETERMINATE: 'indeterminate' } as const)[
    indication
  ];
  return answered(said, subIndication);
}

/** Where this pair does not do what the case expects. */
function oddity(pair: string, one: Case, asked: Question): readonly [Answer, Over] | null {
  const [signer = '', verifier = ''] = pair.split('-');
  const row = ODDITIES.find(([where, what]) => matches(where, signer, verifier) && what(one, asked));
  return row === undefined ? null : [row[2], row[3]?.(asked) ?? {}];
}

function matches(where: string, signer: string, verifier: string): boolean {
  const [from = '*', to = '*'] = where.split('>');
  return (from === '*' || from === signer) && (to === '*' || to === verifier);
}

const noTrust = indeterminate('NO_CERTIFICATE_CHAIN_FOUND');
const all = () => true;
const is =
  (...ids: readonly string[]) =>
  (one: Case) =>
    ids.includes(one.id);
const isPositive = (one: Case) => one.polarity === 'positive';

/** First that matches counts. */
const ODDITIES: readonly (readonly [
  string,
  (one: Case, asked: Question) => boolean,
  Answer,
  ((asked: Question) => Over)?,
])[] = [
  [
    'UZ>HU',
    isPositive,
    answered('indeterminate', 'NO_CERTIFICATE_CHAIN_FOUND'),
    () => ({ asVerifier: noTrust }),
  ],
  ['UZ>HU', all, answered('indeterminate', 'NO_CERTIFICATE_CHAIN_FOUND'), () => ({ asVerifier: noTrust })],
  ['UZ>AZ', all, { kind: 'unsupported', reason: 'plain CMS is not offered' }, () => ({ claimed: false })],
  ['UZ>KG', all, { kind: 'silent', cause: 'timeout', reason: 'no reply within 1000 ms' }],
  ['KG>UZ', is('revoked'), answered('passed')],
  ['AZ>UZ', (one, { level }) => isPositive(one) && level === 'B-T', answered('failed', 'FORMAT_FAILURE')],
  ['TR>UZ', isPositive, answered('failed', 'SIG_CRYPTO_FAILURE')],
  ['KZ>TR', isPositive, answered('indeterminate', 'CERTIFICATE_CHAIN_GENERAL_FAILURE')],
  [
    '*>KZ',
    is('before-revocation'),
    answered('not-passed'),
    () => ({ asVerifier: indeterminate('REVOKED_NO_POE') }),
  ],
  [
    'KG>KZ',
    (one, { packaging, level }) => one.id === 'good' && level === 'B-T' && packaging === 'attached',
    { kind: 'refused-input', reason: 'cannot read the time-stamp of this authority' },
  ],
  ['*>KZ', (one) => one.polarity === 'negative', answered('not-passed')],
  ['*>UZ', is('sha1'), answered('passed')],
  ['AZ>TR', is('content'), answered('failed', 'SIG_CRYPTO_FAILURE')],
  [
    'HU>KG',
    is('good-forged'),
    answered('passed'),
    (asked) => ({
      artefact: artefactOf(asked, { intrinsic: failed('SIG_CRYPTO_FAILURE') }),
    }),
  ],
  [
    'HU>TR',
    is('untrusted'),
    answered('indeterminate', 'NO_CERTIFICATE_CHAIN_FOUND'),
    (asked) => ({
      artefact: artefactOf(asked, { intrinsic: null }),
    }),
  ],
  [
    'TR>HU',
    is('good'),
    answered('passed'),
    () => ({
      answers: [{ kind: 'silent', cause: 'transport', reason: 'connection reset' }, answered('passed')],
    }),
  ],
];

/** What an endpoint, a profile or a committed file could say to break out of a page. */
export const HOSTILE = `</script><script>alert(1)</script><img src=x onerror=alert(2)>"'\u2028\u0000<!--`;

/** The same matrix with hostile texts wherever a text can come from outside. */
export function hostile(matrix: Matrix): Matrix {
  const dirty = (check: JudgedCheck): JudgedCheck => ({ ...check, observed: HOSTILE, because: HOSTILE });
  return {
    ...matrix,
    round: HOSTILE,
    seed: HOSTILE,
    states: matrix.states.map((state) => ({ ...state, name: `${state.name}${HOSTILE}` })),
    checks: matrix.checks.map(dirty),
    probes: [
      {
        verifier: 'TR',
        endpoint: HOSTILE,
        outcome: 'failed',
        step: 'known-good',
        admitted: false,
        owner: 'undetermined',
        because: HOSTILE,
        evidence: [],
      },
    ],
    divergences: matrix.divergences.map((one) => ({
      ...one,
      reason: HOSTILE,
      link: `javascript:${HOSTILE}`,
    })),
  };
}
