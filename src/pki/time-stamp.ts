/**
 * TSTInfo: what a time-stamp token says.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc3161#section-2.4.2 RFC 3161, section 2.4.2}
 * @module
 */
import { finish, next, openAs, parseDer, take, takeOptional } from '../encoding/der';
import {
  readBoolean,
  readIntegerBytes,
  readOctetString,
  readOid,
  readSmallInteger,
  readTime,
} from '../encoding/der-values';
import { contextTag, TAG } from '../encoding/tags';
import { readAlgorithm } from './algorithm';
import { readExtensions } from './extensions';

export interface TimeStampInfo {
  readonly policy: string;
  readonly digestOid: string;
  readonly imprint: Uint8Array;
  readonly serialNumber: Uint8Array;
  readonly time: number;
  /** A critical extension that we do not process. */
  readonly unknownCritical: boolean;
}

export function parseTimeStampInfo(der: Uint8Array): TimeStampInfo {
  const cursor = openAs(parseDer(der), TAG.sequence, 'a TSTInfo');
  readSmallInteger(next(cursor, 'the version'), 'the version', 1);
  const policy = readOid(next(cursor, 'the policy'), 'the policy');
  const imprint = openAs(next(cursor, 'the message imprint'), TAG.sequence, 'the message imprint');
  const digestOid = readAlgorithm(next(imprint, 'the imprint algorithm'), 'the imprint algorithm').oid;
  const hashed = readOctetString(next(imprint, 'the imprint'), 'the imprint');
  finish(imprint, 'the message imprint');
  const serialNumber = readIntegerBytes(next(cursor, 'the serial number'), 'the serial number');
  const time = readTime(take(cursor, TAG.generalizedTime, 'genTime'), 'genTime');
  takeOptional(cursor, TAG.sequence);
  const ordering = takeOptional(cursor, TAG.boolean);
  if (ordering !== undefined) readBoolean(ordering, 'ordering');
  takeOptional(cursor, TAG.integer);
  takeOptional(cursor, contextTag(0));
  const wrapped = takeOptional(cursor, contextTag(1));
  finish(cursor, 'the TSTInfo');
  return {
    policy,
    digestOid,
    imprint: hashed,
    serialNumber,
    time,
    unknownCritical: wrapped !== undefined && hasCritical(wrapped),
  };
}

/** The extensions are IMPLICIT: the context tag stands where the SEQUENCE would. */
function hasCritical(element: Parameters<typeof readExtensions>[0]): boolean {
  return [...readExtensions(element, contextTag(1)).values()].some(({ critical }) => critical);
}
