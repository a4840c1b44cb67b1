import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Ajv } from 'ajv';
import type { Answer } from '../model/answer';
import { type CheckFacts, checkId } from '../model/check';
import { type Cell, type KnownDivergence, type Matrix, OUTCOMES } from '../model/matrix';
import { buildMatrix } from './build';
import { matchesCheck } from './divergences';
import { exitOf } from './exit';
import { OUTCOME_ROWS } from './outcomes';
import { readSchema } from './read-round';
import { answered, artefactOf, factsOf, failed, question, roundOf } from './testing-round';
import { sixStates } from './testing-six-states';
import { totalsOf } from './totals';

const passed = answered('passed');
const silent: Answer = { kind: 'silent', cause: 'timeout', reason: 'late' };

function matrixOf(checks: readonly CheckFacts[], divergences: readonly KnownDivergence[] = []): Matrix {
  return buildMatrix(roundOf(checks, { divergences }));
}

function cellOf(checks: readonly CheckFacts[]): Cell {
  const [cell] = matrixOf(checks).cells;
  if (cell === undefined) throw new Error('no cell');
  return cell;
}

const good = factsOf(question('TR-AZ', 'good'), passed);
const forged = factsOf(question('TR-AZ', 'good-forged'), passed);
const content = factsOf(question('TR-AZ', 'content'), answered('failed', 'HASH_FAILURE'));
const refusedGood = { ...good, answers: [answered('failed')] };
const refusedForged = { ...forged, answers: [answered('failed')] };
const unsafe = factsOf(question('TR-AZ', 'revoked'), passed);
const mute = { ...good, answers: [silent] };

describe('cells', () => {
  it('roll up in order: unsafe, not run (all), rejected or indeterminate, partly, works', () => {
    equal(cellOf([good, forged, content]).result, 'works');
    equal(cellOf([refusedGood, forged, content]).result, 'partly');
    equal(cellOf([refusedGood, refusedForged, content]).result, 'rejected');
    equal(cellOf([{ ...good, answers: [answered('indeterminate')] }]).result, 'indeterminate');
    equal(cellOf([mute]).result, 'not-run');
    equal(cellOf([mute, forged, content]).result, 'works');
    equal(cellOf([good, forged, content, unsafe]).result, 'unsafe');
    equal(cellOf([mute, refusedForged, unsafe]).result, 'unsafe');
    equal(cellOf([{ ...good, claimed: false }]).result, 'not-claimed');
    equal(
      cellOf([
        { ...good, claimed: false },
        { ...forged, answers: [silent] },
      ]).result,
      'not-run',
    );
  });
  it('take the louder of rejected and indeterminate when they are even', () => {
    equal(cellOf([refusedGood, { ...forged, answers: [answered('indeterminate')] }]).result, 'rejected');
  });
  it('keep the diagonal apart, and out of the totals', () => {
    const home = factsOf(question('TR-TR', 'good'), answered('failed'));
    const matrix = matrixOf([good, home]);
    equal(matrix.cells.find(({ verifier }) => verifier === 'TR')?.result, 'domestic');
    equal(totalsOf(matrix).directions, 1);
    deepEqual(matrix.states.find(({ code }) => code === 'TR')?.verifies, { asExpected: 0, applicable: 0 });
    deepEqual(matrix.states.find(({ code }) => code === 'TR')?.signs, { accepted: 1, applicable: 1 });
  });
  it('leave what was not demonstrated, not claimed, not run or not judged out of n and m', () => {
    const intrinsic = { artefact: artefactOf(question('TR-AZ', 'good-forged'), { intrinsic: null }) };
    const { counts } = cellOf([mute, { ...forged, ...intrinsic }, content]);
    deepEqual([counts.asExpected, counts.applicable, counts.planned], [1, 1, 3]);
  });
  it('list owners, most checks first', () => {
    const { owners } = cellOf([refusedGood, refusedForged, unsafe]);
    deepEqual(owners, [
      { owner: 'undetermined', checks: 2 },
      { owner: 'verifier', checks: 1 },
    ]);
  });
});

describe('known divergences', () => {
  const listed = (over: Partial<KnownDivergence> = {}): KnownDivergence => ({
    id: 'az-1',
    check: '*-AZ/good/CAdES/B-T/attached/*',
    observed: 'failed',
    reason: 'They know.',
    link: 'https://tracker.invalid/1',
    expires: '2027-01-01',
    ...over,
  });
  const stateOf = (checks: readonly CheckFacts[], over: Partial<KnownDivergence> = {}) =>
    matrixOf(checks, [listed(over)]).divergences[0]?.state;

  it('match per segment, each state of the pair on its own, a format with a slash whole', () => {
    const id = 'TR-AZ/good/ASiC-E/CAdES/B-T/attached/ecdsa-p384-sha384';
    ok(matchesCheck(id, id));
    ok(matchesCheck('*-AZ/good/*/B-T/attached/*', id));
    ok(!matchesCheck('AZ-*/good/*/B-T/attached/*', id));
    ok(!matchesCheck('*-AZ/go*/*/B-T/attached/*', id));
    ok(!matchesCheck('*-AZ/good/*/B-T/*', id));
  });
  it('make a check known and green, without touching its outcome', () => {
    const matrix = matrixOf([refusedGood, forged], [listed()]);
    const check = matrix.checks.find(({ case: one }) => one === 'good');
    deepEqual([check?.known, check?.outcome], ['az-1', 'rejected']);
    equal(exitOf(matrix), 0);
    equal(matrix.divergences[0]?.state, 'holds');
  });
  it('are strict: another answer is new', () => {
    const matrix = matrixOf([{ ...good, answers: [answered('not-passed')] }], [listed()]);
    equal(matrix.checks[0]?.known, null);
    equal(exitOf(matrix), 20);
  });
  it('vanish when the check is as expected, or says something else', () => {
    equal(stateOf([good]), 'vanished');
    equal(stateOf([{ ...good, answers: [answered('not-passed')] }]), 'vanished');
  });
  it('vanish in part when one of the checks they name no longer shows them', () => {
    equal(stateOf([refusedGood, factsOf(question('KG-AZ', 'good'), passed)]), 'vanished');
  });
  it('expire after their date, against the instant of the round', () => {
    equal(stateOf([refusedGood], { expires: '2026-08-31' }), 'expired');
    equal(stateOf([refusedGood], { expires: '2026-09-01' }), 'holds');
  });
  it('are not run where nothing was asked or answered', () => {
    equal(stateOf([mute]), 'not-run');
    equal(stateOf([content]), 'not-run');
  });
  it('never cover what is as expected', () => {
    const matrix = matrixOf(
      [content, forged],
      [listed({ check: 'TR-AZ/content/CAdES/B-T/attached/*', observed: 'failed / HASH_FAILURE' })],
    );
    equal(matrix.divergences[0]?.state, 'vanished');
    ok(matrix.checks.every(({ known }) => known === null));
  });
});

describe('the exit code', () => {
  const known = {
    id: 'k',
    check: '*-*/*/*/*/*/*',
    observed: 'never said',
    reason: 'r',
    link: 'l',
    expires: '2030-01-01',
  };
  it('is the first that applies of 21, 20, 23, 22, 0', () => {
    equal(exitOf(matrixOf([good])), 0);
    equal(exitOf(matrixOf([mute])), 22);
    equal(exitOf(matrixOf([mute, forged], [known])), 23);
    equal(exitOf(matrixOf([mute, refusedForged], [known])), 20);
    equal(exitOf(matrixOf([mute, refusedForged, unsafe], [known])), 21);
  });
  it('is 22 for a round cut short, and for one that could not be judged', () => {
    equal(exitOf({ ...matrixOf([good]), cutShort: true }), 22);
    equal(
      exitOf(matrixOf([{ ...good, artefact: artefactOf(question('TR-AZ', 'good'), { intrinsic: null }) }])),
      22,
    );
  });
  it('is 20 for a mint that differs, and 0 for notes and declared differences', () => {
    const artefact = artefactOf(question('TR-AZ', 'good'), { intrinsic: failed('HASH_FAILURE') });
    equal(exitOf(matrixOf([{ ...good, artefact }])), 20);
    equal(exitOf(matrixOf([forged, factsOf(question('TR-AZ', 'sha1'), passed)])), 0);
  });
});

describe('the matrix of six states', () => {
  const round = sixStates();
  const matrix = buildMatrix(round);

  it('holds every outcome but that of real states', () => {
    const seen = new Set(matrix.checks.map(({ outcome }) => outcome));
    deepEqual(
      OUTCOMES.filter((outcome) => !seen.has(outcome)),
      ['not-available'],
    );
  });
  it('is the same whatever the order of the checks, the plan and the profiles', () => {
    const plan = { ...round.plan, checks: [...round.plan.checks].reverse() };
    const shuffled = [...round.checks].sort((a, b) =>
      (a.evidence[0] ?? '').localeCompare(b.evidence[0] ?? ''),
    );
    const again = buildMatrix({
      ...round,
      plan,
      checks: shuffled,
      profiles: [...round.profiles].reverse(),
      cases: [...round.cases].reverse(),
    });
    equal(JSON.stringify(again), JSON.stringify(matrix));
  });
  it('differs between two runs in the named clock fields alone', () => {
    const header = { ...round.header, startedAt: '2027-01-01T00:00:00Z' };
    const checks = round.checks.map((facts) => ({
      ...facts,
      clock: { askedAt: '2027-01-01T00:00:01Z', durationMs: 99 },
    }));
    const again = buildMatrix({ ...round, header, footer: null, checks });
    const { startedAt, finishedAt, wallMs, ...rest } = again.clock;
    deepEqual([startedAt, finishedAt, wallMs], ['2027-01-01T00:00:00Z', null, null]);
    const { mode, instant } = matrix.clock;
    deepEqual({ ...again, clock: rest, cutShort: false }, { ...matrix, clock: { mode, instant } });
  });
  it('keeps n ≤ m ≤ N in every cell, and every planned check in exactly one', () => {
    for (const { counts, checks } of matrix.cells) {
      ok(counts.asExpected <= counts.applicable && counts.applicable <= counts.planned);
      equal(counts.positives.applicable + counts.negatives.applicable, counts.applicable);
      equal(counts.positives.accepted + counts.negatives.refused, counts.asExpected);
      equal(
        Object.values(counts.byOutcome).reduce((a, b) => a + b, 0),
        checks.length,
      );
      equal(counts.planned, checks.length);
    }
    const inCells = matrix.cells.flatMap(({ checks }) => checks);
    deepEqual([...inCells].sort(), round.plan.checks.map(checkId).sort());
  });
  it('names an owner exactly where somebody has a move', () => {
    for (const { outcome, owner, id } of matrix.checks) {
      const nobody =
        OUTCOME_ROWS[outcome].asExpected || outcome === 'not-claimed' || outcome === 'not-demonstrated';
      equal(owner === 'none', nobody, id);
    }
  });
  it('matches its published schema, which is closed', () => {
    const validate = new Ajv({ strict: true }).compile(readSchema('matrix'));
    const plain: Record<string, unknown> = JSON.parse(JSON.stringify(matrix));
    ok(validate(plain), JSON.stringify(validate.errors?.slice(0, 3)));
    ok(!validate({ ...plain, extra: 1 }));
    const [first, ...others] = matrix.checks;
    ok(!validate({ ...plain, checks: [{ ...first, extra: 1 }, ...others] }));
    ok(!validate({ ...plain, checks: [{ ...first, outcome: 'fine' }, ...others] }));
    const { known: _, ...lacking } = first ?? { known: null };
    ok(!validate({ ...plain, checks: [lacking, ...others] }));
  });
});
