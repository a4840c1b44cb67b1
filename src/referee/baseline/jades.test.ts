import assert from 'node:assert/strict';
import test from 'node:test';
import type { JwsDetail } from '../../formats/jades/facts';
import { baselineRows } from './baseline';
import { JADES_ROWS } from './jades';
import { forgedFacts, TIMES } from './testing-forged';
import {
  adding,
  assertExamples,
  type Change,
  contextOf,
  type Example,
  NO_MATERIAL_CHANGE,
  never,
  policyStored,
  without,
  withoutTimeStamps,
} from './testing-rows';

const WHOLE = forgedFacts({ format: 'JAdES', packaging: 'attached', level: 'B-LTA' });
const DETACHED = forgedFacts({ format: 'JAdES', packaging: 'detached', level: 'B-LTA' });

function onJws(change: (detail: JwsDetail) => Partial<JwsDetail>): Change {
  return (facts) => {
    const { detail } = facts;
    assert.equal(detail.syntax, 'jws');
    return detail.syntax === 'jws' ? { ...facts, detail: { ...detail, ...change(detail) } } : facts;
  };
}

const typed: Change = (facts) => adding('cty')(without('cty')(facts));

const EXAMPLES: Readonly<Record<string, Example>> = {
  alg: { meets: null, breaks: without('alg') },
  cty: { meets: typed, breaks: (facts) => onJws(() => ({ counterSignature: true }))(typed(facts)) },
  'signing-time': { meets: null, breaks: without('iat', 'sigT') },
  'signing-certificate': { meets: null, breaks: adding('sigX5ts') },
  crit: {
    meets: () => DETACHED,
    breaks: (facts) => ({ ...facts, oddities: [{ kind: 'jws.unknown-critical', found: 'crit lists exp' }] }),
  },
  sigD: { meets: () => DETACHED, breaks: () => onJws(() => ({ mechanism: null }))(DETACHED) },
  sigPSt: policyStored('sigPSt'),
  sigTst: { meets: null, breaks: withoutTimeStamps('signature') },
  tstTokens: {
    meets: null,
    breaks: onJws(({ unsigned }) => ({ unsigned: unsigned.map((one) => ({ ...one, tokens: 2 })) })),
  },
  'sigTst-time': {
    meets: null,
    breaks: null,
    context: (context) => ({ ...context, notAfter: TIMES.stamped.getTime() - 1000 }),
  },
  'lt-certificates': { meets: null, breaks: NO_MATERIAL_CHANGE },
  'lt-revocation': { meets: null, breaks: NO_MATERIAL_CHANGE },
  ...Object.fromEntries(
    ['xRefs', 'axRefs', 'rRefs', 'arRefs', 'sigRTst', 'rfsTst'].map((name) => [name, never(name)]),
  ),
  arcTst: { meets: null, breaks: withoutTimeStamps('archive') },
};

test('every row of JAdES is met by one signature and broken by another', () => {
  assertExamples(JADES_ROWS, WHOLE, EXAMPLES);
});

test('sigT says the time up to the day from which iat does', () => {
  const row = (instant: string) => {
    const changed = adding('sigT')(without('iat', 'sigT')(WHOLE));
    const facts = { ...changed, signingTimes: [Date.parse(instant)] };
    return baselineRows(facts, contextOf(facts)).find((one) => one.row === 'jades.signing-time')?.status;
  };
  assert.equal(row('2025-07-14T23:59:59Z'), 'met');
  assert.equal(row('2025-07-15T00:00:00Z'), 'broken');
});
