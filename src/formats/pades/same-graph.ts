/**
 * Whether a part of the document is the same in two revisions: everything that can be reached from it, not the writer's
 * word for what was changed.
 *
 * @module
 */
import { sameBytes } from '../../encoding/bytes';
import { numbersOf, sameEntry } from '../../encoding/pdf/compare-sections';
import { countValue, type Work } from '../../encoding/pdf/limits';
import { ownSections } from '../../encoding/pdf/redefined';
import type { Revision } from '../../encoding/pdf/revision';
import type { Entry } from '../../encoding/pdf/section';
import {
  isArray,
  isDictionary,
  isReference,
  isStream,
  isString,
  type PdfDictionary,
  type PdfReference,
  type PdfStream,
  type PdfString,
  type PdfValue,
} from '../../encoding/pdf/values';
import { decodeText } from './text';

/** Two revisions, the second the next after the first. */
export interface Step {
  readonly older: Revision;
  readonly newer: Revision;
  readonly work: Work;
  /** The entry of the object is another one, whatever is in it. */
  rewritten(number: number): boolean;
}

export interface Pair {
  readonly older: PdfValue;
  readonly newer: PdfValue;
  /** Where it stands, for the report: the key, and whose it is. */
  readonly key: string;
  readonly holder: string;
}

/** What the walk asks about an object that was rewritten: `rule` has its own, and has applied it. */
export type Ruling = { readonly by: 'rule'; readonly also?: readonly Pair[] } | { readonly by: 'equality' };

export interface Walk {
  /** Objects that were seen; shared by walks under the same rules. */
  readonly seen: Set<number>;
  ruling(number: number): Ruling;
}

export function stepBetween(older: Revision, newer: Revision, work: Work): Step {
  const numbers = new Set<number>();
  for (const section of ownSections(newer, older)) {
    for (const number of numbersOf(section)) {
      if (!sameEntry(older.entry(number), newer.entry(number))) numbers.add(number);
    }
  }
  const inRewritten = (entry: Entry): boolean => entry.type === 'compressed' && numbers.has(entry.container);
  return {
    older,
    newer,
    work,
    rewritten: (number) => numbers.has(number) || inRewritten(newer.entry(number)),
  };
}

/** The first difference that is found, in words; undefined where the parts are the same. */
export function difference(step: Step, pairs: readonly Pair[], walk: Walk): string | undefined {
  const stack = [...pairs];
  for (let pair = stack.pop(); pair !== undefined; pair = stack.pop()) {
    countValue(step.work);
    const found = compare(step, pair, walk, stack);
    if (found !== undefined) return found;
  }
  return undefined;
}

function compare(step: Step, pair: Pair, walk: Walk, stack: Pair[]): string | undefined {
  const { older, newer, key, holder } = pair;
  if (isReference(older) && isReference(newer)) {
    if (older.number !== newer.number || older.generation !== newer.generation) return changed(step, pair);
    follow(step, newer, key, walk, stack);
    return undefined;
  }
  if (older === newer) {
    for (const edge of referencesIn(step.work, newer)) follow(step, edge.reference, edge.key, walk, stack);
    return undefined;
  }
  if (isArray(older) && isArray(newer) && older.length === newer.length) {
    for (const [index, value] of older.entries()) {
      stack.push({ older: value, newer: newer[index] ?? null, key, holder });
    }
    return undefined;
  }
  if (isStream(older) && isStream(newer)) {
    if (!sameBytes(step.older.rawData(older), step.newer.rawData(newer)))
      return `the data of ${holder} was changed`;
    stack.push({ older: older.dictionary, newer: newer.dictionary, key, holder });
    return undefined;
  }
  if (isDictionary(older) && isDictionary(newer)) {
    stack.push(...entryPairs(older, newer, holder, { inside: key }));
    return undefined;
  }
  const equal = isString(older) && isString(newer) && sameBytes(older.bytes, newer.bytes);
  return equal ? undefined : changed(step, pair);
}

/** Every key of either; `inside`: the keys that lead from the holder to the dictionaries. */
export function entryPairs(
  older: PdfDictionary,
  newer: PdfDictionary,
  holder: string,
  { inside = '', without }: { readonly inside?: string; readonly without?: ReadonlySet<string> } = {},
): Pair[] {
  const pairs: Pair[] = [];
  for (const [key, value] of older.entries) {
    if (without?.has(key) === true) continue;
    pairs.push({ older: value, newer: newer.entries.get(key) ?? null, key: `${inside}/${key}`, holder });
  }
  for (const [key, value] of newer.entries) {
    if (older.entries.has(key) || without?.has(key) === true) continue;
    pairs.push({ older: null, newer: value, key: `${inside}/${key}`, holder });
  }
  return pairs;
}

function follow(step: Step, reference: PdfReference, key: string, walk: Walk, stack: Pair[]): void {
  const { number } = reference;
  if (walk.seen.has(number)) return;
  walk.seen.add(number);
  const place = { key: '', holder: key === '' ? `object ${number}` : `object ${number} (${key})` };
  if (!step.rewritten(number)) {
    const value = step.newer.resolve(reference);
    stack.push({ older: value, newer: value, ...place });
    return;
  }
  const ruling = walk.ruling(number);
  if (ruling.by === 'rule') stack.push(...(ruling.also ?? []));
  else stack.push({ older: step.older.resolve(reference), newer: step.newer.resolve(reference), ...place });
}

/** The same in itself, whatever is behind its references. */
export function sameValue(one: PdfValue, other: PdfValue): boolean {
  if (one === other) return true;
  if (isArray(one) && isArray(other)) {
    return one.length === other.length && one.every((item, index) => sameValue(item, other[index] ?? null));
  }
  if (isReference(one) && isReference(other)) {
    return one.number === other.number && one.generation === other.generation;
  }
  if (isString(one) && isString(other)) return sameBytes(one.bytes, other.bytes);
  if (!isDictionary(one) || !isDictionary(other) || one.entries.size !== other.entries.size) return false;
  return [...one.entries].every(([key, value]) => sameValue(value, other.entries.get(key) ?? null));
}

function changed(step: Step, { older, newer, key, holder }: Pair): string {
  const what = key === '' ? holder : `${key} of ${holder}`;
  return `${what} was ${inWords(step.older, older)}, is ${inWords(step.newer, newer)}`;
}

/** Short, for the report. */
function inWords(revision: Revision, value: PdfValue): string {
  if (value === null) return 'absent';
  if (isReference(value)) return `a reference to object ${value.number}`;
  if (isString(value)) return inQuotes(revision, value);
  if (isArray(value)) return `an array of ${value.length}`;
  if (isDictionary(value) || isStream(value)) return `a ${value.kind}`;
  return typeof value === 'string' ? `/${value.slice(0, 40)}` : `${value}`;
}

function inQuotes({ encrypted }: Revision, { bytes }: PdfString): string {
  return encrypted ? 'an encrypted string' : JSON.stringify(decodeText(bytes.subarray(0, 60)));
}

interface Edge {
  /** Of the innermost dictionary; empty directly in an array that is an object. */
  readonly key: string;
  readonly reference: PdfReference;
}

/** Of each file: one weak entry a file costs the collector less than one an object. */
const edges = new WeakMap<Work, Map<object, readonly Edge[]>>();
const NO_EDGES: readonly Edge[] = [];

/** All references in an object, its own dictionaries and arrays included. */
function referencesIn(work: Work, value: PdfValue): readonly Edge[] {
  if (typeof value !== 'object' || value === null || isString(value)) return NO_EDGES;
  let own = edges.get(work);
  if (own === undefined) {
    own = new Map();
    edges.set(work, own);
  }
  let known = own.get(value);
  if (known === undefined) {
    const found: Edge[] = [];
    collect(value, '', found);
    known = found.length === 0 ? NO_EDGES : found;
    own.set(value, known);
  }
  return known;
}

/** Nesting is limited where values are read. */
function collect(value: PdfValue | PdfStream, key: string, found: Edge[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (isArray(value)) for (const item of value) collect(item, key, found);
  else if (isReference(value)) found.push({ key, reference: value });
  else if (isStream(value)) collect(value.dictionary, key, found);
  else if (isDictionary(value)) for (const [name, item] of value.entries) collect(item, `/${name}`, found);
}
