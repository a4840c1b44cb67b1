/**
 * X.509 certificate validation: a path to an anchor, and everything that may be wrong with it.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31910201/ EN 319 102-1, section 5.2.6}
 * @module
 */
import type { Certificate } from '../pki/certificate';
import { findPaths } from '../pki/path';
import { type Check, type Problem, runAll, runCheck } from './check';
import { authoritiesNotRevoked } from './checks/authorities-not-revoked';
import { authoritiesValid } from './checks/authorities-valid';
import { certificateAlgorithms } from './checks/certificate-algorithms';
import { certificateNotOnHold } from './checks/certificate-not-on-hold';
import { certificateNotRevoked } from './checks/certificate-not-revoked';
import { certificatePurpose } from './checks/certificate-purpose';
import { certificateValid } from './checks/certificate-valid';
import { pathFound } from './checks/path-found';
import { pathRules } from './checks/path-rules';
import { revocationFresh } from './checks/revocation-fresh';
import { revocationKnown } from './checks/revocation-known';
import type { Environment } from './environment';
import { createPathSubject, type PathSubject, type Purpose } from './path-subject';
import { createChainMemo } from './remembered-chains';
import type { Finding } from './validation';

/** What time cannot heal comes first: a problem that it can must not hide one that it cannot. */
const CHECKS: readonly Check<PathSubject>[] = [
  pathRules,
  certificatePurpose,
  certificateNotRevoked,
  authoritiesNotRevoked,
  certificateNotOnHold,
  certificateValid,
  authoritiesValid,
  revocationKnown,
  revocationFresh,
  certificateAlgorithms,
];

export interface CertificateResult {
  /** Of the best path, in the order in which they count; empty: the certificate is trusted now. */
  readonly problems: readonly Problem[];
  readonly chain: PathSubject | null;
}

export function validateCertificate(
  certificate: Certificate,
  purpose: Purpose,
  environment: Environment,
  findings: Finding[],
): CertificateResult {
  const judged = chains.recall(certificate, purpose, environment, () =>
    judgeCertificate(certificate, purpose, environment),
  );
  findings.push(...judged.found);
  return judged;
}

/** For measurements of the uncached path. */
export function forgetChains(): void {
  chains.forget();
}

interface Judged extends CertificateResult {
  readonly found: readonly Finding[];
}

const chains = createChainMemo<Judged>();

function judgeCertificate(certificate: Certificate, purpose: Purpose, environment: Environment): Judged {
  const search = findPaths(certificate, environment.anchors, environment.pool);
  const first: Finding[] = [];
  const missing = runCheck(pathFound, search, first);
  if (missing !== undefined) return { problems: [missing], chain: null, found: first };

  let best: Judged | undefined;
  for (const path of search.paths) {
    const found = [...first];
    const chain = createPathSubject(certificate, path, purpose, environment);
    const problems = runAll(CHECKS, chain, found);
    if (best === undefined || gravity(problems) < gravity(best.problems)) best = { problems, chain, found };
    if (problems.length === 0) break;
  }
  return best ?? { problems: [], chain: null, found: first };
}

/** Nothing wrong, then what time may heal, then the rest. */
function gravity(problems: readonly Problem[]): number {
  if (problems.length === 0) return 0;
  return problems.every(({ atTime }) => atTime !== undefined) ? 1 : 2;
}
