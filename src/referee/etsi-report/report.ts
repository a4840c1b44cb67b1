/**
 * A validation as an ETSI validation report in XML: one SignatureValidationReport per signature.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_ts/119100_119199/11910202/ TS 119 102-2}
 * @module
 */
import { ownFindings } from '../own-findings';
import type { SignatureReport } from '../validation';
import { signatureAttributes } from './attributes';
import { constraints, reportData } from './constraints';
import { certificateId, objectReference, signatureId, timeStampId, validationObjects } from './objects';
import {
  algorithmUri,
  mainIndicationUri,
  NAMESPACES,
  OURS,
  PROVEN_BY_VALIDATION,
  processUri,
  subIndicationUri,
  type ValidationProcess,
} from './uris';
import { element, type XmlElement, xmlDocument } from './xml';

export interface EtsiReportInput {
  readonly document: {
    /** The path as it was given. */
    readonly name: string;
    /** Of the file, hexadecimal. */
    readonly sha256: string;
  };
  readonly signatures: readonly SignatureReport[];
  readonly validationTime: Date;
  /** Id of the algorithm policy. */
  readonly policy: string;
  /** Of this program. */
  readonly version: string;
}

/** The same input gives the same bytes. */
export function etsiReport(input: EtsiReportInput): string {
  return xmlDocument(
    element(
      'ValidationReport',
      [
        ...input.signatures.map((report) => signatureReport(report, input)),
        validationObjects(input),
        // The schema wants an identity; we have no certificate, and say what validated.
        element('SignatureValidator', [
          element('DigitalId', [element('tsl:X509SubjectName', `CN=Tamga ${input.version}`)]),
        ]),
      ],
      NAMESPACES,
    ),
  );
}

function signatureReport(report: SignatureReport, input: EtsiReportInput): XmlElement {
  return element('SignatureValidationReport', [
    element(
      'SignatureIdentifier',
      [
        report.value.length === 0
          ? null
          : element('ds:SignatureValue', Buffer.from(report.value).toString('base64')),
        element('HashOnly', 'false'),
        element('DocHashOnly', 'false'),
        element('DAIdentifier', `${input.document.name}#${report.id}`),
      ],
      { id: signatureId(report) },
    ),
    constraints(ownFindings(report), input.policy),
    timeInfo(report, input.validationTime),
    signatureAttributes(report),
    signerInformation(report),
    element('SignatureValidationProcess', [
      element('SignatureValidationProcessID', processUri(processOf(report))),
    ]),
    status(report),
  ]);
}

function timeInfo(report: SignatureReport, validationTime: Date): XmlElement {
  const proof = report.timeStamps.findIndex(({ used, time }) => used && time === report.bestSignatureTime);
  return element('ValidationTimeInfo', [
    element('ValidationTime', validationTime.toISOString()),
    element('BestSignatureTime', [
      element('POETime', report.bestSignatureTime),
      element('TypeOfProof', PROVEN_BY_VALIDATION),
      proof === -1 ? null : objectReference('POEObject', timeStampId(report, proof)),
    ]),
  ]);
}

function signerInformation(report: SignatureReport): XmlElement | null {
  const signer = report.certificates.find(({ role }) => role === 'signer');
  if (signer === undefined) return null;
  return element('SignerInformation', [
    objectReference('SignerCertificate', certificateId(signer)),
    report.signedBy === null ? null : element('Signer', report.signedBy),
  ]);
}

/** The last process whose proofs counted. */
function processOf({ timeStamps }: SignatureReport): ValidationProcess {
  const used = timeStamps.filter((timeStamp) => timeStamp.used);
  if (used.some(({ kind }) => kind === 'archive' || kind === 'document')) return 'LTA';
  return used.length > 0 ? 'LTVM' : 'Basic';
}

function status(report: SignatureReport): XmlElement {
  const { indication, subIndication } = report;
  return element('SignatureValidationStatus', [
    element('MainIndication', mainIndicationUri(indication)),
    subIndication === null ? null : element('SubIndication', subIndicationUri(subIndication)),
    reportData(statusRows(report), [
      ...chain(report),
      ...revocation(report).slice(0, 1),
      ...weakness(report),
    ]),
  ]);
}

function statusRows(report: SignatureReport): readonly (readonly [string, string])[] {
  const { format, level, intact, coverage, changesAfter, parent } = report;
  const rows: readonly (readonly [string, string | null | undefined])[] = [
    [OURS.format, format],
    [OURS.level, level],
    [OURS.intact, intact === null ? null : String(intact)],
    [OURS.coverage, coverage],
    [OURS.changesAfter, changesAfter],
    [OURS.parent, parent],
  ];
  return rows.flatMap(([type, value]) =>
    value === null || value === undefined ? [] : [[type, value] as const],
  );
}

function chain({ certificates }: SignatureReport): readonly XmlElement[] {
  const signer = certificates.find(({ role }) => role === 'signer');
  if (signer === undefined) return [];
  const anchors = certificates.filter(({ role }) => role === 'anchor');
  const between = certificates.filter(({ role }) => role === 'authority');
  const trust = anchors.slice(0, 1).map((anchor) => objectReference('TrustAnchor', certificateId(anchor)));
  return [
    ...trust,
    element('CertificateChain', [
      objectReference('SigningCertificate', certificateId(signer)),
      ...between.map((one) => objectReference('IntermediateCertificate', certificateId(one))),
      ...trust,
    ]),
  ];
}

function revocation({ certificates }: SignatureReport): readonly XmlElement[] {
  return certificates.flatMap((certificate) => {
    const revokedAt = certificate.revocation?.revokedAt;
    return typeof revokedAt === 'string'
      ? [
          element('RevocationStatusInformation', [
            objectReference('ValidationObjectId', certificateId(certificate)),
            element('RevocationTime', revokedAt),
          ]),
        ]
      : [];
  });
}

function weakness({ subIndication, algorithm, certificates }: SignatureReport): readonly XmlElement[] {
  const signer = certificates.find(({ role }) => role === 'signer');
  if (signer === undefined || algorithm === null || subIndication?.startsWith('CRYPTO_') !== true) return [];
  return [
    element('CryptoInformation', [
      objectReference('ValidationObjectId', certificateId(signer)),
      element('Algorithm', algorithmUri(algorithm)),
      element('SecureAlgorithm', 'false'),
    ]),
  ];
}
