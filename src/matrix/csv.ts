/**
 * The checks as CSV (RFC 4180), one line each, safe to open in a spreadsheet.
 *
 * @module
 */
import type { JudgedCheck, Matrix } from '../model/matrix';
import { formatVerdict } from '../model/verdict';

type Column = readonly [name: string, of: (check: JudgedCheck) => string | null];

// biome-ignore format: one row per column
const COLUMNS: readonly Column[] = [
  ['check',        ({ id }) => id],
  ['signer',       ({ signer }) => signer],
  ['verifier',     ({ verifier }) => verifier],
  ['case',         (check) => check.case],
  ['polarity',     ({ polarity }) => polarity],
  ['class',        (check) => check.class],
  ['format',       ({ format }) => format],
  ['level',        ({ level }) => level],
  ['packaging',    ({ packaging }) => packaging],
  ['suite',        ({ suite }) => suite],
  ['outcome',      ({ outcome }) => outcome],
  ['owner',        ({ owner }) => owner],
  ['expected',     ({ expected }) => formatVerdict(expected)],
  ['as verifier',  ({ asVerifier }) => (asVerifier === null ? null : formatVerdict(asVerifier))],
  ['observed',     ({ observed }) => observed],
  ['assumed',      ({ assumed }) => assumed.join('; ') || null],
  ['known',        ({ known }) => known],
  ['flaky',        ({ flaky }) => (flaky === null ? null : `${flaky.passed} of ${flaky.of}`)],
  ['because',      ({ because }) => because],
  ['artefact',     ({ artefact }) => artefact],
];

export function renderCsv({ checks, evidenceClass }: Matrix): string {
  const header = [...COLUMNS.map(([name]) => name), 'evidence class'];
  const rows = checks.map((check) => [...COLUMNS.map(([, of]) => of(check) ?? ''), evidenceClass]);
  return [header, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

/** A spreadsheet runs what starts with one of these; an apostrophe in front makes it text again. */
const FORMULA = /^[=+\-@\t\r]/;

function field(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
