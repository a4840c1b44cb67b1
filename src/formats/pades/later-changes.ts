/**
 * What happened to a document after one of its signatures.
 *
 * @module
 */
import type { PdfFile } from '../../encoding/pdf/file';
import type { Changes } from '../facts';
import { type Change, changesBetween } from './changes';
import { isPermitted, type Permissions } from './permissions';
import type { FoundSignature } from './signatures';

export interface LaterChanges {
  readonly verdict: Changes;
  /** In words, what is not permitted first. */
  readonly words: readonly string[];
}

/** What each revision changed, by its index; every step is compared once, whoever asks. */
export type Steps = (index: number) => readonly Change[];

const MAXIMUM_WORDS = 20;

export function stepsOf(file: PdfFile): Steps {
  const known = new Map<number, readonly Change[]>();
  return (index) => {
    let changes = known.get(index);
    if (changes === undefined) {
      const [older, newer] = [file.revisions[index - 1], file.revisions[index]];
      changes = older === undefined || newer === undefined ? [] : changesBetween(older, newer, file.work);
      known.set(index, changes);
    }
    return changes;
  };
}

export function changesAfter(
  file: PdfFile,
  { range }: FoundSignature,
  permissions: Permissions,
  steps: Steps,
): LaterChanges {
  const { end, revision } = range;
  if (file.rebuilt && end !== null && end < file.bytes.length) {
    return { verdict: 'forbidden', words: ['what stands behind the signed bytes cannot be compared'] };
  }
  if (end === null || revision === null) return { verdict: 'none', words: [] };
  const stray = file.strayAt !== null && file.strayAt >= end;
  const strayWords = stray ? [`bytes from offset ${file.strayAt} on belong to no revision`] : [];
  if (file.revisions[revision.index] !== revision) {
    const words = 'the last revision does not continue the one that is signed';
    return { verdict: 'forbidden', words: [words, ...strayWords] };
  }
  const changes = file.revisions.slice(revision.index + 1).flatMap(({ index }) => steps(index));
  const refused = changes.filter((change) => !isPermitted(change, permissions)).map(({ what }) => what);
  const allowed = changes.filter((change) => isPermitted(change, permissions)).map(({ what }) => what);
  const words = [...new Set([...strayWords, ...refused, ...allowed])].slice(0, MAXIMUM_WORDS);
  if (stray || refused.length > 0) return { verdict: 'forbidden', words };
  return { verdict: revision === file.revisions.at(-1) ? 'none' : 'permitted', words };
}
