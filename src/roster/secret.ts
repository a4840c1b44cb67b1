/**
 * Resolves secret references: where a secret lies is in the profile, the secret itself never is.
 *
 * No message of this file shows a secret, or a text that may be one.
 *
 * @module
 */
import { resolve } from 'node:path';
import { TamgaError } from '../model/error';
import type { SecretReference } from '../model/profile';
import { readBounded } from './bounded-read';
import { troubleOf } from './fault';

const MAX_SECRET_BYTES = 64 * 1024;

const REFERENCE = /^(env|file|file-base64|sandbox):(.+)$/s;

/** Whether a text names a secret rather than being a plain value. */
export function isSecretReference(text: string): boolean {
  return REFERENCE.test(text);
}

type Resolver = (rest: string, env: NodeJS.ProcessEnv, baseFolder: string) => string;

const RESOLVERS: Readonly<Record<string, Resolver>> = {
  env: (name, env) => env[name] ?? refuse(`the environment variable ${name} is not set`),
  // Editors end a file with a line break that is not part of the secret.
  file: (path, _env, baseFolder) => readText(resolve(baseFolder, path)).replace(/\r?\n$/, ''),
  'file-base64': (path, _env, baseFolder) => readBytes(resolve(baseFolder, path)).toString('base64'),
  sandbox: (name) => refuse(`sandbox:${name} exists only where the sandbox serves the state`),
};

/**
 * The secret behind a reference. `baseFolder` is the folder of the profile: relative paths start there.
 *
 * @throws TamgaError TAMGA-E-SECRET when it is missing, empty, unreadable or no reference at all.
 */
export function resolveSecret(
  reference: SecretReference,
  env: NodeJS.ProcessEnv,
  baseFolder: string,
): string {
  const [, scheme = '', rest = ''] = REFERENCE.exec(reference) ?? [];
  const resolver = RESOLVERS[scheme];
  if (!resolver) return refuse('a secret is a literal (not shown here), not a reference');
  const secret = resolver(rest, env, baseFolder);
  return secret === '' ? refuse(`${scheme}:${rest} is empty`) : secret;
}

function readText(file: string): string {
  const bytes = readBytes(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    return refuse(`${file} is not UTF-8 text; file-base64: takes binary files`, cause);
  }
}

function readBytes(file: string): Buffer {
  try {
    return readBounded(file, MAX_SECRET_BYTES, 'TAMGA-E-SECRET');
  } catch (cause) {
    return refuse(troubleOf(cause).text, cause);
  }
}

function refuse(message: string, cause?: unknown): never {
  throw new TamgaError('TAMGA-E-SECRET', message, {
    hint: 'Write env:NAME, file:PATH or file-base64:PATH, and see that it exists; paths are relative to the profile.',
    cause,
  });
}
