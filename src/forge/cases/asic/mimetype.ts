/**
 * Mimetype entries that break EN 319 162-1 annex A.1 and leave the signature valid: no case asks them.
 *
 * @module
 */
import type { ForgedCase } from '../case';
import { ALL, asicCase, entriesCase } from './asic-case';

export const MIMETYPE_CASES: readonly ForgedCase[] = [
  asicCase('asic-mimetype-other', ALL, () => ({
    deviation: { container: { mimeType: () => 'application/zip' } },
  })),
  entriesCase('asic-mimetype-last', ALL, ([first, ...others]) => [
    ...others,
    ...(first === undefined ? [] : [first]),
  ]),
  entriesCase('asic-mimetype-deflated', ALL, ([first, ...others]) => [
    ...(first === undefined ? [] : [{ ...first, deflated: true }]),
    ...others,
  ]),
];
