/**
 * The samples of all drivers, for the contract suite.
 *
 * @module
 */
import { cdsapiSample } from './testing-cdsapi';
import { cliSample } from './testing-cli';
import type { DriverSample } from './testing-contract';
import { cscV1Sample } from './testing-csc-v1';
import { cscV2Sample } from './testing-csc-v2';
import { dssRestSample } from './testing-dss-rest';
import { dvcsSample } from './testing-dvcs';
import { eImzoSample } from './testing-e-imzo';
import { httpSample } from './testing-http';
import { mssSample } from './testing-mss';
import { ncanodeV2Sample } from './testing-ncanode-v2';
import { ncanodeV3Sample } from './testing-ncanode-v3';
import { simaWeb2appSample } from './testing-sima-web2app';
import { sivaSample } from './testing-siva';

export const SAMPLES: readonly DriverSample[] = [
  cdsapiSample,
  cliSample,
  cscV1Sample,
  cscV2Sample,
  dssRestSample,
  dvcsSample,
  eImzoSample,
  httpSample,
  mssSample,
  ncanodeV2Sample,
  ncanodeV3Sample,
  simaWeb2appSample,
  sivaSample,
];

/** Dialects whose sample is still to be written, and by when it is due; an entry that has one is an error. */
export const PENDING: Readonly<Record<string, string>> = {};
