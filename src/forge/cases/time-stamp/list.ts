/**
 * The cases of time-stamps.
 *
 * @module
 */
import type { ForgedCase } from '../case';

export const TIME_STAMP_CASES: readonly ForgedCase[] = [];
