/**
 * State by state: what it signs and others accept, what others sign and it handles. Two duties, never added together.
 *
 * @module
 */
import type { Cell, StateRow } from '../model/matrix';
import type { Plan } from '../model/plan';
import type { JudgedProbe } from '../model/probe';
import type { Profile } from '../model/profile';

/** One row for every state that the plan asks about, by code. */
export function buildStates(
  plan: Plan,
  profiles: readonly Profile[],
  cells: readonly Cell[],
  probes: readonly JudgedProbe[],
): readonly StateRow[] {
  const asked = new Set([
    ...cells.flatMap(({ signer, verifier }) => [signer, verifier]),
    ...probes.map(({ verifier }) => verifier),
  ]);
  return profiles
    .filter(({ code }) => asked.has(code))
    .map((profile) => stateRow(plan, profile, cells))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

function stateRow(
  plan: Plan,
  { code, name, role, evidenceClass }: Profile,
  cells: readonly Cell[],
): StateRow {
  // The diagonal is domestic: no part of either share.
  const abroad = cells.filter(({ signer, verifier }) => signer !== verifier);
  const signed = abroad.filter(({ signer }) => signer === code);
  const verified = abroad.filter(({ verifier }) => verifier === code);
  return {
    code,
    name,
    role,
    evidenceClass,
    profileDigest: plan.profileDigests[code] ?? '',
    signs: {
      accepted: sum(signed, ({ counts }) => counts.positives.accepted),
      applicable: sum(signed, ({ counts }) => counts.positives.applicable),
    },
    verifies: {
      asExpected: sum(verified, ({ counts }) => counts.asExpected),
      applicable: sum(verified, ({ counts }) => counts.applicable),
    },
  };
}

function sum(cells: readonly Cell[], of: (cell: Cell) => number): number {
  return cells.reduce((total, cell) => total + of(cell), 0);
}
