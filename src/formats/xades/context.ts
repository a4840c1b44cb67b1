/**
 * What reading one file shares: its document, what is handed over beside it, and how much work may still be done for it.
 *
 * @module
 */
import { type C14nMethod, canonicalize } from '../../encoding/xml/c14n';
import type { NodeSet } from '../../encoding/xml/node-set';
import { wholeOf } from '../../encoding/xml/node-set';
import { parseXml } from '../../encoding/xml/parse';
import type { XmlDocument, XmlElement } from '../../encoding/xml/tree';
import type { WorkBudget } from '../../encoding/xml/work';
import type { Data, DetachedContent } from '../facts';
import { type Ids, readIds } from './ids';

export interface XmlOptions {
  /** Entries of the container that the file lies in. */
  readonly resolve?: (uri: string) => Data | undefined;
  /** In front of every id of a signature. */
  readonly idPrefix?: string;
}

export interface XmlContext {
  readonly document: XmlDocument;
  readonly ids: Ids;
  readonly contents: readonly DetachedContent[];
  readonly resolve: ((uri: string) => Data | undefined) | undefined;
  readonly work: WorkBudget;
}

/** A reference may ask for the whole document again and again: so often, and small documents up to the second number. */
const TIMES = 16;
const CHARACTERS = 32 * 1024 * 1024;
/** Steps of XPath. */
const STEPS = 4_000_000;

export function openDocument(
  bytes: Uint8Array,
  contents: readonly DetachedContent[],
  options: XmlOptions,
): XmlContext {
  const document = parseXml(bytes);
  return {
    document,
    ids: readIds(document),
    contents,
    resolve: options.resolve,
    work: { characters: Math.max(CHARACTERS, TIMES * bytes.length), steps: STEPS },
  };
}

export function canonicalElement({ work }: XmlContext, element: XmlElement, method: C14nMethod): Uint8Array {
  return canonicalize(wholeOf(element, true), method, work);
}

export function canonicalSet({ work }: XmlContext, set: NodeSet, method: C14nMethod): Uint8Array {
  return canonicalize(set, method, work);
}
