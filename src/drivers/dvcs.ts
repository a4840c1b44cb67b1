/**
 * Dialect `dvcs`: a trusted third party that validates a signed document and gives a receipt (RFC 3029, service vsd).
 *
 * A receipt says granted or rejected, without a reason in the words of EN 319 102-1.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc3029 RFC 3029}
 * @module
 */
import { decodeBase64 } from '../encoding/base64';
import { outside } from '../encoding/json';
import { readPem } from '../encoding/pem';
import type { Answer } from '../model/answer';
import { TamgaError } from '../model/error';
import { printable } from '../model/printable';
import { answering, bodyOfReply } from './answering';
import type { Driver, Link, VerifyQuestion } from './driver';
import { type ErrorNote, type Receipt, readResponse } from './dvcs-receipt';
import { type DvcsRequest, dvcsRequest } from './dvcs-request';
import { requireAnswerTo, requireSignature } from './dvcs-trust';

const DIALECT = 'dvcs';
const TYPE = 'application/dvcs';

/** PKIStatus (RFC 3029 section 9.2): the two that decide. */
const GRANTED = 0;
const REJECTION = 2;

export const dvcs: Driver = {
  dialect: DIALECT,
  granularity: 'boolean',

  verify: (link, question) => answering(DIALECT, () => ask(link, question)),

  /** Text without a signature is rejected, with a receipt or without one: either way the server is at work. */
  async canary(link) {
    const message = Buffer.from('no signature in here\n');
    const said = await answering(DIALECT, async () => {
      const reply = await put(link, dvcsRequest('vsd', message, CANARY_TIME));
      return reply.kind === 'error' || reply.status?.status === REJECTION ? 'alive' : 'strange';
    });
    return said === 'alive';
  },
};

const CANARY_TIME = '2000-01-01T00:00:00Z';

async function ask(link: Link, question: VerifyQuestion): Promise<Answer> {
  const { content, format } = question;
  // RFC 3029 section 7.2: what is validated is one message, which holds signature and document.
  if (content !== null || format === 'JWS' || format === 'JAdES') {
    const what = content === null ? `signature in ${format}` : 'document of a detached signature';
    return { kind: 'unsupported', reason: `${DIALECT} has no place for the ${what}` };
  }
  const reply = await put(link, dvcsRequest('vsd', question.signature, question.validationTime));
  if (reply.kind === 'error') {
    return { kind: 'refused-input', reason: `no receipt: ${wordsOf(reply.status)}` };
  }
  if (reply.status === null) throw outside('a receipt without a status');
  const { status } = reply.status;
  if (status === GRANTED) return { kind: 'verdict', said: 'passed', subIndication: null };
  if (status === REJECTION) return { kind: 'verdict', said: 'not-passed', subIndication: null };
  // Granted with modifications, waiting, warnings: none of them says yes or no to what was asked.
  throw outside(`a receipt that neither grants nor rejects: ${wordsOf(reply.status)}`);
}

/** The answer to this request and no other. */
async function put(link: Link, request: DvcsRequest): Promise<Receipt | ErrorNote> {
  const bytes = await bodyOfReply(
    { link, readRefusal: () => undefined },
    {
      method: 'POST',
      path: link.option('path') ?? '',
      accept: TYPE,
      body: { type: TYPE, bytes: request.bytes },
    },
  );
  const answer = readable(bytes);
  if (answer.kind === 'error') {
    if (answer.transaction === null || answer.transaction === request.transaction) return answer;
    throw outside(`an error note on another transaction: ${printable(answer.transaction, 60)}`);
  }
  requireAnswerTo(request, answer);
  requireSignature(answer.signed, pinnedIn(link));
  return answer;
}

/** What the readers of DER say is about the answer. */
function readable(bytes: Uint8Array): Receipt | ErrorNote {
  try {
    return readResponse(bytes);
  } catch (error) {
    if (!(error instanceof TamgaError) || error.code === 'TAMGA-E-INTERNAL') throw error;
    const start = printable(Buffer.from(bytes.subarray(0, 120)).toString('latin1'), 60);
    throw outside(`no DVCSResponse (${error.message}): ${start || '(empty)'}`, error);
  }
}

/** The option `certificate`: PEM, or base64 of DER, as a secret reference to a file gives it. */
function pinnedIn(link: Link): Uint8Array | null {
  const text = link.option('certificate');
  if (text === undefined) return null;
  const der = readPem(text)[0]?.bytes ?? decodeBase64(text);
  if (der !== undefined) return der;
  throw new TamgaError(
    'TAMGA-E-PROFILE-MEANING',
    'the option certificate of a dvcs endpoint is no certificate',
    {
      hint: 'Give the certificate of the server in PEM, or its DER in base64.',
    },
  );
}

function wordsOf({ status, text }: { readonly status: number; readonly text: string }): string {
  return `PKIStatus ${status}${text === '' ? '' : `, ${printable(text, 200)}`}`;
}
