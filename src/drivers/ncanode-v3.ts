/**
 * Dialect `ncanode-v3`: NCANode, the signature server used with Kazakh keys.
 *
 * @see {@link https://github.com/ncanode-kz/NCANode NCANode}, openapi.yml
 * @module
 */
import { encodeBase64 } from '../encoding/base64';
import { base64At, booleanAt, type Json, parseJson, stringAt, valueAt } from '../encoding/json';
import type { Unsupported } from '../model/answer';
import type { Format, Level, Packaging, Product } from '../model/claim';
import type { HttpReply } from '../net/http';
import { answering, type JsonCall, postJson } from './answering';
import type { Driver, SignQuestion } from './driver';

const DIALECT = 'ncanode-v3';

/** The interface has one door for CMS and one for XML; a product that neither knows is unsupported. */
type Route =
  /** One switch: with a signature time-stamp or without. The algorithm is that of the key. */
  { readonly door: 'cms'; readonly withTsp: boolean } | { readonly door: 'xml' };

interface Row {
  readonly format: Format;
  readonly level: Level;
  /** All that the format has where absent. */
  readonly packaging?: Packaging;
  readonly route: Route;
}

const ROWS: readonly Row[] = [
  { format: 'CMS', level: 'none', route: { door: 'cms', withTsp: false } },
  { format: 'CAdES', level: 'B-B', route: { door: 'cms', withTsp: false } },
  { format: 'CAdES', level: 'B-T', route: { door: 'cms', withTsp: true } },
  { format: 'XMLDSig', level: 'none', packaging: 'enveloped', route: { door: 'xml' } },
];

export const ncanodeV3: Driver = {
  dialect: DIALECT,
  granularity: 'boolean',

  sign: (link, question) =>
    answering(DIALECT, async () => {
      const route = routeOf(question);
      if (route === undefined) return unsupported(`product ${question.format} ${question.level}`);
      const key = link.option(`key.${question.suite}`) ?? link.option('key');
      if (key === undefined)
        return unsupported(`key store: the profile has no option key for ${question.suite}`);
      const signers = [{ key, password: link.option('password') ?? '', keyAlias: null, referenceUri: null }];
      const call = { link, readRefusal };
      const signature =
        route.door === 'cms'
          ? await signCms(call, question, signers, route.withTsp)
          : await signXml(call, question, signers);
      return { kind: 'signed', madeBy: 'endpoint', signature };
    }),

  verify: (link, question) =>
    answering(DIALECT, async () => {
      const route = routeOf(question);
      if (route === undefined) return unsupported(`product ${question.format} ${question.level}`);
      const { signature, content } = question;
      const revocationCheck = ['OCSP', 'CRL'];
      const call = { link, readRefusal };
      const reply =
        route.door === 'cms'
          ? await postJson(call, 'cms/verify', {
              cms: encodeBase64(signature),
              ...(content !== null && { data: encodeBase64(content.bytes) }),
              revocationCheck,
            })
          : await postJson(call, 'xml/verify', { xml: textOf(signature), revocationCheck });
      // False without a reason is all that this dialect says: no sub-indication can be read from it.
      const said = booleanAt(reply, 'valid') ? 'passed' : 'not-passed';
      return { kind: 'verdict', said, subIndication: null };
    }),

  async canary(link) {
    const reply = await link.http.send({ method: 'GET', path: 'actuator/health' });
    if (reply.kind === 'silent' || reply.status !== 200) return false;
    const said = await answering(DIALECT, async () => valueAt(parseJson(reply.bytes), 'status'));
    return said === 'UP';
  },
};

async function signCms(
  call: JsonCall,
  question: SignQuestion,
  signers: readonly object[],
  withTsp: boolean,
): Promise<Uint8Array> {
  const tsaPolicy = call.link.option('tsaPolicy');
  const reply = await postJson(call, 'cms/sign', {
    data: encodeBase64(question.document),
    signers,
    withTsp,
    ...(tsaPolicy !== undefined && { tsaPolicy }),
    detached: question.packaging === 'detached',
  });
  return base64At(reply, 'cms');
}

async function signXml(
  call: JsonCall,
  question: SignQuestion,
  signers: readonly object[],
): Promise<Uint8Array> {
  const xml = textOf(question.document);
  const reply = await postJson(call, 'xml/sign', { xml, signers, clearSignatures: false, trimXml: false });
  return Buffer.from(stringAt(reply, 'xml'), 'utf8');
}

/** XML travels as text. */
function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

function routeOf({ format, level, packaging }: Omit<Product, 'suite'>): Route | undefined {
  return ROWS.find(
    (row) =>
      row.format === format &&
      row.level === level &&
      (row.packaging === undefined || row.packaging === packaging),
  )?.route;
}

/** NCANode words its exceptions as `{"status":400,"message":"…"}` under the same HTTP status. */
function readRefusal(reply: HttpReply): string | undefined {
  if (reply.status !== 400 && reply.status !== 500) return undefined;
  const body: Json = parseJson(reply.bytes);
  const message = valueAt(body, 'message');
  return valueAt(body, 'status') === reply.status && typeof message === 'string' ? message : undefined;
}

function unsupported(what: string): Unsupported {
  return { kind: 'unsupported', reason: `${DIALECT} has no ${what}` };
}
