/**
 * OAuth 2.0 client credentials: one token for all calls, fetched when there is none, and once more after a 401.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6749 RFC 6749} section 4.4
 * @module
 */
import { parseJson, stringAt, valueAt } from '../encoding/json';
import type { Silent } from '../model/answer';
import type { Clock } from '../model/clock';
import { TamgaError } from '../model/error';
import { printable } from '../model/printable';
import type { OAuth2 } from '../model/profile';
import type { Authoriser, SendOwn } from './authoriser';
import { silent } from './silence';
import type { Outgoing, Transfer } from './transfer';

/** A token is not used in its last seconds: it must still be valid when the request arrives. */
const MARGIN_MS = 30_000;

interface Token {
  readonly value: string;
  /** Of the clock; null where the endpoint names no end. */
  readonly until: number | null;
}

export function clientCredentials(auth: OAuth2, clock: Clock, learn: (secret: string) => void): Authoriser {
  learn(auth.clientSecret);
  learn(basicOf(auth));
  let token: Token | undefined;
  let fetching: Promise<Token | Silent> | undefined;

  const fetchToken = async (send: SendOwn): Promise<Token | Silent> => {
    const { result, file } = await send(tokenRequest(auth));
    const read = readToken(auth, result, clock.now(), learn);
    file();
    if (!('kind' in read)) token = read;
    return read;
  };

  return {
    async headers(_out, send) {
      if (token !== undefined && (token.until === null || clock.now() < token.until)) return bearer(token);
      // All calls that wait for a token wait for the same one.
      fetching ??= fetchToken(send).finally(() => {
        fetching = undefined;
      });
      const fetched = await fetching;
      return 'kind' in fetched ? fetched : bearer(fetched);
    },
    refused(headers) {
      // Another call may have fetched a new one in the meantime.
      if (token !== undefined && headers['Authorization'] === `Bearer ${token.value}`) token = undefined;
      return true;
    },
  };
}

function bearer({ value }: Token): Readonly<Record<string, string>> {
  return { Authorization: `Bearer ${value}` };
}

function tokenRequest(auth: OAuth2): Outgoing {
  const inBody = auth.clientAuthentication === 'client_secret_post';
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    ...(auth.scope !== undefined && { scope: auth.scope }),
    ...(inBody && { client_id: auth.clientId, client_secret: auth.clientSecret }),
  });
  return {
    method: 'POST',
    url: new URL(auth.tokenUrl),
    headers: {
      'User-Agent': 'tamga',
      Accept: 'application/json',
      'Content-Type': 'application/x-www-form-urlencoded',
      ...(!inBody && { Authorization: `Basic ${basicOf(auth)}` }),
    },
    body: Buffer.from(form.toString(), 'utf8'),
  };
}

/** RFC 6749 section 2.3.1: both parts are form-encoded before they are joined. */
function basicOf({ clientId, clientSecret }: OAuth2): string {
  return Buffer.from(`${formEncoded(clientId)}:${formEncoded(clientSecret)}`).toString('base64');
}

function formEncoded(text: string): string {
  return new URLSearchParams({ x: text }).toString().slice(2);
}

function readToken(
  auth: OAuth2,
  result: Transfer,
  now: number,
  learn: (secret: string) => void,
): Token | Silent {
  const where = new URL(auth.tokenUrl).host;
  const { outcome, status } = result;
  if (status === 400 || status === 401 || status === 403) {
    return silent(
      'denied',
      `the token endpoint ${where} refused our client (HTTP ${status}${errorOf(result.bytes)}): check clientId, clientSecret and scope in auth of the profile`,
    );
  }
  if (outcome.kind === 'silent') return silent(outcome.cause, `no token: ${outcome.reason}`);
  try {
    if (status !== 200) throw protocol(`HTTP ${status}`);
    const reply = parseJson(outcome.bytes);
    const value = stringAt(reply, 'access_token');
    learn(value);
    for (const name of ['refresh_token', 'id_token']) {
      const further = valueAt(reply, name);
      if (typeof further === 'string') learn(further);
    }
    // RFC 6750 section 2.1: what goes into the header; anything else could smuggle a second one.
    if (!/^[\x21-\x7e]+$/.test(value)) throw protocol('an access_token that no header can hold');
    const type = stringAt(reply, 'token_type');
    if (type.toLowerCase() !== 'bearer') throw protocol(`a token of the type ${printable(type, 40)}`);
    return { value, until: endOf(valueAt(reply, 'expires_in'), now) };
  } catch (error) {
    if (!(error instanceof TamgaError) || error.code !== 'TAMGA-E-PROTOCOL') throw error;
    return silent(
      'protocol',
      `no token: the token endpoint ${where} gave no answer of OAuth 2.0 (${error.message}): check tokenUrl in auth of the profile`,
    );
  }
}

function protocol(message: string): TamgaError {
  return new TamgaError('TAMGA-E-PROTOCOL', message);
}

function endOf(expiresIn: unknown, now: number): number | null {
  if (typeof expiresIn !== 'number' || !(expiresIn > 0)) return null;
  const lifetime = Math.min(expiresIn, 86_400) * 1000;
  return now + lifetime - Math.min(MARGIN_MS, lifetime / 2);
}

/** RFC 6749 section 5.2: a code of printable characters without quotes. */
function errorOf(bytes: Uint8Array): string {
  const code = /"error"\s*:\s*"([\x20-\x21\x23-\x5b\x5d-\x7e]{1,60})"/.exec(
    Buffer.from(bytes).toString('latin1'),
  )?.[1];
  return code === undefined ? '' : `, ${code}`;
}
