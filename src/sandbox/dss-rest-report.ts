/**
 * The verdict of the referee in the words of a DSS WSReportsDTO: what we know, nothing made up.
 *
 * @module
 */
import type { Finding, SignatureReport, ValidationReport } from '../referee/validation';
import { SIGNATURE_LEVELS } from './dss-rest-parameters';

export interface ReportContext {
  readonly documentName: string | null;
  readonly validationTime: Date;
  readonly policy: string;
}

export function reportsOf(report: ValidationReport, context: ReportContext): object {
  const validationTime = context.validationTime.toISOString();
  return {
    DiagnosticData: {
      DocumentName: context.documentName,
      ValidationDate: validationTime,
      Signature: report.signatures.map(diagnostic),
    },
    SimpleReport: simpleReport(report, context, validationTime),
    DetailedReport: {
      ValidationTime: validationTime,
      signatureOrTimestampOrEvidenceRecord: report.signatures.map((one) => ({ Signature: detailed(one) })),
    },
    // Base64 of a TS 119 102-2 report, which the referee does not write.
    validationReportDataHandler: null,
  };
}

function simpleReport(report: ValidationReport, context: ReportContext, validationTime: string): object {
  const passed = report.signatures.filter(({ indication }) => indication === 'TOTAL_PASSED');
  return {
    ValidationPolicy: { PolicyName: context.policy, PolicyDescription: 'simulated by tamga' },
    DocumentName: context.documentName,
    ValidSignaturesCount: passed.length,
    SignaturesCount: report.signatures.length,
    ContainerType: containerOf(report),
    ValidationTime: validationTime,
    signatureOrTimestampOrEvidenceRecord: report.signatures.map((one) => ({
      Signature: simple(one, signatureFormat(one)),
    })),
  };
}

function simple(one: SignatureReport, format: string): object {
  return {
    Id: one.id,
    ParentId: one.parent,
    CounterSignature: one.parent === null ? null : true,
    Indication: one.indication,
    SubIndication: one.subIndication,
    SignatureFormat: format,
    SigningTime: one.signingTime,
    BestSignatureTime: one.bestSignatureTime,
    SignedBy: one.signedBy,
    SignatureLevel: { value: 'N/A', description: 'Not applicable' },
    SignatureScope: [],
    Timestamps: null,
    AdESValidationDetails: {
      Error: one.findings.filter(({ status }) => status === 'failed').map(message),
      Warning: one.findings.filter(({ status }) => status === 'undecided').map(message),
      Info: [],
    },
  };
}

function message({ check, found }: Finding): object {
  return { Key: check, value: found };
}

function detailed(one: SignatureReport): object {
  return {
    Id: one.id,
    Conclusion: { Indication: one.indication, SubIndication: one.subIndication },
    Constraint: one.findings.map(({ check, status, found }) => ({
      Name: { Key: check, value: found },
      Status: { passed: 'OK', failed: 'NOT OK', undecided: 'WARNING' }[status],
    })),
  };
}

function diagnostic(one: SignatureReport): object {
  return {
    Id: one.id,
    ClaimedSigningTime: one.signingTime,
    // Left out where signed data or key is missing: unknown is not false.
    ...(one.intact !== null && { BasicSignature: { SignatureIntact: one.intact } }),
  };
}

/** `CAdES-BASELINE-B`: the report writes with hyphens what the parameters write with underscores. */
function signatureFormat({ format, level }: SignatureReport): string {
  // What is in a container is named without it.
  const inner = format?.split('/').at(-1) ?? 'UNKNOWN';
  const row = SIGNATURE_LEVELS.find((one) => one.format === inner && one.level === (level ?? 'none'));
  return (row?.name ?? inner).replaceAll('_', '-');
}

function containerOf({ format }: ValidationReport): string | null {
  const [container, inner] = format?.split('/') ?? [];
  return inner === undefined ? null : (container ?? null);
}
