/**
 * `vectors/index.json`: the catalogue for projects that do not run Tamga.
 *
 * @see vectors/index.schema.json
 * @module
 */
import type { Case } from '../model/vector';
import { type MintedCatalogue, type MintedVector, VECTORS_INSTANT } from './vectors';

/** One row per file, so that a change shows as the rows that it touches. */
export function vectorsIndex({ anchors, published, cases }: MintedCatalogue): string {
  return `${[
    '{',
    '"$schema": "./index.schema.json",',
    `"instant": ${JSON.stringify(VECTORS_INSTANT.toISOString())},`,
    `"anchors": ${rows(anchors)},`,
    `"published": ${rows(published)},`,
    `"cases": [\n${cases.map(({ one, files }) => caseText(one, files)).join(',\n')}\n]`,
    '}',
  ].join('\n')}\n`;
}

function caseText(one: Case, files: readonly MintedVector[]): string {
  const { id, title, polarity, class: kind, importance, twin, expected, acceptable, clause } = one;
  const importanceOf = importance ?? (polarity === 'negative' ? 'essential' : null);
  const head = {
    id,
    title,
    polarity,
    class: kind,
    importance: importanceOf,
    twin,
    expected,
    acceptable,
    clause,
  };
  return `${JSON.stringify(head).slice(0, -1)},"files":${rows(files.map(fileRow))}}`;
}

function fileRow({ path, sha256, product, content, expected }: MintedVector) {
  const { format, level, packaging, suite } = product;
  return { path, sha256, format, level, packaging, suite, expected, content };
}

function rows(all: readonly object[]): string {
  return `[\n${all.map((one) => JSON.stringify(one)).join(',\n')}\n]`;
}
