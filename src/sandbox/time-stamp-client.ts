/**
 * Asks a time-stamping authority for a token over HTTP.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc3161 RFC 3161}
 * @module
 */
import { next, open, openAs, parseDer, raw, take } from '../encoding/der';
import { readSmallInteger } from '../encoding/der-values';
import { boolean, integer, nullValue, objectIdentifier, octetString, sequence } from '../encoding/der-writer';
import { TAG } from '../encoding/tags';
import type { ImprintAlgorithm } from '../forge/time-stamp';
import type { Fetcher } from '../net/fetch-url';

/** PKIStatus (RFC 3161 section 2.4.2): only these two come with a token. */
const GRANTED = [0, 1];

/** The token over a signature value. An authority that gives none is an exception of the service that needs it. */
export async function fetchTimeStamp(
  fetcher: Fetcher,
  url: string,
  stamped: Uint8Array,
  imprint: ImprintAlgorithm,
): Promise<Uint8Array> {
  const reply = await fetcher.fetchUrl({
    url,
    body: { type: 'application/timestamp-query', bytes: timeStampRequest(stamped, imprint) },
    accept: 'application/timestamp-reply',
  });
  if (reply.kind === 'silent') throw new Error(`no time-stamp from ${url}: ${reply.reason}`);
  if (reply.status !== 200) throw new Error(`no time-stamp from ${url}: HTTP ${reply.status}`);
  return readToken(reply.bytes, url);
}

function timeStampRequest(stamped: Uint8Array, { oid, digest }: ImprintAlgorithm): Uint8Array {
  const algorithm = sequence(objectIdentifier(oid), nullValue());
  const messageImprint = sequence(algorithm, octetString(digest.of(stamped)));
  const certReq = boolean(true);
  return sequence(integer(1), messageImprint, certReq);
}

function readToken(bytes: Uint8Array, url: string): Uint8Array {
  const reply = openAs(parseDer(bytes), TAG.sequence, 'TimeStampResp');
  const status = open(take(reply, TAG.sequence, 'PKIStatusInfo'));
  const said = readSmallInteger(next(status, 'PKIStatus'), 'PKIStatus');
  if (!GRANTED.includes(said)) throw new Error(`no time-stamp from ${url}: PKIStatus ${said}`);
  return raw(next(reply, 'timeStampToken'));
}
