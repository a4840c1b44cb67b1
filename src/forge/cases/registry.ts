/**
 * The registry of forged cases: `vectors/<format>/<topic>/<case>/vector.json` names them, here they are made.
 *
 * @module
 */

import type { Product } from '../../model/claim';
import { TamgaError } from '../../model/error';
import type { CaseId } from '../../model/vector';
import { type Made, makes } from '../product';
import { beforeExpiry } from './before-expiry';
import { beforeRevocation } from './before-revocation';
import { byteOrder } from './byte-order';
import type { CaseRequest, ForgedCase } from './case';
import { content } from './content';
import { expired } from './expired';
import { goodForged } from './good-forged';
import { revoked } from './revoked';
import { sBox } from './s-box';
import { sha1 } from './sha1';
import { signatureValue } from './signature-value';
import { signedAttribute } from './signed-attribute';
import { signingCertificate } from './signing-certificate';
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
];

const BY_ID: ReadonlyMap<CaseId, ForgedCase> = new Map(CASES.map((one) => [one.id, one]));

export const FORGED_CASE_IDS: readonly CaseId[] = CASES.map(({ id }) => id);

export function caseExistsFor(id: CaseId, product: Product): boolean {
  return makes(product) && (BY_ID.get(id)?.existsFor(product) ?? false);
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
  if (!caseExistsFor(id, request.product)) {
    throw new TamgaError(
      'TAMGA-E-MINT',
      `the case ${id} does not exist for ${format} ${level} with ${suite}`,
    );
  }
  return found.mint(request);
}
