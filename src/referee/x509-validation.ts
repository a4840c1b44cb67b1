/**
 * X.509 certificate validation: a path to an anchor, and everything that may be wrong with it.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31910201/ EN 319 102-1, section 5.2.6}
 * @module
 */
import type { Certificate } from '../pki/certificate';
import { findPaths, type PathSearch } from '../pki/path';
import { type Check, type Problem, passed, runAll, runCheck, undecided } from './check';
import { authoritiesNotRevoked } from './checks/authorities-not-revoked';
import { authoritiesValid } from './checks/authorities-valid';
import { certificateAlgorithms } from './checks/certificate-algorithms';
import { certificateNotOnHold } from './checks/certificate-not-on-hold';
import { certificateNotRevoked } from './checks/certificate-not-revoked';
import { certificatePurpose } from './checks/certificate-purpose';
import { certificateValid } from './checks/certificate-valid';
import { pathRules } from './checks/path-rules';
import { revocationFresh } from './checks/revocation-fresh';
import { revocationKnown } from './checks/revocation-known';
import type { Environment } from './environment';
import { createPathSubject, type PathSubject, type Purpose } from './path-subject';
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

const pathFound: Check<PathSearch> = {
  id: 'x509-validation.path-found',
  clause: { doc: 'EN 319 102-1', section: '5.2.6' },
  requires: 'A chain of certificates leads from the certificate to a trust anchor.',

  run({ paths, wrongSignature }) {
    if (paths.length > 0) return passed('a chain leads to a trust anchor');
    return wrongSignature === null
      ? undecided('no chain leads to a trust anchor', 'NO_CERTIFICATE_CHAIN_FOUND')
      : undecided(
          `an issuer has the right name, but its key did not sign: ${wrongSignature}`,
          'CERTIFICATE_CHAIN_GENERAL_FAILURE',
        );
  },
};

/** Every problem of the best path, in the order in which they count; empty: the certificate is trusted now. */
export function validateCertificate(
  certificate: Certificate,
  purpose: Purpose,
  environment: Environment,
  findings: Finding[],
): readonly Problem[] {
  const search = findPaths(certificate, environment.anchors, environment.pool);
  const missing = runCheck(pathFound, search, findings);
  if (missing !== undefined) return [missing];

  let best: { problems: readonly Problem[]; found: readonly Finding[] } | undefined;
  for (const path of search.paths) {
    const found: Finding[] = [];
    const problems = runAll(CHECKS, createPathSubject(certificate, path, purpose, environment), found);
    if (best === undefined || gravity(problems) < gravity(best.problems)) best = { problems, found };
    if (problems.length === 0) break;
  }
  if (best === undefined) return [];
  findings.push(...best.found);
  return best.problems;
}

/** Nothing wrong, then what time may heal, then the rest. */
function gravity(problems: readonly Problem[]): number {
  if (problems.length === 0) return 0;
  return problems.every(({ atTime }) => atTime !== undefined) ? 1 : 2;
}
