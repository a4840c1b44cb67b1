/**
 * What the referee would look at if somebody fetched it: issuers, CRLs and OCSP answers that the material does not yet hold.
 *
 * @module
 */

import { OID } from '../encoding/oids';
import { parseSignedData } from '../formats/cms/signed-data';
import type { SignerInfo } from '../formats/cms/signer-info';
import { tryParseToken } from '../formats/cms/time-stamp-token';
import type { Certificate } from '../pki/certificate';
import { buildOcspRequest, isAbout } from '../pki/ocsp';
import { findPaths } from '../pki/path';
import {
  CLOCK_SKEW_MS,
  isDelegate,
  needsNoRevocation,
  type RevocationState,
  respondersOf,
  revocationState,
} from '../pki/revocation';
import { materialOf } from './cms-reports';
import { type Environment, prepare } from './environment';
import { createSubject } from './subject';
import type { ValidationContext, Wanted } from './validation';

export function wantedForCms(bytes: Uint8Array, context: ValidationContext): readonly Wanted[] {
  const signedData = parseSignedData(bytes);
  const environment = prepare(context, materialOf(signedData));
  const signers = signedData.signers.flatMap((entry) =>
    entry.readable ? signersOf(entry.signer, environment) : [],
  );
  const targets = signers.flatMap((signer) => certificateOf(signer, environment));
  return unique(targets.flatMap((certificate) => wantedFor(certificate, environment)));
}

/** The signer, those that countersign it, and the authorities that stamped them where the verifier listens to stamps. */
function signersOf(signer: SignerInfo, environment: Environment): readonly SignerInfo[] {
  const { unsigned, signedAttributes } = signer;
  const tokens =
    environment.timeModel === 'best-signature-time'
      ? [...unsigned.signatureTimeStamps, ...(signedAttributes?.facts.contentTimeStamps ?? [])]
      : [];
  return [
    signer,
    ...tokens.flatMap((token) => tryParseToken(token)?.signer ?? []),
    ...unsigned.counterSignatures.flatMap((entry) =>
      entry.readable ? signersOf(entry.signer, environment) : [],
    ),
  ];
}

function certificateOf(signer: SignerInfo, { pool, policy, now }: Environment): readonly Certificate[] {
  const subject = createSubject(
    { kind: 'signature', signer, contentType: null, content: null },
    pool,
    policy,
    now,
  );
  return subject.certificate === null ? [] : [subject.certificate];
}

function wantedFor(target: Certificate, environment: Environment): readonly Wanted[] {
  const { paths, deadEnds } = findPaths(target, environment.anchors, environment.pool);
  const issuers = deadEnds.flatMap(({ informationAccess }) =>
    informationAccess.caIssuers.map((url): Wanted => ({ kind: 'certificate', url })),
  );
  if (paths.length === 0) return issuers;
  return paths.flatMap((path) =>
    path.flatMap((certificate, index) => {
      const issuer = path[index + 1];
      return issuer === undefined ? [] : wantedForLink(certificate, issuer, environment);
    }),
  );
}

function wantedForLink(
  certificate: Certificate,
  issuer: Certificate,
  environment: Environment,
): readonly Wanted[] {
  if (needsNoRevocation(certificate)) return [];
  const { revocation, now } = environment;
  if (isAnswered(revocationState(certificate, issuer, revocation, now), now)) return [];
  const request = buildOcspRequest(certificate, issuer);
  return [
    ...certificate.informationAccess.ocsp.map((url): Wanted => ({ kind: 'ocsp', url, request })),
    ...certificate.crlUrls.map((url): Wanted => ({ kind: 'crl', url })),
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
