/**
 * What `tamga validate` was asked: files in order, each with the contents that were named before it.
 *
 * @module
 */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Material } from '../formats/material';
import type { AlgorithmPolicy } from '../model/policy';
import { printable } from '../model/printable';
import { resolveSecret } from '../roster/secret';
import { live } from '../round/clock';
import { type Given, usage } from './arguments';
import type { Console } from './console';
import { readInstant } from './instant';
import { readMaterial } from './material-files';
import { readListSigners, readTrust, type Trust } from './trust-files';
import { readPolicy } from './validate-policy';

export interface ContentSource {
  readonly name: string;
  readonly path: string;
}

export interface FileRequest {
  readonly file: string;
  readonly contents: readonly ContentSource[];
}

export interface ValidateRequest {
  readonly files: readonly FileRequest[];
  readonly trust: Trust;
  readonly material: Material;
  readonly algorithms: AlgorithmPolicy;
  readonly currentTime: Date;
}

export function readRequest(given: Given, console: Pick<Console, 'err'>): ValidateRequest {
  const time = given.text('time');
  const password = given.text('password');
  const warn = (line: string): void => console.err(printable(line, 1_000));
  const currentTime = time === undefined ? new Date(live().instant) : readInstant('time', time);
  return {
    files: fileRequests(given),
    currentTime,
    trust: readTrust(given.texts('trust'), warn, {
      at: currentTime.getTime(),
      listSigners: readListSigners(given.texts('list-signer')),
      password: password === undefined ? null : resolveSecret(password, process.env, process.cwd()),
    }),
    material: readMaterial(given.texts('material'), warn),
    algorithms: readPolicy(given.text('policy') ?? 'default'),
  };
}

function fileRequests(given: Given): readonly FileRequest[] {
  const requests: FileRequest[] = [];
  let contents: ContentSource[] = [];
  for (const piece of given.pieces) {
    if (piece.kind === 'positional') {
      requests.push({ file: piece.value, contents });
      contents = [];
    } else if (piece.name === 'content' && piece.value !== undefined) {
      contents.push(contentSource(piece.value));
    }
  }
  const [orphan] = contents;
  if (orphan === undefined) return requests;
  throw usage(
    `--content ${orphan.path} has no FILE after it`,
    { name: 'validate' },
    'It belongs to the next FILE: tamga validate --content data.txt data.txt.p7s',
  );
}

/** Both a URI and a path may hold "=": the first split whose right side is a file is meant. */
export function contentSource(value: string): ContentSource {
  if (existsSync(value)) return { name: basename(value), path: value };
  const splits = [...value.matchAll(/=/g)].map(
    ({ index }) => [value.slice(0, index), value.slice(index + 1)] as const,
  );
  const [name, path] = splits.find(([, right]) => right !== '' && existsSync(right)) ??
    splits[0] ?? [basename(value), value];
  return { name, path };
}
