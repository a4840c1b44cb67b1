/**
 * The cases of algorithms.
 *
 * @module
 */
import type { ForgedCase } from '../case';
import { IDENTIFIER_CASES } from './identifiers';
import { WEAK_VALUE_CASES } from './values';

export const ALGORITHM_CASES: readonly ForgedCase[] = [...IDENTIFIER_CASES, ...WEAK_VALUE_CASES];
