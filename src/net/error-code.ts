/**
 * What an exchange broke with, from under the wrappings of axios, Node and OpenSSL.
 *
 * @module
 */

/** The innermost code says most: axios wraps Node's errors under codes of its own. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  for (const one of [innermost(error), error]) {
    if (isHttp2(one)) return 'HPE_HTTP2';
    if ('code' in one && typeof one.code === 'string')
      return one.code === 'EPROTO' ? ofOpenSsl(one) : one.code;
  }
  return error.message;
}

/** While a connection is made, Node gives one code for all that OpenSSL says; its words stand in the message. */
function ofOpenSsl({ message }: Error): string {
  const words = /:SSL routines:[^:]*:([^:]+):/.exec(message)?.[1];
  return words === undefined ? 'EPROTO' : `ERR_SSL_${words.toUpperCase().replaceAll(' ', '_')}`;
}

export function detailOf(error: unknown): string {
  return error instanceof Error ? innermost(error).message : '';
}

function innermost(error: Error): Error {
  return error.cause instanceof Error ? innermost(error.cause) : error;
}

/** RFC 9113 section 3.4: the first frame of an HTTP/2 server is SETTINGS, type 4 on stream 0. */
function isHttp2(error: Error): boolean {
  if (!('rawPacket' in error) || !(error.rawPacket instanceof Uint8Array)) return false;
  const [a, , , type, , ...stream] = error.rawPacket.subarray(0, 9);
  return a === 0 && type === 4 && stream.length === 4 && stream.every((octet) => octet === 0);
}
