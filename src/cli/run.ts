/**
 * `tamga run`: a round, from the first question to the page.
 *
 * @module
 */
import { EXIT } from '../model/error';
import { lineOf } from '../round/calls';
import { runRound } from '../round/run';
import type { Command } from './command';
import { onInterrupt } from './interrupt';
import { createProgress } from './progress';
import { ROUND_OPTIONS, roundRequest } from './round-options';
import { tellRound } from './round-summary';

export const runCommand: Command = {
  name: 'run',
  about:
    'Runs a round: every enrolled state signs, every other verifies, and the matrix shows what came of it.',
  usage: ['tamga run [--pair KZ:TR] [--tags EXPRESSION] [--full] [--yes] [--out DIR]'],
  options: {
    ...ROUND_OPTIONS,
    out: { value: 'DIR', text: 'folder that rounds are written to (default: reports)' },
    yes: { text: 'ask endpoints outside this machine; without it their calls are only counted' },
    'no-allure': { text: 'leave out the Allure report' },
  },
  positionals: null,
  examples: [
    'tamga run',
    'tamga run --pair KZ:TR',
    'tamga run --tags "@case:revoked and @level:B-T" --no-allure',
    'tamga run --profiles profiles --seed autumn --time 2026-09-01T12:00:00Z --json',
  ],
  exits: [
    EXIT.ok,
    EXIT.unexpected,
    EXIT.unsafe,
    EXIT.incomplete,
    EXIT.drift,
    EXIT.unavailable,
    EXIT.configuration,
  ],
  async run(given, console) {
    const progress = createProgress(console);
    const interrupt = onInterrupt();
    try {
      const outcome = await runRound({
        ...roundRequest(given),
        allure: !given.has('no-allure'),
        yes: given.has('yes'),
        onCalls: (calls) => {
          console.err('asked outside this machine:');
          for (const row of calls) console.err(lineOf(row));
        },
        interrupted: interrupt.asked,
        onProgress: ({ done, planned, inFlight }) => progress.update({ done, total: planned, inFlight }),
      });
      progress.end();
      tellRound(outcome, given.has('json'), console);
      return outcome.exit;
    } finally {
      progress.end();
      interrupt.release();
    }
  },
};
