/**
 * Dialect `cdsapi`: the Kyrgyz cloud signature, which signs what it calls a hash and checks signatures over one.
 *
 * No interface document is public. Four independent clients agree on paths and fields, and not on what a hash is.
 *
 * @module
 */
import { decodeBase64, encodeBase64 } from '../encoding/base64';
import { base64At, booleanAt, type Json, parseJson, stringAt, valueAt } from '../encoding/json';
import type { SignAnswer, Silent, Unsupported } from '../model/answer';
import type { Container } from '../model/container';
import { TamgaError } from '../model/error';
import { printable } from '../model/printable';
import type { HttpReply } from '../net/http';
import { answering, endWith, type JsonCall, postJson } from './answering';
import type { Driver, Link, SignQuestion } from './driver';

const DIALECT = 'cdsapi';

export const cdsapi: Driver = {
  dialect: DIALECT,
  granularity: 'boolean',
  // account/auth and get-sign/for-hash.
  calls: { sign: 2 },
  unverified: [
    'whether sign is a raw value or CMS: either is read, and a raw value is put into a container by the harness',
    'what hash holds: the whole input in base64 as three clients send it, or hexadecimal SHA-256 as one does (option hash)',
    'over what a raw value is calculated: taken to be the octets behind hash, digested by the suite of the key',
    'that check-sign/for-hash takes CMS in signBase64',
    'error codes: none are published, so an error other than of access is taken for a refusal of the input',
  ],

  sign: (link, question) =>
    answering(DIALECT, async () => {
      const certificate = certificateOf(link, question);
      const container = containerFor(link, question, certificate);
      if (container === null) return unsupported(question);
      const call = { link, readRefusal };
      const userToken = await tokenOf(call);
      const hash = hashOf(link, container);
      if (hash === undefined) {
        return {
          kind: 'unsupported',
          reason: `${DIALECT} with hexadecimal hashes signs SHA-256 only, not ${question.suite}`,
        };
      }
      const reply = await postJson(call, 'get-sign/for-hash', { hash, userToken });
      return signedBy(reply, container);
    }),

  verify: (link, question) =>
    answering(DIALECT, async () => {
      const { format, level, packaging, signature, content } = question;
      const cms = (format === 'CMS' && level === 'none') || format === 'CAdES';
      if (!cms || content === null) return unsupported({ format, level, packaging });
      const reply = await postJson({ link, readRefusal }, 'check-sign/for-hash', {
        hash: encodeBase64(content.bytes),
        signBase64: encodeBase64(signature),
      });
      return {
        kind: 'verdict',
        said: booleanAt(reply, 'verified') ? 'passed' : 'not-passed',
        subIndication: null,
      };
    }),

  /** What ways a person has to sign in is told without a secret. */
  async canary(link) {
    const said = await answering(DIALECT, async () =>
      valueAt(await postJson({ link, readRefusal }, 'user-auth-methods', person(link)), 'userAuthMethodList'),
    );
    return Array.isArray(said);
  },
};

function person(link: Link): object {
  const organizationInn = link.option('organizationInn');
  return {
    personIdnp: link.option('personIdnp') ?? '',
    // Natural persons leave it out.
    ...(organizationInn !== undefined && { organizationInn }),
  };
}

/** PINs that are sent to a person cannot be asked for by a machine: a standing PIN, or a token that was got beforehand. */
async function tokenOf(call: JsonCall): Promise<string> {
  const ready = call.link.option('userToken');
  if (ready !== undefined) return ready;
  const byPin = call.link.option('pin') ?? '';
  const reply = await postJson(call, 'account/auth', { ...person(call.link), byPin });
  if (valueAt(reply, 'isActive') === false) {
    throw endWith(denied('the account is not active'));
  }
  return stringAt(reply, 'token');
}

/** Three of four clients send what is to be signed whole. */
function hashOf(link: Link, container: Container): string | undefined {
  if (link.option('hash') !== 'hex') return encodeBase64(container.toBeSigned);
  return container.hash.length === 32 ? Buffer.from(container.hash).toString('hex') : undefined;
}

function signedBy(reply: Json, container: Container): SignAnswer {
  // The misspelling is the interface's.
  if (!booleanAt(reply, 'isSuccesfull')) {
    return { kind: 'refused-input', reason: 'get-sign/for-hash: isSuccesfull is false, without a reason' };
  }
  const signature = base64At(reply, 'sign');
  if (isCms(signature)) return { kind: 'signed', madeBy: 'endpoint', signature };
  return { kind: 'signed', madeBy: 'assembled', signature: container.assemble(signature, null) };
}

/** ContentInfo begins with the object identifier id-signedData; no signature value does. */
function isCms(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 20)).includes(Buffer.from('06092a864886f70d010702', 'hex'));
}

/** get-cert-info tells names and no certificate, so the profile must bring it. */
function certificateOf(link: Link, { suite }: SignQuestion): Uint8Array {
  const text = link.option(`certificate.${suite}`) ?? link.option('certificate');
  const der = text === undefined ? undefined : decodeBase64(text);
  if (der !== undefined && der.length > 0) return der;
  throw endWith({
    kind: 'unsupported',
    reason: `${DIALECT} gives no certificate: name the signer's in the option certificate.${suite}, for example file-base64:signer.cer`,
  });
}

function containerFor(link: Link, question: SignQuestion, certificate: Uint8Array): Container | null {
  if (link.containers === undefined) {
    throw new TamgaError(
      'TAMGA-E-INTERNAL',
      'a dialect that gives raw values was asked without what assembles them',
    );
  }
  // There is no time-stamping service behind this interface.
  if (question.level !== 'none' && question.level !== 'B-B') return null;
  if (question.format !== 'CAdES') return null;
  const issuer = link.option('issuer');
  const above = issuer === undefined ? undefined : decodeBase64(issuer);
  const chain = above === undefined ? [] : [above];
  return link.containers.prepare({ ...question, certificate, chain });
}

/** `{"errorCode":1,"errorMessage":"…","isActive":false,"inactiveReason":"…"}` under a status other than 200. */
function readRefusal(reply: HttpReply): string | Silent | undefined {
  if (reply.type !== 'application/json' || reply.status < 400) return undefined;
  const body: Json = parseJson(reply.bytes);
  const code = valueAt(body, 'errorCode');
  const message = valueAt(body, 'errorMessage');
  if (typeof code !== 'number' || typeof message !== 'string') return undefined;
  const sentence = `errorCode ${code}: ${printable(message, 200)}`;
  return valueAt(body, 'isActive') === false
    ? denied(`${sentence}; ${printable(String(valueAt(body, 'inactiveReason') ?? ''), 100)}`)
    : sentence;
}

function denied(what: string): Silent {
  return {
    kind: 'silent',
    cause: 'denied',
    reason: `the service refuses the person that the profile names (${what}): check personIdnp, organizationInn and pin`,
  };
}

function unsupported({
  format,
  level,
  packaging,
}: Pick<SignQuestion, 'format' | 'level' | 'packaging'>): Unsupported {
  return { kind: 'unsupported', reason: `${DIALECT} has no product ${format} ${level}, ${packaging}` };
}
