/**
 * Takes a JWS apart with JSON.parse and verifies it with node:crypto, for tests: nothing here is of the forge.
 *
 * @module
 */
import { constants, createHash, verify, X509Certificate } from 'node:crypto';

export interface JwsReading {
  readonly header: Readonly<Record<string, unknown>>;
  readonly protectedHeader: string;
  readonly signature: string;
  /** As it stands in the file, or detached. */
  readonly payload: string | undefined;
  /** Text as it stands with what is in it. */
  readonly components: readonly { readonly text: string; readonly name: string; readonly value: unknown }[];
}

export function readJws(file: Uint8Array): readonly JwsReading[] {
  const text = Buffer.from(file).toString('utf8');
  if (!text.startsWith('{')) {
    const [head = '', payload = '', signature = ''] = text.split('.');
    return [reading({ protected: head, signature }, payload === '' ? undefined : payload)];
  }
  const whole = record(JSON.parse(text));
  const payload = typeof whole['payload'] === 'string' ? whole['payload'] : undefined;
  const signatures = Array.isArray(whole['signatures']) ? whole['signatures'].map(record) : [whole];
  return signatures.map((one) => reading(one, payload));
}

function reading(one: Readonly<Record<string, unknown>>, payload: string | undefined): JwsReading {
  const protectedHeader = String(one['protected']);
  const etsiU = record(one['header'] ?? {})['etsiU'];
  return {
    header: record(JSON.parse(decode(protectedHeader).toString('utf8'))),
    protectedHeader,
    signature: String(one['signature']),
    payload,
    components: Array.isArray(etsiU) ? etsiU.map(component) : [],
  };
}

function component(element: unknown) {
  const text = typeof element === 'string' ? element : JSON.stringify(element);
  const value =
    typeof element === 'string' ? record(JSON.parse(decode(element).toString('utf8'))) : record(element);
  const [name = ''] = Object.keys(value);
  return { text, name, value: value[name] };
}

/** The tokens of one time-stamp component. */
export function tokensOf(value: unknown): readonly Uint8Array[] {
  const all = record(value)['tstTokens'];
  return Array.isArray(all) ? all.map((one) => Buffer.from(String(record(one)['val']), 'base64')) : [];
}

/** What stands behind the dot of the signing input is given: it may be detached. */
export function verifies({ header, protectedHeader, signature }: JwsReading, signed: string): boolean {
  const x5c = header['x5c'];
  const [first] = Array.isArray(x5c) ? x5c : [];
  const key = new X509Certificate(Buffer.from(String(first), 'base64')).publicKey;
  const data = Buffer.from(`${protectedHeader}.${signed}`, 'utf8');
  const algorithm = String(header['alg']);
  const value = decode(signature);
  if (algorithm === 'EdDSA') return verify(null, data, key, value);
  const digest = `sha${algorithm.slice(2)}`;
  if (algorithm.startsWith('PS')) {
    const saltLength = createHash(digest).digest().length;
    return verify(digest, data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }, value);
  }
  return verify(digest, data, { key, dsaEncoding: 'ieee-p1363' }, value);
}

export function decode(text: string): Buffer {
  return Buffer.from(text, 'base64url');
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new Error('not an object');
  return Object.fromEntries(Object.entries(value));
}
