/**
 * The cases of ASiC containers.
 *
 * @module
 */
import type { ForgedCase } from '../case';

export const ASIC_CASES: readonly ForgedCase[] = [];
