/**
 * Dialect `dss-rest` from the other side: remote signing with server keys, and validation.
 *
 * @module
 */

import { encodeBase64 } from '../encoding/base64';
import { arrayAt, base64At, type Json, parseJson, valueAt } from '../encoding/json';
import type { DetachedContent } from '../referee/validation';
import { dateOf, digestAlgorithm, encryptionAlgorithm, readOrder, suiteNamed } from './dss-rest-parameters';
import { reportsOf } from './dss-rest-report';
import { type Incoming, json, messageOf, type Outgoing, postRoute, type Service, text } from './server';
import type { Signer } from './signer';
import type { SimulatedState } from './simulated-state';

export function dssRestService(state: SimulatedState, base: string): Service {
  const { signer, forged } = state;
  const order = (body: Json) => readOrder(body, signer, forged.instant);
  return {
    prefix: `${base}services/rest/`,
    routes: [
      { method: 'GET', role: 'sign', path: /^server-signing\/keys$/, answer: () => json(200, keys(signer)) },
      {
        method: 'POST',
        role: 'sign',
        path: /^server-signing\/sign\/([^/]+)\/([^/]+)$/,
        answer: (call) => sign(call, signer),
      },
      postRoute('sign', /^signature\/one-document\/getDataToSign$/, (body) => ({
        bytes: encodeBase64(signer.toSign(order(body))),
      })),
      postRoute('sign', /^signature\/one-document\/signDocument$/, async (body) => {
        const value = base64At(body, 'signatureValue', 'value');
        const signed = await signer.assembled(order(body), value);
        return { bytes: encodeBase64(signed), digestAlgorithm: null, name: signedName(body) };
      }),
      postRoute('verify', /^validation\/validateSignature$/, (body) => validateSignature(body, state)),
    ],
    // Every exception of DSS is HTTP 500 with the message as its body.
    broken: (error) => text(500, messageOf(error)),
  };
}

function keys(signer: Signer): object {
  return signer.suites.map((suite) => {
    const { certificate, chain } = signer.identity(suite);
    return {
      alias: suite,
      encryptionAlgo: encryptionAlgorithm(suite),
      certificate: { encodedCertificate: encodeBase64(certificate) },
      certificateChain: chain.map((one) => ({ encodedCertificate: encodeBase64(one) })),
    };
  });
}

function sign({ parameters: [alias = '', digest = ''], bytes }: Incoming, signer: Signer): Outgoing {
  if (!signer.suites.includes(alias)) throw new Error(`The key with alias '${alias}' does not exist`);
  const suite = suiteNamed(alias, digest);
  const value = signer.value(signer.identity(alias), suite, base64At(parseJson(bytes), 'bytes'));
  const algorithm = `${encryptionAlgorithm(suite)}_${digestAlgorithm(suite)}`;
  return json(200, { algorithm, value: encodeBase64(value) });
}

function signedName(body: Json): string {
  const name = valueAt(body, 'toSignDocument', 'name');
  return typeof name === 'string' ? name.replace(/(\.[^.]*)?$/, '-signed$&') : 'signed';
}

async function validateSignature(body: Json, { judge, profile, forged }: SimulatedState): Promise<object> {
  const file = base64At(body, 'signedDocument', 'bytes');
  const name = valueAt(body, 'signedDocument', 'name');
  const at = dateOf(valueAt(body, 'validationTime')) ?? forged.instant;
  const report = await judge.judge(file, contentsOf(body), at);
  // A document of a known kind without a signature is one that DSS takes and reports nothing on.
  if (report.format === null) throw new Error('Document format not recognized/handled');
  return reportsOf(report, {
    documentName: typeof name === 'string' ? name : null,
    validationTime: at,
    policy: profile.algorithms.id,
  });
}

function contentsOf(body: Json): readonly DetachedContent[] {
  const documents = valueAt(body, 'originalDocuments');
  if (documents === undefined || documents === null) return [];
  return arrayAt(documents).map((document) => {
    if (typeof valueAt(document, 'digestAlgorithm') === 'string') {
      throw new Error('Digest documents are not supported by this simulation: send the bytes');
    }
    const name = valueAt(document, 'name');
    const bytes = valueAt(document, 'bytes') === '' ? new Uint8Array() : base64At(document, 'bytes');
    return { name: typeof name === 'string' ? name : null, bytes: [bytes] };
  });
}
