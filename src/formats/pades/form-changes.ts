/**
 * Fields: which got a value, which are new, and whether anything else of them changed.
 *
 * @see ISO 32000-2, section 12.7 and 12.8.2
 * @module
 */
import type { Revision } from '../../encoding/pdf/revision';
import { entry, isArray, isDictionary, type PdfValue } from '../../encoding/pdf/values';
import type { Comparison } from './changes';
import { type FormNode, formOf } from './form';
import { entryPairs, type Pair } from './same-graph';

/** What signing fills in. */
const SIGNING_KEYS: ReadonlySet<string> = new Set(['V', 'AP', 'AS', 'M', 'F', 'Ff', 'MK']);
/** What filling in changes. */
const FILLING_KEYS: ReadonlySet<string> = new Set(['V', 'AP', 'AS', 'I', 'RV', 'M', 'Ff']);
const WITH_TEXT: ReadonlySet<string> = new Set(['Tx', 'Ch']);
const DOCUMENT_TIME_STAMP = 'ETSI.RFC3161';
/** ISO 32000-2 table 227: bit 1, ReadOnly. */
const READ_ONLY = 1;

export function compareFields(comparison: Comparison): void {
  const { older, newer } = comparison.step;
  const [was, is] = [formOf(older), formOf(newer)];
  for (const [number, node] of was.byNumber) {
    const now = is.byNumber.get(number);
    if (now === undefined) comparison.forbid(`the field ${node.name}, object ${number}, was removed`);
    else compareNode(comparison, node, now);
  }
  for (const node of is.nodes) {
    if (node.number === null || !was.byNumber.has(node.number)) addedNode(comparison, node);
  }
}

function compareNode(comparison: Comparison, was: FormNode, is: FormNode): void {
  const { step, fixed, forbid } = comparison;
  const at = `the field ${was.name}, object ${was.number}`;
  for (const key of is.dictionary.repeated) forbid(`/${key} stands twice in ${at}`);
  if (was.type !== is.type || was.name !== is.name) forbid(`${at} was given another name or type`);
  const signed = step.older.resolve(was.value) !== null;
  if (was.type === 'Sig' && signed) {
    fixed(entryPairs(was.dictionary, is.dictionary, at));
    return;
  }
  const free = was.type === 'Sig' ? SIGNING_KEYS : FILLING_KEYS;
  fixed(entryPairs(was.dictionary, is.dictionary, at, { without: free }));
  if (was.type === 'Sig') signedNode(comparison, was, is, at);
  else filledNode(comparison, was, is, at);
}

/** An empty signature field may be signed; until then nothing of it may change. */
function signedNode({ step, changes, fixed }: Comparison, was: FormNode, is: FormNode, at: string): void {
  if (step.newer.resolve(is.value) === null) {
    fixed(entryPairs(was.dictionary, is.dictionary, at));
    return;
  }
  if (!is.terminal || is.widgetOnly) return;
  changes.push({
    kind: signatureKind(step.newer, is.value),
    what: `the field ${is.name} was signed`,
    field: is.name,
    created: false,
    visible: isVisible(step.newer, is),
  });
}

function filledNode(comparison: Comparison, was: FormNode, is: FormNode, at: string): void {
  const { step, changes, forbid, same, fixed } = comparison;
  const differs = (key: string): boolean => !same(entry(was.dictionary, key), entry(is.dictionary, key));
  const value = !same(was.value, is.value);
  if (
    differs('Ff') &&
    !onlyLocked(step.older.get(was.dictionary, 'Ff'), step.newer.get(is.dictionary, 'Ff'))
  ) {
    forbid(`/Ff of ${at} was changed`);
  }
  if (differs('AP') && !(value && WITH_TEXT.has(was.type))) {
    forbid(`the appearance of ${at} was changed${value ? '' : ' without its value'}`);
  }
  const free: readonly Pair[] = ['V', 'AP']
    .filter((key) => !differs(key))
    .map((key) => ({
      older: entry(was.dictionary, key),
      newer: entry(is.dictionary, key),
      key: `/${key}`,
      holder: at,
    }));
  // What stays the same is part of what may not change, and so is all that it refers to.
  fixed(free);
  if (value || differs('AS') || differs('I') || differs('RV')) {
    changes.push({ kind: 'form', what: `the field ${was.name} was filled in`, field: was.name });
  }
}

/** A signature may lock fields, which shows as ReadOnly. */
function onlyLocked(was: PdfValue, is: PdfValue): boolean {
  const flags = typeof was === 'number' ? was : 0;
  return is === (flags | READ_ONLY);
}

function addedNode({ step, changes, forbid }: Comparison, node: FormNode): void {
  const { name, type, number, dictionary, terminal, value } = node;
  const { newer } = step;
  if (type !== 'Sig' || number === null || !terminal) {
    forbid(`a field was added: ${name}${type === '' ? '' : ` (/${type})`}`);
    return;
  }
  const acts = ['A', 'AA'].find((key) => newer.get(dictionary, key) !== null);
  if (acts !== undefined) forbid(`the new field ${name} has actions in /${acts}`);
  if (node.widgetOnly) {
    // The widgets of a new field are as new as it is.
    if (node.parent === null || formOf(step.older).byNumber.has(node.parent))
      forbid(`a widget was added to the field ${name}`);
    return;
  }
  const visible = isVisible(newer, node);
  const signed = newer.resolve(value) !== null;
  if (!signed && visible) forbid(`an empty signature field was added that shows on a page: ${name}`);
  const kind = signed ? signatureKind(newer, value) : 'signature';
  const what = signed ? `the new field ${name} was signed` : `an empty signature field was added: ${name}`;
  changes.push({ kind, what, field: name, created: true, visible });
}

function signatureKind(revision: Revision, value: PdfValue): 'signature' | 'time-stamp' {
  return revision.get(value, 'SubFilter') === DOCUMENT_TIME_STAMP ? 'time-stamp' : 'signature';
}

/** A widget with an area, or widgets of its own: whether they are hidden is not asked, flags can be changed. */
function isVisible(revision: Revision, { dictionary }: FormNode): boolean {
  const kids = revision.get(dictionary, 'Kids');
  const widgets: readonly PdfValue[] = isArray(kids) ? kids : [dictionary];
  return widgets.some((widget) => {
    const rectangle = revision.get(widget, 'Rect');
    if (!isArray(rectangle)) return false;
    const [left = 0, bottom = 0, right = 0, top = 0] = rectangle.map((item) =>
      Number(revision.resolve(item)),
    );
    const size = Math.min(Math.abs(right - left), Math.abs(top - bottom));
    return isDictionary(revision.resolve(widget)) && !(size === 0);
  });
}
