/**
 * The dialects that we speak; nobody else lists them.
 *
 * @module
 */
import { TamgaError } from '../model/error';
import { cdsapi } from './cdsapi';
import { cli } from './cli';
import { cscV1 } from './csc-v1';
import { cscV2 } from './csc-v2';
import type { Driver } from './driver';
import { dssRest } from './dss-rest';
import { dvcs } from './dvcs';
import { eImzo } from './e-imzo';
import { http } from './http';
import { mss } from './mss';
import { ncanodeV2 } from './ncanode-v2';
import { ncanodeV3 } from './ncanode-v3';
import { simaWeb2app } from './sima-web2app';
import { siva } from './siva';

export const DRIVERS: readonly Driver[] = [
  cdsapi,
  cli,
  cscV1,
  cscV2,
  dssRest,
  dvcs,
  eImzo,
  http,
  mss,
  ncanodeV2,
  ncanodeV3,
  simaWeb2app,
  siva,
];

export const DIALECTS: readonly string[] = DRIVERS.map((driver) => driver.dialect);

/** @throws TamgaError TAMGA-E-PROFILE-MEANING for a dialect without a driver. */
export function driverFor(dialect: string): Driver {
  const driver = DRIVERS.find((one) => one.dialect === dialect);
  if (driver !== undefined) return driver;
  throw new TamgaError('TAMGA-E-PROFILE-MEANING', `no driver speaks the dialect ${dialect}`, {
    hint: `Dialects: ${DIALECTS.join(', ')}.`,
  });
}
