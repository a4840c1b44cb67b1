/**
 * CAPIWS: the WebSocket by which pages ask E-IMZO on the user's machine for a signature. One request a socket.
 *
 * @see {@link https://github.com/qo0p/e-imzo-doc e-imzo-doc}, example.uz/php/demo/e-imzo.js
 * @module
 */
import { encodeBase64 } from '../encoding/base64';
import { arrayAt, base64At, type Json, parseJson, stringAt, valueAt } from '../encoding/json';
import type { SuiteId } from '../model/claim';
import { printable } from '../model/printable';
import { answering, endWith } from './answering';
import type { Link } from './driver';

/** Where the program listens on the machine of its user; its other port speaks TLS with a certificate of its own. */
const DEFAULT_URL = 'ws://127.0.0.1:64646/service/cryptapi';

interface CapiwsCall {
  readonly plugin?: string;
  readonly name: string;
  readonly arguments?: readonly string[];
}

export interface Pkcs7Order {
  readonly suite: SuiteId;
  readonly document: Uint8Array;
  readonly detached: boolean;
}

export async function createPkcs7(
  link: Link,
  { suite, document, detached }: Pkcs7Order,
): Promise<Uint8Array> {
  const apiKey = link.option('apiKey');
  if (apiKey !== undefined) {
    await succeed(link, { name: 'apikey', arguments: apiKey.split(',').map((part) => part.trim()) });
  }
  const keyId = await keyOf(link, suite);
  const made = await call(link, {
    plugin: 'pkcs7',
    name: 'create_pkcs7',
    arguments: [encodeBase64(document), keyId, detached ? 'yes' : 'no'],
  });
  if (valueAt(made, 'success') === true) return base64At(made, 'pkcs7_64');
  throw endWith({ kind: 'refused-input', reason: `create_pkcs7: ${reasonOf(made)}` });
}

export async function speaksCapiws(link: Link): Promise<boolean> {
  const said = await answering('CAPIWS', async () =>
    valueAt(await call(link, { name: 'version' }), 'success'),
  );
  return said === true;
}

/** Names of tokens stand for themselves; a file is named by the profile, or is the only one there. */
async function keyOf(link: Link, suite: SuiteId): Promise<string> {
  const wanted = link.option(`certificate.${suite}`) ?? link.option('certificate');
  if (wanted !== undefined && TOKENS.has(wanted)) return wanted;
  const listed = arrayAt(
    await succeed(link, { plugin: 'pfx', name: 'list_all_certificates' }),
    'certificates',
  );
  const found = listed.filter(
    (one) => wanted === undefined || stringAt(one, 'name') === wanted || stringAt(one, 'alias') === wanted,
  );
  const [only] = found;
  if (only === undefined || found.length > 1) {
    const names = listed.map((one) => stringAt(one, 'name')).join(', ');
    throw endWith({
      kind: 'unsupported',
      reason: `${found.length} certificates for ${suite}: name one in the option certificate.${suite} (${printable(names, 200) || 'none is there'})`,
    });
  }
  const place = ['disk', 'path', 'name', 'alias'].map((field) => stringAt(only, field));
  return stringAt(await succeed(link, { plugin: 'pfx', name: 'load_key', arguments: place }), 'keyId');
}

const TOKENS: ReadonlySet<string> = new Set(['idcard', 'baikey', 'ckc']);

/** What is about the key or our rights is no refusal of the document. */
async function succeed(link: Link, request: CapiwsCall): Promise<Json> {
  const reply = await call(link, request);
  if (valueAt(reply, 'success') === true) return reply;
  throw endWith({
    kind: 'silent',
    cause: 'denied',
    reason: `E-IMZO refuses ${request.name} (${reasonOf(reply)}): check the API key, and the key and password of its user`,
  });
}

async function call(link: Link, request: CapiwsCall): Promise<Json> {
  const origin = link.option('origin');
  const reply = await link.http.message({
    url: link.option('capiws') ?? DEFAULT_URL,
    text: JSON.stringify(request),
    ...(origin !== undefined && { origin }),
  });
  if (reply.kind === 'silent') throw endWith(reply);
  return parseJson(reply.bytes);
}

function reasonOf(reply: Json): string {
  const reason = valueAt(reply, 'reason');
  return typeof reason === 'string' && reason !== '' ? printable(reason, 200) : 'without a reason';
}
