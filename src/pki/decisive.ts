/**
 * Which of several statements about one certificate decides.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280#section-6.3.3 RFC 5280, section 6.3.3}
 * @module
 */
import { ALL_REASONS } from './distribution-point';
import type { RevocationStatement } from './revocation-statement';

export interface Decision {
  readonly statement: RevocationStatement | null;
  /** What it rests on: itself, or every list of some reasons where these say good together. */
  readonly parts: readonly RevocationStatement[];
  /** ReasonFlags, as bits, of which no statement speaks although others do. */
  readonly missingReasons: number;
}

/** A revocation is never undone (RFC 5280 section 5.3.1); else the latest statement counts. */
export function decisive(statements: readonly RevocationStatement[]): Decision {
  const isPart = ({ status, reasons }: RevocationStatement) => status === 'good' && reasons !== ALL_REASONS;
  const { joined, used, missing } = joinParts(statements.filter(isPart));
  let best = joined;
  for (const statement of statements) {
    if (!isPart(statement) && (best === null || outweighs(statement, best))) best = statement;
  }
  if (best === null) return { statement: null, parts: [], missingReasons: missing };
  return { statement: best, parts: best === joined ? used : [best], missingReasons: 0 };
}

function outweighs(one: RevocationStatement, other: RevocationStatement): boolean {
  if ((one.status === 'revoked') !== (other.status === 'revoked')) return one.status === 'revoked';
  if (one.status === 'revoked') return (one.revokedAt ?? 0) < (other.revokedAt ?? 0);
  return one.thisUpdate > other.thisUpdate;
}

/** Lists of some reasons say good together once they cover them all; then they are as old as the oldest of them. */
function joinParts(parts: readonly RevocationStatement[]): {
  readonly joined: RevocationStatement | null;
  readonly used: readonly RevocationStatement[];
  readonly missing: number;
} {
  let missing = parts.length === 0 ? 0 : ALL_REASONS;
  const used: RevocationStatement[] = [];
  for (const part of [...parts].sort((one, other) => other.thisUpdate - one.thisUpdate)) {
    if ((missing & part.reasons) === 0) continue;
    missing &= ~part.reasons;
    used.push(part);
  }
  const oldest = used.at(-1);
  return missing === 0 && oldest !== undefined
    ? { joined: { ...oldest, reasons: ALL_REASONS }, used, missing: 0 }
    : { joined: null, used: [], missing };
}
