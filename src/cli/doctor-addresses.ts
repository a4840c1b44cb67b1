/**
 * Whether the authorities of a state answer where its certificates say: issuers, CRLs, OCSP, time-stamps.
 *
 * @module
 */
import { digestByName } from '../crypto/digests';
import { printable } from '../model/printable';
import type { Fetcher, UrlRequest } from '../net/fetch-url';
import { type Certificate, tryParseCertificate } from '../pki/certificate';
import { tryParseCrl } from '../pki/crl';
import { sameName } from '../pki/name';
import { buildOcspRequest, ocspResponseStatus } from '../pki/ocsp';
import type { TimeStamping } from '../round/health';
import { notesOf } from '../round/health-endpoint';
import type { Finding } from '../round/health-finding';
import { fetchTimeStamp } from '../sandbox/time-stamp-client';
import { ageFinding } from './doctor-trust';
import { messageOf } from './errors';

const note = notesOf('trust');
/** Certificates of a stranger may name any number of places. */
const MOST_ADDRESSES = 32;

interface Address {
  readonly request: UrlRequest;
  /** Undefined: it is not what it should be. */
  readonly read: (bytes: Uint8Array) => Finding | undefined;
}

interface AddressRequest {
  /** DER. */
  readonly certificates: readonly Uint8Array[];
  readonly timeStamping: readonly TimeStamping[];
  readonly fetcher: Fetcher;
  readonly now: number;
}

/** An authority by its URL alone is asked for a stamp over SHA-256. */
export function timeStampingAt(url: string): TimeStamping {
  const digest = digestByName('sha256');
  return { url, imprint: { oid: digest.oid, digest } };
}

export async function addressFindings(request: AddressRequest): Promise<readonly Finding[]> {
  const { fetcher, timeStamping } = request;
  const addresses = addressesOf(request);
  const findings: Finding[] = [];
  for (const one of addresses) findings.push(await askAddress(one, fetcher));
  for (const one of timeStamping) findings.push(await askForTime(one, fetcher));
  return findings;
}

/** What would be asked, for who did not allow it. */
export function addressNote(request: Omit<AddressRequest, 'fetcher'>): readonly Finding[] {
  const urls = [
    ...addressesOf(request).map(({ request: { url } }) => url),
    ...request.timeStamping.map(({ url }) => url),
  ];
  if (urls.length === 0) return [];
  return [note('address', 'note', `not asked: ${printable(urls.join(', '), 600)}`, 'ask them with --online')];
}

function addressesOf({
  certificates,
  now,
}: Pick<AddressRequest, 'certificates' | 'now'>): readonly Address[] {
  const parsed = certificates.map(tryParseCertificate).filter((one) => one !== undefined);
  const all = parsed.flatMap((one) => [
    ...one.informationAccess.caIssuers.map(issuerAddress),
    ...one.crlUrls.map((url) => crlAddress(url, now)),
    ...ocspAddresses(one, parsed),
  ]);
  return [...new Map(all.map((one) => [one.request.url, one])).values()].slice(0, MOST_ADDRESSES);
}

function issuerAddress(url: string): Address {
  const well = note('address', 'well', `a certificate at ${url}`);
  // RFC 5280 section 4.2.2.1: one certificate, or a bundle in CMS, which nobody reads here.
  return {
    request: { url },
    read: (bytes) => (tryParseCertificate(bytes) || bytes[0] === 0x30 ? well : undefined),
  };
}

function crlAddress(url: string, now: number): Address {
  return {
    request: { url },
    read(bytes) {
      const list = tryParseCrl(bytes);
      return list && ageFinding('revocation list', url, list.nextUpdate, now);
    },
  };
}

function ocspAddresses(certificate: Certificate, all: readonly Certificate[]): readonly Address[] {
  const issuer = all.find((one) => sameName(one.subject, certificate.issuer));
  if (issuer === undefined) return [];
  return certificate.informationAccess.ocsp.map((url) => ({
    request: {
      url,
      body: { type: 'application/ocsp-request', bytes: buildOcspRequest(certificate, issuer) },
      accept: 'application/ocsp-response',
    },
    read(bytes) {
      const status = ocspResponseStatus(bytes);
      return (
        status && note('address', status === 'successful' ? 'well' : 'fault', `OCSP at ${url} says ${status}`)
      );
    },
  }));
}

async function askAddress({ request, read }: Address, fetcher: Fetcher): Promise<Finding> {
  const reply = await fetcher.fetchUrl(request);
  const { url } = request;
  const advice = 'tell the authority; until it answers, its certificates stay undecided';
  if (reply.kind === 'silent') return note('address', 'silent', `${url}: ${reply.reason}`, advice);
  if (reply.status !== 200) return note('address', 'fault', `${url}: HTTP ${reply.status}`, advice);
  return (
    read(reply.bytes) ??
    note('address', 'fault', `${url}: what comes is not what the certificate promises`, advice)
  );
}

async function askForTime({ url, imprint }: TimeStamping, fetcher: Fetcher): Promise<Finding> {
  try {
    const token = await fetchTimeStamp(fetcher, url, Buffer.from('tamga doctor'), imprint);
    return note('address', 'well', `a time-stamp of ${token.length} bytes from ${url}`);
  } catch (error) {
    return note(
      'address',
      'fault',
      printable(messageOf(error), 300),
      'see whether the authority wants a login or another digest',
    );
  }
}
