/**
 * Past certificate validation with validation-time sliding: up to which time was this certificate beyond doubt?
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31910201/ EN 319 102-1, sections 5.6.2.1 and 5.6.2.2}
 * @module
 */
import { isoInstant } from '../encoding/time';
import type { Certificate } from '../pki/certificate';
import { findPaths, type Path } from '../pki/path';
import {
  CLOCK_SKEW_MS,
  needsNoRevocation,
  type RevocationMaterial,
  type RevocationStatement,
  revocationState,
} from '../pki/revocation';
import { type Signed, suiteOf } from '../pki/signature';
import { suiteEnd } from './algorithm-policy';
import { certificatePurpose } from './checks/certificate-purpose';
import { pathRules } from './checks/path-rules';
import type { Environment } from './environment';
import { createPathSubject, type Purpose } from './path-subject';
import type { Proofs } from './proofs';
import { signerPath } from './statement-signer';

/** The certificate was valid, trusted and not revoked up to `controlTime`; or why that cannot be said, half a sentence. */
export type PastCertificate =
  | { readonly controlTime: number; readonly found: string }
  | { readonly controlTime: null; readonly found: string };

export function validatePastCertificate(
  certificate: Certificate,
  purpose: Purpose,
  environment: Environment,
  proofs: Proofs,
): PastCertificate {
  let best: PastCertificate = unknown('no chain leads to a trust anchor');
  for (const path of findPaths(certificate, environment.anchors, environment.pool).paths) {
    const past = validatePath(certificate, path, purpose, environment, proofs);
    if (past.controlTime !== null && past.controlTime > (best.controlTime ?? Number.NEGATIVE_INFINITY))
      best = past;
    else if (best.controlTime === null) best = past;
  }
  return best;
}

function validatePath(
  certificate: Certificate,
  path: Path,
  purpose: Purpose,
  environment: Environment,
  proofs: Proofs,
): PastCertificate {
  // Section 5.6.2.1 step 2: one time at which every certificate of the chain was valid.
  const below = path.slice(0, -1);
  const from = Math.max(...below.map(({ notBefore }) => notBefore));
  const until = Math.min(...below.map(({ notAfter }) => notAfter));
  if (from > until) return unknown('the certificates of the chain were never valid at the same time');
  const subject = createPathSubject(certificate, path, purpose, environment);
  for (const check of [pathRules, certificatePurpose]) {
    const outcome = check.run(subject);
    if (outcome.status !== 'passed') return unknown(outcome.found);
  }
  return slide(path, environment, proofs);
}

/** Section 5.6.2.2: from the anchor downwards, each certificate pulls the time back as far as what is known of it reaches. */
function slide(path: Path, environment: Environment, proofs: Proofs): PastCertificate {
  let controlTime = environment.now;
  const anchor = path.at(-1) ?? null;
  for (let index = path.length - 2; index >= 0; index -= 1) {
    const certificate = path[index];
    const issuer = path[index + 1];
    if (certificate === undefined || issuer === undefined) break;
    if (proofs.of(certificate.der) > controlTime)
      return unknown(`nothing proves that the certificate of ${certificate.subjectText} existed in time`);
    if (!needsNoRevocation(certificate)) {
      const statement = latestStatement(
        { certificate, issuer, anchor },
        environment.revocation,
        proofs,
        controlTime,
      );
      if (statement === null)
        return unknown(
          `there is no revocation data for ${certificate.subjectText} with a proof of existence`,
        );
      controlTime = slideTo(statement, controlTime);
      controlTime = Math.min(controlTime, endOfStatement(statement, { issuer, anchor }, environment));
    }
    controlTime = Math.min(controlTime, endOf(certificate, issuer, environment));
  }
  // The end of an algorithm that the policy does not have lies before all time.
  if (controlTime === Number.NEGATIVE_INFINITY)
    return unknown('the policy never accepted an algorithm of the chain');
  return { controlTime, found: `nothing speaks against the chain up to ${isoInstant(controlTime)}` };
}

function slideTo(statement: RevocationStatement, controlTime: number): number {
  const { status, revokedAt, thisUpdate, nextUpdate } = statement;
  if (status !== 'good' && revokedAt !== null && revokedAt <= controlTime) return revokedAt;
  // Section 5.6.2.2 step 2 b): data that is not fresh at the control time speaks up to its issue.
  return controlTime > (nextUpdate ?? thisUpdate + CLOCK_SKEW_MS)
    ? Math.min(controlTime, thisUpdate)
    : controlTime;
}

interface Link {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  readonly anchor: Certificate | null;
}

/** Section 5.6.2.2 step 2 a): issued before the control time, and known to have existed by then. */
function latestStatement(
  { certificate, issuer, anchor }: Link,
  { crls, ocspResponses, ...others }: RevocationMaterial,
  proofs: Proofs,
  controlTime: number,
): RevocationStatement | null {
  const proven = <T extends { readonly der: Uint8Array }>(all: readonly T[]): readonly T[] =>
    all.filter(({ der }) => proofs.of(der) <= controlTime);
  const lists = proven(crls);
  const found = [
    revocationState(certificate, issuer, { crls: lists, ocspResponses: [], ...others }, controlTime, anchor),
  ];
  for (const response of proven(ocspResponses)) {
    // Its responder has to have been valid when the response is known to have been there, not for ever.
    const at = Math.min(controlTime, proofs.of(response.der));
    found.push(
      revocationState(certificate, issuer, { crls: lists, ocspResponses: [response], ...others }, at, anchor),
    );
  }
  return found
    .flatMap(({ statement }) => (statement === null ? [] : [statement]))
    .reduce<RevocationStatement | null>(
      (best, one) => (best === null || outweighs(one, best) ? one : best),
      null,
    );
}

/** A revocation is never undone; else the latest statement counts. */
function outweighs(one: RevocationStatement, other: RevocationStatement): boolean {
  if ((one.status === 'revoked') !== (other.status === 'revoked')) return one.status === 'revoked';
  return one.thisUpdate > other.thisUpdate;
}

/** Of the structure, and of every certificate that vouches for its signer. */
function endOfStatement(
  statement: RevocationStatement,
  { issuer, anchor }: Pick<Link, 'issuer' | 'anchor'>,
  environment: Environment,
): number {
  const path = signerPath(statement, { issuer, anchor, pool: environment.pool });
  const vouching = path.slice(1).map((above, index) => endOf(path[index] ?? above, above, environment));
  return Math.min(endOf(statement.structure, statement.signer, environment), ...vouching);
}

/** The time up to which the algorithm of this signed structure is acceptable. */
function endOf(structure: Signed, signer: Certificate, { policy }: Environment): number {
  const identified = suiteOf(structure, signer.publicKey);
  return identified === undefined
    ? Number.NEGATIVE_INFINITY
    : suiteEnd(policy, identified.suite, signer.publicKey);
}

function unknown(found: string): PastCertificate {
  return { controlTime: null, found };
}
