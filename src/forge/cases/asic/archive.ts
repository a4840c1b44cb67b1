/**
 * Cases of the archive itself: two readers that see two containers, and names that lead out of it.
 *
 * @see {@link https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT APPNOTE.TXT}
 * @module
 */
import { mimeTypeOf } from '../../documents';
import type { ForgedCase } from '../case';
import { ALL, asicCase, EXTENDED, entriesCase, FORGED_TEXT, isDocument } from './asic-case';

const FORGED = Buffer.from(FORGED_TEXT);

/** Behind the signed one of the same name: the last one is what most programs unpack. */
const duplicate = entriesCase('asic-duplicate-entry', ALL, (all) =>
  all.flatMap((one) => (isDocument(one) ? [one, { ...one, bytes: FORGED }] : [one])),
);

/** Whoever reads the archive from its start finds the forged one first. */
const hidden = entriesCase('asic-hidden-entry', ALL, (all) =>
  all.flatMap((one) => (isDocument(one) ? [{ ...one, bytes: FORGED, parts: { hidden: true } }, one] : [one])),
);

const otherName = entriesCase('asic-central-name', ALL, (all) =>
  all.map((one) =>
    isDocument(one) ? { ...one, name: `x${one.name.slice(1)}`, parts: { centralName: one.name } } : one,
  ),
);

const traversal = asicCase('asic-path-traversal', ALL, ({ document }) => ({
  further: { files: [{ name: '../../document.txt', bytes: document, mimeType: mimeTypeOf(document) }] },
}));

/** One of them overwrites the other where a file system does not tell them apart. */
const caseTwins = asicCase('asic-case-twins', EXTENDED, ({ document }) => ({
  further: {
    files: [
      { name: 'document.txt', bytes: document, mimeType: mimeTypeOf(document) },
      { name: 'Document.txt', bytes: FORGED, mimeType: 'text/plain' },
    ],
  },
}));

const SYMBOLIC_LINK = 0xa1ff0000;

const link = entriesCase('asic-symbolic-link', ALL, (all) =>
  all.map((one) => (isDocument(one) ? { ...one, parts: { attributes: SYMBOLIC_LINK } } : one)),
);

/** In front of the central directory, where only who searches the file finds them. */
const between = asicCase('asic-bytes-between', ALL, () => ({
  deviation: { container: { zip: { gap: FORGED } } },
}));

export const ARCHIVE_CASES: readonly ForgedCase[] = [
  duplicate,
  hidden,
  otherName,
  traversal,
  caseTwins,
  link,
  between,
];
