/**
 * One signature by a CSC service: credential, authorisation, value or document. What the two versions word differently is
 * handed in.
 *
 * @module
 */

import { encodeBase64 } from '../encoding/base64';
import { arrayAt, base64At, type Json, outside, stringAt, valueAt } from '../encoding/json';
import type { SignAnswer, Unsupported } from '../model/answer';
import type { Container, Imprint } from '../model/container';
import { TamgaError } from '../model/error';
import { endWith, type JsonCall, postJson } from './answering';
import type { Credential } from './csc-credential';
import type { CscSuite } from './csc-names';
import type { SignQuestion } from './driver';

/** What is signed, or shown to be signed, in one authorisation. */
export interface Hashes {
  readonly hashes: readonly string[];
  readonly hashAlgo: string;
}

export interface Version {
  readonly dialect: string;
  /** SAD: the permission to sign these hashes with this credential; undefined where the token is enough. */
  authorise(call: JsonCall, credential: Credential, hashes: Hashes): Promise<string | undefined>;
  /** Fields of `signatures/signHash` beside credential, SAD and algorithms. */
  hashFields(hashes: Hashes): object;
}

export function noAlgorithm(dialect: string, { suite }: SignQuestion): Unsupported {
  return { kind: 'unsupported', reason: `${dialect} has no algorithm for ${suite}` };
}

export function noCredential({ signAlgo }: CscSuite): Unsupported {
  return { kind: 'unsupported', reason: `no enabled credential signs with ${signAlgo}` };
}

export async function signHash(
  version: Version,
  call: JsonCall,
  question: SignQuestion,
  suite: CscSuite,
  credential: Credential,
): Promise<SignAnswer> {
  const container = containerFor(call, question, credential);
  if (container === null) return noContainer(question);
  const hashes = { hashes: [encodeBase64(container.hash)], hashAlgo: container.digestOid };
  const SAD = await version.authorise(call, credential, hashes);
  const { signatureParameters } = container;
  const reply = await postJson(call, 'signatures/signHash', {
    credentialID: credential.id,
    ...(SAD !== undefined && { SAD }),
    ...version.hashFields(hashes),
    signAlgo: suite.signAlgo,
    ...(signatureParameters !== null && { signAlgoParams: encodeBase64(signatureParameters) }),
  });
  const value = rawValueOf(reply);
  const imprint = container.imprint(value);
  const token = imprint && (await timeStamp(call, imprint));
  return { kind: 'signed', madeBy: 'assembled', signature: container.assemble(value, token) };
}

function containerFor(
  { link }: JsonCall,
  question: SignQuestion,
  { certificate, chain }: Credential,
): Container | null {
  if (link.containers !== undefined) return link.containers.prepare({ ...question, certificate, chain });
  throw new TamgaError(
    'TAMGA-E-INTERNAL',
    'a dialect that gives raw values was asked without what assembles them',
  );
}

function noContainer({ format, level, packaging, suite }: SignQuestion): Unsupported {
  const product = `${format} ${level}, ${packaging}, with ${suite}`;
  return {
    kind: 'unsupported',
    reason: `the service signs hashes, and ${product} is not put together around a raw value`,
  };
}

/** One hash was sent: a second value would be somebody else's. */
function rawValueOf(reply: Json): Uint8Array {
  const values = valueAt(reply, 'signatures');
  if (values === undefined && typeof valueAt(reply, 'responseID') === 'string') {
    throw outside('a responseID in place of signatures, although synchronous operation was asked for');
  }
  const { length } = arrayAt(reply, 'signatures');
  if (length !== 1) throw outside(`${length} signatures for one hash`);
  return base64At(reply, 'signatures', 0);
}

/** The service's own authority stamps what the service has signed. */
async function timeStamp(call: JsonCall, { digestOid, value }: Imprint): Promise<Uint8Array> {
  const reply = await postJson(call, 'signatures/timestamp', {
    hash: encodeBase64(value),
    hashAlgo: digestOid,
  });
  return base64At(reply, 'timestamp');
}

/** The methods that the service says it has. */
export async function methodsOf(call: JsonCall): Promise<readonly string[]> {
  const info = await postJson(call, 'info', {});
  return arrayAt(info, 'methods').map((_, at) => stringAt(info, 'methods', at));
}

/**
 * A SAD for a credential whose mode is `oauth2code`: the token of an authorization code grant with the scope `credential`.
 *
 * @param words how the version names the hashes
 */
export async function consent(
  { link }: JsonCall,
  credential: Credential,
  { hashes, hashAlgo }: Hashes,
  words: 'hash' | 'hashes',
): Promise<string> {
  const [clientId, clientSecret, redirectUri] = ['oauth2ClientId', 'oauth2ClientSecret', 'redirectUri'].map(
    (name) => link.option(name),
  );
  if (clientId === undefined || clientSecret === undefined || redirectUri === undefined)
    throw consentMissing();
  const granted = await link.http.grant({
    server: new URL(link.option('oauth2') ?? 'oauth2/', link.endpoint.url),
    clientId,
    clientSecret,
    redirectUri,
    parameters: {
      scope: 'credential',
      credentialID: credential.id,
      numSignatures: String(hashes.length),
      // Base64 does not survive in a query, so its URL form is asked for here.
      [words]: hashes.map((hash) => Buffer.from(hash, 'base64').toString('base64url')).join(','),
      ...(words === 'hashes' && { hashAlgorithmOID: hashAlgo }),
    },
  });
  if (granted.kind === 'granted') return granted.token;
  throw endWith(granted);
}

function consentMissing(): TamgaError {
  return outside(
    'the credential wants a consent (oauth2code): name oauth2ClientId, oauth2ClientSecret and redirectUri where the service consents by itself, else a credential token that was got beforehand in the option sad',
  );
}
