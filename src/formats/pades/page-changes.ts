/**
 * Pages and annotations: a page may get the widget of a new signature, and markup; nothing else of it may change.
 *
 * @see ISO 32000-2, sections 7.7.3 and 12.5
 * @module
 */
import { pdfFault, pdfLimit } from '../../encoding/pdf/limits';
import type { Revision } from '../../encoding/pdf/revision';
import {
  entry,
  isArray,
  isDictionary,
  isReference,
  type PdfArray,
  type PdfDictionary,
  type PdfValue,
} from '../../encoding/pdf/values';
import type { Change } from './changes';
import { catalogOf, formOf } from './form';
import { entryPairs, type Pair, type Ruling, type Step, type Walk } from './same-graph';

/**
 * Annotations that comment on what is under them. Left out are those that can cover it or look like it (FreeText, Stamp,
 * Redact), and those that act (links, media, attached files, form fields).
 */
const MARKUP: ReadonlySet<string> = new Set([
  'Text',
  'Line',
  'Square',
  'Circle',
  'Polygon',
  'PolyLine',
  'Highlight',
  'Underline',
  'Squiggly',
  'StrikeOut',
  'Caret',
  'Ink',
  'Popup',
]);

interface Pages {
  readonly pages: ReadonlySet<number>;
  /** Arrays that are objects of their own. */
  readonly annotationLists: ReadonlySet<number>;
  readonly annotations: ReadonlySet<number>;
}

const MAXIMUM_PAGES = 200_000;
const MAXIMUM_DEPTH = 64;
const known = new WeakMap<Revision, Pages>();

/** What the walk over all that may not change asks about an object that was rewritten. */
export function pageRules(
  step: Step,
  changes: Change[],
  forbid: (what: string) => void,
  same: (older: PdfValue, newer: PdfValue) => boolean,
): Walk['ruling'] {
  const context: Context = { step, changes, forbid, same };
  return (number) => {
    const { pages, annotationLists, annotations } = pagesOf(step.older);
    const [older, newer] = [step.older.object(number), step.newer.object(number)];
    if (pages.has(number) && isDictionary(older) && isDictionary(newer)) {
      return { by: 'rule', also: comparePage(context, number, older, newer) };
    }
    if (annotationLists.has(number)) return { by: 'rule', also: compareAnnotations(context, older, newer) };
    if (annotations.has(number)) return compareAnnotation(context, number, older, newer);
    return { by: 'equality' };
  };
}

interface Context {
  readonly step: Step;
  readonly changes: Change[];
  forbid(what: string): void;
  same(older: PdfValue, newer: PdfValue): boolean;
}

const ANNOTATIONS: ReadonlySet<string> = new Set(['Annots']);

function comparePage(
  context: Context,
  number: number,
  older: PdfDictionary,
  newer: PdfDictionary,
): readonly Pair[] {
  for (const key of newer.repeated) context.forbid(`/${key} stands twice in the page, object ${number}`);
  const [was, is] = [entry(older, 'Annots'), entry(newer, 'Annots')];
  const sameList = isReference(was) && isReference(is) && was.number === is.number;
  return [
    ...entryPairs(older, newer, `the page, object ${number}`, { without: ANNOTATIONS }),
    // A list that is the same object is met, and compared, on its own.
    ...(sameList
      ? [{ older: was, newer: is, key: '/Annots', holder: 'a page' }]
      : compareAnnotations(context, was, is)),
  ];
}

/** All that was there stays in its order. */
function compareAnnotations(
  { step, changes, forbid, same }: Context,
  was: PdfValue,
  is: PdfValue,
): readonly Pair[] {
  const older = step.older.resolve(was) ?? [];
  const newer = step.newer.resolve(is) ?? [];
  if (!isArray(older) || !isArray(newer)) {
    forbid('/Annots of a page is no array');
    return [];
  }
  const kept = new Set<number>();
  const places = placesOf(newer);
  let from = 0;
  const pairs: Pair[] = [];
  for (const item of older) {
    const place = isReference(item) ? places.get(item.number) : from;
    const other = place === undefined || place < from ? undefined : newer[place];
    if (place === undefined || other === undefined || !(isReference(item) || same(item, other))) {
      removed(step, item, changes, forbid);
      continue;
    }
    from = place + 1;
    kept.add(place);
    pairs.push({ older: item, newer: other, key: '/Annots', holder: 'a page' });
  }
  added(
    step,
    newer.filter((_, index) => !kept.has(index)),
    changes,
    forbid,
  );
  return pairs;
}

/** Where each object stands first in the list. */
function placesOf(items: PdfArray): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  for (const [index, item] of items.entries()) {
    if (isReference(item) && !places.has(item.number)) places.set(item.number, index);
  }
  return places;
}

function removed(step: Step, item: PdfValue, changes: Change[], forbid: Context['forbid']): void {
  const subtype = step.older.get(item, 'Subtype');
  const what = `an annotation (${shownSubtype(subtype)}) was removed from a page`;
  if (typeof subtype === 'string' && MARKUP.has(subtype)) changes.push({ kind: 'annotation', what });
  else forbid(what);
}

function added(step: Step, items: PdfArray, changes: Change[], forbid: Context['forbid']): void {
  for (const item of items) {
    // New fields are looked at in form-changes.ts.
    if (isReference(item) && isNewField(step, item.number)) continue;
    const subtype = step.newer.get(item, 'Subtype');
    const what = `an annotation (${shownSubtype(subtype)}) was added to a page`;
    if (typeof subtype === 'string' && MARKUP.has(subtype)) changes.push({ kind: 'annotation', what });
    else forbid(what);
  }
}

function isNewField({ older, newer }: Step, number: number): boolean {
  return formOf(newer).byNumber.has(number) && !formOf(older).byNumber.has(number);
}

function compareAnnotation(
  { step, changes, same }: Context,
  number: number,
  older: PdfValue,
  newer: PdfValue,
): Ruling {
  const subtype = step.older.get(older, 'Subtype');
  const markup =
    typeof subtype === 'string' && MARKUP.has(subtype) && step.newer.get(newer, 'Subtype') === subtype;
  if (!markup) return { by: 'equality' };
  if (!same(older, newer)) {
    changes.push({ kind: 'annotation', what: `an annotation (/${subtype}), object ${number}, was changed` });
  }
  return { by: 'rule' };
}

function shownSubtype(subtype: PdfValue): string {
  return typeof subtype === 'string' ? `/${subtype}` : 'of no kind';
}

function pagesOf(revision: Revision): Pages {
  let pages = known.get(revision);
  if (pages === undefined) {
    pages = readPages(revision);
    known.set(revision, pages);
  }
  return pages;
}

function readPages(revision: Revision): Pages {
  const pages = new Set<number>();
  const annotationLists = new Set<number>();
  const annotations = new Set<number>();
  const seen = new Set<number>();
  const visit = (item: PdfValue, depth: number): void => {
    if (depth > MAXIMUM_DEPTH) throw pdfLimit(`a page tree deeper than ${MAXIMUM_DEPTH}`);
    if (seen.size > MAXIMUM_PAGES) throw pdfLimit(`more than ${MAXIMUM_PAGES} pages`);
    if (!isReference(item)) return;
    if (seen.has(item.number)) throw pdfFault(revision.end, 'a tree of pages', 'a page twice in it');
    seen.add(item.number);
    const kids = revision.get(item, 'Kids');
    if (isArray(kids)) {
      for (const kid of kids) visit(kid, depth + 1);
      return;
    }
    pages.add(item.number);
    const page = revision.resolve(item);
    const list = isDictionary(page) ? entry(page, 'Annots') : null;
    if (isReference(list)) annotationLists.add(list.number);
    const items = revision.resolve(list);
    for (const one of isArray(items) ? items : []) if (isReference(one)) annotations.add(one.number);
  };
  visit(entry(catalogOf(revision), 'Pages'), 0);
  return { pages, annotationLists, annotations };
}
