/** Checks that rest on an unverified fact: shown apart, in no share, and never somebody's fault. */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Ajv } from 'ajv';
import type { CheckFacts } from '../model/check';
import type { Cell, KnownDivergence, Matrix } from '../model/matrix';
import { buildMatrix } from './build';
import { renderCsv } from './csv';
import { exitOf } from './exit';
import { renderJunit } from './junit';
import { pageData } from './page/data';
import { movesOf } from './page/moves';
import { renderPage } from './page/page';
import { readSchema } from './read-round';
import { renderTerminal } from './terminal';
import { kg, REASON, ASSUMED_SUITE as SUITE } from './testing-assumed';
import { answered, CASES, factsOf, indeterminate, roundOf } from './testing-round';
import { ownerTotals, totalsOf } from './totals';

const passed = answered('passed');

function matrixOf(checks: readonly CheckFacts[], divergences: readonly KnownDivergence[] = []): Matrix {
  return buildMatrix(roundOf(checks, { divergences, assumptions: { [SUITE]: [REASON] } }));
}

function cellOf(checks: readonly CheckFacts[]): Cell {
  const [cell] = matrixOf(checks).cells;
  if (cell === undefined) throw new Error('no cell');
  return cell;
}

const common = factsOf(kg('good', 'rsa-pkcs1-sha256'), passed);
const national = factsOf(kg('good'), passed);
const refused = factsOf(kg('good'), answered('failed', 'SIG_CRYPTO_FAILURE'));
const differs = factsOf(kg('good-forged'), passed, {
  artefact: { ...national.artefact, intrinsic: indeterminate('NO_POE') } as CheckFacts['artefact'],
});
const forgery = factsOf(kg('revoked'), passed);

describe('an assumed check', () => {
  it('stands outside n and m, whatever came of it', () => {
    for (const one of [national, refused]) {
      const { counts, result } = cellOf([common, one]);
      deepEqual(
        [counts.planned, counts.applicable, counts.asExpected, counts.assumed, result],
        [2, 1, 1, 1, 'works'],
      );
    }
  });
  it('makes a cell of its own kind where there is nothing else', () => {
    equal(cellOf([national]).result, 'assumed');
    equal(cellOf([refused]).result, 'assumed');
    const unclaimed = { ...national, claimed: false };
    equal(cellOf([unclaimed]).result, 'not-claimed');
    equal(cellOf([unclaimed]).counts.assumed, 0);
  });
  it('is unexpected to nobody, and nobody’s move', () => {
    const matrix = matrixOf([common, refused, differs]);
    equal(exitOf(matrix), 0);
    deepEqual([ownerTotals(matrix), matrix.cells[0]?.owners, movesOf(matrix, CASES)], [[], [], []]);
    equal(exitOf(buildMatrix(roundOf([common, refused, differs]))), 20);
  });
  it('never names verifier or signer', () => {
    const unsupported = factsOf(kg('good'), { kind: 'unsupported', reason: 'no' });
    const [check] = matrixOf([unsupported]).checks;
    deepEqual([check?.outcome, check?.owner], ['rejected', 'undetermined']);
    match(check?.because ?? '', /rests on an unverified fact: kg-gost2004/);
    equal(buildMatrix(roundOf([unsupported])).checks[0]?.owner, 'verifier');
  });
  it('is unsafe all the same when an invalid signature passes', () => {
    const matrix = matrixOf([common, forgery]);
    const [cell] = matrix.cells;
    deepEqual([cell?.result, cell?.counts.byOutcome.unsafe, cell?.counts.applicable], ['unsafe', 1, 1]);
    equal(exitOf(matrix), 21);
    equal(totalsOf(matrix).unsafe, 1);
    deepEqual(
      movesOf(matrix, CASES).map(({ outcome, owner }) => [outcome, owner]),
      [['unsafe', 'verifier']],
    );
  });
  it('silent is still not run: that rests on nothing', () => {
    const mute = factsOf(kg('good'), { kind: 'silent', cause: 'timeout', reason: 'late' });
    const matrix = matrixOf([common, mute]);
    equal(exitOf(matrix), 22);
    equal(matrix.cells[0]?.counts.assumed, 0);
  });
  it('makes no known divergence vanish', () => {
    const listed: KnownDivergence = {
      id: 'kg-at-tr',
      check: 'KG-TR/good/*/*/*/*',
      observed: 'failed',
      reason: 'a test',
      link: 'https://tracker.invalid/1',
      expires: '2027-01-01',
    };
    equal(matrixOf([national], [listed]).divergences[0]?.state, 'not-run');
    equal(matrixOf([common], [listed]).divergences[0]?.state, 'vanished');
  });
});

describe('what is assumed is shown', () => {
  const matrix = matrixOf([common, refused]);
  it('in matrix.json, as its schema says', () => {
    const validate = new Ajv({ strict: true }).compile(readSchema('matrix'));
    ok(validate(JSON.parse(JSON.stringify(matrix))), JSON.stringify(validate.errors));
    deepEqual(matrix.checks.find(({ suite }) => suite === SUITE)?.assumed, [REASON]);
  });
  it('in CSV, JUnit and on the terminal', () => {
    match(renderCsv(matrix), /,assumed,known,/);
    ok(renderCsv(matrix).includes(REASON));
    match(renderJunit(matrix), /<skipped message="assumed \(kg-gost2004-gost34311: curve and byte order\): /);
    match(renderTerminal(matrix, { colour: false }), /· assumed 1 ·\s/);
    match(renderTerminal(matrixOf([national]), { colour: false }), /≈ assumed/);
  });
  it('on the page: legend, result and the reason of each check', () => {
    match(renderPage(matrixOf([national])), /data-pair="KG-TR" data-result="assumed"/);
    const { columns, texts } = pageData(matrix, CASES);
    ok(texts[columns.indexOf('assumed')]?.includes(REASON));
  });
});
