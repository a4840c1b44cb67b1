/**
 * The attributes of a signature that a validation report repeats: claimed time and time-stamps.
 *
 * @module
 */
import type { SignatureReport } from '../validation';
import { objectReference, timeStampId } from './objects';
import { element, type XmlElement } from './xml';

/** The element of the report for each kind of time-stamp. */
const ELEMENTS: ReadonlyMap<string, string> = new Map([
  ['content', 'AllDataObjectsTimeStamp'],
  ['signature', 'SignatureTimeStamp'],
  ['references', 'SigAndRefsTimeStamp'],
  ['archive', 'ArchiveTimeStamp'],
  ['document', 'DocTimeStamp'],
]);

export function signatureAttributes(report: SignatureReport): XmlElement | null {
  const { signingTime, timeStamps } = report;
  const stamps = timeStamps.flatMap(({ kind, time }, index) => {
    const name = ELEMENTS.get(kind);
    // The schema wants a time; what cannot be read has none.
    if (name === undefined || time === null) return [];
    return [
      element(
        name,
        [objectReference('AttributeObject', timeStampId(report, index)), element('TimeStampValue', time)],
        { Signed: String(kind === 'content') },
      ),
    ];
  });
  const claimed =
    signingTime === null ? [] : [element('SigningTime', [element('Time', signingTime)], { Signed: 'true' })];
  return claimed.length + stamps.length === 0
    ? null
    : element('SignatureAttributes', [...claimed, ...stamps]);
}
