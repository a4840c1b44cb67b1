/**
 * Name constraints over distinguished names, DNS names, mail addresses, URIs and IP addresses; others fail when met.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.10 RFC 5280, section 4.2.1.10}
 * @module
 */
import {
  children,
  contents,
  type Element,
  finish,
  next,
  open,
  openAs,
  parseDer,
  raw,
  takeOptional,
} from '../encoding/der';
import { OID } from '../encoding/oids';
import { contextPrimitive, contextTag, TAG } from '../encoding/tags';
import type { Certificate } from './certificate';
import { attributeKey, readName } from './name';

interface GeneralName {
  readonly tag: number;
  readonly value: Uint8Array;
}

export interface NameConstraints {
  readonly permitted: readonly GeneralName[];
  readonly excluded: readonly GeneralName[];
}

const MAIL = contextPrimitive(1);
const DNS = contextPrimitive(2);
const DIRECTORY = contextTag(4);
const URI = contextPrimitive(6);
const ADDRESS = contextPrimitive(7);
const COMPARABLE: ReadonlySet<number> = new Set([MAIL, DNS, DIRECTORY, URI, ADDRESS]);
const MAIL_ATTRIBUTE = '1.2.840.113549.1.9.1';

export function readNameConstraints(value: Uint8Array): NameConstraints {
  const cursor = openAs(parseDer(value), TAG.sequence, 'NameConstraints');
  const permitted = readSubtrees(takeOptional(cursor, contextTag(0)));
  const excluded = readSubtrees(takeOptional(cursor, contextTag(1)));
  finish(cursor, 'NameConstraints');
  return { permitted, excluded };
}

function readSubtrees(element: Element | undefined): readonly GeneralName[] {
  if (element === undefined) return [];
  return children(element).map((subtree) => {
    const cursor = openAs(subtree, TAG.sequence, 'a GeneralSubtree');
    const base = readGeneralName(next(cursor, 'the base'));
    // Minimum is always 0 and maximum absent in this profile.
    finish(cursor, 'the GeneralSubtree');
    return base;
  });
}

function readGeneralName(element: Element): GeneralName {
  const value = element.tag === DIRECTORY ? raw(next(open(element), 'a directory name')) : contents(element);
  return { tag: element.tag, value };
}

/** What is wrong with a name of this certificate under these constraints; undefined if nothing is. */
export function nameFault(certificate: Certificate, constraints: NameConstraints): string | undefined {
  for (const name of namesOf(certificate)) {
    const constrained = [...constraints.permitted, ...constraints.excluded].some(
      ({ tag }) => tag === name.tag,
    );
    if (constrained && !COMPARABLE.has(name.tag))
      return 'a name of a kind that cannot be compared is constrained';
    const inside = (base: GeneralName) => base.tag === name.tag && isWithin(name, base);
    if (constraints.excluded.some(inside)) return 'a name lies in an excluded subtree';
    const permitted = constraints.permitted.filter((base) => base.tag === name.tag);
    if (permitted.length > 0 && !permitted.some(inside)) return 'a name lies outside every permitted subtree';
  }
  return undefined;
}

function namesOf(certificate: Certificate): readonly GeneralName[] {
  const names: GeneralName[] = [];
  const subject = readName(certificate.subject);
  if (subject.length > 0) names.push({ tag: DIRECTORY, value: certificate.subject });
  const alternative = certificate.extensions.get(OID.subjectAltName);
  if (alternative !== undefined) names.push(...children(parseDer(alternative.value)).map(readGeneralName));
  // A mail address in the subject counts where the alternative name has none.
  if (!names.some(({ tag }) => tag === MAIL)) {
    for (const { oid, contents: value } of subject.flat()) {
      if (oid === MAIL_ATTRIBUTE) names.push({ tag: MAIL, value });
    }
  }
  return names;
}

function isWithin(name: GeneralName, base: GeneralName): boolean {
  if (name.tag === DIRECTORY) return directoryWithin(name.value, base.value);
  if (name.tag === DNS) return hostWithin(text(name), text(base).replace(/^\./, ''), true);
  if (name.tag === MAIL) return mailWithin(text(name), text(base));
  if (name.tag === URI) return uriWithin(text(name), text(base));
  return addressWithin(name.value, base.value);
}

function text(name: GeneralName): string {
  return Buffer.from(name.value).toString('latin1').toLowerCase();
}

function directoryWithin(name: Uint8Array, base: Uint8Array): boolean {
  const relatives = readName(name);
  return readName(base).every((wanted, index) => {
    const relative = relatives[index];
    return (
      relative !== undefined &&
      JSON.stringify(relative.map(attributeKey).sort()) === JSON.stringify(wanted.map(attributeKey).sort())
    );
  });
}

function hostWithin(host: string, base: string, orEqual: boolean): boolean {
  return base === '' || (orEqual && host === base) || host.endsWith(`.${base}`);
}

function mailWithin(address: string, base: string): boolean {
  if (base.includes('@')) return address === base;
  const host = address.slice(address.lastIndexOf('@') + 1);
  return base.startsWith('.') ? hostWithin(host, base.slice(1), false) : host === base;
}

function uriWithin(uri: string, base: string): boolean {
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:]+)/.exec(uri)?.[1];
  if (host === undefined) return false;
  return base.startsWith('.') ? hostWithin(host, base.slice(1), false) : host === base;
}

/** The base is an address followed by a mask of the same length. */
function addressWithin(address: Uint8Array, base: Uint8Array): boolean {
  if (base.length !== address.length * 2) return false;
  return address.every((byte, index) => {
    const mask = base[address.length + index] ?? 0;
    return (byte & mask) === ((base[index] ?? 0) & mask);
  });
}
