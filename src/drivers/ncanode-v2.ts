/**
 * Dialect `ncanode-v2`: NCANode before version 3: one address, the method in the body, the outcome in a status beside HTTP's.
 *
 * CMS is spoken in version 2.0 of its interface, XML in version 1.0, as the program itself has it.
 *
 * @see {@link https://github.com/malikzh/NCANode NCANode}, tag v2.3.0
 * @module
 */
import { encodeBase64 } from '../encoding/base64';
import {
  arrayAt,
  base64At,
  booleanAt,
  type Json,
  objectAt,
  outside,
  parseJson,
  stringAt,
  valueAt,
} from '../encoding/json';
import type { Silent, Unsupported, VerdictAnswer } from '../model/answer';
import type { Product } from '../model/claim';
import { printable } from '../model/printable';
import type { HttpReply } from '../net/http';
import { answering, endWith, type JsonCall, postJson, saidOfItself } from './answering';
import type { Driver, Link, SignQuestion } from './driver';

const DIALECT = 'ncanode-v2';

/** ApiStatus.java. */
const STATUS = { ok: 0, noVersion: 1, otherVersion: 2, noMethod: 4, noMethodNamed: 7 } as const;
/** The program does not have what was asked for, whatever the input. */
const ABSENT: readonly number[] = [
  STATUS.noVersion,
  STATUS.otherVersion,
  STATUS.noMethod,
  STATUS.noMethodNamed,
];

type Door = 'cms' | 'cms-time-stamped' | 'xml';

export const ncanodeV2: Driver = {
  dialect: DIALECT,
  granularity: 'boolean',
  unverified: [
    'that cms.verify refuses a wrong signature value: the source of one release calculates it and leaves it out of its reply',
    'the HTTP status that comes with a status other than 0: it differs between releases, and either is read',
  ],

  sign: (link, question) =>
    answering(DIALECT, async () => {
      const door = doorOf(question);
      if (door === undefined || question.packaging === 'detached') return unsupported(question);
      const p12 = link.option(`key.${question.suite}`) ?? link.option('key');
      if (p12 === undefined) {
        return {
          kind: 'unsupported',
          reason: `${DIALECT} signs with a key store: the profile has no option key for ${question.suite}`,
        };
      }
      const password = link.option('password') ?? '';
      const signature =
        door === 'xml'
          ? await signXml(link, question, { p12, password })
          : await signCms(link, question, { p12, password }, door === 'cms-time-stamped');
      return { kind: 'signed', madeBy: 'endpoint', signature };
    }),

  verify: (link, question) =>
    answering(DIALECT, async () => {
      const { signature, content } = question;
      const door = doorOf(question);
      // cms.verify has no parameter for the document.
      if (door === undefined || content !== null) return unsupported(question);
      if (door === 'xml') {
        const params = { xml: textOf(signature), verifyOcsp: true, verifyCrl: true };
        const reply = await call(link, '1.0', 'XML.verify', params);
        const whole = booleanAt(reply, 'result', 'valid') && stands(valueAt(reply, 'result', 'cert'));
        return verdict(whole);
      }
      const params = { cms: encodeBase64(signature), checkOcsp: true, checkCrl: true };
      const signers = arrayAt(await call(link, '2.0', 'cms.verify', params), 'result', 'signers');
      if (signers.length === 0) throw outside('status 0, and result.signers is empty');
      return verdict(signers.every((signer) => stands(objectAt(signer, 'cert'))));
    }),

  async canary(link) {
    const said = await answering(DIALECT, async () =>
      valueAt(await call(link, '2.0', 'node.info', {}), 'status'),
    );
    return said === STATUS.ok;
  },

  version: (link) =>
    saidOfItself(DIALECT, async () => {
      const info = await call(link, '2.0', 'node.info', {});
      return [valueAt(info, 'name'), valueAt(info, 'version')];
    }),
};

interface Key {
  readonly p12: string;
  readonly password: string;
}

async function signCms(link: Link, question: SignQuestion, key: Key, withTsp: boolean): Promise<Uint8Array> {
  const reply = await call(link, '2.0', 'cms.sign', {
    data: encodeBase64(question.document),
    withTsp,
    ...tsaPolicy(link),
    p12array: [{ alias: '', ...key }],
  });
  return base64At(reply, 'cms');
}

async function signXml(link: Link, question: SignQuestion, key: Key): Promise<Uint8Array> {
  const reply = await call(link, '1.0', 'XML.sign', { xml: textOf(question.document), ...key });
  return Buffer.from(stringAt(reply, 'result', 'xml'), 'utf8');
}

function tsaPolicy(link: Link): object {
  const useTsaPolicy = link.option('tsaPolicy');
  return useTsaPolicy === undefined ? {} : { useTsaPolicy };
}

/** The reply of one method that succeeded. */
async function call(link: Link, version: '1.0' | '2.0', method: string, params: object): Promise<Json> {
  const conversation: JsonCall = { link, readRefusal };
  const reply = await postJson(conversation, '', { version, method, params });
  // HTTP 200 says that there is a reply, not that it is a good one.
  const refusal = refusalIn(reply);
  if (refusal === undefined) return reply;
  throw endWith(typeof refusal === 'string' ? { kind: 'refused-input', reason: refusal } : refusal);
}

function readRefusal(reply: HttpReply): string | Silent | Unsupported | undefined {
  if (reply.status !== 400 && reply.status !== 500) return undefined;
  return refusalIn(parseJson(reply.bytes));
}

/** Undefined: status 0. */
function refusalIn(body: Json): string | Unsupported | undefined {
  const status = valueAt(body, 'status');
  if (typeof status !== 'number' || !Number.isInteger(status)) {
    throw outside(`status is no whole number: ${printable(JSON.stringify(status ?? null), 60)}`);
  }
  if (status === STATUS.ok) return undefined;
  const message = printable(String(valueAt(body, 'message') ?? ''), 240) || 'without a message';
  const sentence = `status ${status}: ${message}`;
  return ABSENT.includes(status)
    ? { kind: 'unsupported', reason: `the ${DIALECT} service says: ${sentence}` }
    : sentence;
}

/** What was asked about revocation must be there, or nobody has looked. */
function stands(cert: Json | undefined): boolean {
  if (cert === undefined) throw outside('a signer without cert');
  const valid = valueAt(cert, 'valid');
  const active = ['ocsp', 'crl'].map((source) => stringAt(cert, source, 'status') === 'ACTIVE');
  return valid !== false && active.every((one) => one);
}

/** No sub-indication can be read from this dialect. */
function verdict(whole: boolean): VerdictAnswer {
  return { kind: 'verdict', said: whole ? 'passed' : 'not-passed', subIndication: null };
}

function doorOf({ format, level, packaging }: Omit<Product, 'suite'>): Door | undefined {
  if (format === 'XMLDSig') return packaging === 'enveloped' ? 'xml' : undefined;
  if (format === 'CMS') return level === 'none' ? 'cms' : undefined;
  if (format !== 'CAdES') return undefined;
  return level === 'B-B' ? 'cms' : level === 'B-T' ? 'cms-time-stamped' : undefined;
}

/** XML travels as text. */
function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

function unsupported({ format, level, packaging }: Omit<Product, 'suite'>): Unsupported {
  return { kind: 'unsupported', reason: `${DIALECT} has no product ${format} ${level}, ${packaging}` };
}
