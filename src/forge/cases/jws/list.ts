/**
 * The cases of JSON Web Signatures.
 *
 * @module
 */
import type { ForgedCase } from '../case';

export const JWS_CASES: readonly ForgedCase[] = [];
