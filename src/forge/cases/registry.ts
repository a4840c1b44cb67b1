/**
 * The registry of forged cases: `vectors/<format>/<topic>/<case>/vector.json` names them, here they are made.
 *
 * @module
 */

import { TamgaError } from '../../model/error';
import type { CaseId } from '../../model/vector';
import { type Made, makes } from '../product';
import { beforeExpiry } from './before-expiry';
import { beforeRevocation } from './before-revocation';
import { byteOrder } from './byte-order';
import type { CaseRequest, ForgedCase } from './case';
import { clockSkew } from './clock-skew';
import { content } from './content';
import { cyrillicNames } from './cyrillic-names';
import { expired } from './expired';
import { foreignTimeStamp } from './foreign-time-stamp';
import { fractionalTime } from './fractional-time';
import { goodForged } from './good-forged';
import { gostRevocation } from './gost-revocation';
import { gostTimeStamp } from './gost-time-stamp';
import { indefiniteLength } from './indefinite-length';
import { issuerByAia } from './issuer-by-aia';
import { ocspUnreachable } from './ocsp-unreachable';
import { revoked } from './revoked';
import { sBox } from './s-box';
import { sha1 } from './sha1';
import { signatureValue } from './signature-value';
import { signedAttribute } from './signed-attribute';
import { signingCertificate } from './signing-certificate';
import { unknownExtension } from './unknown-extension';
import { untrusted } from './untrusted';

const CASES: readonly ForgedCase[] = [
  goodForged,
  beforeRevocation,
  beforeExpiry,
  content,
  signatureValue,
  signedAttribute,
  signingCertificate,
  revoked,
  expired,
  untrusted,
  sha1,
  byteOrder,
  sBox,
  issuerByAia,
  indefiniteLength,
  cyrillicNames,
  unknownExtension,
  ocspUnreachable,
  clockSkew,
  fractionalTime,
  foreignTimeStamp,
  gostTimeStamp,
  gostRevocation,
];

const BY_ID: ReadonlyMap<CaseId, ForgedCase> = new Map(CASES.map((one) => [one.id, one]));

export const FORGED_CASE_IDS: readonly CaseId[] = CASES.map(({ id }) => id);

export function caseExistsFor(id: CaseId, request: Omit<CaseRequest, 'document'>): boolean {
  const { product } = request;
  return makes(product) && (BY_ID.get(id)?.existsFor(product, request) ?? false);
}

/** The same request gives the same bytes. */
export function mintCase(id: CaseId, request: CaseRequest): Made {
  const found = BY_ID.get(id);
  if (found === undefined) {
    throw new TamgaError('TAMGA-E-MINT', `the forge has no case ${id}`, {
      hint: `It has ${FORGED_CASE_IDS.join(', ')}.`,
    });
  }
  const { format, level, suite } = request.product;
  if (!caseExistsFor(id, request)) {
    throw new TamgaError(
      'TAMGA-E-MINT',
      `the case ${id} does not exist for ${format} ${level} with ${suite} of ${request.state.code}`,
    );
  }
  return found.mint(request);
}
