/**
 * The cases of time-stamps.
 *
 * @module
 */
import type { ForgedCase } from '../case';
import { AUTHORITY_CASES } from './authority';
import { TOKEN_CASES } from './token';

export const TIME_STAMP_CASES: readonly ForgedCase[] = [...AUTHORITY_CASES, ...TOKEN_CASES];
