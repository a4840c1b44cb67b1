/**
 * The cases of signature values and signed attributes.
 *
 * @module
 */
import type { ForgedCase } from '../case';
import { ATTRIBUTE_CASES } from './attributes';
import { POLICY_CASES } from './policy';
import { SEVERAL_CASES } from './several';
import { STRUCTURE_CASES } from './structure';
import { VALUE_CASES } from './value';

export const SIGNATURE_CASES: readonly ForgedCase[] = [
  ...VALUE_CASES,
  ...ATTRIBUTE_CASES,
  ...STRUCTURE_CASES,
  ...SEVERAL_CASES,
  ...POLICY_CASES,
];
