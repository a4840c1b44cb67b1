/**
 * The cases of certificates and their paths.
 *
 * @module
 */
import type { ForgedCase } from '../case';
import { ODD_AUTHORITY_CASES } from './odd-authority';
import { ODD_SIGNER_CASES } from './odd-signer';

export const CERTIFICATE_CASES: readonly ForgedCase[] = [...ODD_AUTHORITY_CASES, ...ODD_SIGNER_CASES];
