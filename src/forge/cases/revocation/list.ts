/**
 * The cases of revocation information.
 *
 * @module
 */
import type { ForgedCase } from '../case';

export const REVOCATION_CASES: readonly ForgedCase[] = [];
