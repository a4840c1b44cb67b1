/**
 * Dialect `dss-rest`: the REST services of the Digital Signature Service library.
 *
 * @see {@link https://github.com/esig/dss esig/dss}, cookbook chapter "REST services"
 * @module
 */
import { X509Certificate } from 'node:crypto';
import { encodeBase64 } from '../encoding/base64';
import { arrayAt, base64At, type Json, objectAt, parseJson, stringAt, valueAt } from '../encoding/json';
import type { Unsupported } from '../model/answer';
import type { HttpReply } from '../net/http';
import { answering, getJson, type JsonCall, postJson } from './answering';
import type { Driver, Link, SignQuestion, VerifyQuestion } from './driver';
import { type DssSuite, dssForm, dssLevel, dssSuite } from './dss-names';
import { readReport, signaturesOf } from './dss-report';

const DIALECT = 'dss-rest';
const KEYS = 'services/rest/server-signing/keys';
const VALUE = 'services/rest/server-signing/sign';
const VALIDATE = 'services/rest/validation/validateSignature';
const ONE_DOCUMENT = 'services/rest/signature/one-document';

export const dssRest: Driver = {
  dialect: DIALECT,
  granularity: 'sub-indication',
  calls: { sign: 4 },

  sign: (link, question) =>
    answering(DIALECT, async () => {
      const signatureLevel = dssLevel(question);
      const suite = dssSuite(question.suite);
      if (signatureLevel === undefined)
        return unsupported(`signature level ${question.format} ${question.level}`);
      if (suite === undefined) return unsupported(`algorithm for the suite ${question.suite}`);

      const call = { link, readRefusal };
      const key = keyOf(arrayAt(await getJson(call, KEYS)), suite, link.option(`key.${question.suite}`));
      if (key === undefined) return unsupported(`key for the suite ${question.suite} in ${KEYS}`);
      return { kind: 'signed', madeBy: 'endpoint', signature: await sign(call, question, suite, key) };
    }),

  verify: (link, question) =>
    answering(DIALECT, async () =>
      readReport(
        await postJson({ link, readRefusal }, VALIDATE, dataToValidate(question)),
        question.signatureName,
      ),
    ),

  async canary(link) {
    const services = await Promise.all([validates(link), listsKeys(link)]);
    return services.includes('right') && !services.includes('wrong');
  },
};

async function sign(
  call: JsonCall,
  question: SignQuestion,
  suite: DssSuite,
  key: SigningKey,
): Promise<Uint8Array> {
  const toSignDocument = { bytes: encodeBase64(question.document), name: question.documentName };
  // Both calls get this one value: other parameters, the date too, would make other signed attributes.
  const parameters = parametersOf(question, suite, key);
  const toSign = await postJson(call, `${ONE_DOCUMENT}/getDataToSign`, { parameters, toSignDocument });
  const value = await postJson(call, `${VALUE}/${encodeURIComponent(key.alias)}/${suite.digestAlgorithm}`, {
    bytes: encodeBase64(base64At(toSign, 'bytes')),
  });
  const signatureValue = {
    algorithm: stringAt(value, 'algorithm'),
    value: encodeBase64(base64At(value, 'value')),
  };
  const signed = await postJson(call, `${ONE_DOCUMENT}/signDocument`, {
    parameters,
    signatureValue,
    toSignDocument,
  });
  return base64At(signed, 'bytes');
}

function parametersOf(question: SignQuestion, suite: DssSuite, key: SigningKey): object {
  return {
    signingCertificate: key.certificate,
    certificateChain: key.chain,
    signatureLevel: dssLevel(question),
    ...dssForm(question),
    digestAlgorithm: suite.digestAlgorithm,
    encryptionAlgorithm: suite.encryptionAlgorithm,
    signatureTimestampParameters: { digestAlgorithm: suite.digestAlgorithm },
    ...(question.level === 'B-LTA' && {
      archiveTimestampParameters: { digestAlgorithm: suite.digestAlgorithm },
    }),
    blevelParams: { signingDate: Date.parse(question.signingTime) },
  };
}

interface SigningKey {
  readonly alias: string;
  readonly certificate: Json;
  readonly chain: readonly Json[];
}

/** The key that the profile names for the suite, else the first whose certificate fits it. */
function keyOf(keys: readonly Json[], suite: DssSuite, alias: string | undefined): SigningKey | undefined {
  const found = keys.find((key) =>
    alias === undefined ? fits(key, suite) : stringAt(key, 'alias') === alias,
  );
  if (found === undefined) return undefined;
  const chain = valueAt(found, 'certificateChain');
  return {
    alias: stringAt(found, 'alias'),
    certificate: objectAt(found, 'certificate'),
    chain: chain === undefined || chain === null ? [] : arrayAt(chain),
  };
}

function fits(key: Json, suite: DssSuite): boolean {
  if (stringAt(key, 'encryptionAlgo') !== suite.encryptionAlgorithm) return false;
  return suite.curve === null || curveOf(base64At(key, 'certificate', 'encodedCertificate')) === suite.curve;
}

function curveOf(certificate: Uint8Array): string | undefined {
  try {
    return new X509Certificate(certificate).publicKey.asymmetricKeyDetails?.namedCurve;
  } catch {
    // A key of a kind that OpenSSL does not know is not the key of this suite.
    return undefined;
  }
}

function dataToValidate(question: VerifyQuestion): object {
  const { content } = question;
  return {
    signedDocument: { bytes: encodeBase64(question.signature), name: question.signatureName },
    originalDocuments: content === null ? [] : [{ bytes: encodeBase64(content.bytes), name: content.name }],
    validationTime: question.validationTime,
    tokenExtractionStrategy: 'NONE',
  };
}

/** Every exception of DSS is HTTP 500 with its message as text; a page or an object is somebody else's 500. */
function readRefusal(reply: HttpReply): string | undefined {
  if (reply.status !== 500 || reply.type === 'text/html') return undefined;
  const text = Buffer.from(reply.bytes).toString('utf8').trim();
  return text === '' || /^[<{[]/.test(text) ? undefined : text;
}

function unsupported(what: string): Unsupported {
  return { kind: 'unsupported', reason: `${DIALECT} has no ${what}` };
}

/** `absent`: a deployment may offer only one of the two services. */
type Service = 'right' | 'wrong' | 'absent';

/** An XML document without a signature is a file that DSS takes, and reports nothing on. */
function validates(link: Link): Promise<Service> {
  const body = {
    signedDocument: { bytes: encodeBase64(Buffer.from('<canary/>')), name: 'canary.xml' },
    originalDocuments: [],
    tokenExtractionStrategy: 'NONE',
  };
  const bytes = Buffer.from(JSON.stringify(body), 'utf8');
  return service(
    link,
    { method: 'POST', path: VALIDATE, accept: 'application/json', body: { type: 'application/json', bytes } },
    (report) => signaturesOf(report).length === 0,
  );
}

function listsKeys(link: Link): Promise<Service> {
  return service(link, { method: 'GET', path: KEYS, accept: 'application/json' }, (keys) =>
    Array.isArray(keys),
  );
}

async function service(
  link: Link,
  request: Parameters<Link['http']['send']>[0],
  right: (answer: Json) => boolean,
): Promise<Service> {
  const reply = await link.http.send(request);
  if (reply.kind === 'silent') return 'wrong';
  if (reply.status === 404) return 'absent';
  if (reply.status !== 200) return 'wrong';
  const said = await answering(DIALECT, async () => (right(parseJson(reply.bytes)) ? 'right' : 'wrong'));
  return said === 'right' ? 'right' : 'wrong';
}
