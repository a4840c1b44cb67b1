/**
 * The cases of algorithms.
 *
 * @module
 */
import type { ForgedCase } from '../case';

export const ALGORITHM_CASES: readonly ForgedCase[] = [];
