/**
 * Dialect `csc-v2`: remote signing services after the CSC API 2. Where they sign documents, the signature is their own.
 *
 * @see {@link https://cloudsignatureconsortium.org/resources/download-api-specifications/ CSC API 2.0}
 * @module
 */
import { createHash } from 'node:crypto';
import { decodeBase64, encodeBase64 } from '../encoding/base64';
import { arrayAt, isJsonArray, type Json, outside, stringAt, valueAt } from '../encoding/json';
import type { SignAnswer } from '../model/answer';
import { answering, type JsonCall, postJson } from './answering';
import { answersInfo, callTo, versionInInfo } from './csc-calls';
import { type Credential, credentialFor } from './csc-credential';
import { type CscProduct, type CscSuite, cscProduct, cscSuite } from './csc-names';
import { consent, methodsOf, noAlgorithm, noCredential, signHash, type Version } from './csc-sign';
import type { Driver, Link, SignQuestion } from './driver';

const DIALECT = 'csc-v2';
const SIGN_DOC = 'signatures/signDoc';
const SHA256 = '2.16.840.1.101.3.4.2.1';

const VERSION: Version = {
  dialect: DIALECT,

  async authorise(call, credential, { hashes, hashAlgo }) {
    const ready = call.link.option('sad');
    if (ready !== undefined) return ready;
    if (valueAt(credential.info, 'auth', 'mode') === 'oauth2code') {
      return consent(call, credential, { hashes, hashAlgo }, 'hashes');
    }
    const reply = await postJson(call, 'credentials/authorize', {
      credentialID: credential.id,
      numSignatures: hashes.length,
      hashes,
      hashAlgorithmOID: hashAlgo,
      authData: authData(call.link, credential),
    });
    return stringAt(reply, 'SAD');
  },

  hashFields: ({ hashes, hashAlgo }) => ({ hashes, hashAlgorithmOID: hashAlgo, operationMode: 'S' }),
};

export const cscV2: Driver = {
  dialect: DIALECT,
  granularity: 'boolean',
  // info, list, info of the credential, authorize, signDoc.
  calls: { sign: 5 },

  sign: (link, question) =>
    answering(DIALECT, async () => {
      const suite = cscSuite(question.suite);
      if (suite === undefined) return noAlgorithm(DIALECT, question);
      const call = callTo(link);
      const product = await documentWords(call, question, suite);
      if (product === null) {
        const { format, level, packaging } = question;
        return {
          kind: 'unsupported',
          reason: `${SIGN_DOC} has no words for ${format} ${level}, ${packaging}`,
        };
      }
      const credential = await credentialFor(call, suite);
      if (credential === undefined) return noCredential(suite);
      return product === undefined
        ? signHash(VERSION, call, question, suite, credential)
        : signDoc(call, question, suite, credential, product);
    }),

  canary: (link) => answersInfo(DIALECT, link),

  version: (link) => versionInInfo(DIALECT, link),
};

/**
 * What `signDoc` is asked for; undefined where `signHash` is to be used, null where neither can be.
 *
 * The option `method` decides; without it `signDoc` does where the service has it and it names the product.
 */
async function documentWords(
  call: JsonCall,
  question: SignQuestion,
  suite: CscSuite,
): Promise<CscProduct | null | undefined> {
  const method = call.link.option('method');
  if (method === 'signHash') return undefined;
  // The parameters of a mask are known where the container is begun, which is not here.
  const words = suite.masked
    ? undefined
    : cscProduct(question, call.link.option('conformanceWord') ?? 'AdES');
  if (method === 'signDoc') return words ?? null;
  return words !== undefined && (await methodsOf(call)).includes(SIGN_DOC) ? words : undefined;
}

async function signDoc(
  call: JsonCall,
  { document }: SignQuestion,
  suite: CscSuite,
  credential: Credential,
  product: CscProduct,
): Promise<SignAnswer> {
  const hash = createHash('sha256').update(document).digest('base64');
  const SAD = await VERSION.authorise(call, credential, { hashes: [hash], hashAlgo: SHA256 });
  const reply = await postJson(call, SIGN_DOC, {
    credentialID: credential.id,
    ...(SAD !== undefined && { SAD }),
    documents: [{ document: encodeBase64(document), ...product, signAlgo: suite.signAlgo }],
    operationMode: 'S',
  });
  return { kind: 'signed', madeBy: 'endpoint', signature: signedOf(reply) };
}

/** Under which of the two lists a signature comes depends on its form; the later data model writes them in lower case. */
const LISTS = ['DocumentWithSignature', 'SignatureObject', 'documentWithSignature', 'signatureObject'];

function signedOf(reply: Json): Uint8Array {
  const signed = LISTS.flatMap((name) => {
    const list = valueAt(reply, name);
    return isJsonArray(list) ? list : [];
  });
  if (signed.length !== 1) throw outside(`${signed.length} signatures for one document`);
  const bytes = typeof signed[0] === 'string' ? decodeBase64(signed[0]) : undefined;
  if (bytes === undefined || bytes.length === 0) throw outside('the signature is not base64');
  return bytes;
}

/** The option is named like the object: `authData.PIN`; `pin` and `otp` are short for the usual two. */
function authData(link: Link, { info }: Credential): readonly object[] {
  const objects = valueAt(info, 'auth', 'objects');
  if (objects === undefined || objects === null) return [];
  return arrayAt(objects).flatMap((object) => {
    const id = stringAt(object, 'id');
    const value = link.option(`authData.${id}`) ?? link.option(id.toLowerCase());
    return value === undefined ? [] : [{ id, value }];
  });
}
