/**
 * Dialect `ncanode-v3`: NCANode, the signature server used with Kazakh keys.
 *
 * @see {@link https://github.com/ncanode-kz/NCANode NCANode}, openapi.yml
 * @module
 */
import { encodeBase64 } from '../encoding/base64';
import { base64At, booleanAt, type Json, parseJson, valueAt } from '../encoding/json';
import type { Unsupported } from '../model/answer';
import type { Format, Level } from '../model/claim';
import type { HttpReply } from '../net/http';
import { answering, postJson } from './answering';
import type { Driver } from './driver';

const DIALECT = 'ncanode-v3';

interface Product {
  readonly format: Format;
  readonly level: Level;
  readonly withTsp: boolean;
}

/** The dialect has one switch: with a signature time-stamp or without. The algorithm is that of the key. */
const PRODUCTS: readonly Product[] = [
  { format: 'CMS', level: 'none', withTsp: false },
  { format: 'CAdES', level: 'B-B', withTsp: false },
  { format: 'CAdES', level: 'B-T', withTsp: true },
];

export const ncanodeV3: Driver = {
  dialect: DIALECT,
  granularity: 'boolean',

  sign: (link, question) =>
    answering(DIALECT, async () => {
      const product = productOf(question.format, question.level);
      if (product === undefined) return unsupported(`product ${question.format} ${question.level}`);
      const key = link.option(`key.${question.suite}`) ?? link.option('key');
      if (key === undefined)
        return unsupported(`key store: the profile has no option key for ${question.suite}`);

      const tsaPolicy = link.option('tsaPolicy');
      const reply = await postJson({ link, readRefusal }, 'cms/sign', {
        data: encodeBase64(question.document),
        signers: [{ key, password: link.option('password') ?? '', keyAlias: null, referenceUri: null }],
        withTsp: product.withTsp,
        ...(tsaPolicy !== undefined && { tsaPolicy }),
        detached: question.packaging === 'detached',
      });
      return { kind: 'signed', madeBy: 'endpoint', signature: base64At(reply, 'cms') };
    }),

  verify: (link, question) =>
    answering(DIALECT, async () => {
      if (productOf(question.format, question.level) === undefined) {
        return unsupported(`product ${question.format} ${question.level}`);
      }
      const reply = await postJson({ link, readRefusal }, 'cms/verify', {
        cms: encodeBase64(question.signature),
        ...(question.content !== null && { data: encodeBase64(question.content.bytes) }),
        revocationCheck: ['OCSP', 'CRL'],
      });
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

function productOf(format: Format, level: Level): Product | undefined {
  return PRODUCTS.find((row) => row.format === format && row.level === level);
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
