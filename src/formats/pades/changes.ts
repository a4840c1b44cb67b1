/**
 * What one revision of a PDF changed in the document of the one before.
 *
 * The two documents are compared from the catalog down, object by object; an object that both have in the same place is
 * the same, and everything that it refers to is compared as well. A change is one of these, or forbidden:
 *
 * - *validation data*: /DSS of the catalog, with /Extensions and /Version;
 * - *time-stamp*, *signature*: a signature field that is new or was empty gets its value, with its widget on a page
 *   and what the form needs for it (/SigFlags, /DA and /DR where new, /NeedAppearances given up);
 * - *form*: the value of a text, choice or button field, with the appearance of a text or choice field whose value changed;
 * - *annotation*: markup annotations that are added, changed or removed, none that can hide text under it;
 * - *metadata*: the metadata stream, and dates and producer in the document information.
 *
 * Which of them a signature permits is said in `permissions.ts`.
 *
 * @see ISO 32000-2, section 12.8.2 and {@link https://pdf-insecurity.org pdf-insecurity.org} for the known attacks
 * @module
 */
import type { Work } from '../../encoding/pdf/limits';
import type { Revision } from '../../encoding/pdf/revision';
import {
  EMPTY_DICTIONARY,
  entry,
  isArray,
  isDictionary,
  isReference,
  isStream,
  type PdfDictionary,
  type PdfValue,
} from '../../encoding/pdf/values';
import { TamgaError } from '../../model/error';
import { catalogOf, formOf } from './form';
import { compareFields } from './form-changes';
import { pageRules } from './page-changes';
import { difference, entryPairs, type Pair, type Step, stepBetween, type Walk } from './same-graph';

export type Change =
  | { readonly kind: 'validation-data' | 'metadata' | 'annotation' | 'forbidden'; readonly what: string }
  | { readonly kind: 'form'; readonly what: string; readonly field: string }
  | {
      readonly kind: 'signature' | 'time-stamp';
      readonly what: string;
      readonly field: string;
      /** The older revision did not have the field. */
      readonly created: boolean;
      /** It shows on a page. */
      readonly visible: boolean;
    };

/** What the rules for parts of the document share. */
export interface Comparison {
  readonly step: Step;
  /** Of what may not change. */
  readonly walk: Walk;
  readonly changes: Change[];
  forbid(what: string): void;
  /** Compares what may not change. */
  fixed(pairs: readonly Pair[]): void;
  /** Whether parts that may change are the same. */
  same(older: PdfValue, newer: PdfValue): boolean;
}

export function changesBetween(older: Revision, newer: Revision, work: Work): readonly Change[] {
  try {
    return compareRevisions(stepBetween(older, newer, work));
  } catch (error) {
    if (!(error instanceof TamgaError) || error.code !== 'TAMGA-E-PDF') throw error;
    return [{ kind: 'forbidden', what: `what was changed cannot be told: ${error.message}` }];
  }
}

function compareRevisions(step: Step): readonly Change[] {
  const comparison = comparisonOf(step);
  const { older, newer } = step;
  const [oldRoot, newRoot] = [entry(older.trailer, 'Root'), entry(newer.trailer, 'Root')];
  if (!isReference(oldRoot) || !isReference(newRoot) || oldRoot.number !== newRoot.number) {
    comparison.forbid('/Root of the trailer names another catalog');
    return comparison.changes;
  }
  comparison.walk.seen.add(oldRoot.number);
  // Fields have rules of their own wherever they are met.
  for (const number of formOf(older).byNumber.keys()) comparison.walk.seen.add(number);
  compareInformation(comparison);
  compareCatalog(comparison, catalogOf(older), catalogOf(newer));
  compareFields(comparison);
  return comparison.changes;
}

function comparisonOf(step: Step): Comparison {
  const changes: Change[] = [];
  const forbid = (what: string): void => void changes.push({ kind: 'forbidden', what });
  const fixed = (pairs: readonly Pair[]): void => {
    const found = difference(step, pairs, walk);
    if (found !== undefined) forbid(found);
  };
  const same = (older: PdfValue, newer: PdfValue): boolean => {
    const seen = new Set<number>();
    return (
      difference(step, [{ older, newer, key: '', holder: '' }], {
        seen,
        ruling: () => ({ by: 'equality' }),
      }) === undefined
    );
  };
  const rules = pageRules(step, changes, forbid, same);
  const walk: Walk = { seen: new Set(), ruling: rules };
  return { step, walk, changes, forbid, fixed, same };
}

/** Programs show it, but not as content; who appends a revision writes its date. */
const FREE_INFORMATION: ReadonlySet<string> = new Set(['/ModDate', '/Producer']);

function compareInformation({ step, changes, forbid, same, fixed }: Comparison): void {
  const { older, newer } = step;
  fixed([
    {
      older: entry(older.trailer, 'Encrypt'),
      newer: entry(newer.trailer, 'Encrypt'),
      key: '/Encrypt',
      holder: 'the trailer',
    },
  ]);
  const [before, after] = [older.get(older.trailer, 'Info'), newer.get(newer.trailer, 'Info')].map((value) =>
    isDictionary(value) ? value : EMPTY_DICTIONARY,
  );
  if (before === undefined || after === undefined) return;
  for (const pair of entryPairs(before, after, 'the document information')) {
    if (same(pair.older, pair.newer)) continue;
    if (FREE_INFORMATION.has(pair.key))
      changes.push({ kind: 'metadata', what: `${pair.key} of ${pair.holder} was changed` });
    else forbid(`${pair.key} of ${pair.holder} was changed`);
  }
}

const OWN_RULES: ReadonlySet<string> = new Set(['AcroForm', 'DSS', 'Extensions', 'Version', 'Metadata']);

function compareCatalog(comparison: Comparison, older: PdfDictionary, newer: PdfDictionary): void {
  const { changes, forbid, same, fixed } = comparison;
  for (const key of newer.repeated) forbid(`/${key} stands twice in the catalog`);
  fixed(entryPairs(older, newer, 'the catalog', { without: OWN_RULES }));
  compareForm(comparison, entry(older, 'AcroForm'), entry(newer, 'AcroForm'));
  const differs = (key: string): boolean => !same(entry(older, key), entry(newer, key));
  if (differs('DSS')) {
    if (isDictionary(comparison.step.newer.resolve(entry(newer, 'DSS')))) {
      changes.push({ kind: 'validation-data', what: 'the document security store was added or changed' });
    } else forbid('/DSS of the catalog was removed or is no dictionary');
  }
  for (const key of ['Extensions', 'Version']) {
    if (differs(key)) changes.push({ kind: 'validation-data', what: `/${key} of the catalog was changed` });
  }
  if (!differs('Metadata')) return;
  const metadata = comparison.step.newer.resolve(entry(newer, 'Metadata'));
  if (isStream(metadata) && entry(metadata.dictionary, 'Type') === 'Metadata') {
    changes.push({ kind: 'metadata', what: 'the metadata stream was changed' });
  } else forbid('/Metadata of the catalog was removed or is no metadata');
}

const FORM_RULES: ReadonlySet<string> = new Set(['Fields', 'SigFlags', 'NeedAppearances', 'DA', 'DR']);

/** Fields themselves are compared in form-changes.ts: here is the dictionary that lists them. */
function compareForm(comparison: Comparison, was: PdfValue, is: PdfValue): void {
  const { step, walk, forbid, fixed, same } = comparison;
  for (const value of [was, is]) if (isReference(value)) walk.seen.add(value.number);
  const [older, newer] = [
    step.older.resolve(was) ?? EMPTY_DICTIONARY,
    step.newer.resolve(is) ?? EMPTY_DICTIONARY,
  ];
  if (!isDictionary(older) || !isDictionary(newer)) {
    if (older !== newer) forbid('/AcroForm of the catalog is no dictionary');
    return;
  }
  for (const key of newer.repeated) forbid(`/${key} stands twice in the form`);
  fixed(entryPairs(older, newer, 'the form', { without: FORM_RULES }));
  compareFieldList(comparison, entry(older, 'Fields'), entry(newer, 'Fields'));
  const needs = step.newer.resolve(entry(newer, 'NeedAppearances'));
  if (needs === true && step.older.resolve(entry(older, 'NeedAppearances')) !== true) {
    forbid('/NeedAppearances of the form was set: programs are to draw the fields anew');
  }
  if (older.entries.has('DA') && !same(entry(older, 'DA'), entry(newer, 'DA')))
    forbid('/DA of the form was changed');
  if (!keeps(comparison, entry(older, 'DR'), entry(newer, 'DR'), 0))
    forbid('a resource in /DR of the form was changed');
}

/** Every field stays in its place in the order; what is added is looked at as a field. */
function compareFieldList({ step, walk, forbid }: Comparison, was: PdfValue, is: PdfValue): void {
  for (const value of [was, is]) if (isReference(value)) walk.seen.add(value.number);
  const older = step.older.resolve(was) ?? [];
  const newer = step.newer.resolve(is) ?? [];
  if (!isArray(older) || !isArray(newer)) {
    forbid('/Fields of the form is no array');
    return;
  }
  const numbers = newer.map((item) => (isReference(item) ? item.number : -1));
  let from = 0;
  for (const item of older) {
    const at = isReference(item) ? numbers.indexOf(item.number, from) : -1;
    if (at < 0) {
      forbid(
        `a field was taken from /Fields of the form${isReference(item) ? `: object ${item.number}` : ''}`,
      );
      return;
    }
    from = at + 1;
  }
  if (numbers.includes(-1)) forbid('/Fields of the form holds something that is no reference');
}

/** All that was there is there, and is the same. */
function keeps(comparison: Comparison, was: PdfValue, is: PdfValue, depth: number): boolean {
  const { step, same } = comparison;
  const [older, newer] = [step.older.resolve(was), step.newer.resolve(is)];
  if (older === null) return true;
  if (depth > 1 || !isDictionary(older) || !isDictionary(newer)) return same(was, is);
  for (const [key, value] of older.entries) {
    if (!keeps(comparison, value, entry(newer, key), depth + 1)) return false;
  }
  return true;
}
