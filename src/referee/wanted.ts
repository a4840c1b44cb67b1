/**
 * What the referee would look at if somebody fetched it: issuers, CRLs and OCSP answers that the material does not yet hold.
 *
 * @module
 */

import { OID } from '../encoding/oids';
import { signatureFacts } from '../formats/cms/read';
import type { SignatureFacts, SignedFile } from '../formats/facts';
import type { Certificate } from '../pki/certificate';
import { buildOcspRequest, isAbout } from '../pki/ocsp';
import { findPaths } from '../pki/path';
import {
  CLOCK_SKEW_MS,
  isDelegate,
  listUrls,
  needsNoRevocation,
  type RevocationState,
  respondersOf,
  revocationState,
} from '../pki/revocation';
import { type Environment, signaturesIn, timeStampsOf } from './environment';
import { identifyCertificate } from './signing-certificate';
import type { Wanted } from './validation';

export function wantedFor(file: SignedFile, environment: Environment): readonly Wanted[] {
  const targets = signaturesIn(file.signatures)
    .flatMap((signature) => [signature, ...stampersOf(signature, environment)])
    .flatMap((facts) => identifyCertificate(facts, environment.pool) ?? []);
  return unique(
    [...new Set(targets)].flatMap((certificate) => wantedForCertificate(certificate, environment)),
  );
}

/** The authorities that stamped it, where the verifier listens to stamps. */
function stampersOf(
  signature: SignatureFacts,
  { timeModel, tokens }: Environment,
): readonly SignatureFacts[] {
  if (timeModel !== 'best-signature-time') return [];
  return timeStampsOf(signature).flatMap(({ token: bytes }) => {
    const token = tokens.get(bytes);
    if (token === undefined) return [];
    const { signer, signedData, content } = token;
    return signatureFacts(signer, { id: 'token', signedData, coverage: 'full', contentOf: () => content });
  });
}

function wantedForCertificate(target: Certificate, environment: Environment): readonly Wanted[] {
  const { paths, deadEnds } = findPaths(target, environment.anchors, environment.pool);
  const issuers = deadEnds.flatMap(({ informationAccess }) =>
    informationAccess.caIssuers.map((url): Wanted => ({ kind: 'certificate', url })),
  );
  if (paths.length === 0) return issuers;
  return paths.flatMap((path) =>
    path.flatMap((certificate, index) => {
      const issuer = path[index + 1];
      return issuer === undefined ? [] : wantedForLink(certificate, issuer, path.at(-1) ?? null, environment);
    }),
  );
}

function wantedForLink(
  certificate: Certificate,
  issuer: Certificate,
  anchor: Certificate | null,
  environment: Environment,
): readonly Wanted[] {
  if (needsNoRevocation(certificate)) return [];
  const { revocation, now } = environment;
  if (isAnswered(revocationState(certificate, issuer, revocation, now, anchor), now)) return [];
  const request = buildOcspRequest(certificate, issuer);
  return [
    ...certificate.informationAccess.ocsp.map((url): Wanted => ({ kind: 'ocsp', url, request })),
    ...listUrls(certificate, revocation).map((url): Wanted => ({ kind: 'crl', url })),
    ...responderLists(certificate, issuer, environment),
  ];
}

function isAnswered({ statement }: RevocationState, now: number): boolean {
  if (statement === null) return false;
  return (
    statement.status === 'revoked' || now <= (statement.nextUpdate ?? statement.thisUpdate + CLOCK_SKEW_MS)
  );
}

/** A responder without ocsp-nocheck needs a list of its own. */
function responderLists(
  certificate: Certificate,
  issuer: Certificate,
  { revocation }: Environment,
): readonly Wanted[] {
  return revocation.ocspResponses
    .filter(({ responses }) => responses.some((single) => isAbout(single, certificate, issuer)))
    .flatMap((response) => respondersOf(response, revocation))
    .filter((responder) => !responder.extensions.has(OID.ocspNoCheck) && isDelegate(responder, issuer))
    .flatMap(({ crlUrls }) => crlUrls.map((url): Wanted => ({ kind: 'crl', url })));
}

function unique(all: readonly Wanted[]): readonly Wanted[] {
  const seen = new Map<string, Wanted>();
  for (const one of all) {
    const key =
      one.kind === 'ocsp'
        ? `${one.url} ${Buffer.from(one.request).toString('hex')}`
        : `${one.kind} ${one.url}`;
    if (!seen.has(key)) seen.set(key, one);
  }
  return [...seen.values()];
}
