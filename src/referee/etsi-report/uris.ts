/**
 * The identifiers that a validation report uses for indications, processes, objects and algorithms.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_ts/119100_119199/11910202/ TS 119 102-2}
 * @module
 */
import type { SubIndication } from '../../model/verdict';

export const NAMESPACES = {
  xmlns: 'http://uri.etsi.org/19102/v1.4.1#',
  'xmlns:ds': 'http://www.w3.org/2000/09/xmldsig#',
  'xmlns:tsl': 'http://uri.etsi.org/02231/v2#',
  'xmlns:xades': 'http://uri.etsi.org/01903/v1.3.2#',
} as const;

/** Of a signature, of one check, and of a time-stamp. */
export function mainIndicationUri(
  indication: 'TOTAL_PASSED' | 'TOTAL_FAILED' | 'INDETERMINATE' | 'PASSED' | 'FAILED',
): string {
  return `urn:etsi:019102:mainindication:${indication.toLowerCase().replace('_', '-')}`;
}

export function subIndicationUri(subIndication: SubIndication): string {
  return `urn:etsi:019102:subindication:${subIndication}`;
}

/** EN 319 102-1 section 5.3, 5.5 and 5.6. */
export type ValidationProcess = 'Basic' | 'LTVM' | 'LTA';

export function processUri(process: ValidationProcess): string {
  return `urn:etsi:019102:validationprocess:${process}`;
}

export type ObjectType = 'certificate' | 'timestamp' | 'signedData';

export function objectTypeUri(type: ObjectType): string {
  return `urn:etsi:019102:validationObject:${type}`;
}

export const APPLIED = 'urn:etsi:019102:constraintStatus:applied';
/** A time that this validation itself found proven. */
export const PROVEN_BY_VALIDATION = 'urn:etsi:019102:poetype:validation';
export const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';

/** Ours: the checks of the referee, and what its report says in words. */
export function checkUri(id: string): string {
  return `urn:tamga:check:${id}`;
}

export const OURS = {
  found: 'urn:tamga:report:found',
  clause: 'urn:tamga:report:clause',
  intact: 'urn:tamga:report:intact',
  coverage: 'urn:tamga:report:coverage',
  changesAfter: 'urn:tamga:report:changes-after',
  level: 'urn:tamga:report:level',
  format: 'urn:tamga:report:format',
  attribute: 'urn:tamga:report:attribute',
  parent: 'urn:tamga:report:countersigned-signature',
} as const;

/** RFC 3061 for a dotted OID; a URI as it stands; anything else under a name of ours. */
export function algorithmUri(algorithm: string): string {
  if (/^[0-2](\.\d+)+$/.test(algorithm)) return `urn:oid:${algorithm}`;
  return /^[a-z][a-z0-9+.-]*:/i.test(algorithm)
    ? algorithm
    : `urn:tamga:suite:${encodeURIComponent(algorithm)}`;
}
