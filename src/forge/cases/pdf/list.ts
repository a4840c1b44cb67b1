/**
 * The cases of signatures in PDF.
 *
 * @module
 */
import type { ForgedCase } from '../case';

export const PDF_CASES: readonly ForgedCase[] = [];
