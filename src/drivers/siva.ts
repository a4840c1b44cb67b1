/**
 * Dialect `siva`: the signature verification service SiVa, which answers in the words of EN 319 102-1.
 *
 * It names no validation time: the service judges at its own clock, whatever instant the question has.
 *
 * @see {@link https://github.com/open-eid/SiVa open-eid/SiVa}, docs/siva3/interfaces.md
 * @module
 */
import { createHash } from 'node:crypto';
import { encodeBase64 } from '../encoding/base64';
import { isJsonObject, type Json, outside, parseJson, valueAt } from '../encoding/json';
import type { Unsupported } from '../model/answer';
import type { Format } from '../model/claim';
import { printable } from '../model/printable';
import type { HttpReply } from '../net/http';
import { answering, postJson } from './answering';
import type { Driver, Link, VerifyQuestion } from './driver';
import { readConclusion } from './siva-report';

const DIALECT = 'siva';
const VALIDATE = 'validate';
const VALIDATE_HASHCODE = 'validateHashcode';

/** JAdES is not among the formats that SiVa names; plain CMS and XML signatures are left to its report. */
const UNKNOWN_FORMATS: readonly Format[] = ['JWS', 'JAdES'];

export const siva: Driver = {
  dialect: DIALECT,
  granularity: 'sub-indication',

  verify: (link, question) =>
    answering(DIALECT, async () => {
      const asked = requestOf(link, question);
      if ('kind' in asked) return asked;
      const reply = await postJson({ link, readRefusal }, asked.path, asked.body);
      return readConclusion(reply, asked.expected);
    }),

  /** A text without a signature is refused, or reported as a file with none: either way the service is at work. */
  async canary(link) {
    const body = { filename: 'canary.txt', document: encodeBase64(Buffer.from('no signature in here\n')) };
    const reply = await link.http.send({
      method: 'POST',
      path: VALIDATE,
      accept: 'application/json',
      body: { type: 'application/json', bytes: Buffer.from(JSON.stringify(body), 'utf8') },
    });
    if (reply.kind === 'silent') return false;
    const said = await answering(DIALECT, async () =>
      reply.status === 400
        ? readRefusal(reply) !== undefined
        : reply.status === 200 && readConclusion(parseJson(reply.bytes), null).kind !== 'verdict',
    );
    return said === true;
  },
};

interface Asked {
  readonly path: string;
  readonly body: object;
  /** What the report must repeat where it names its document. */
  readonly expected: { readonly filename: string; readonly sha256: string } | null;
}

function requestOf(link: Link, question: VerifyQuestion): Asked | Unsupported {
  const { format, content, signature, signatureName } = question;
  const common = {
    ...optional('signaturePolicy', link.option('signaturePolicy')),
    reportType: link.option('reportType') ?? 'Simple',
  };
  if (UNKNOWN_FORMATS.includes(format)) return unsupported(`format ${format}`);
  if (content === null) {
    return {
      path: VALIDATE,
      body: { filename: signatureName, document: encodeBase64(signature), ...common },
      expected: { filename: signatureName, sha256: sha256(signature) },
    };
  }
  // Only XAdES can be checked without its documents: by their digests, as they stand in the references.
  if (format !== 'XAdES' && format !== 'XMLDSig') {
    return unsupported(`way to hand over the document of a detached signature in ${format}`);
  }
  const datafile = { filename: content.name, hashAlgo: 'SHA256', hash: sha256(content.bytes) };
  return {
    path: VALIDATE_HASHCODE,
    body: { signatureFiles: [{ signature: encodeBase64(signature), datafiles: [datafile] }], ...common },
    expected: null,
  };
}

function optional(name: string, value: string | undefined): object {
  return value === undefined ? {} : { [name]: value };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64');
}

/** `{"requestErrors":[{"key":"document","message":"…"}]}` under HTTP 400. */
function readRefusal(reply: HttpReply): string | undefined {
  if (reply.status !== 400) return undefined;
  const body: Json = parseJson(reply.bytes);
  const errors = valueAt(body, 'requestErrors');
  if (!Array.isArray(errors) || errors.length === 0) return undefined;
  return errors.map(wordsOf).join('; ');
}

function wordsOf(error: Json): string {
  if (!isJsonObject(error)) throw outside('an entry of requestErrors is no object');
  const { key = '', message = '' } = error;
  return `${printable(String(key), 60)}: ${printable(String(message), 200)}`;
}

function unsupported(what: string): Unsupported {
  return { kind: 'unsupported', reason: `${DIALECT} has no ${what}` };
}
