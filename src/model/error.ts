/**
 * The one error class of the harness and its closed list of codes.
 *
 * A wrong verdict is a value, never an exception: these errors say that the harness, its input or the wire broke.
 *
 * @module
 */

/** What the process exits with when an error of the class ends it (see docs/errors.md). */
export const EXIT = {
  ok: 0,
  unexpected: 20,
  unsafe: 21,
  incomplete: 22,
  drift: 23,
  usage: 64,
  badData: 65,
  unavailable: 69,
  internal: 70,
  configuration: 78,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Every code, the exit code it leads to, and when it is thrown. `docs/errors.md` holds the same rows, tested both ways. */
export const ERRORS = {
  'TAMGA-E-USAGE': { exit: EXIT.usage, when: 'the command line names an unknown command, option or value' },
  'TAMGA-E-NOTHING-SELECTED': { exit: EXIT.usage, when: 'tags or pairs select no scenario' },
  'TAMGA-E-PARALLEL': { exit: EXIT.usage, when: 'cucumber was started with --parallel' },
  'TAMGA-E-PROFILE-READ': { exit: EXIT.configuration, when: 'a profile cannot be read or is not JSON' },
  'TAMGA-E-PROFILE-SCHEMA': {
    exit: EXIT.configuration,
    when: 'a profile does not match profile.schema.json',
  },
  'TAMGA-E-PROFILE-MEANING': {
    exit: EXIT.configuration,
    when: 'a profile matches the schema but contradicts itself or another profile',
  },
  'TAMGA-E-SECRET': {
    exit: EXIT.configuration,
    when: 'a secret reference is missing, unreadable or a literal',
  },
  'TAMGA-E-TRUST-READ': { exit: EXIT.configuration, when: 'a trust anchor cannot be read as a certificate' },
  'TAMGA-E-TRUST-LIST': {
    exit: EXIT.configuration,
    when: 'the signature of a trusted list is broken, or of nobody who was named for it',
  },
  'TAMGA-E-MATERIAL-READ': {
    exit: EXIT.configuration,
    when: 'a file given with --material holds no certificate, CRL or OCSP response',
  },
  'TAMGA-E-POLICY': {
    exit: EXIT.configuration,
    when: 'an algorithm policy cannot be read or does not match policy.schema.json',
  },
  'TAMGA-E-VECTOR': {
    exit: EXIT.configuration,
    when: 'a vector.json does not match vector.schema.json or names an unknown twin',
  },
  'TAMGA-E-DIVERGENCES': {
    exit: EXIT.configuration,
    when: 'the file of known divergences cannot be read or names an unknown check',
  },
  'TAMGA-E-FEATURE': {
    exit: EXIT.configuration,
    when: 'a @pairs block has an unknown column or lacks its case tag',
  },
  'TAMGA-E-OUT-DIR': { exit: EXIT.configuration, when: 'the reports folder cannot be written' },
  'TAMGA-E-SANDBOX': { exit: EXIT.unavailable, when: 'the sandbox child did not start or died' },
  'TAMGA-E-UNREACHABLE': { exit: EXIT.unavailable, when: 'no endpoint of the round answered' },
  'TAMGA-E-HOST': { exit: EXIT.configuration, when: 'a sandbox host name has no server in this round' },
  'TAMGA-E-STEP-ORDER': { exit: EXIT.internal, when: 'a step ran before the step that gives it its subject' },
  'TAMGA-E-ROUND-READ': {
    exit: EXIT.badData,
    when: 'a round folder lacks its plan or its checks, or a line of them is unreadable',
  },
  'TAMGA-E-FILE-READ': { exit: EXIT.badData, when: 'a file to validate cannot be read' },
  'TAMGA-E-DER': { exit: EXIT.badData, when: 'bytes are not the DER or BER that the type needs' },
  'TAMGA-E-JSON': { exit: EXIT.badData, when: 'bytes are not the JSON or the JWS that is needed' },
  'TAMGA-E-XML': {
    exit: EXIT.badData,
    when: 'bytes are no well-formed XML, or have a document type declaration',
  },
  'TAMGA-E-PDF': { exit: EXIT.badData, when: 'bytes are not the PDF that the place needs' },
  'TAMGA-E-ZIP': { exit: EXIT.badData, when: 'bytes are not the ZIP archive that is needed' },
  'TAMGA-E-LIMIT': { exit: EXIT.badData, when: 'input exceeds a limit of size, depth, count or time' },
  'TAMGA-E-NO-SIGNATURE': { exit: EXIT.badData, when: 'the file holds no signature of a known format' },
  'TAMGA-E-SUITE': { exit: EXIT.configuration, when: 'a suite, digest or key kind is not in the table' },
  'TAMGA-E-MINT': { exit: EXIT.internal, when: 'the forge was asked for something it cannot make' },
  'TAMGA-E-PROTOCOL': { exit: EXIT.internal, when: 'a driver met an answer outside its dialect' },
  'TAMGA-E-INTERNAL': { exit: EXIT.internal, when: 'an assumption of the harness itself does not hold' },
} as const satisfies Record<string, { readonly exit: ExitCode; readonly when: string }>;

export type ErrorCode = keyof typeof ERRORS;

export interface ErrorDetail {
  /** What the reader can do next, in one sentence. */
  readonly hint?: string;
  readonly cause?: unknown;
}

export class TamgaError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, detail: ErrorDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.name = 'TamgaError';
    this.code = code;
    this.hint = detail.hint;
  }

  get exit(): ExitCode {
    return ERRORS[this.code].exit;
  }
}
