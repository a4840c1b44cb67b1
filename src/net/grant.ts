/**
 * OAuth 2.0 authorization code grant with PKCE, for services that consent without a person: test services do.
 *
 * The redirect is read, never followed: the code in it is exchanged for the token at once.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6749 RFC 6749} section 4.1
 * @see {@link https://www.rfc-editor.org/rfc/rfc7636 RFC 7636}
 * @module
 */
import { createHash, createHmac } from 'node:crypto';
import { parseJson, stringAt } from '../encoding/json';
import type { Silent } from '../model/answer';
import { TamgaError } from '../model/error';
import { printable } from '../model/printable';
import type { SendOwn } from './authoriser';
import { silent } from './silence';
import type { Outgoing, Transfer } from './transfer';

export interface GrantRequest {
  /** Base of `authorize` and `token`, with a slash at its end. */
  readonly server: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  /** As it is registered at the service; nothing listens there. */
  readonly redirectUri: string;
  /** What is asked for: scope and what the service wants to know of it. */
  readonly parameters: Readonly<Record<string, string>>;
}

export interface Granted {
  readonly kind: 'granted';
  readonly token: string;
}

/** @returns the token, or why there is none; `learn` gets whatever must not be recorded. */
export async function authorizationCode(
  request: GrantRequest,
  send: SendOwn,
  learn: (secret: string) => void,
): Promise<Granted | Silent> {
  learn(request.clientSecret);
  const secrets = secretsOf(request);
  learn(secrets.verifier);
  const asked = await send(authorizeRequest(request, secrets));
  const code = readRedirect(request, asked.result, secrets.state);
  if (typeof code === 'string') learn(code);
  asked.file();
  if (typeof code !== 'string') return code;
  const exchanged = await send(tokenRequest(request, secrets.verifier, code));
  const granted = readToken(request, exchanged.result);
  if (granted.kind === 'granted') learn(granted.token);
  exchanged.file();
  return granted;
}

interface Secrets {
  readonly state: string;
  readonly verifier: string;
}

/**
 * Both derive from what is asked, so that a frozen round gives the same bytes: nobody visits the redirect, so nobody can
 * come between, and only who knows the secret of the client can foresee them.
 */
function secretsOf({ clientSecret, redirectUri, parameters }: GrantRequest): Secrets {
  const text = JSON.stringify([redirectUri, Object.entries(parameters)]);
  const derived = (use: string): string =>
    createHmac('sha256', clientSecret).update(`${use} ${text}`).digest('base64url');
  return { state: derived('state'), verifier: derived('verifier') };
}

function authorizeRequest(request: GrantRequest, { state, verifier }: Secrets): Outgoing {
  const url = new URL('authorize', request.server);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: request.clientId,
    redirect_uri: request.redirectUri,
    ...request.parameters,
    state,
    // RFC 7636 section 4.2
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  return { method: 'GET', url, headers: { 'User-Agent': 'tamga', Accept: 'text/html' }, body: null };
}

function tokenRequest(request: GrantRequest, verifier: string, code: string): Outgoing {
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: request.redirectUri,
    client_id: request.clientId,
    client_secret: request.clientSecret,
    code_verifier: verifier,
  });
  return {
    method: 'POST',
    url: new URL('token', request.server),
    headers: {
      'User-Agent': 'tamga',
      Accept: 'application/json',
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: Buffer.from(form.toString(), 'utf8'),
  };
}

const REDIRECTS: ReadonlySet<number> = new Set([302, 303, 307]);

/** RFC 6749 section 4.1.2: the code stands in the query of our own redirect URI. */
function readRedirect(
  request: GrantRequest,
  { outcome, status, headers }: Transfer,
  state: string,
): string | Silent {
  const where = request.server.host;
  if (status === null || !REDIRECTS.has(status)) {
    if (outcome.kind === 'silent') return outcome;
    return silent(
      'denied',
      `${where} asks a person for consent (HTTP ${status} in place of a redirect): only a service that consents by itself can be asked by a harness`,
    );
  }
  const target = URL.canParse(headers['location'] ?? '') ? new URL(headers['location'] ?? '') : undefined;
  const own = new URL(request.redirectUri);
  if (target === undefined || target.origin !== own.origin || target.pathname !== own.pathname) {
    return silent(
      'denied',
      `${where} redirects to another place than our redirectUri, to a login of its own for example: only a service that consents by itself can be asked by a harness`,
    );
  }
  const error = target.searchParams.get('error');
  if (error !== null) {
    return silent('denied', `${where} refuses the authorisation: ${printable(error, 80)}`);
  }
  const code = target.searchParams.get('code');
  if (code !== null && target.searchParams.get('state') === state) return code;
  return silent('protocol', `${where} redirects without ${code === null ? 'a code' : 'our state'}`);
}

function readToken({ server }: GrantRequest, { outcome, status, bytes }: Transfer): Granted | Silent {
  const where = server.host;
  if (status === 400 || status === 401 || status === 403) {
    return silent(
      'denied',
      `${where} gives no token for its code (HTTP ${status}): check client, secret and redirectUri in the options of the profile`,
    );
  }
  if (outcome.kind === 'silent') return outcome;
  try {
    if (status === 200) return { kind: 'granted', token: stringAt(parseJson(bytes), 'access_token') };
  } catch (error) {
    if (!(error instanceof TamgaError) || error.code !== 'TAMGA-E-PROTOCOL') throw error;
    return silent('protocol', `${where} gave no answer of OAuth 2.0: ${error.message}`);
  }
  return silent('protocol', `${where} gave no answer of OAuth 2.0: HTTP ${status}`);
}
