/**
 * Requests to a data validation and certification server.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc3029 RFC 3029}
 * @module
 */
import { createHash } from 'node:crypto';
import {
  encode,
  explicit,
  generalizedTime,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
} from '../encoding/der-writer';
import { contextPrimitive, TAG } from '../encoding/tags';

export const REQUEST_DATA = '1.2.840.113549.1.9.16.1.7';
export const RESPONSE_DATA = '1.2.840.113549.1.9.16.1.8';

/** ServiceType: possession of data, a signed document, certificates, possession claimed by a digest. */
export const SERVICE = { cpd: 1, vsd: 2, vpkc: 3, ccpd: 4 } as const;
export type Service = keyof typeof SERVICE;

export interface DvcsRequest {
  readonly service: Service;
  /** Contents of the INTEGER. */
  readonly nonce: Uint8Array;
  readonly transaction: string;
  /** What the messageImprint of the answer is over. */
  readonly message: Uint8Array;
  readonly bytes: Uint8Array;
}

const SHA256 = '2.16.840.1.101.3.4.2.1';

/** `time` is ISO 8601 UTC. Nonce and identifier derive from what is asked and when, so that equal rounds ask equally. */
export function dvcsRequest(
  service: Exclude<Service, 'vpkc'>,
  message: Uint8Array,
  time: string,
): DvcsRequest {
  const seed = createHash('sha256').update(`dvcs ${service} ${time}\0`).update(message).digest();
  // A first octet of 1: positive, and nothing to trim.
  const nonce = Buffer.concat([Buffer.of(1), seed.subarray(0, 15)]);
  const transaction = `urn:tamga:${seed.subarray(16).toString('hex')}`;
  const information = sequence(
    encode(TAG.enumerated, Uint8Array.of(SERVICE[service])),
    integer(nonce),
    generalizedTime(new Date(time)),
  );
  const data = service === 'ccpd' ? digestInfo(message) : octetString(message);
  const identifier = encode(contextPrimitive(6), Buffer.from(transaction, 'latin1'));
  const request = sequence(information, data, identifier);
  // RFC 3029 section 9: unsigned, the request is the content itself.
  const bytes = sequence(objectIdentifier(REQUEST_DATA), explicit(0, request));
  return { service, nonce, transaction, message, bytes };
}

function digestInfo(message: Uint8Array): Uint8Array {
  const digest = createHash('sha256').update(message).digest();
  return sequence(sequence(objectIdentifier(SHA256), nullValue()), octetString(digest));
}
