/**
 * The cross-reference section that ends where a `startxref` begins, for files whose offsets were counted wrongly.
 *
 * @see ISO 32000-2, section 7.5.5
 * @module
 */
import { definitionAt } from './definitions';
import type { Work } from './limits';
import { orUndefined } from './or-undefined';
import { type Reader, skipBlank } from './scan';
import { readSection } from './section';

/** Its offset; undefined if none ends there. */
export function sectionBefore(
  bytes: Buffer,
  startxref: number,
  base: number,
  work: Work,
): number | undefined {
  if (startxref <= 0) return undefined;
  const starts = [tableBefore(bytes, startxref), streamBefore(bytes, startxref, work)];
  return starts.find((at) => {
    if (at === undefined) return false;
    const section = orUndefined(() => readSection(bytes, at, startxref, base, work));
    if (section === undefined) return false;
    const reader: Reader = { bytes, end: startxref, work, at: section.end };
    skipBlank(reader);
    return reader.at === startxref;
  });
}

/** None where a `startxref` stands between: what is before it belongs to an older revision. */
function tableBefore(bytes: Buffer, before: number): number | undefined {
  const at = bytes.lastIndexOf('xref', before - 1);
  return at < 5 || bytes.toString('latin1', at - 5, at) === 'start' ? undefined : at;
}

function streamBefore(bytes: Buffer, before: number, work: Work): number | undefined {
  const type = bytes.lastIndexOf('/XRef', before - 1);
  const keyword = type < 0 ? -1 : bytes.lastIndexOf('obj', type);
  return keyword < 0 ? undefined : definitionAt(bytes, keyword, work)?.at;
}
