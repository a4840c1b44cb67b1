/**
 * Reads a command line strictly: what is not declared is an error with a suggestion, never ignored.
 *
 * @module
 */
import { parseArgs } from 'node:util';
import { didYouMean } from '../model/did-you-mean';
import { TamgaError } from '../model/error';
import { COMMON_OPTIONS, type Command, type OptionSpec } from './command';

/** One piece of the command line in its place, for options whose order matters. */
export type Piece =
  | { readonly kind: 'option'; readonly name: string; readonly value: string | undefined }
  | { readonly kind: 'positional'; readonly value: string };

/** What was given on the command line. */
export interface Given {
  has(name: string): boolean;
  /** The value of an option that is given at most once. */
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
  readonly positionals: readonly string[];
  /** Everything in the order in which it was written. */
  readonly pieces: readonly Piece[];
}

export function readArguments(command: Command, argv: readonly string[]): Given {
  const options: Readonly<Record<string, OptionSpec>> = { ...command.options, ...COMMON_OPTIONS };
  const pieces = piecesOf(argv, options, command);
  const given = givenOf(pieces);
  for (const [name, option] of Object.entries(options)) {
    if (
      !option.repeatable &&
      pieces.filter((piece) => piece.kind === 'option' && piece.name === name).length > 1
    )
      throw usage(`--${name} is given twice`, command, 'Give it once.');
  }
  if (given.has('help')) return given;
  const { positionals } = command;
  const unexpected = positionals === null ? given.positionals[0] : undefined;
  if (unexpected !== undefined)
    throw usage(`tamga ${command.name} takes no argument "${unexpected}"`, command);
  if (positionals !== null && given.positionals.length < positionals.atLeast)
    throw usage(`tamga ${command.name} needs at least ${positionals.atLeast} ${positionals.name}`, command);
  return given;
}

/** An error of the command line that points to the help of its command. */
export function usage(
  message: string,
  command: Pick<Command, 'name'> | undefined,
  hint?: string,
): TamgaError {
  const help = command === undefined ? 'tamga --help' : `tamga ${command.name} --help`;
  return new TamgaError('TAMGA-E-USAGE', message, { hint: [hint, `See: ${help}`].filter(Boolean).join(' ') });
}

function piecesOf(
  argv: readonly string[],
  options: Readonly<Record<string, OptionSpec>>,
  command: Command,
): readonly Piece[] {
  // Not strict here: parseArgs would name the first fault in its own words and without a suggestion.
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(
      Object.entries(options).map(([name, option]) => [
        name,
        { type: takesNext(option) ? ('string' as const) : ('boolean' as const), multiple: true },
      ]),
    ),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const chosen = new Set<number>();
  return tokens.flatMap((token, at): readonly Piece[] => {
    if (chosen.has(at)) return [];
    if (token.kind === 'positional') return [{ kind: 'positional', value: token.value }];
    if (token.kind === 'option-terminator') return [];
    const name = token.rawName === '-h' ? 'help' : token.name;
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (option === undefined) throw unknownOption(token.rawName, options, command);
    if (option.choices === undefined)
      return [{ kind: 'option', name, value: readValue(token, option, command) }];
    const next = tokens[at + 1];
    const follows =
      token.value === undefined && next?.kind === 'positional' && option.choices.includes(next.value);
    if (follows) chosen.add(at + 1);
    return [
      {
        kind: 'option',
        name,
        value: readChoice(follows ? next.value : token.value, token.rawName, option, command),
      },
    ];
  });
}

function takesNext({ value, choices }: OptionSpec): boolean {
  return value !== undefined && choices === undefined;
}

function readChoice(
  value: string | undefined,
  rawName: string,
  { choices = [] }: OptionSpec,
  command: Command,
): string | undefined {
  if (value === undefined || choices.includes(value)) return value;
  const near = didYouMean(value, choices);
  throw usage(
    `${rawName} takes one of ${choices.join(', ')}, found "${value}"`,
    command,
    near === undefined ? undefined : `Did you mean ${rawName}=${near}?`,
  );
}

function readValue(
  token: {
    readonly rawName: string;
    readonly value?: string | undefined;
    readonly inlineValue?: boolean | undefined;
  },
  option: OptionSpec,
  command: Command,
): string | undefined {
  const { rawName, value } = token;
  if (option.value === undefined) {
    if (value !== undefined) throw usage(`${rawName} takes no value, found "${value}"`, command);
    return undefined;
  }
  if (value === undefined || value === '') throw usage(`${rawName} needs a value ${option.value}`, command);
  // `--out --json` is a forgotten value far more often than a folder of that name.
  if (value.startsWith('--') && token.inlineValue !== true)
    throw usage(
      `${rawName} needs a value ${option.value}, found the option ${value}`,
      command,
      `Write ${rawName}=${value} if it is meant.`,
    );
  return value;
}

function unknownOption(
  rawName: string,
  options: Readonly<Record<string, OptionSpec>>,
  command: Command,
): TamgaError {
  const near = didYouMean(rawName.replace(/^-+/, ''), Object.keys(options));
  return usage(
    `tamga ${command.name} has no option ${rawName}`,
    command,
    near === undefined ? undefined : `Did you mean --${near}?`,
  );
}

function givenOf(pieces: readonly Piece[]): Given {
  const texts = (name: string): readonly string[] =>
    pieces.flatMap((piece) =>
      piece.kind === 'option' && piece.name === name && piece.value !== undefined ? [piece.value] : [],
    );
  return {
    has: (name) => pieces.some((piece) => piece.kind === 'option' && piece.name === name),
    text: (name) => texts(name)[0],
    texts,
    positionals: pieces.flatMap((piece) => (piece.kind === 'positional' ? [piece.value] : [])),
    pieces,
  };
}
