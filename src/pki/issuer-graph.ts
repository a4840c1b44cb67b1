/**
 * Which certificates may have issued which, by name alone, and how far each is from an anchor: nothing is verified here.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc4158#section-3.5 RFC 4158, section 3.5}
 * @module
 */
import type { Certificate } from './certificate';
import { comparisonKey } from './name';
import { mayHaveIssued, sameEntity } from './path';

export interface IssuerGraph {
  isAnchor(certificate: Certificate): boolean;
  /** The most promising first. */
  issuersOf(certificate: Certificate): readonly Certificate[];
  /** Certificates to an anchor by their names; infinite where no names lead to one. */
  distanceOf(certificate: Certificate): number;
}

/** Of one name and one search: more would only cost time. */
const MOST_ISSUERS = 4096;

export function createIssuerGraph(
  anchors: readonly Certificate[],
  pool: readonly Certificate[],
): IssuerGraph {
  const anchorSet = new Set(anchors);
  const all = [...anchors, ...pool.filter((one) => !anchorSet.has(one))];
  const bySubject = groupBy(all, ({ subject }) => subject);
  const distances = distancesFrom(
    anchors,
    groupBy(all, ({ issuer }) => issuer),
  );
  const distanceOf = ({ subject }: Certificate): number =>
    distances.get(comparisonKey(subject)) ?? Number.POSITIVE_INFINITY;
  const isAnchor = (certificate: Certificate): boolean =>
    anchorSet.has(certificate) ||
    (bySubject.get(comparisonKey(certificate.subject)) ?? []).some(
      (one) => anchorSet.has(one) && sameEntity(one, certificate),
    );
  return {
    isAnchor,
    distanceOf,
    issuersOf(certificate) {
      const named = bySubject.get(comparisonKey(certificate.issuer)) ?? [];
      const candidates = named.slice(0, MOST_ISSUERS).filter((one) => mayHaveIssued(one, certificate));
      if (candidates.length < 2) return candidates;
      return candidates
        .map((one) => ({ one, promise: promiseOf(one, isAnchor(one), distances) }))
        .sort((a, b) => a.promise - b.promise)
        .map(({ one }) => one);
    },
  };
}

/** Anchors, then what may issue at all, then the nearer to an anchor by the names above it. */
function promiseOf(
  { basicConstraints, keyUsage, issuer }: Certificate,
  anchor: boolean,
  distances: ReadonlyMap<string, number>,
): number {
  if (anchor) return -1;
  const issues = basicConstraints?.ca === true && (keyUsage === null || keyUsage.has('keyCertSign'));
  return Math.min(distances.get(comparisonKey(issuer)) ?? FAR, FAR) + (issues ? 0 : 2 * FAR);
}

const FAR = 1000;

function groupBy(
  all: readonly Certificate[],
  name: (certificate: Certificate) => Uint8Array,
): ReadonlyMap<string, readonly Certificate[]> {
  const groups = new Map<string, Certificate[]>();
  for (const certificate of all) {
    const key = comparisonKey(name(certificate));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [certificate]);
    else group.push(certificate);
  }
  return groups;
}

/** Breadth first from the names of the anchors down to those that they, and their subjects, issued for. */
function distancesFrom(
  anchors: readonly Certificate[],
  byIssuer: ReadonlyMap<string, readonly Certificate[]>,
): ReadonlyMap<string, number> {
  const distances = new Map<string, number>();
  for (const { subject } of anchors) distances.set(comparisonKey(subject), 0);
  // A Map goes on with what is added while it is walked.
  for (const [name, distance] of distances) {
    for (const { subject } of byIssuer.get(name) ?? []) {
      const key = comparisonKey(subject);
      if (!distances.has(key)) distances.set(key, distance + 1);
    }
  }
  return distances;
}
