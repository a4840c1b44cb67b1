/**
 * The command table and the way from a command line to an exit code; only the asked command is loaded.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { didYouMean } from '../model/did-you-mean';
import { EXIT, type ExitCode } from '../model/error';
import { packageRoot } from '../model/package-root';
import { readArguments, usage } from './arguments';
import type { Command } from './command';
import type { Console } from './console';
import { tellError } from './errors';
import { commandHelp, generalHelp } from './help';

export { processConsole } from './console';

interface Entry {
  readonly name: string;
  readonly summary: string;
  load(): Command;
}

export const COMMANDS: readonly Entry[] = [
  {
    name: 'run',
    summary: 'run a round over all enrolled states',
    load() {
      const { runCommand }: typeof import('./run') = require('./run');
      return runCommand;
    },
  },
  {
    name: 'list',
    summary: 'print what a round would ask, without asking',
    load() {
      const { listCommand }: typeof import('./list') = require('./list');
      return listCommand;
    },
  },
  {
    name: 'sandbox',
    summary: 'run the reference states alone and print their URLs',
    load() {
      const { sandboxCommand }: typeof import('./sandbox') = require('./sandbox');
      return sandboxCommand;
    },
  },
  {
    name: 'init',
    summary: 'begin the profile of a state',
    load() {
      const { initCommand }: typeof import('./init') = require('./init');
      return initCommand;
    },
  },
  {
    name: 'doctor',
    summary: 'examine the endpoints and trust data of one state',
    load() {
      const { doctorCommand }: typeof import('./doctor') = require('./doctor');
      return doctorCommand;
    },
  },
  {
    name: 'report',
    summary: 'make the reports of a round again',
    load() {
      const { reportCommand }: typeof import('./report') = require('./report');
      return reportCommand;
    },
  },
  {
    name: 'validate',
    summary: 'judge signed files with the referee',
    load() {
      const { validateCommand }: typeof import('./validate') = require('./validate');
      return validateCommand;
    },
  },
  {
    name: 'explain',
    summary: 'explain a check of the referee, or a sub-indication',
    load() {
      const { explainCommand }: typeof import('./explain') = require('./explain');
      return explainCommand;
    },
  },
];

/** Never throws and never exits: the caller sets the exit code when everything is written. */
export async function main(argv: readonly string[], console: Console): Promise<ExitCode> {
  try {
    return await dispatch(argv, console);
  } catch (error) {
    return tellError(error, argv.includes('--json'), console);
  }
}

async function dispatch(argv: readonly string[], console: Console): Promise<ExitCode> {
  const [first, ...rest] = argv;
  if (first === '--version' || first === '-V') {
    console.out(version());
    return EXIT.ok;
  }
  if (first === undefined) {
    console.err(generalHelp(COMMANDS, console.paint.err));
    return EXIT.usage;
  }
  const isHelp = first === '--help' || first === '-h' || first === 'help';
  const name = isHelp ? rest.find((word) => !word.startsWith('-')) : first;
  if (name === undefined) {
    console.out(generalHelp(COMMANDS, console.paint.out));
    return EXIT.ok;
  }
  const command = find(name).load();
  const given = readArguments(command, isHelp ? ['--help'] : rest);
  if (given.has('help')) {
    console.out(commandHelp(command, console.paint.out));
    return EXIT.ok;
  }
  return command.run(given, console);
}

function find(name: string): Entry {
  const found = COMMANDS.find((entry) => entry.name === name);
  if (found !== undefined) return found;
  const kind = name.startsWith('-') ? 'option' : 'command';
  const near = didYouMean(
    name,
    COMMANDS.map((entry) => entry.name),
  );
  throw usage(
    `there is no ${kind} ${name}`,
    undefined,
    near === undefined ? undefined : `Did you mean "${near}"?`,
  );
}

function version(): string {
  const manifest: { readonly version?: unknown } = JSON.parse(
    readFileSync(join(packageRoot(), 'package.json'), 'utf8'),
  );
  return String(manifest.version);
}
