/**
 * The validation objects of a report: certificates, revocation data and time-stamps, each once, named by what they are.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import type { ReportedCertificate, SignatureReport, TimeStampReport } from '../validation';
import { constraints, reportData } from './constraints';
import { mainIndicationUri, type ObjectType, OURS, objectTypeUri, SHA256, subIndicationUri } from './uris';
import { element, type XmlElement } from './xml';

/** An xs:ID begins with a letter. */
export function certificateId({ der }: ReportedCertificate): string {
  return `certificate-${sha256Of(der)}`;
}

/** Hexadecimal. */
function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function timeStampId(report: SignatureReport, index: number): string {
  return `${signatureId(report)}-time-stamp-${index + 1}`;
}

export function signatureId({ id }: SignatureReport): string {
  return `signature-${id.replace(/[^A-Za-z0-9._-]/g, '_')}`;
}

/** A reference to objects of this report. */
export function objectReference(name: string, ...ids: readonly string[]): XmlElement {
  return element(name, [], { VOReference: ids.join(' ') });
}

function digestAlgAndValue(sha256: string): XmlElement {
  return element('DigestAlgAndValue', [
    element('ds:DigestMethod', [], { Algorithm: SHA256 }),
    element('ds:DigestValue', Buffer.from(sha256, 'hex').toString('base64')),
  ]);
}

export interface ObjectsInput {
  readonly signatures: readonly SignatureReport[];
  readonly document: { readonly sha256: string };
  readonly policy: string;
}

export function validationObjects({ signatures, document, policy }: ObjectsInput): XmlElement {
  const objects = new Map<string, XmlElement>([
    ['document', object('document', 'signedData', document.sha256)],
  ]);
  for (const report of signatures) {
    for (const certificate of report.certificates) {
      const id = certificateId(certificate);
      objects.set(id, object(id, 'certificate', sha256Of(certificate.der)));
    }
    report.timeStamps.forEach((timeStamp, index) => {
      const id = timeStampId(report, index);
      objects.set(id, timeStampObject(id, timeStamp, policy));
    });
  }
  return element('SignatureValidationObjects', [...objects.values()]);
}

function object(id: string, type: ObjectType, sha256: string): XmlElement {
  return element(
    'ValidationObject',
    [
      element('ObjectType', objectTypeUri(type)),
      element('ValidationObjectRepresentation', [digestAlgAndValue(sha256)]),
    ],
    { id },
  );
}

/** A token has a verdict of its own. */
function timeStampObject(id: string, timeStamp: TimeStampReport, policy: string): XmlElement {
  const { token, name, indication, subIndication, findings } = timeStamp;
  return element(
    'ValidationObject',
    [
      element('ObjectType', objectTypeUri('timestamp')),
      element('ValidationObjectRepresentation', [digestAlgAndValue(sha256Of(token))]),
      element('ValidationReport', [
        constraints(findings, policy),
        element('SignatureValidationStatus', [
          element('MainIndication', mainIndicationUri(indication)),
          subIndication === null ? null : element('SubIndication', subIndicationUri(subIndication)),
          reportData([[OURS.attribute, name]]),
        ]),
      ]),
    ],
    { id },
  );
}
