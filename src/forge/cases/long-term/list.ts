/**
 * The cases of what proves a signature for long.
 *
 * @module
 */
import type { ForgedCase } from '../case';

export const LONG_TERM_CASES: readonly ForgedCase[] = [];
