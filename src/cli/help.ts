/**
 * The help texts, made from what each command declares.
 *
 * @module
 */
import { EXIT, type ExitCode } from '../model/error';
import { COMMON_OPTIONS, type Command, type OptionSpec } from './command';
import type { Style } from './style';

export const EXIT_MEANINGS: Readonly<Record<ExitCode, string>> = {
  [EXIT.ok]: 'all as expected',
  [EXIT.unexpected]: 'unexpected results',
  [EXIT.unsafe]: 'unsafe: an invalid signature was accepted',
  [EXIT.incomplete]: 'incomplete: an endpoint was silent, or the round was cut short',
  [EXIT.drift]: 'a known divergence vanished or has expired',
  [EXIT.usage]: 'the command line is wrong',
  [EXIT.badData]: 'a file cannot be read',
  [EXIT.unavailable]: 'nothing was reachable',
  [EXIT.internal]: 'a fault of Tamga',
  [EXIT.configuration]: 'a profile, vector or setting is wrong',
};

export interface TableRow {
  readonly name: string;
  readonly summary: string;
}

export function generalHelp(commands: readonly TableRow[], paint: Style): string {
  return [
    'Tamga shows which states recognise each other’s electronic signatures, and where not, whose move it is.',
    '',
    paint('strong', 'Usage'),
    '  tamga <command> [options]',
    '',
    paint('strong', 'Commands'),
    ...columns(commands.map(({ name, summary }) => [name, summary])),
    '',
    paint('strong', 'Options'),
    ...columns([
      ['--help', 'print this help; after a command, the help of that command'],
      ['--version', 'print the version'],
    ]),
    '',
    'Results go to stdout, progress and errors to stderr. NO_COLOR and FORCE_COLOR are respected.',
  ].join('\n');
}

export function commandHelp(command: Command, paint: Style): string {
  const options: Readonly<Record<string, OptionSpec>> = { ...command.options, ...COMMON_OPTIONS };
  const exits: readonly ExitCode[] = [...new Set([...command.exits, EXIT.usage, EXIT.internal])].sort(
    (a, b) => a - b,
  );
  return [
    command.about,
    '',
    paint('strong', 'Usage'),
    ...command.usage.map((line) => `  ${line}`),
    '',
    paint('strong', 'Options'),
    ...columns(
      Object.entries(options).map(([name, option]) => [
        `--${name}${valueText(option)}`,
        `${option.text}${option.repeatable ? ' (repeatable)' : ''}`,
      ]),
    ),
    '',
    paint('strong', 'Examples'),
    ...command.examples.map((line) => `  ${line}`),
    '',
    paint('strong', 'Exit codes'),
    ...columns(exits.map((code) => [String(code), EXIT_MEANINGS[code]])),
  ].join('\n');
}

function valueText({ value, choices }: OptionSpec): string {
  if (value === undefined) return '';
  return choices === undefined ? ` ${value}` : ` [${value}]`;
}

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
