/**
 * The cases that only JSON signatures have.
 *
 * @module
 */
import type { ForgedCase } from '../case';
import { ALGORITHM_AND_KEY_CASES } from './algorithm';
import { certificateBySha1 } from './certificate';
import { HEADER_CASES } from './header';
import { twoTimes } from './two-times';

export const JWS_CASES: readonly ForgedCase[] = [
  ...ALGORITHM_AND_KEY_CASES,
  ...HEADER_CASES,
  certificateBySha1,
  twoTimes,
];
