/**
 * The cases of signature values and signed attributes.
 *
 * @module
 */
import type { ForgedCase } from '../case';

export const SIGNATURE_CASES: readonly ForgedCase[] = [];
