/**
 * The authorization server of a simulated CSC service: it consents by itself, for its one client.
 *
 * Codes are sealed like a SAD, so that nothing is kept; a real server takes each code once.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6749 RFC 6749} sections 4.1 and 4.4
 * @module
 */
import { createHash } from 'node:crypto';
import { encodeBase64 } from '../encoding/base64';
import { arrayAt, stringAt, valueAt } from '../encoding/json';
import { type Activation, activate, sealed, unsealed } from './csc-activation';
import { Fault } from './csc-faults';
import { json, type Outgoing, type Route } from './server';
import type { SimulatedState } from './simulated-state';
import { CSC_CLIENT } from './test-secrets';

export function consentRoutes({ forged }: SimulatedState): readonly Route[] {
  const { seed } = forged;
  return [
    {
      method: 'GET',
      path: /^oauth2\/authorize$/,
      answer: ({ target }) => authorize(new URL(target, 'http://sandbox.invalid').searchParams, seed),
    },
    {
      method: 'POST',
      path: /^oauth2\/token$/,
      answer: ({ bytes }) => token(new URLSearchParams(Buffer.from(bytes).toString('utf8')), seed),
    },
  ];
}

interface Consent extends Activation {
  readonly redirectUri: string;
  readonly challenge: string;
}

function authorize(query: URLSearchParams, seed: string): Outgoing {
  const redirectUri = query.get('redirect_uri') ?? '';
  if (query.get('client_id') !== CSC_CLIENT.id || redirectUri !== CSC_CLIENT.redirectUri) {
    // RFC 6749 section 4.1.2.1: nobody is redirected to where nobody is registered.
    return json(400, { error: 'invalid_request', error_description: 'unknown client_id or redirect_uri' });
  }
  const back = new URL(redirectUri);
  const refused = refusalOf(query);
  if (refused === undefined) {
    const hashes = (query.get('hashes') ?? query.get('hash') ?? '').split(',').map(fromUrlForm);
    const challenge = query.get('code_challenge') ?? '';
    const consent: Consent = {
      credentialID: query.get('credentialID') ?? '',
      hashes,
      redirectUri,
      challenge,
    };
    back.searchParams.set('code', sealed(seed, consent));
  } else {
    back.searchParams.set('error', refused);
  }
  back.searchParams.set('state', query.get('state') ?? '');
  return { status: 302, type: 'text/plain', bytes: Buffer.alloc(0), headers: { location: back.href } };
}

function refusalOf(query: URLSearchParams): string | undefined {
  if (query.get('response_type') !== 'code') return 'unsupported_response_type';
  if (query.get('scope') !== 'credential') return 'invalid_scope';
  if (query.get('code_challenge_method') !== 'S256') return 'invalid_request';
  return query.get('credentialID') === null ? 'invalid_request' : undefined;
}

function fromUrlForm(text: string): string {
  return encodeBase64(Buffer.from(text, 'base64url'));
}

/** Client credentials for the service itself, which asks for no token again; a code for the SAD that it stands for. */
function token(form: URLSearchParams, seed: string): Outgoing {
  switch (form.get('grant_type')) {
    case 'client_credentials':
      return json(200, { access_token: 'sandbox-access-token', token_type: 'Bearer', expires_in: 3600 });
    case 'authorization_code':
      return redeem(form, seed);
    default:
      return json(400, { error: 'unsupported_grant_type', error_description: 'no such grant here' });
  }
}

function redeem(form: URLSearchParams, seed: string): Outgoing {
  if (form.get('client_id') !== CSC_CLIENT.id || form.get('client_secret') !== CSC_CLIENT.secret) {
    throw new Fault('unknown client, or a wrong secret', 'invalid_client', 401);
  }
  const consent = unsealed(seed, form.get('code') ?? '');
  const challenge = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
  if (
    consent === undefined ||
    valueAt(consent, 'challenge') !== challenge ||
    valueAt(consent, 'redirectUri') !== form.get('redirect_uri')
  ) {
    throw new Fault('the code is not for this request', 'invalid_grant');
  }
  const credentialID = stringAt(consent, 'credentialID');
  const hashes = arrayAt(consent, 'hashes').map((_, at) => stringAt(consent, 'hashes', at));
  return json(200, {
    access_token: activate(seed, { credentialID, hashes }),
    token_type: 'SAD',
    expires_in: 3600,
  });
}
