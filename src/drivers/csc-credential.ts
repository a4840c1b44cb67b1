/**
 * The credential that a CSC service signs with: the one that the profile names, else the first that fits the suite.
 *
 * @module
 */
import { decodeBase64 } from '../encoding/base64';
import { arrayAt, type Json, objectAt, outside, stringAt, valueAt } from '../encoding/json';
import { type JsonCall, postJson } from './answering';
import type { CscSuite } from './csc-names';

export interface Credential {
  readonly id: string;
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
  /** As `credentials/info` gives it: each version words its authorisation in its own way. */
  readonly info: Json;
  /** A SAD is for these hashes and no others. */
  readonly bound: boolean;
}

/** A service with more is asked with the option `credentialID`. */
const MOST_LOOKED_AT = 32;

export async function credentialFor(call: JsonCall, suite: CscSuite): Promise<Credential | undefined> {
  const { link } = call;
  const named = link.option(`credentialID.${suite.suite}`) ?? link.option('credentialID');
  const ids = named === undefined ? await listed(call) : [named];
  for (const id of ids.slice(0, MOST_LOOKED_AT)) {
    const info = await postJson(call, 'credentials/info', {
      credentialID: id,
      certificates: 'chain',
      certInfo: false,
      authInfo: true,
    });
    if (named !== undefined || fits(info, suite)) return readCredential(id, info);
  }
  return undefined;
}

async function listed(call: JsonCall): Promise<readonly string[]> {
  const userID = call.link.option('userID');
  const reply = await postJson(call, 'credentials/list', userID === undefined ? {} : { userID });
  return arrayAt(reply, 'credentialIDs').map((_, at) => stringAt(reply, 'credentialIDs', at));
}

function fits(info: Json, { signAlgo, keyAlgo, curve }: CscSuite): boolean {
  if (stringAt(info, 'key', 'status') !== 'enabled') return false;
  const algorithms = arrayAt(info, 'key', 'algo');
  if (!algorithms.includes(signAlgo) && !algorithms.includes(keyAlgo)) return false;
  const own = valueAt(info, 'key', 'curve');
  return curve === null || typeof own !== 'string' || own === curve;
}

function readCredential(id: string, info: Json): Credential {
  const certificates = arrayAt(info, 'cert', 'certificates').map((_, at) => {
    const der = decodeBase64(stringAt(info, 'cert', 'certificates', at));
    if (der === undefined || der.length === 0) throw outside(`cert.certificates.${at} is not base64`);
    return der;
  });
  const [certificate, ...chain] = certificates;
  if (certificate === undefined) throw outside(`the credential ${id} comes without a certificate`);
  objectAt(info, 'key');
  return { id, certificate, chain, info, bound: valueAt(info, 'SCAL') === '2' };
}
