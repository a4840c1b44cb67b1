/**
 * Building certification paths from a certificate to trust anchors.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc4158 RFC 4158}
 * @module
 */
import { memoKey } from '../crypto/lru';
import { sameBytes } from '../encoding/bytes';
import { type Certificate, isSelfIssued } from './certificate';
import { createIssuerGraph, type IssuerGraph } from './issuer-graph';
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
/** Verifications of one search; what differs in nothing but its certificate is verified once. */
const MAXIMUM_TRIES = 256;

interface Search {
  readonly graph: IssuerGraph;
  readonly paths: Path[];
  readonly deadEnds: Set<Certificate>;
  /** Certificates from which no name leads to an anchor and that were followed to their end. */
  readonly followed: Set<Certificate>;
  /** By certificate and key: of a thousand certificates for one key one is verified with. */
  readonly faults: Map<Certificate, Map<string, string | null>>;
  wrongSignature: string | null;
  steps: number;
  tries: number;
}

export function findPaths(
  certificate: Certificate,
  anchors: readonly Certificate[],
  pool: readonly Certificate[],
): PathSearch {
  const search: Search = {
    graph: createIssuerGraph(anchors, pool),
    paths: [],
    deadEnds: new Set(),
    followed: new Set(),
    faults: new Map(),
    wrongSignature: null,
    steps: 0,
    tries: 0,
  };
  visit(search, [certificate], certificate);
  const { paths, wrongSignature, deadEnds } = search;
  return { paths, wrongSignature, deadEnds: [...deadEnds] };
}

function visit(search: Search, path: Path, last: Certificate): void {
  search.steps += 1;
  if (search.paths.length >= MAXIMUM_PATHS || search.steps > MAXIMUM_STEPS) return;
  if (search.graph.isAnchor(last)) {
    search.paths.push(path);
    return;
  }
  if (path.length >= MAXIMUM_LENGTH) return;
  let found = false;
  for (const issuer of search.graph.issuersOf(last)) {
    // A certificate that was passed already closes a loop.
    if (path.some((passed) => sameEntity(passed, issuer))) continue;
    const fault = faultOf(search, last, issuer);
    if (fault === undefined) return;
    if (fault !== null) {
      search.wrongSignature ??= fault;
      continue;
    }
    found = true;
    if (!Number.isFinite(search.graph.distanceOf(issuer))) {
      if (search.followed.has(issuer)) continue;
      search.followed.add(issuer);
    }
    visit(search, [...path, issuer], issuer);
  }
  if (!found && !isSelfIssued(last)) search.deadEnds.add(last);
}

/** Null: the key signed; undefined: the search has cost what it may. */
function faultOf(search: Search, last: Certificate, issuer: Certificate): string | null | undefined {
  let known = search.faults.get(last);
  if (known === undefined) {
    known = new Map();
    search.faults.set(last, known);
  }
  const key = memoKey(issuer.publicKey.spki);
  const before = known.get(key);
  if (before !== undefined) return before;
  search.tries += 1;
  if (search.tries > MAXIMUM_TRIES) return undefined;
  const fault = signatureFault(last, issuer.publicKey);
  known.set(key, fault);
  return fault;
}

/** The same name with the same key: RFC 5280 section 6.1.1 (d) describes an anchor by these two. */
export function sameEntity(a: Certificate, b: Certificate): boolean {
  return a === b || (sameBytes(a.publicKey.spki, b.publicKey.spki) && sameBytes(a.subject, b.subject));
}

/** By name, and by key identifier where both sides have one (RFC 5280 section 4.2.1.1). */
export function mayHaveIssued(issuer: Certificate, certificate: Certificate): boolean {
  const wanted = certificate.authorityKeyIdentifier;
  const offered = issuer.subjectKeyIdentifier;
  if (wanted !== null && offered !== null && !sameBytes(wanted, offered)) return false;
  return sameName(issuer.subject, certificate.issuer);
}
