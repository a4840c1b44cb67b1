/**
 * The registry of forged cases: `vectors/<format>/<topic>/<case>/vector.json` names them, here they are made.
 *
 * @module
 */

import { TamgaError } from '../../model/error';
import type { CaseId } from '../../model/vector';
import { type Made, makes } from '../product';
import { ALGORITHM_CASES } from './algorithm/list';
import { ASIC_CASES } from './asic/list';
import type { CaseRequest, ForgedCase } from './case';
import { CERTIFICATE_CASES } from './certificate/list';
import { CORE_CASES } from './core';
import { DOCUMENT_CASES } from './documents';
import { JWS_CASES } from './jws/list';
import { LONG_TERM_CASES } from './long-term/list';
import { PDF_CASES } from './pdf/list';
import { REVOCATION_CASES } from './revocation/list';
import { SIGNATURE_CASES } from './signature/list';
import { TIME_STAMP_CASES } from './time-stamp/list';
import { XML_CASES } from './xml/list';

const CASES: readonly ForgedCase[] = [
  ...CORE_CASES,
  ...ALGORITHM_CASES,
  ...ASIC_CASES,
  ...CERTIFICATE_CASES,
  ...DOCUMENT_CASES,
  ...JWS_CASES,
  ...LONG_TERM_CASES,
  ...PDF_CASES,
  ...REVOCATION_CASES,
  ...SIGNATURE_CASES,
  ...TIME_STAMP_CASES,
  ...XML_CASES,
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
