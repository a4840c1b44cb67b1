/**
 * What a signature makes of every requirement of the baseline levels of its format, and the level that it reaches.
 *
 * @module
 */
import type { SignatureFacts } from '../../formats/facts';
import { type Format, LEVELS, type Level } from '../../model/claim';
import {
  ASIC_E_CADES_ROWS,
  ASIC_E_ROWS,
  ASIC_E_XADES_ROWS,
  ASIC_S_CADES_ROWS,
  ASIC_S_ROWS,
  ASIC_S_XADES_ROWS,
} from './asic';
import { CADES_ROWS } from './cades';
import { JADES_ROWS } from './jades';
import { PADES_ROWS } from './pades';
import type { BaselineContext, BaselineLevel, BaselineRequirement, BaselineRow, Outcome } from './row';
import { XADES_ROWS } from './xades';

/** Plain formats are held to the rows of the AdES format that is built on them: what keeps them from it. */
const TABLES: Readonly<Record<Format, readonly BaselineRequirement[]>> = {
  CMS: CADES_ROWS,
  CAdES: CADES_ROWS,
  PDF: PADES_ROWS,
  PAdES: PADES_ROWS,
  XMLDSig: XADES_ROWS,
  XAdES: XADES_ROWS,
  JWS: JADES_ROWS,
  JAdES: JADES_ROWS,
  'ASiC-S/CAdES': [...ASIC_S_ROWS, ...ASIC_S_CADES_ROWS, ...CADES_ROWS],
  'ASiC-S/XAdES': [...ASIC_S_ROWS, ...ASIC_S_XADES_ROWS, ...XADES_ROWS],
  'ASiC-E/CAdES': [...ASIC_E_ROWS, ...ASIC_E_CADES_ROWS, ...CADES_ROWS],
  'ASiC-E/XAdES': [...ASIC_E_ROWS, ...ASIC_E_XADES_ROWS, ...XADES_ROWS],
};

export function baselineRows(facts: SignatureFacts, context: BaselineContext): readonly BaselineRow[] {
  return baselineTable(facts.format).map((requirement) => {
    const { id, test, ...about } = requirement;
    const outcome = test({ facts, context });
    return {
      row: id,
      letter: about.letter,
      clause: about.clause,
      level: about.level,
      requirement: about.requirement,
      sentence: about.sentence,
      status: statusOf(outcome, requirement, facts.level),
      found: outcome.found,
      unverified: about.unverified ?? false,
    };
  });
}

export function baselineTable(format: Format): readonly BaselineRequirement[] {
  return TABLES[format];
}

/** Nobody breaks the rules of a level that is not claimed. */
function statusOf(
  { is }: Outcome,
  { level, requirement }: BaselineRequirement,
  claimed: Level,
): BaselineRow['status'] {
  if (is === 'met') return 'met';
  if (rank(level) > rank(claimed)) return 'left-out';
  const optional = requirement === 'may' || requirement === 'conditioned';
  return is === 'absent' && optional ? 'left-out' : 'broken';
}

/** The highest level up to which all is met that shall be, and nothing is broken. Rows that no source enforces decide nothing. */
export function reachedLevel(rows: readonly BaselineRow[]): Level {
  let reached: Level = 'none';
  for (const level of LEVELS) {
    if (level === 'none') continue;
    const own = rows.filter((row) => row.level === level && !row.unverified);
    if (own.length === 0 || !own.every(holds)) return reached;
    reached = level;
  }
  return reached;
}

function holds({ status, requirement }: BaselineRow): boolean {
  if (status === 'met') return true;
  return status === 'left-out' && (requirement === 'may' || requirement === 'conditioned');
}

function rank(level: Level | BaselineLevel): number {
  return LEVELS.indexOf(level);
}
