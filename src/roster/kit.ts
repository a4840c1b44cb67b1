/**
 * Reads the kit of a profile: files of its operator, inside the folder of the profiles and nowhere else.
 *
 * @module
 */
import { realpathSync } from 'node:fs';
import { isAbsolute, join, resolve, sep } from 'node:path';
import { textsOf } from '../model/endpoint-texts';
import { endpointsOf } from '../model/endpoints';
import { levelsOf, packagingsOf } from '../model/forms';
import type { KitArtefact, KitFile } from '../model/kit';
import type { Case } from '../model/vector';
import { readBounded } from './bounded-read';
import { type Fault, troubleOf } from './fault';
import { type Found, outside } from './found';
import type { LoadedProfile } from './meaning';
import { quoted } from './quoted';

const MAX_FILE_BYTES = 8 * 1024 * 1024;
const MAX_KIT_BYTES = 64 * 1024 * 1024;

export interface KitKnowledge {
  readonly folder: string;
  /** Ids of the suite table. */
  readonly suites: readonly string[];
  readonly cases: readonly Case[];
}

interface Place {
  readonly folder: string;
  readonly secrets: ReadonlySet<string>;
}

export interface KitReading {
  readonly artefacts: readonly KitArtefact[];
  readonly faults: readonly Fault[];
}

export function readKit(
  { profile, source }: LoadedProfile,
  known: KitKnowledge,
  others: readonly LoadedProfile[],
): KitReading {
  const place: Place = { folder: known.folder, secrets: secretFiles(others, known.folder) };
  const { kit, evidenceClass } = profile;
  if (kit === undefined) return { artefacts: [], faults: [] };
  const found: Found[] = evidenceClass === 'simulated' ? [ofSimulated()] : [];
  const artefacts: KitArtefact[] = [];
  let bytes = 0;
  for (const [at, file] of kit.files.entries()) {
    const pointer = `/kit/files/${at}`;
    found.push(...wordFaults(file, pointer, known), ...twinFaults(file, kit.files.slice(0, at), pointer));
    const read = readKitFile(file, pointer, place);
    if (!isArtefact(read)) {
      found.push(...read);
      continue;
    }
    bytes += read.signature.length + (read.content?.length ?? 0);
    artefacts.push(read);
  }
  if (bytes > MAX_KIT_BYTES) {
    found.push({
      pointer: '/kit/files',
      found: `${bytes} bytes in all`,
      allowed: `${MAX_KIT_BYTES} bytes in all`,
    });
  }
  const faults = found.map((fault) => ({
    file: source.file,
    line: source.lineOf(fault.pointer),
    ...fault,
  }));
  return { artefacts, faults };
}

function ofSimulated(): Found {
  return {
    pointer: '/kit',
    found: 'a kit in a simulated profile',
    allowed:
      'a kit where the evidence class is self-tested or witnessed: the harness mints what it needs of a simulated state',
  };
}

function wordFaults(file: KitFile, pointer: string, { suites, cases }: KitKnowledge): Found[] {
  const { format, packaging, content } = file;
  const one = cases.find(({ id }) => id === file.case);
  const detached = packaging === 'detached';
  return [
    ...outside(
      file.case,
      cases.map(({ id }) => id),
      `${pointer}/case`,
    ),
    ...outside(file.suite, suites, `${pointer}/suite`),
    ...outside(file.level, levelsOf(format), `${pointer}/level`),
    ...outside(packaging, packagingsOf(format), `${pointer}/packaging`),
    ...(one === undefined ? [] : outside(format, one.formats, `${pointer}/format`)),
    ...(detached === (content !== undefined) ? [] : [contentFault(detached, pointer)]),
  ];
}

function contentFault(detached: boolean, pointer: string): Found {
  return detached
    ? {
        pointer,
        found: 'a detached signature without "content"',
        allowed: '"content", the document that it signs',
      }
    : {
        pointer: `${pointer}/content`,
        found: 'a document beside a signature that carries it',
        allowed: 'no "content"',
      };
}

function twinFaults(file: KitFile, before: readonly KitFile[], pointer: string): Found[] {
  const twin = before.findIndex((other) => sameQuestion(other, file));
  if (twin < 0) return [];
  return [
    { pointer, found: `the same case and product as /kit/files/${twin}`, allowed: 'each of them once' },
  ];
}

function sameQuestion(one: KitFile, other: KitFile): boolean {
  return (['case', 'format', 'level', 'packaging', 'suite'] as const).every(
    (axis) => one[axis] === other[axis],
  );
}

function readKitFile(file: KitFile, pointer: string, place: Place): KitArtefact | readonly Found[] {
  const signature = readInside(file.path, `${pointer}/path`, place);
  const content = file.content === undefined ? null : readInside(file.content, `${pointer}/content`, place);
  if (isBytes(signature) && (content === null || isBytes(content))) return { file, signature, content };
  return [signature, content].flatMap((one) => (one === null || isBytes(one) ? [] : [one]));
}

function isBytes(read: Buffer | Found): read is Buffer {
  return Buffer.isBuffer(read);
}

/** A profile comes from somebody else: neither a path nor a link may lead out of its folder. */
function readInside(path: string, pointer: string, { folder, secrets }: Place): Buffer | Found {
  const fault = (found: string): Found => ({
    pointer,
    found,
    allowed: `a file of at most ${MAX_FILE_BYTES} bytes inside the folder of the profiles`,
  });
  if (isAbsolute(path)) return fault(`the absolute path ${quoted(path)}`);
  try {
    const file = realpathSync(join(folder, path));
    if (!file.startsWith(realpathSync(folder) + sep)) return fault(`${quoted(path)}, which lies outside`);
    if (secrets.has(file)) return fault(`${quoted(path)}, which a profile names as a secret`);
    const bytes = readBounded(file, MAX_FILE_BYTES, 'TAMGA-E-PROFILE-MEANING');
    return bytes.length === 0 ? fault(`${quoted(path)}, which is empty`) : bytes;
  } catch (thrown) {
    return fault(reasonOf(thrown, path));
  }
}

/** What a reference of any profile leads to: a kit is sent to endpoints, and kept. */
function secretFiles(all: readonly LoadedProfile[], folder: string): ReadonlySet<string> {
  const texts = all.flatMap(({ profile }) =>
    endpointsOf(profile).flatMap(({ endpoint }) => textsOf(endpoint)),
  );
  return new Set(
    texts.flatMap(({ text }) => {
      const path = /^file(?:-base64)?:(.+)$/s.exec(text)?.[1];
      return path === undefined ? [] : realPath(resolve(folder, path));
    }),
  );
}

/** Empty where there is no such file: whoever needs the secret says so. */
function realPath(path: string): readonly string[] {
  try {
    return [realpathSync(path)];
  } catch {
    return [];
  }
}

function reasonOf(thrown: unknown, path: string): string {
  if (thrown instanceof Error && 'syscall' in thrown && 'code' in thrown) {
    return `${quoted(path)}, which cannot be read (${String(thrown.code)})`;
  }
  return troubleOf(thrown).text;
}

function isArtefact(read: KitArtefact | readonly Found[]): read is KitArtefact {
  return 'signature' in read;
}
