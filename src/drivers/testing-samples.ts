/**
 * The samples of all drivers, for the contract suite.
 *
 * @module
 */
import type { DriverSample } from './testing-contract';
import { dssRestSample } from './testing-dss-rest';
import { ncanodeV3Sample } from './testing-ncanode-v3';

export const SAMPLES: readonly DriverSample[] = [dssRestSample, ncanodeV3Sample];

/** Dialects whose sample is still to be written, and by when it is due; an entry that has one is an error. */
export const PENDING: Readonly<Record<string, string>> = {
  'csc-v1': 'its sample is being written',
  'csc-v2': 'its sample is being written',
  siva: 'its sample is being written',
};
