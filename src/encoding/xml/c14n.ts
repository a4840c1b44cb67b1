/**
 * Canonical XML: 1.0, 1.1 and exclusive, of documents, subtrees and whatever node-sets transforms leave.
 *
 * libxml2 canonicalises too, but asks for every node of a subtree across the border of WebAssembly; tests hold the two together.
 *
 * @see {@link https://www.w3.org/TR/2001/REC-xml-c14n-20010315 Canonical XML 1.0}, {@link https://www.w3.org/TR/xml-c14n11/ 1.1}
 * and {@link https://www.w3.org/TR/xml-exc-c14n/ exclusive}
 * @module
 */
import { attributesOf } from './c14n-attributes';
import { escapeText } from './c14n-escape';
import { changedNamespaces, type Rendered, visiblyUtilized } from './c14n-namespaces';
import type { NodeSet } from './node-set';
import type { XmlComment, XmlElement, XmlInstruction, XmlNode } from './tree';
import { spendCharacters, tooMuchOutput, unlimitedWork, type WorkBudget } from './work';

export interface C14nMethod {
  readonly variant: 'inclusive-1.0' | 'inclusive-1.1' | 'exclusive';
  readonly comments: boolean;
  /** Exclusive: the InclusiveNamespaces PrefixList, an empty string for `#default`. */
  readonly prefixes: ReadonlySet<string>;
}

export const C14N_1_0: C14nMethod = { variant: 'inclusive-1.0', comments: false, prefixes: new Set() };

export interface Writer {
  readonly set: NodeSet;
  readonly method: C14nMethod;
  /** Exclusive: what every prefix means in the output at this point. */
  readonly rendered: Rendered;
  readonly work: WorkBudget;
  output: string;
}

export function canonicalize(set: NodeSet, method: C14nMethod, work = unlimitedWork()): Uint8Array {
  const writer: Writer = { set, method, rendered: new Map(), work, output: '' };
  if (set.apex.kind === 'document') writeDocument(writer, set.apex.children);
  else writeNode(writer, set.apex, null);
  spendCharacters(work, writer.output.length);
  return Buffer.from(writer.output, 'utf8');
}

/** Canonical XML section 2.3: a line feed between the document element and what stands around it. */
function writeDocument(writer: Writer, children: readonly XmlNode[]): void {
  let afterRoot = false;
  for (const node of children) {
    if (node.kind === 'element') {
      writeNode(writer, node, null);
      afterRoot = true;
      continue;
    }
    const before = writer.output.length;
    if (afterRoot) writer.output += '\n';
    writeNode(writer, node, null);
    if (writer.output.length === before + (afterRoot ? 1 : 0)) writer.output = writer.output.slice(0, before);
    else if (!afterRoot) writer.output += '\n';
  }
}

/** `above`: the nearest ancestor that is in the output. */
function writeNode(writer: Writer, node: XmlNode, above: XmlElement | null): void {
  const { set } = writer;
  if (node.kind === 'element') {
    if (!set.without.has(node)) writeElement(writer, node, above);
    return;
  }
  if (set.filter !== null && !set.filter.node(node)) return;
  if (node.kind === 'text') writer.output += escapeText(node.value);
  else if (node.kind === 'instruction') writer.output += instructionText(node);
  else if (writer.method.comments && set.comments) writer.output += commentText(node);
}

function writeElement(writer: Writer, element: XmlElement, above: XmlElement | null): void {
  const { set, method } = writer;
  const visible = set.filter === null || set.filter.node(element);
  const name = element.prefix === '' ? element.local : `${element.prefix}:${element.local}`;
  if (visible) writer.output += `<${name}`;
  const undo: (readonly [string, string | undefined])[] = [];
  writer.output +=
    method.variant === 'exclusive'
      ? visiblyUtilized(writer, element, visible, above === null, undo)
      : changedNamespaces(writer, element, visible, above);
  writer.output += attributesOf(writer, element, visible);
  if (visible) writer.output += '>';
  // One long name may be declared again at every element.
  if (writer.output.length > writer.work.characters) throw tooMuchOutput();
  for (const child of element.children) writeNode(writer, child, visible ? element : above);
  if (visible) writer.output += `</${name}>`;
  for (const [prefix, uri] of undo) {
    if (uri === undefined) writer.rendered.delete(prefix);
    else writer.rendered.set(prefix, uri);
  }
}

function instructionText({ target, value }: XmlInstruction): string {
  return value === '' ? `<?${target}?>` : `<?${target} ${value.replaceAll('\r', '&#xD;')}?>`;
}

function commentText({ value }: XmlComment): string {
  return `<!--${value.replaceAll('\r', '&#xD;')}-->`;
}
