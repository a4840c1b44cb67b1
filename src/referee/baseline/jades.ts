/**
 * The requirements of the JAdES baseline levels.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_ts/119100_119199/11918201/ TS 119 182-1, section 6.3}
 * @module
 */
import { isoInstant } from '../../encoding/time';
import type { JwsDetail } from '../../formats/jades/facts';
import { atMostOne, exactlyOne } from './count';
import { absent, type BaselineRequirement, type BaselineSubject, met, type Outcome, wrong } from './row';
import { rowsOf } from './rows-of';
import { longTermRows, stampedInTime, timeStamped } from './time-stamp-rows';

type Test = BaselineRequirement['test'];

const rows = rowsOf('jades', { doc: 'TS 119 182-1', section: '6.3' });

function onJws(test: (detail: JwsDetail, subject: BaselineSubject) => Outcome): Test {
  return (subject) => {
    const { detail } = subject.facts;
    return detail.syntax === 'jws' ? test(detail, subject) : absent('no JSON Web Signature');
  };
}

const contentType = onJws(({ counterSignature }, subject) => {
  const counted = exactlyOne('cty')(subject);
  return counterSignature && counted.is !== 'absent' ? wrong('cty in a counter-signature') : counted;
});

/** From this day on the claimed time stands in `iat`. */
const IAT_FROM = Date.UTC(2025, 6, 15);

const signingTime = onJws((_, subject) => {
  const counted = exactlyOne('iat', 'sigT')(subject);
  const { signingTimes, properties } = subject.facts;
  const [time] = signingTimes;
  if (counted.is !== 'met' || time === undefined) return counted;
  const name = properties.some((one) => one.name === 'iat') ? 'iat' : 'sigT';
  return name === 'sigT' && time >= IAT_FROM
    ? wrong(`sigT ${isoInstant(time)}, from ${isoInstant(IAT_FROM)} on iat`)
    : met(`${name} ${isoInstant(time)}`);
});

/** What the reader found wrong with crit is an oddity of its own. */
const critical: Test = ({ facts }) => {
  const odd = facts.oddities.find(({ kind }) =>
    ['jws.critical-form', 'jws.unknown-critical', 'jws.not-critical'].includes(kind),
  );
  if (odd !== undefined) return wrong(odd.found);
  const { detail } = facts;
  const listed = detail.syntax === 'jws' ? detail.critical : [];
  return listed.length === 0 ? absent('no crit') : met(listed.join(', '));
};

const mechanism = onJws((detail, { facts }) => {
  if (!facts.properties.some(({ name }) => name === 'sigD')) return absent('no sigD');
  return detail.mechanism === null ? wrong('sigD with another mId') : met(detail.mechanism);
});

const policyStore: Test = (subject) => {
  const counted = atMostOne('sigPSt')(subject);
  if (counted.is !== 'met') return counted;
  return subject.facts.signaturePolicy?.hash == null
    ? wrong('no hash of the policy')
    : met('beside the hash of the policy');
};

const oneTokenEach = onJws(({ unsigned }) => {
  const counts = unsigned.filter(({ name }) => name === 'sigTst').map(({ tokens }) => tokens ?? 0);
  if (counts.length === 0) return absent('no sigTst');
  return counts.every((count) => count === 1) ? met('one token each') : wrong(`${counts.join(', ')} tokens`);
});

const FORBIDDEN = ['xRefs', 'axRefs', 'rRefs', 'arRefs', 'sigRTst', 'rfsTst'];

export const JADES_ROWS: readonly BaselineRequirement[] = [
  rows.shall('B-B', 'alg', 'alg stands in the protected header.', exactlyOne('alg')),
  rows.conditioned('B-B', 'cty', 'cty stands once at most, and never in a counter-signature.', contentType),
  rows.shall('B-B', 'signing-time', 'iat or sigT stands once; iat from July 15, 2025 on.', signingTime, {
    letter: 'a',
  }),
  rows.shall(
    'B-B',
    'signing-certificate',
    'One of x5t#S256, x5t#o and sigX5ts names the signing certificate.',
    exactlyOne('x5t#S256', 'x5t#o', 'sigX5ts'),
  ),
  rows.conditioned(
    'B-B',
    'crit',
    'crit lists parameters that are there and understood, sigD and b64 among them where they stand.',
    critical,
  ),
  rows.conditioned('B-B', 'sigD', 'sigD names one of the three mechanisms.', mechanism),
  rows.conditioned(
    'B-B',
    'sigPSt',
    'sigPSt stands at most once, and only beside the hash of the policy.',
    policyStore,
    { letter: 'b' },
  ),
  rows.shall('B-T', 'sigTst', 'At least one sigTst is there.', timeStamped('signature')),
  rows.conditioned('B-T', 'tstTokens', 'Every sigTst holds one token.', oneTokenEach, { letter: 'c' }),
  rows.conditioned(
    'B-T',
    'sigTst-time',
    'A sigTst is from before the end of the signing certificate.',
    stampedInTime('signature'),
    { letter: 'd' },
  ),
  ...longTermRows(rows),
  ...FORBIDDEN.map((name) => rows.forbidden('B-LT', name)),
  rows.shall('B-LTA', 'arcTst', 'At least one arcTst is there.', timeStamped('archive')),
];
