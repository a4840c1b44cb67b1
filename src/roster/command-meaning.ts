/**
 * What a schema cannot see of the commands that profiles describe.
 *
 * @module
 */
import type { CliTemplate } from '../model/mapping';
import type { Endpoint } from '../model/profile';
import type { Found } from './found';
import { pointerStep } from './json-source';
import { placeholderFaults, QUESTION } from './placeholder-meaning';
import { quoted } from './quoted';
import { expressionFaults, responseFaults } from './response-meaning';

/** Beside `$asked`. */
const VARIABLES = ['exit', 'stdout', 'stderr', 'asked'];

const PLACES = ['files', 'folder', 'package', 'node', 'url'];
const PLACEHOLDERS = ['signature', 'document', 'output', ...QUESTION, ...PLACES];

/** A command has a name in the place of an address, and everything else an address. */
export function schemeFaults({ url, cli }: Endpoint, pointer: string): Found[] {
  const place = `${pointer}/url`;
  if (cli === undefined) {
    return url.startsWith('cli:')
      ? [{ pointer: place, found: quoted(url), allowed: 'an http or https URL' }]
      : [];
  }
  // What is called like this machine would be asked without consent, as its own services are.
  if (/^cli:\/\/(?!localhost\/|[0-9.]+\/)/.test(url)) return [];
  return [
    {
      pointer: place,
      found: quoted(url),
      allowed: 'cli://NAME/ with a name of yours, as the dialect is cli',
    },
  ];
}

export function cliFaults(cli: CliTemplate, { auth, url }: Endpoint, pointer: string): Found[] {
  const { command, environment = {}, response, canary } = cli;
  const base = pointer.slice(0, pointer.lastIndexOf('/'));
  return [
    ...(auth.scheme === 'none'
      ? []
      : [
          {
            pointer: `${base}/auth/scheme`,
            found: quoted(auth.scheme),
            allowed: '"none": a command is not called over a network',
          },
        ]),
    ...commandFaults(command, PLACEHOLDERS, `${pointer}/command`),
    ...environmentFaults(environment, `${pointer}/environment`),
    ...responseFaults(response, VARIABLES, true, `${pointer}/response`),
    ...commandFaults(canary.command, PLACES, `${pointer}/canary/command`),
    ...simulationFaults(cli, url, pointer),
    ...expressionFaults(canary.response, VARIABLES, `${pointer}/canary/response`),
  ];
}

function commandFaults(command: CliTemplate['command'], known: readonly string[], pointer: string): Found[] {
  return command.flatMap((group, at) =>
    typeof group === 'string'
      ? placeholderFaults(group, known, `${pointer}/${at}`)
      : group.flatMap((word, row) => placeholderFaults(word, known, `${pointer}/${at}/${row}`)),
  );
}

/** What the sandbox is asked wants no consent: so nothing but its own client may pass for a part of it. */
const CLIENT = ['{node}', '{package}/dist/src/sandbox/cli-client.js'];
/** No path and no address that a profile could choose. */
const CLIENT_WORD = /^(--[a-z]+|[a-z]+|\{[a-z:-]+\})$/;

function simulationFaults(cli: CliTemplate, url: string, pointer: string): Found[] {
  if (!URL.canParse(url) || !new URL(url).hostname.endsWith('.tamga.test')) return [];
  const commands = [
    [`${pointer}/command`, cli.command],
    [`${pointer}/canary/command`, cli.canary.command],
  ] as const;
  const chosen = (['environment', 'workingDirectory'] as const).filter((name) => cli[name] !== undefined);
  return [
    ...commands.flatMap(([place, command]) =>
      isClient(command.flat()) ? [] : [foreign(place, command.flat())],
    ),
    ...chosen.map((name) => ({
      pointer: `${pointer}/${name}`,
      found: `a ${name} of the client of the sandbox`,
      allowed: `no ${name}, or a name outside .tamga.test in the URL`,
    })),
  ];
}

function isClient(words: readonly string[]): boolean {
  const own = words.slice(CLIENT.length);
  return CLIENT.every((word, at) => words[at] === word) && own.every((word) => CLIENT_WORD.test(word));
}

function foreign(pointer: string, words: readonly string[]): Found {
  return {
    pointer,
    found: quoted(words.join(' ')),
    allowed: `${CLIENT.join(' ')} with options, words and placeholders, or a name outside .tamga.test in the URL`,
  };
}

/** A literal would be a secret in the profile. */
const SECRET_NAME = /PASS|PIN\b|_PIN|SECRET|TOKEN|CREDENTIAL|APIKEY|API_KEY|PRIVATE/i;
const REFERENCE = /^(env|file|file-base64|sandbox):./;

function environmentFaults(environment: Readonly<Record<string, string>>, pointer: string): Found[] {
  return Object.entries(environment).flatMap(([name, text]) =>
    SECRET_NAME.test(name) && !REFERENCE.test(text)
      ? [
          {
            pointer: pointer + pointerStep(name),
            found: 'a literal (not shown here)',
            allowed: 'env:NAME or file:PATH, as the name tells of a secret',
          },
        ]
      : [],
  );
}
