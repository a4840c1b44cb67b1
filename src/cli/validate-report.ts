/**
 * What `tamga validate` says of one file, in the form of `validate.schema.json`.
 *
 * @module
 */
import type { Changes, Coverage } from '../formats/facts';
import type { Format, Level } from '../model/claim';
import { EXIT, type ExitCode, TamgaError } from '../model/error';
import type { Indication, SubIndication } from '../model/verdict';
import type { SignatureReport, ValidationReport } from '../referee/validation';
import { messageOf } from './errors';

/** Why there is nothing to judge, and what the process then exits with. */
export const FILE_ERRORS = {
  NO_SIGNATURE: EXIT.unexpected,
  FILE_UNREADABLE: EXIT.badData,
  CONTENT_UNREADABLE: EXIT.badData,
  MALFORMED: EXIT.badData,
  LIMIT_EXCEEDED: EXIT.badData,
  INTERNAL: EXIT.internal,
} as const satisfies Readonly<Record<string, ExitCode>>;

export type FileErrorCode = keyof typeof FILE_ERRORS;

export interface SignatureLine {
  readonly id: string;
  readonly parent: string | null;
  readonly indication: Indication;
  readonly subIndication: SubIndication | null;
  readonly intact: boolean | null;
  readonly coverage: Coverage | null;
  readonly changesAfter: Changes | null;
  readonly level: Level | null;
  readonly algorithm: string | null;
  readonly signingTime: string | null;
}

/** One line of `tamga validate --json`. */
export interface FileLine {
  readonly file: string;
  readonly format: Format | null;
  readonly signatures: readonly SignatureLine[];
  readonly error?: { readonly code: FileErrorCode; readonly message: string };
}

/** A judged file: the line, and the whole reports for readers who want the findings. */
export interface JudgedFile {
  readonly line: FileLine;
  readonly reports: readonly SignatureReport[];
}

export function judgedFile(file: string, report: ValidationReport): JudgedFile {
  const { format, signatures } = report;
  if (signatures.length === 0)
    return failedFile(file, 'NO_SIGNATURE', 'the file holds no signature of a known format');
  return { line: { file, format, signatures: signatures.map(signatureLine) }, reports: signatures };
}

export function failedFile(file: string, code: FileErrorCode, message: string): JudgedFile {
  return { line: { file, format: null, signatures: [], error: { code, message } }, reports: [] };
}

/** An error met while one file was judged: the others are not concerned. */
export function thrownFile(file: string, thrown: unknown): JudgedFile {
  return failedFile(file, thrown instanceof TamgaError ? codeOf(thrown) : 'INTERNAL', messageOf(thrown));
}

function codeOf(error: TamgaError): FileErrorCode {
  if (error.code === 'TAMGA-E-LIMIT') return 'LIMIT_EXCEEDED';
  if (error.code === 'TAMGA-E-NO-SIGNATURE') return 'NO_SIGNATURE';
  return error.exit === EXIT.badData ? 'MALFORMED' : 'INTERNAL';
}

/** First that applies of 70, 65, 20, 0. */
export function exitOf(lines: readonly FileLine[]): ExitCode {
  const codes = new Set(lines.map(exitOfFile));
  const order: readonly ExitCode[] = [EXIT.internal, EXIT.badData, EXIT.unexpected];
  return order.find((code) => codes.has(code)) ?? EXIT.ok;
}

function exitOfFile(line: FileLine): ExitCode {
  if (line.error !== undefined) return FILE_ERRORS[line.error.code];
  return line.signatures.every(({ indication }) => indication === 'TOTAL_PASSED') ? EXIT.ok : EXIT.unexpected;
}

function signatureLine(report: SignatureReport): SignatureLine {
  const { id, parent, indication, subIndication, intact, coverage, changesAfter, level, signingTime } =
    report;
  const algorithm = publishedAlgorithm(report.algorithm);
  return {
    id,
    parent,
    indication,
    subIndication,
    intact,
    coverage,
    changesAfter,
    level,
    algorithm,
    signingTime,
  };
}

/** OIDs, URIs and JWA names are of visible ASCII; a stranger can state anything else. */
function publishedAlgorithm(stated: string | null): string | null {
  return stated !== null && /^[!-~]{1,256}$/.test(stated) ? stated : null;
}
