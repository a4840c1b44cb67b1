/**
 * The cases of certificates and their paths.
 *
 * @module
 */
import type { ForgedCase } from '../case';

export const CERTIFICATE_CASES: readonly ForgedCase[] = [];
