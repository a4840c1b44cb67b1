/**
 * What a finished round says on stdout: one screen for a person, one object for a program.
 *
 * @module
 */
import { join } from 'node:path';
import { renderTerminal } from '../matrix/terminal';
import { totalsOf } from '../matrix/totals';
import type { RoundReport, Timings } from '../round/run';
import type { Console } from './console';

/** `timings` only where the round was run just now. */
export interface Told extends RoundReport {
  readonly timings?: Timings;
}

export function tellRound(outcome: Told, json: boolean, console: Console): void {
  if (json) {
    console.out(JSON.stringify(roundJson(outcome)));
    return;
  }
  const { folder, matrix, allure } = outcome;
  console.out(renderTerminal(matrix, { colour: console.coloured }));
  console.out('missing' in allure ? allure.missing : `Allure  ${allure.page}`);
  console.out(`Page    ${join(folder, 'index.html')}`);
}

function roundJson({ folder, matrix, exit, allure, timings }: Told): object {
  const { round, evidenceClass, cutShort, clock, seed, scope, states, cells, divergences } = matrix;
  return {
    round,
    evidenceClass,
    cutShort,
    exit,
    instant: clock.instant,
    seed,
    scope,
    folder,
    page: join(folder, 'index.html'),
    matrix: join(folder, 'matrix.json'),
    allure: 'missing' in allure ? null : allure.page,
    states: states.map(({ code }) => code),
    totals: totalsOf(matrix),
    cells: cells.map(({ checks: _, ...cell }) => cell),
    divergences: divergences.map(({ id, state }) => ({ id, state })),
    timings: timings ?? null,
  };
}
