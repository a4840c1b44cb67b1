/**
 * TLS of one endpoint: a private CA, pinned keys, a client certificate. Nothing here can weaken a check.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc7469 RFC 7469} (form of a pin)
 * @module
 */
import { createHash, X509Certificate } from 'node:crypto';
import type { AgentOptions as HttpsAgentOptions } from 'node:https';
import {
  checkServerIdentity,
  createSecureContext,
  type DetailedPeerCertificate,
  type PeerCertificate,
  type SecureContextOptions,
} from 'node:tls';
import { TamgaError } from '../model/error';

/** As the profile says it, references resolved. */
export interface TlsSettings {
  /** PEM certificates that are trusted instead of the public authorities. */
  readonly ca?: string;
  readonly pins?: readonly string[];
  readonly minVersion?: 'TLSv1.2' | 'TLSv1.3';
  readonly client?: {
    readonly certificate?: string;
    readonly key?: string;
    /** PKCS#12 in base64. */
    readonly keyStore?: string;
    readonly passphrase?: string;
  };
}

/** Code of the error that a chain without a pinned key ends with. */
export const PIN_ERROR = 'ERR_TLS_CERT_PIN';

/** @throws TamgaError TAMGA-E-SECRET when key, store or CA cannot be used. */
export function tlsOptions(settings: TlsSettings | undefined): HttpsAgentOptions {
  if (settings === undefined) return {};
  const { ca, pins, minVersion = 'TLSv1.2', client } = settings;
  const material = {
    minVersion,
    ...(ca !== undefined && { ca }),
    ...(client?.certificate !== undefined && { cert: client.certificate }),
    ...(client?.key !== undefined && { key: client.key }),
    ...(client?.keyStore !== undefined && { pfx: Buffer.from(client.keyStore, 'base64') }),
    ...(client?.passphrase !== undefined && { passphrase: client.passphrase }),
  };
  requireUsable(material);
  if (pins === undefined) return material;
  return {
    ...material,
    checkServerIdentity: (host, certificate) =>
      checkServerIdentity(host, certificate) ?? pinFault(host, certificate, pins),
  };
}

/** A profile is refused before the first question, not at the first handshake. */
function requireUsable(material: SecureContextOptions): void {
  try {
    // OpenSSL passes over a text without certificates: then nobody would be trusted, and no one told why.
    if (typeof material.ca === 'string') new X509Certificate(material.ca);
    createSecureContext(material);
  } catch (cause) {
    const detail = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
    throw new TamgaError('TAMGA-E-SECRET', `the TLS material of the profile cannot be used (${detail})`, {
      hint: 'tls.ca and tls.client.certificate are PEM certificates, key a PEM key that belongs to it, keyStore a PKCS#12 file with the algorithms of OpenSSL 3; see that the passphrase is right.',
      cause,
    });
  }
}

function pinFault(host: string, certificate: PeerCertificate, pins: readonly string[]): Error | undefined {
  const found = chainOf(certificate).map(pinOf);
  if (found.some((pin) => pins.includes(pin))) return undefined;
  const error = new Error(`no pinned key in the chain of ${host}; it has ${found.join(', ')}`);
  return Object.assign(error, { code: PIN_ERROR });
}

/** Node links each certificate to its issuer, and the root to itself. */
function chainOf(certificate: PeerCertificate): readonly PeerCertificate[] {
  const chain: PeerCertificate[] = [];
  const seen = new Set<string>();
  for (
    let one: PeerCertificate | undefined = certificate;
    one?.raw !== undefined && !seen.has(one.fingerprint256);
    one = issuerOf(one)
  ) {
    seen.add(one.fingerprint256);
    chain.push(one);
  }
  return chain;
}

function issuerOf(certificate: PeerCertificate | DetailedPeerCertificate): PeerCertificate | undefined {
  return 'issuerCertificate' in certificate ? certificate.issuerCertificate : undefined;
}

/** RFC 7469 section 2.4: SHA-256 over the SubjectPublicKeyInfo. */
function pinOf({ raw }: PeerCertificate): string {
  const spki = new X509Certificate(raw).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('base64');
}
