/**
 * From what went wrong on the wire to a silence with a reason that a person can act on.
 *
 * @module
 */
import type { Silent, SilentCause } from '../model/answer';
import { printable } from '../model/printable';
import { PIN_ERROR } from './tls';

interface Failure {
  readonly where: string;
  readonly code: string;
  /** In the words of Node or OpenSSL. */
  readonly detail: string;
}

interface Row {
  readonly codes: RegExp;
  readonly cause: SilentCause;
  readonly reason: (failure: Failure) => string;
}

const CHECKED = 'the check is never switched off';

// biome-ignore format: one row per kind of failure, the first that fits counts
const ROWS: readonly Row[] = [
  { codes: /^ECONNREFUSED$/, cause: 'transport', reason: ({ where }) => `nothing listens at ${where} (connection refused): start the service or correct its URL` },
  { codes: /^(ENOTFOUND|EAI_\w+)$/, cause: 'transport', reason: ({ where }) => `the host name of ${where} does not resolve: check the URL and the DNS of this machine` },
  { codes: /^(EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL)$/, cause: 'transport', reason: ({ where, code }) => `no route to ${where} (${code}): check network, VPN and firewall` },
  { codes: /^(ECONNRESET|EPIPE|ECONNABORTED|ERR_STREAM_PREMATURE_CLOSE|HPE_INVALID_EOF_STATE)$/, cause: 'transport', reason: ({ where }) => `${where} closed the connection before its reply was complete: look into the log of the service` },
  { codes: /^EPRIVATE$/, cause: 'transport', reason: ({ where }) => `${where} is an address inside a private network, which is not asked` },
  { codes: /^ETIMEDOUT$/, cause: 'timeout', reason: ({ where }) => `the connection to ${where} timed out: check network, VPN and firewall` },
  { codes: /^CERT_HAS_EXPIRED$/, cause: 'transport', reason: ({ where }) => `the TLS certificate of ${where} has expired: its operator must renew it; ${CHECKED}` },
  { codes: /^CERT_NOT_YET_VALID$/, cause: 'transport', reason: ({ where }) => `the TLS certificate of ${where} is not valid yet: compare the clock of this machine, or tell its operator; ${CHECKED}` },
  { codes: /^ERR_TLS_CERT_ALTNAME_(INVALID|FORMAT)$/, cause: 'transport', reason: ({ where, detail }) => `the TLS certificate is for another host than ${where}: put the host that it names into the URL (${detail}); ${CHECKED}` },
  { codes: /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|CERT_SIGNATURE_FAILURE|UNABLE_TO_\w+)$/, cause: 'transport', reason: ({ where, code }) => `the TLS certificate of ${where} comes from an unknown authority (${code}): name its root in tls.ca of the endpoint, or in NODE_EXTRA_CA_CERTS; ${CHECKED}` },
  { codes: /^CERT_REVOKED$/, cause: 'transport', reason: ({ where }) => `the TLS certificate of ${where} is revoked: its operator must replace it; ${CHECKED}` },
  { codes: new RegExp(`^${PIN_ERROR}$`), cause: 'transport', reason: ({ where, detail }) => `no key in the TLS chain of ${where} is one of tls.pins (${detail}): ask its operator whether the key was changed before you change the pin` },
  { codes: /NO_APPLICATION_PROTOCOL|^HPE_HTTP2$/, cause: 'protocol', reason: ({ where }) => `${where} speaks HTTP/2 only: we speak HTTP/1.1, ask its operator to offer that too` },
  { codes: /CERTIFICATE_REQUIRED|ALERT_HANDSHAKE_FAILURE|ALERT_(BAD|UNSUPPORTED|UNKNOWN|EXPIRED)_C|ALERT_CERTIFICATE_UNKNOWN|ALERT_UNKNOWN_CA/, cause: 'transport', reason: ({ where, code }) => `no TLS connection to ${where} (${code}): it refused our side; name a client certificate that it knows in tls.client, or ask which it wants` },
  { codes: /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS_AVAILABLE/, cause: 'transport', reason: ({ where, code }) => `no TLS connection to ${where} (${code}): it speaks no version of TLS that we accept; it must offer TLS 1.2 or later, and tls.minVersion of the endpoint at least` },
  { codes: /^(ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG|EPROTO)$/, cause: 'transport', reason: ({ where, code }) => `no TLS connection to ${where} (${code}): what answers there speaks no TLS; is the URL http:, or another port?` },
  { codes: /^(CERT_|ERR_TLS_|ERR_SSL_)/, cause: 'transport', reason: ({ where, code }) => `no TLS connection to ${where} (${code}): check its certificate and what it offers with openssl s_client; ${CHECKED}` },
  { codes: /^HPE_HEADER_OVERFLOW$/, cause: 'limit', reason: ({ where }) => `the reply of ${where} has more header bytes than we read` },
  { codes: /^HPE_/, cause: 'protocol', reason: ({ where, code }) => `${where} does not speak HTTP (${code}): is the URL that of the right port?` },
  { codes: /^(Z_|ERR__?ZLIB|ERR_BROTLI|ERR_PADDING)/, cause: 'protocol', reason: ({ where, code }) => `${where} sent a body that does not decompress (${code}): look into its log, or at a proxy between` },
];

/** From the error code of Node, zlib or TLS; unknown codes are named as they are. */
export function silenceOfError(code: string, where: string, detail = ''): Silent {
  const row = ROWS.find(({ codes }) => codes.test(code));
  return row === undefined
    ? silent('transport', `the exchange with ${where} failed (${printable(code, 80)}): look into its log`)
    : silent(row.cause, row.reason({ where, code: printable(code, 80), detail: printable(detail, 240) }));
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
