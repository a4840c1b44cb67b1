/**
 * The cases of XML signatures.
 *
 * @module
 */
import type { ForgedCase } from '../case';

export const XML_CASES: readonly ForgedCase[] = [];
