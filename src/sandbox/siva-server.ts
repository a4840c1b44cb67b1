/**
 * Dialect `siva` from the other side: validation only, at the state's own instant.
 *
 * @module
 */
import { decodeBase64 } from '../encoding/base64';
import { type Json, parseJson, valueAt } from '../encoding/json';
import { TamgaError } from '../model/error';
import { json, messageOf, type Outgoing, type Service } from './server';
import type { SimulatedState } from './simulated-state';
import { conclusionOf } from './siva-report';

interface RequestError {
  readonly key: string;
  readonly message: string;
}

class Refusal extends Error {
  readonly errors: readonly RequestError[];

  constructor(errors: readonly RequestError[]) {
    super(errors.map(({ key, message }) => `${key}: ${message}`).join('; '));
    this.errors = errors;
  }
}

const POLICIES = ['POLv3', 'POLv4'];
const REPORT_TYPES = ['Simple', 'Detailed', 'Diagnostic'];
const MAX_NAME = 255;
const MALFORMED = { key: 'document', message: 'Document malformed or not matching documentType' };

export function sivaService(state: SimulatedState, base: string): Service {
  return {
    prefix: base,
    routes: [
      { method: 'GET', path: /^monitoring\/health$/, answer: () => json(200, { status: 'UP' }) },
      { method: 'GET', path: /^monitoring\/heartbeat$/, answer: () => json(200, { status: 'UP' }) },
      {
        method: 'POST',
        role: 'verify',
        path: /^validate$/,
        answer: async ({ bytes }) => json(200, await validate(parseJson(bytes), state)),
      },
      {
        method: 'POST',
        path: /^validateHashcode$/,
        answer: ({ bytes }) => hashcode(parseJson(bytes)),
      },
    ],
    broken,
  };
}

/** SiVa gives no report for what it cannot read: every fault of the request is HTTP 400. */
function broken(error: unknown): Outgoing {
  const errors = error instanceof Refusal ? error.errors : [{ key: 'request', message: messageOf(error) }];
  const asked = error instanceof Refusal || error instanceof TamgaError;
  return json(asked ? 400 : 500, { requestErrors: errors });
}

async function validate(body: Json, { judge, profile, forged }: SimulatedState): Promise<object> {
  const { filename, file, policy } = readRequest(body);
  try {
    const report = await judge.judge(file, [], forged.instant);
    if (report.signatures.length === 0) throw new Refusal([MALFORMED]);
    return conclusionOf(report, {
      filename,
      validationTime: forged.instant,
      policy: policy ?? profile.algorithms.id,
    });
  } catch (error) {
    if (error instanceof TamgaError && error.code !== 'TAMGA-E-INTERNAL') throw new Refusal([MALFORMED]);
    throw error;
  }
}

function readRequest(body: Json) {
  const filename = valueAt(body, 'filename');
  const document = valueAt(body, 'document');
  const policy = valueAt(body, 'signaturePolicy');
  const reportType = valueAt(body, 'reportType');
  const file = typeof document === 'string' ? decodeBase64(document) : undefined;
  const errors: RequestError[] = [];
  const complain = (fault: boolean, key: string, message: string) => {
    if (fault) errors.push({ key, message });
  };
  complain(typeof filename !== 'string' || filename === '', 'filename', 'Must not be blank');
  complain(
    typeof filename === 'string' && filename.length > MAX_NAME,
    'filename',
    'size must be between 1 and 255',
  );
  complain(typeof document !== 'string' || document === '', 'document', 'Must not be blank');
  complain(
    typeof document === 'string' && file === undefined,
    'document',
    'Document is not encoded in a valid base64 string',
  );
  complain(!isOneOf(policy, POLICIES), 'signaturePolicy', `Invalid signature policy: ${String(policy)}`);
  complain(!isOneOf(reportType, REPORT_TYPES), 'reportType', 'Invalid report type');
  if (errors.length > 0 || typeof filename !== 'string' || file === undefined) throw new Refusal(errors);
  return { filename, file, policy: typeof policy === 'string' ? policy : null };
}

function isOneOf(value: Json | undefined, words: readonly string[]): boolean {
  return value === undefined || value === null || (typeof value === 'string' && words.includes(value));
}

/** The referee hashes documents itself; digests alone are beyond this simulation. */
function hashcode(body: Json): Outgoing {
  if (!Array.isArray(valueAt(body, 'signatureFiles'))) {
    throw new Refusal([{ key: 'signatureFiles', message: 'Must not be empty' }]);
  }
  throw new Refusal([
    { key: 'signatureFiles', message: 'this simulation validates no digests: POST /validate' },
  ]);
}
