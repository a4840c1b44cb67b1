/**
 * The interactive form of a revision: its fields and their widgets.
 *
 * @see ISO 32000-2, section 12.7
 * @module
 */
import { pdfFault, pdfLimit } from '../../encoding/pdf/limits';
import type { Revision } from '../../encoding/pdf/revision';
import {
  entry,
  isArray,
  isDictionary,
  isReference,
  isString,
  type PdfDictionary,
  type PdfValue,
} from '../../encoding/pdf/values';
import { decodeText } from './text';

export interface FormNode {
  /** Of its object; null where it stands directly in a list. */
  readonly number: number | null;
  readonly dictionary: PdfDictionary;
  /** Fully qualified: the partial names from the top with full stops between. */
  readonly name: string;
  /** /FT, its own or inherited; empty if there is none. */
  readonly type: string;
  /** /V as it stands, its own or inherited. */
  readonly value: PdfValue;
  /** No field below it. */
  readonly terminal: boolean;
  /** The node above it; null at the top, or where that one stands directly in a list. */
  readonly parent: number | null;
  /** A widget that is no field of its own. */
  readonly widgetOnly: boolean;
}

export interface Form {
  /** In the order of the file. */
  readonly nodes: readonly FormNode[];
  readonly byNumber: ReadonlyMap<number, FormNode>;
}

const MAXIMUM_NODES = 100_000;
const MAXIMUM_DEPTH = 32;
const forms = new WeakMap<Revision, Form>();

export function formOf(revision: Revision): Form {
  let form = forms.get(revision);
  if (form === undefined) {
    form = readForm(revision);
    forms.set(revision, form);
  }
  return form;
}

export function catalogOf(revision: Revision): PdfDictionary {
  const root = revision.get(revision.trailer, 'Root');
  if (!isDictionary(root)) throw pdfFault(revision.end, 'a catalog in /Root', 'something else');
  return root;
}

function readForm(revision: Revision): Form {
  const nodes: FormNode[] = [];
  const byNumber = new Map<number, FormNode>();
  const top = { name: '', type: '', value: null };
  const visit = (item: PdfValue, above: Inherited, parent: number | null, depth: number): void => {
    if (depth > MAXIMUM_DEPTH) throw pdfLimit(`form fields nested deeper than ${MAXIMUM_DEPTH}`);
    if (nodes.length >= MAXIMUM_NODES) throw pdfLimit(`more than ${MAXIMUM_NODES} form fields`);
    const number = isReference(item) ? item.number : null;
    const dictionary = revision.resolve(item);
    if (!isDictionary(dictionary)) return;
    if (number !== null && byNumber.has(number))
      throw pdfFault(revision.end, 'a tree of fields', 'a field twice in it');
    const own = inherit(revision, dictionary, above);
    const kids = revision.get(dictionary, 'Kids');
    const below = isArray(kids) ? kids : [];
    const terminal = !below.some((kid) => revision.get(kid, 'T') !== null);
    const widgetOnly = depth > 0 && !dictionary.entries.has('T');
    const node: FormNode = { number, dictionary, ...own, terminal, parent, widgetOnly };
    nodes.push(node);
    if (number !== null) byNumber.set(number, node);
    for (const kid of below) visit(kid, own, number, depth + 1);
  };
  const fields = revision.get(entry(catalogOf(revision), 'AcroForm'), 'Fields');
  for (const item of isArray(fields) ? fields : []) visit(item, top, null, 0);
  return { nodes, byNumber };
}

type Inherited = Pick<FormNode, 'name' | 'type' | 'value'>;

function inherit(revision: Revision, dictionary: PdfDictionary, above: Inherited): Inherited {
  const partial = revision.resolve(entry(dictionary, 'T'));
  const type = revision.resolve(entry(dictionary, 'FT'));
  const text = isString(partial) ? decodeText(partial.bytes) : '';
  return {
    name: [above.name, text].filter((part) => part !== '').join('.'),
    type: typeof type === 'string' ? type : above.type,
    value: dictionary.entries.get('V') ?? above.value,
  };
}
