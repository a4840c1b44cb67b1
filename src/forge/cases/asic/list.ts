/**
 * The cases that only containers have.
 *
 * @module
 */
import type { ForgedCase } from '../case';
import { ARCHIVE_CASES } from './archive';
import { FILE_CASES } from './files';

export const ASIC_CASES: readonly ForgedCase[] = [...FILE_CASES, ...ARCHIVE_CASES];
