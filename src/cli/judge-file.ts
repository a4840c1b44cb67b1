/**
 * One file through the referee: read, fetched for where that was asked, judged; what is wrong with it stops no other.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import type { DetachedContent } from '../formats/facts';
import { validate } from '../referee/validate';
import type { ValidationInput } from '../referee/validation';
import { readBounded } from '../roster/bounded-read';
import { contentOf } from './content-file';
import { messageOf } from './errors';
import { fetchedNotes, type Online, offlineNotes } from './online';
import { failedFile, type JudgedFile, judgedFile, thrownFile } from './validate-report';
import type { FileRequest, ValidateRequest } from './validate-request';

/** A signed file larger than this is beyond what one buffer should hold. */
const MAX_BYTES = 512 * 1024 * 1024;

export interface Judged extends JudgedFile {
  /** What the tree says of the network. */
  readonly notes: readonly string[];
  /** Of the file, hexadecimal; null where it could not be read. */
  readonly sha256: string | null;
}

export interface JudgeOptions {
  readonly online: Online | null;
  /** Notes and digest cost time that a bare line need not. */
  readonly withNotes: boolean;
  readonly withDigest: boolean;
}

export async function judgeFile(
  { file, contents }: FileRequest,
  request: ValidateRequest,
  options: JudgeOptions,
): Promise<Judged> {
  const [bytes, unreadable] = attempt(() => readBounded(file, MAX_BYTES, 'TAMGA-E-FILE-READ'));
  if (bytes === undefined) return bare(failedFile(file, 'FILE_UNREADABLE', messageOf(unreadable)));
  const [detached, missing] = attempt(() =>
    contents.map(({ name, path }): DetachedContent => ({ name, bytes: contentOf(path, MAX_BYTES) })),
  );
  if (detached === undefined) return bare(failedFile(file, 'CONTENT_UNREADABLE', messageOf(missing)));
  const { trust, material, algorithms, currentTime } = request;
  const input: ValidationInput = {
    file: bytes,
    contents: detached,
    context: { currentTime, ...trust, material, algorithms, timeModel: 'best-signature-time' },
  };
  const judged = await judgeInput(file, input, options);
  return {
    ...judged,
    sha256: options.withDigest ? createHash('sha256').update(bytes).digest('hex') : null,
  };
}

async function judgeInput(file: string, input: ValidationInput, options: JudgeOptions): Promise<Judged> {
  try {
    const { context, notes } = await gathered(input, options);
    const judged = judgedFile(file, validate({ ...input, context }));
    return { ...bare(judged), notes: [...notes, ...hints(input, judged, options)] };
  } catch (thrown) {
    return bare(thrownFile(file, thrown));
  }
}

async function gathered(
  input: ValidationInput,
  { online }: JudgeOptions,
): Promise<{ context: ValidationInput['context']; notes: readonly string[] }> {
  if (online === null) return { context: input.context, notes: [] };
  const { context, fetched } = await online.gather(input);
  return { context, notes: fetchedNotes(fetched) };
}

/** Where something is open and nothing was asked, which addresses might close it. */
function hints(
  input: ValidationInput,
  { reports }: JudgedFile,
  { online, withNotes }: JudgeOptions,
): readonly string[] {
  const open = reports.some(({ indication }) => indication === 'INDETERMINATE');
  return withNotes && online === null && open ? offlineNotes(input) : [];
}

function bare(judged: JudgedFile): Judged {
  return { ...judged, notes: [], sha256: null };
}

function attempt<Value>(work: () => Value): readonly [Value, undefined] | readonly [undefined, unknown] {
  try {
    return [work(), undefined];
  } catch (thrown) {
    return [undefined, thrown];
  }
}
