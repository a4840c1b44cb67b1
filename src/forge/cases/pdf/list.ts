/**
 * The cases that only signatures in PDF have.
 *
 * @module
 */
import type { ForgedCase } from '../case';
import { FORM_CASES } from './form';
import { LATER_CASES } from './later';
import { SHADOW_CASES } from './shadow';
import { VALUE_CASES } from './value';

export const PDF_CASES: readonly ForgedCase[] = [
  ...FORM_CASES,
  ...LATER_CASES,
  ...SHADOW_CASES,
  ...VALUE_CASES,
];
