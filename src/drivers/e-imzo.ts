/**
 * Dialect `e-imzo`: E-IMZO-SERVER verifies over HTTP, with bodies of raw text; E-IMZO signs on the user's machine over CAPIWS.
 *
 * @see {@link https://github.com/qo0p/e-imzo-doc e-imzo-doc}, README
 * @module
 */
import { encodeBase64 } from '../encoding/base64';
import { base64At, type Json, outside, parseJson, stringAt, valueAt } from '../encoding/json';
import type { Unsupported } from '../model/answer';
import type { Format, Level, Packaging } from '../model/claim';
import { printable } from '../model/printable';
import type { HttpReply } from '../net/http';
import { answering, endWith, json, saidOfItself } from './answering';
import type { Driver, Link, VerifyQuestion } from './driver';
import { createPkcs7, speaksCapiws } from './e-imzo-capiws';
import { statusOf, verdictOf } from './e-imzo-status';

const DIALECT = 'e-imzo';

export const eImzo: Driver = {
  dialect: DIALECT,
  granularity: 'boolean',
  unverified: [
    'that no status but 1 accompanies a good signature: the guide gives the table without examples of refusals',
    'the words of an HTTP 400: the guide names the status alone',
  ],
  // list_all_certificates, load_key, create_pkcs7 and the time-stamp.
  calls: { sign: 4 },

  sign: (link, question) =>
    answering(DIALECT, async () => {
      const { format, level, packaging, suite, document } = question;
      if (format !== 'CMS' || level !== 'none') return unsupported(`product ${format} ${level}`);
      if (packaging !== 'attached' && packaging !== 'detached') return unsupported(`packaging ${packaging}`);
      const made = await createPkcs7(link, { suite, document, detached: packaging === 'detached' });
      if (link.option('timeStamp') === 'none') return { kind: 'signed', madeBy: 'endpoint', signature: made };
      return { kind: 'signed', madeBy: 'endpoint', signature: await timeStamped(link, made) };
    }),

  verify: (link, question) =>
    answering(DIALECT, async () => {
      const { format, level, packaging, signature, content } = question;
      if (!takes(format, level)) return unsupported(`format ${format} ${level}`);
      if (!isPackaging(packaging, content)) return unsupported(`packaging ${packaging}`);
      const pkcs7 = encodeBase64(signature);
      return content === null
        ? verdictOf(await postText(link, 'backend/pkcs7/verify/attached', pkcs7))
        : verdictOf(
            await postText(link, 'backend/pkcs7/verify/detached', `${encodeBase64(content.bytes)}|${pkcs7}`),
          );
    }),

  async canary(link) {
    const reply = await link.http.send({ method: 'GET', path: 'ping', headers: userHeaders(link) });
    if (reply.kind === 'silent' || reply.status !== 200) return false;
    const said = await answering(DIALECT, async () => stringAt(parseJson(reply.bytes), 'serverDateTime'));
    if (typeof said !== 'string') return false;
    return link.option('capiws') === undefined || speaksCapiws(link);
  },

  version: (link) =>
    saidOfItself(DIALECT, async () => {
      const request = { method: 'GET', path: 'info', headers: userHeaders(link) } as const;
      return ['E-IMZO-SERVER', stringAt(await json({ link, readRefusal }, request), 'version')];
    }),
};

/** CAdES is CMS to a server that knows nothing of its attributes. */
function takes(format: Format, level: Level): boolean {
  return (format === 'CMS' && level === 'none') || (format === 'CAdES' && level !== 'none');
}

function isPackaging(packaging: Packaging, content: VerifyQuestion['content']): boolean {
  return packaging === (content === null ? 'attached' : 'detached');
}

/** Clients name the field in two ways. */
async function timeStamped(link: Link, pkcs7: Uint8Array): Promise<Uint8Array> {
  const reply = await postText(link, 'frontend/timestamp/pkcs7', encodeBase64(pkcs7));
  const status = statusOf(reply);
  if (status !== 1) {
    throw endWith({
      kind: 'refused-input',
      reason: `no time-stamp: status ${status}, ${printable(String(valueAt(reply, 'message') ?? ''), 200) || 'without a message'}`,
    });
  }
  return valueAt(reply, 'pkcs7b64') === undefined ? base64At(reply, 'pkcs7_64') : base64At(reply, 'pkcs7b64');
}

function postText(link: Link, path: string, text: string): Promise<Json> {
  return json(
    { link, readRefusal },
    {
      method: 'POST',
      path,
      accept: 'application/json',
      headers: userHeaders(link),
      body: { type: 'text/plain', bytes: Buffer.from(text, 'latin1') },
    },
  );
}

/** The server wants to know for whom it works: the user's address, and the site where the user is. */
function userHeaders(link: Link): Readonly<Record<string, string>> {
  const host = link.option('host');
  return {
    'X-Real-IP': link.option('realIp') ?? '127.0.0.1',
    ...(host !== undefined && { Host: host }),
  };
}

/** 400 is about the parameters; its words may be text, or an object with a message. */
function readRefusal(reply: HttpReply): string | undefined {
  if (reply.status !== 400 || reply.type === 'text/html') return undefined;
  const text = Buffer.from(reply.bytes).toString('utf8').trim();
  if (text.startsWith('<')) return undefined;
  if (!text.startsWith('{')) return text === '' ? 'bad parameters' : text;
  const message = valueAt(parseJson(reply.bytes), 'message');
  if (typeof message !== 'string') throw outside('an HTTP 400 without a message');
  return message;
}

function unsupported(what: string): Unsupported {
  return { kind: 'unsupported', reason: `${DIALECT} has no ${what}` };
}
