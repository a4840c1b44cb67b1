/**
 * The contract of the only door to the network: one request, one reply or one silence.
 *
 * @module
 */
import type { Silent } from '../model/answer';
import type { Granted, GrantRequest } from './grant';
import type { Answering, Inbox } from './inbox';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Relative to the endpoint's base URL, without a leading slash. */
  readonly path: string;
  readonly body?: { readonly type: string; readonly bytes: Uint8Array };
  readonly accept?: string;
  /** What only a dialect needs, for example `SOAPAction`. Never a secret: those belong to the profile's `auth`. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface HttpReply {
  readonly kind: 'reply';
  readonly status: number;
  /** Lower-case media type without parameters, or empty. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** One message over a WebSocket of its own, to a program beside the endpoint. No authorisation of the profile goes there. */
export interface MessageRequest {
  /** `ws:` or `wss:`, in full. */
  readonly url: string;
  readonly text: string;
  readonly origin?: string;
}

export interface Http {
  /** Never throws for what the peer does. 401 and 403 are silent/denied, 429 silent/throttled, 502 to 504 silent/transport. */
  send(request: HttpRequest): Promise<HttpReply | Silent>;
  /** The first message that comes back, as bytes of a reply. Never throws for what the peer does. */
  message(request: MessageRequest): Promise<HttpReply | Silent>;
  /** A token for one operation. What is secret in the exchange is in no record; no authorisation of the profile goes there. */
  grant(request: GrantRequest): Promise<Granted | Silent>;
  /** For services that call back; whoever opens it closes it. `publicUrl` is how they know it, and how it is recorded. */
  listen(answer: Answering, port: number, publicUrl: string): Promise<Inbox>;
}
