/**
 * `tamga report`: the reports of a round again, from its folder; a round that was killed becomes one that was cut short.
 *
 * @module
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { exitOf } from '../matrix/exit';
import { EXIT, TamgaError } from '../model/error';
import { type AllureOutcome, generateAllure } from '../round/allure';
import { writeReport } from '../round/report';
import type { Command } from './command';
import { tellRound } from './round-summary';

export const reportCommand: Command = {
  name: 'report',
  about: 'Makes matrix, page, CSV, JUnit and Allure report of a round again. Nothing is asked.',
  usage: ['tamga report [--out DIR]'],
  options: {
    out: { value: 'DIR', text: 'folder of one round, or of several: then the newest (default: reports)' },
    'no-allure': { text: 'leave out the Allure report' },
  },
  positionals: null,
  examples: ['tamga report', 'tamga report --out reports/latest --json'],
  exits: [
    EXIT.ok,
    EXIT.unexpected,
    EXIT.unsafe,
    EXIT.incomplete,
    EXIT.drift,
    EXIT.badData,
    EXIT.configuration,
  ],
  async run(given, console) {
    const folder = roundFolder(resolve(given.text('out') ?? 'reports'));
    const matrix = writeReport(folder);
    const allure: AllureOutcome =
      given.has('no-allure') || !existsSync(join(folder, 'allure-results'))
        ? { missing: 'no Allure report: none was asked for, or the round left no results for it' }
        : await generateAllure(folder, `Tamga ${matrix.round} · ${matrix.evidenceClass.toUpperCase()}`);
    const exit = exitOf(matrix);
    tellRound({ folder, matrix, exit, allure }, given.has('json'), console);
    return exit;
  },
};

/** `latest` is not asked: a round that was killed never came to point it at itself. */
function roundFolder(out: string): string {
  if (isRound(out)) return out;
  const rounds = existsSync(out)
    ? readdirSync(out)
        .map((name) => join(out, name))
        .filter(isRound)
    : [];
  const [newest] = rounds
    .map((folder) => ({ folder, changed: statSync(join(folder, CHECKS)).mtimeMs }))
    .sort((a, b) => b.changed - a.changed);
  if (newest !== undefined) return newest.folder;
  throw new TamgaError('TAMGA-E-ROUND-READ', `${out} holds no round`, {
    hint: 'Name the folder that holds plan.json and checks.ndjson, or the folder above it.',
  });
}

const CHECKS = 'checks.ndjson';

function isRound(folder: string): boolean {
  return existsSync(join(folder, 'plan.json')) && existsSync(join(folder, CHECKS));
}
