/**
 * From what went wrong on the wire to a silence with a reason that a person can act on.
 *
 * @module
 */
import type { Silent, SilentCause } from '../model/answer';
import { printable } from '../model/printable';

interface Row {
  readonly codes: RegExp;
  readonly cause: SilentCause;
  readonly reason: (where: string, code: string) => string;
}

// biome-ignore format: one row per kind of failure
const ROWS: readonly Row[] = [
  { codes: /^ECONNREFUSED$/, cause: 'transport', reason: (where) => `nothing listens at ${where} (connection refused): start the service or correct its URL` },
  { codes: /^(ENOTFOUND|EAI_\w+)$/, cause: 'transport', reason: (where) => `the host name of ${where} does not resolve: check the URL and the DNS of this machine` },
  { codes: /^(EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL)$/, cause: 'transport', reason: (where, code) => `no route to ${where} (${code}): check network, VPN and firewall` },
  { codes: /^(ECONNRESET|EPIPE|ECONNABORTED|ERR_STREAM_PREMATURE_CLOSE)$/, cause: 'transport', reason: (where) => `${where} closed the connection before its reply was complete: look into the log of the service` },
  { codes: /^EPRIVATE$/, cause: 'transport', reason: (where) => `${where} is an address inside a private network, which is not asked` },
  { codes: /^ETIMEDOUT$/, cause: 'timeout', reason: (where) => `the connection to ${where} timed out: check network, VPN and firewall` },
  { codes: /^(CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_SSL_|EPROTO)/, cause: 'transport', reason: (where, code) => `no TLS connection to ${where} (${code}): install the issuer of its certificate with NODE_EXTRA_CA_CERTS, or correct the URL; checks are never switched off` },
  { codes: /^HPE_HEADER_OVERFLOW$/, cause: 'limit', reason: (where) => `the reply of ${where} has more header bytes than we read` },
  { codes: /^HPE_/, cause: 'protocol', reason: (where, code) => `${where} does not speak HTTP (${code}): is the URL that of the right port?` },
  { codes: /^(Z_|ERR__?ZLIB|ERR_BROTLI|ERR_PADDING)/, cause: 'protocol', reason: (where, code) => `${where} sent a body that does not decompress (${code})` },
];

/** From the error code of Node, zlib or TLS; unknown codes are named as they are. */
export function silenceOfError(code: string, where: string): Silent {
  const row = ROWS.find(({ codes }) => codes.test(code));
  return row === undefined
    ? silent('transport', `the exchange with ${where} failed (${printable(code, 80)})`)
    : silent(row.cause, row.reason(where, code));
}

/** Statuses that are no answer in any dialect; undefined for all others. */
export function silenceOfStatus(
  status: number,
  headers: Readonly<Record<string, string>>,
  where: string,
): Silent | undefined {
  if (status === 401 || status === 403) {
    return silent(
      'denied',
      `${where} refused access (HTTP ${status}): check the credentials that the profile names`,
    );
  }
  if (status === 429) {
    const wait = headers['retry-after'];
    const when = wait === undefined ? 'it names no Retry-After' : `Retry-After: ${printable(wait, 40)}`;
    return silent(
      'throttled',
      `${where} asks for fewer requests (HTTP 429, ${when}): lower the budget of the profile`,
    );
  }
  if (status === 407)
    return silent('transport', 'the proxy asks for credentials (HTTP 407): check HTTP_PROXY');
  if (status >= 502 && status <= 504) {
    return silent(
      'transport',
      `a gateway answered for ${where} (HTTP ${status}): the service behind it is down or too slow`,
    );
  }
  if (status >= 300 && status < 400) {
    const target = headers['location'];
    const to = target === undefined ? 'nowhere' : printable(target);
    return silent(
      'protocol',
      `${where} redirects to ${to} (HTTP ${status}): redirects are not followed, put the final URL into the profile`,
    );
  }
  return undefined;
}

export function silent(cause: SilentCause, reason: string): Silent {
  return { kind: 'silent', cause, reason };
}
