/**
 * Building certification paths from a certificate to trust anchors.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc4158 RFC 4158}
 * @module
 */
import { sameBytes } from '../encoding/bytes';
import { type Certificate, isSelfIssued } from './certificate';
import { sameName } from './name';
import { signatureFault } from './signature';

/** The certificate in question first, the anchor last; one element when it is an anchor itself. */
export type Path = readonly Certificate[];

export interface PathSearch {
  readonly paths: readonly Path[];
  /** Where the name of an issuer led to certificates whose keys did not sign, why one did not: a chain by name only. */
  readonly wrongSignature: string | null;
  /** The last certificate of the longest attempt that found no issuer: where a caIssuers address may help. */
  readonly deadEnds: readonly Certificate[];
}

const MAXIMUM_LENGTH = 10;
const MAXIMUM_PATHS = 8;
/** Certificates looked at in one search: a pool of cross-certificates must not cost more. */
const MAXIMUM_STEPS = 256;
/** Issuers tried by their name; each may cost a verification. */
const MAXIMUM_TRIES = 512;

export function findPaths(
  certificate: Certificate,
  anchors: readonly Certificate[],
  pool: readonly Certificate[],
): PathSearch {
  const paths: Path[] = [];
  const deadEnds = new Set<Certificate>();
  let wrongSignature: string | null = null;
  let steps = 0;
  let tries = 0;

  const visit = (path: Path, last: Certificate): void => {
    steps += 1;
    if (paths.length >= MAXIMUM_PATHS || steps > MAXIMUM_STEPS) return;
    if (anchors.some((anchor) => sameEntity(anchor, last))) {
      paths.push(path);
      return;
    }
    if (path.length >= MAXIMUM_LENGTH) return;
    let found = false;
    for (const issuer of issuersOf(last, anchors, pool)) {
      // A certificate that was passed already closes a loop.
      if (path.some((passed) => sameEntity(passed, issuer))) continue;
      tries += 1;
      if (tries > MAXIMUM_TRIES) return;
      const fault = signatureFault(last, issuer.publicKey);
      if (fault === null) {
        found = true;
        visit([...path, issuer], issuer);
      } else {
        wrongSignature ??= fault;
      }
    }
    if (!found && !isSelfIssued(last)) deadEnds.add(last);
  };
  visit([certificate], certificate);
  return { paths, wrongSignature, deadEnds: [...deadEnds] };
}

/** The same name with the same key: RFC 5280 section 6.1.1 (d) describes an anchor by these two. */
export function sameEntity(a: Certificate, b: Certificate): boolean {
  return a === b || (sameBytes(a.publicKey.spki, b.publicKey.spki) && sameBytes(a.subject, b.subject));
}

/** Anchors first: the shortest path to trust is the one to find. */
function* issuersOf(
  certificate: Certificate,
  anchors: readonly Certificate[],
  pool: readonly Certificate[],
): Generator<Certificate> {
  for (const candidate of anchors) if (mayHaveIssued(candidate, certificate)) yield candidate;
  for (const candidate of pool) {
    if (mayHaveIssued(candidate, certificate) && !anchors.includes(candidate)) yield candidate;
  }
}

/** By name, and by key identifier where both sides have one (RFC 5280 section 4.2.1.1). */
export function mayHaveIssued(issuer: Certificate, certificate: Certificate): boolean {
  const wanted = certificate.authorityKeyIdentifier;
  const offered = issuer.subjectKeyIdentifier;
  if (wanted !== null && offered !== null && !sameBytes(wanted, offered)) return false;
  return sameName(issuer.subject, certificate.issuer);
}
