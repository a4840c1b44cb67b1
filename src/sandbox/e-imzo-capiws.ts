/**
 * CAPIWS from the other side: the program on the user's machine, with one key for each suite and nobody to ask for a password.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { decodeBase64, encodeBase64 } from '../encoding/base64';
import { isJsonArray, type Json, parseJson, valueAt } from '../encoding/json';
import type { SuiteId } from '../model/claim';
import { TamgaError } from '../model/error';
import { openCms, withoutTimeStamps, writeCms } from './cms-surgery';
import { messageOf } from './server';
import type { SimulatedState } from './simulated-state';

type Answer = (args: readonly string[], state: SimulatedState) => Promise<object> | object;

/** By plugin and name. */
const FUNCTIONS: Readonly<Record<string, Answer>> = {
  version: () => ({ success: true, major: '3', minor: '37' }),
  apikey: (args) =>
    args.length > 0 && args.length % 2 === 0
      ? { success: true }
      : failure('API keys come in pairs of host and key'),
  'pfx list_all_certificates': (_, { signer, profile }) => ({
    success: true,
    certificates: signer.suites.map((suite) => placeOf(suite, profile.code)),
  }),
  'pfx load_key': ([, , name], state) => {
    const suite = state.signer.suites.find((one) => placeOf(one, state.profile.code).name === name);
    return suite === undefined ? failure(`no key store ${name}`) : { success: true, keyId: keyId(suite) };
  },
  'pkcs7 create_pkcs7': createPkcs7,
};

export function capiws(state: SimulatedState): (text: string) => Promise<string> {
  return async (text) => {
    try {
      return JSON.stringify(await called(parseJson(Buffer.from(text, 'utf8')), state));
    } catch (error) {
      if (error instanceof TamgaError && error.code === 'TAMGA-E-INTERNAL') throw error;
      return JSON.stringify(failure(messageOf(error)));
    }
  };
}

function called(request: Json, state: SimulatedState): Promise<object> | object {
  const plugin = valueAt(request, 'plugin');
  const name = valueAt(request, 'name');
  const words = [plugin, name].filter((one) => typeof one === 'string').join(' ');
  const answer = Object.hasOwn(FUNCTIONS, words) ? FUNCTIONS[words] : undefined;
  const args = valueAt(request, 'arguments') ?? [];
  if (answer === undefined) return failure(`no function ${words}`);
  if (!isJsonArray(args)) return failure('arguments is not an array');
  return answer(args.map(String), state);
}

/** Signed now, stamped by the server later: what the state's product carries beyond is not made here. */
async function createPkcs7(args: readonly string[], { signer, forged }: SimulatedState): Promise<object> {
  const [data = '', key, detached = ''] = args;
  const document = decodeBase64(data);
  const suite = signer.suites.find((one) => keyId(one) === key);
  if (document === undefined) return failure('the data is not base64');
  if (suite === undefined) return failure(`no key ${key} is loaded`);
  const identity = signer.identity(suite);
  const order = {
    format: 'CMS',
    level: 'none',
    packaging: detached === 'yes' ? 'detached' : 'attached',
    suite,
    identity,
    document,
    documentName: 'data',
    signingTime: forged.instant,
  } as const;
  const value = signer.value(identity, suite, signer.toSign(order));
  const product = openCms(await signer.assembled(order, value));
  return {
    success: true,
    pkcs7_64: encodeBase64(writeCms(withoutTimeStamps(product))),
    signature_hex: Buffer.from(value).toString('hex'),
  };
}

function placeOf(suite: SuiteId, code: string): Readonly<Record<'disk' | 'path' | 'name' | 'alias', string>> {
  return { disk: '/', path: 'DSKEYS', name: `DS-${suite}`, alias: `cn=tamga test,c=${code.toLowerCase()}` };
}

/** Keys stay loaded from one socket to the next. */
function keyId(suite: SuiteId): string {
  return createHash('sha256').update(`key ${suite}`).digest('hex').slice(0, 16);
}

function failure(reason: string): object {
  return { success: false, reason };
}
