/**
 * One path from a certificate to an anchor with everything that the checks of X.509 validation look at.
 *
 * @module
 */
import type { AlgorithmPolicy } from '../model/policy';
import type { Certificate } from '../pki/certificate';
import type { Path } from '../pki/path';
import {
  needsNoRevocation,
  type RevocationState,
  type RevocationStatement,
  revocationState,
} from '../pki/revocation';
import type { Environment } from './environment';
import { signerPath } from './statement-signer';

/** What the certificate is meant to do. */
export type Purpose = 'signing' | 'time-stamping';

/** A certificate of the path with its issuer and what is known of its revocation. */
export interface PathLink {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  /** Null: its issuer vouches for it without revocation data. */
  readonly revocation: RevocationState | null;
  /** Whom the signer of each part of that state rests on. */
  readonly signers: readonly StatementSigner[];
}

export interface StatementSigner {
  readonly statement: RevocationStatement;
  readonly path: readonly Certificate[];
}

export interface PathSubject {
  readonly path: Path;
  readonly purpose: Purpose;
  /** The certificate in question. */
  readonly target: Certificate;
  /** Every certificate below the anchor; empty when the target is the anchor. */
  readonly links: readonly PathLink[];
  readonly policy: AlgorithmPolicy;
  readonly now: number;
}

export function createPathSubject(
  target: Certificate,
  path: Path,
  purpose: Purpose,
  { revocation, policy, now, pool }: Environment,
): PathSubject {
  const links: PathLink[] = [];
  const anchor = path.at(-1) ?? null;
  for (const [index, certificate] of path.entries()) {
    const issuer = path[index + 1];
    if (issuer === undefined) break;
    const state = needsNoRevocation(certificate)
      ? null
      : revocationState(certificate, issuer, revocation, now, anchor);
    const signers = (state?.parts ?? []).map((statement) => ({
      statement,
      path: signerPath(statement, { issuer, anchor, pool }),
    }));
    links.push({ certificate, issuer, revocation: state, signers });
  }
  return { path, purpose, target, links, policy, now };
}

/** The certification authorities between target and anchor. */
export function authorityLinks({ links, target }: PathSubject): readonly PathLink[] {
  return links.filter(({ certificate }) => certificate !== target);
}
