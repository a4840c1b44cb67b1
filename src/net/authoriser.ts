/**
 * How a request is authorised: fixed headers, or headers made for each request.
 *
 * @module
 */
import type { Silent } from '../model/answer';
import type { Clock } from '../model/clock';
import type { Auth } from '../model/profile';
import { hmacHeaders } from './hmac';
import { identityHeaders } from './kamusm';
import { clientCredentials } from './oauth2';
import type { Outgoing, Transfer } from './transfer';

/** Sends a request of the authoriser's own, within the budget and the record of the call that needs it. */
export type SendOwn = (out: Outgoing) => Promise<OwnReply>;

export interface OwnReply {
  readonly result: Transfer;
  /** Files the exchange; what is a secret in it must be learnt before. */
  file(): void;
}

export interface Authoriser {
  /** The headers of this request, or why there are none. */
  headers(out: Outgoing, send: SendOwn): Promise<Readonly<Record<string, string>> | Silent>;
  /** The endpoint refused these headers (401): whether new ones may help. */
  refused(headers: Readonly<Record<string, string>>): boolean;
}

export interface AuthoriserContext {
  /** References resolved. */
  readonly auth: Auth;
  readonly clock: Clock;
  /** From now on redacted in every record. */
  readonly learn: (secret: string) => void;
}

export function createAuthoriser({ auth, clock, learn }: AuthoriserContext): Authoriser {
  switch (auth.scheme) {
    case 'oauth2':
      return clientCredentials(auth, clock, learn);
    case 'hmac':
      return perRequest((out) => hmacHeaders(auth, out, clock.now()));
    case 'kamusm':
      return perRequest((out) => identityHeaders(auth, out));
    default: {
      const headers = fixedHeaders(auth);
      for (const value of Object.values(headers)) learn(value);
      return perRequest(() => headers);
    }
  }
}

function perRequest(make: (out: Outgoing) => Readonly<Record<string, string>> | Silent): Authoriser {
  return { headers: async (out) => make(out), refused: () => false };
}

function fixedHeaders(
  auth: Exclude<Auth, { scheme: 'oauth2' | 'hmac' | 'kamusm' }>,
): Readonly<Record<string, string>> {
  switch (auth.scheme) {
    case 'none':
    case 'mutual-tls':
      return {};
    case 'bearer':
      return { Authorization: `Bearer ${auth.token}` };
    case 'basic':
      return { Authorization: `Basic ${Buffer.from(`${auth.user}:${auth.password}`).toString('base64')}` };
    case 'header':
      return { [auth.name]: auth.value };
  }
}
