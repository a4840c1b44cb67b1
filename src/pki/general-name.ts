/**
 * GeneralName: the kinds of names that extensions give to subjects, issuers and places.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.6 RFC 5280, section 4.2.1.6}
 * @module
 */

import { sameBytes } from '../encoding/bytes';
import {
  children,
  contents,
  derFault,
  type Element,
  expectTag,
  finish,
  next,
  open,
  parseDer,
  raw,
} from '../encoding/der';
import { decodeOid } from '../encoding/der-values';
import { contextPrimitive, contextTag, TAG } from '../encoding/tags';
import { sameName } from './name';

export interface GeneralName {
  readonly tag: number;
  /** A directoryName as the Name, DER; the others as the contents of their tag. */
  readonly value: Uint8Array;
}

export const NAME_KIND = {
  other: contextTag(0),
  mail: contextPrimitive(1),
  dns: contextPrimitive(2),
  directory: contextTag(4),
  uri: contextPrimitive(6),
  address: contextPrimitive(7),
} as const;

/** x400Address, ediPartyName and registeredID besides. */
const KINDS: ReadonlySet<number> = new Set([
  ...Object.values(NAME_KIND),
  contextTag(3),
  contextTag(5),
  contextPrimitive(8),
]);

/** Names of one certificate or list: more than anybody has, fewer than would cost time. */
const MOST_NAMES = 4096;

export function readGeneralName(element: Element): GeneralName {
  if (!KINDS.has(element.tag)) throw derFault(element.start, 'a GeneralName', 'another tag');
  if (element.tag !== NAME_KIND.directory) return { tag: element.tag, value: contents(element) };
  // X.680 section 31.2.7: Name is a CHOICE, so its tag is explicit even here.
  const cursor = open(element);
  const name = next(cursor, 'a directory name');
  expectTag(name, TAG.sequence, 'a directory name');
  finish(cursor, 'the directory name');
  return { tag: element.tag, value: raw(name) };
}

/** GeneralNames has at least one. */
export function readGeneralNames(element: Element, tag: number = TAG.sequence): readonly GeneralName[] {
  expectTag(element, tag, 'GeneralNames');
  const names = children(element);
  if (names.length === 0 || names.length > MOST_NAMES)
    throw derFault(element.start, `1 to ${MOST_NAMES} names`, `${names.length}`);
  return names.map(readGeneralName);
}

export function readSubjectAltName(value: Uint8Array): readonly GeneralName[] {
  return readGeneralNames(parseDer(value));
}

export function directoryNames(names: readonly GeneralName[]): readonly Uint8Array[] {
  return names.filter(({ tag }) => tag === NAME_KIND.directory).map(({ value }) => value);
}

/** Directory names as RFC 5280 section 7.1 compares them, other kinds by their octets. */
export function sameGeneralName(one: GeneralName, other: GeneralName): boolean {
  if (one.tag !== other.tag) return false;
  return one.tag === NAME_KIND.directory
    ? sameName(one.value, other.value)
    : sameBytes(one.value, other.value);
}

/** The type of an otherName; undefined where it is none or cannot be read. */
export function otherNameType({ tag, value }: GeneralName): string | undefined {
  if (tag !== NAME_KIND.other || value[0] !== TAG.oid) return undefined;
  const length = value[1] ?? 0;
  if (length === 0 || length >= 0x80 || value.length < 2 + length) return undefined;
  return decodeOid(parseDer(value.subarray(0, 2 + length)), 'the type of an otherName');
}
