/**
 * Dialect `cli`: a command of this machine that the profile describes, with the way to read its output.
 *
 * @module
 */
import { outside } from '../encoding/json';
import { filled, type Placeholder } from '../encoding/template';
import { TamgaError } from '../model/error';
import type { CliTemplate } from '../model/mapping';
import { printable } from '../model/printable';
import { type CommandReply, type CommandRequest, OUTPUT, type Places } from '../net/command-door';
import { endWith } from './answering';
import { declaredDriver } from './declared';
import { type Asked, askedJson, placedValue } from './declared-request';
import { holdsBy, type Replied } from './declared-response';
import type { Link } from './driver';

const DIALECT = 'cli';

export const cli = declaredDriver({
  dialect: DIALECT,
  described: 'the command: arguments, words and the reading of its output',
  templateOf,
  textsOf: (link) => templateOf(link).command.flat(),

  ask(link, asked) {
    const { command, response } = templateOf(link);
    const files = [
      ...(asked.signature === null ? [] : [{ name: asked.signatureName, bytes: asked.signature }]),
      ...(asked.document === null ? [] : [{ name: asked.documentName, bytes: asked.document }]),
    ];
    return run(link, { command: commandOf(command, asked), files }, response.answers, asked);
  },

  async holds(link) {
    const { canary } = templateOf(link);
    const request = { command: commandOf(canary.command, null), files: [] };
    return holdsBy(canary.response, await run(link, request, canary.response.answers, null));
  },
});

function templateOf({ endpoint }: Link): CliTemplate {
  if (endpoint.cli !== undefined) return endpoint.cli;
  throw new TamgaError('TAMGA-E-PROFILE-MEANING', 'an endpoint of the dialect cli without its block cli', {
    hint: 'Describe command and output in the block cli of the endpoint; docs/dialects.md shows one.',
  });
}

/** A word with a placeholder that has no value is left out, with the others of its group. */
function commandOf(command: CliTemplate['command'], asked: Asked | null): CommandRequest['command'] {
  return (places) =>
    command.flatMap((group) => {
      let missing = false;
      const words = [group].flat().map((word) =>
        filled(word, (one) => {
          const value = placeValue(one, places, asked);
          missing ||= value === undefined;
          return value ?? '';
        }),
      );
      return missing ? [] : words;
    });
}

function placeValue(one: Placeholder, places: Places, asked: Asked | null): string | undefined {
  switch (one.name) {
    case 'files':
    case 'folder':
    case 'package':
    case 'node':
    case 'url':
      return places[one.name];
    case 'output':
      return `${places.files}/${OUTPUT}`;
    case 'signature':
      return asked?.signature == null ? undefined : `${places.files}/${asked.signatureName}`;
    case 'document':
      return asked?.document == null ? undefined : `${places.files}/${asked.documentName}`;
    default:
      return asked === null ? undefined : placedValue(one, asked);
  }
}

async function run(
  link: Link,
  request: CommandRequest,
  answers: readonly number[] = [0],
  asked: Asked | null,
): Promise<Replied> {
  if (link.commands === undefined) {
    throw new TamgaError('TAMGA-E-INTERNAL', 'a dialect of commands was asked over a link without them');
  }
  const reply = await link.commands.run(request);
  if (reply.kind === 'silent') throw endWith(reply);
  if (!answers.includes(reply.exit)) throw otherExit(reply);
  return {
    body: reply.stdout,
    output: reply.output,
    variables: {
      exit: reply.exit,
      stdout: shown(reply.stdout),
      stderr: shown(reply.stderr),
      asked: asked === null ? null : askedJson(asked),
    },
  };
}

/** For expressions that look for words; bytes that are no text hold none. */
function shown(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

function otherExit({ exit, stderr, stdout }: CommandReply): Error {
  const words =
    printable(shown(stderr.length > 0 ? stderr : stdout).slice(0, 400), 160) || '(nothing written)';
  return outside(
    `exit code ${exit}: ${words}; try the command by hand, or list the code in response/answers of the profile if it is an answer`,
  );
}
