/**
 * Name constraints over distinguished names, DNS names, mail addresses, URIs and IP addresses; others fail when met.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.10 RFC 5280, section 4.2.1.10}
 * @module
 */
import {
  children,
  contents,
  derFault,
  type Element,
  finish,
  more,
  next,
  open,
  openAs,
  parseDer,
  takeOptional,
} from '../encoding/der';
import { encode } from '../encoding/der-writer';
import { OID } from '../encoding/oids';
import { contextTag, TAG } from '../encoding/tags';
import type { Certificate } from './certificate';
import {
  type GeneralName,
  NAME_KIND,
  otherNameType,
  readGeneralName,
  readSubjectAltName,
} from './general-name';
import { attributeKey, readName } from './name';

export interface NameConstraints {
  readonly permitted: readonly GeneralName[];
  readonly excluded: readonly GeneralName[];
}

const { mail: MAIL, dns: DNS, directory: DIRECTORY, uri: URI, address: ADDRESS } = NAME_KIND;
const COMPARABLE: ReadonlySet<number> = new Set([MAIL, DNS, DIRECTORY, URI, ADDRESS]);
const MAIL_ATTRIBUTE = '1.2.840.113549.1.9.1';
/** RFC 9598: a mail address beyond ASCII, which a constraint on mail addresses holds, too. */
const INTERNATIONAL_MAIL = '1.3.6.1.5.5.7.8.9';
/** Names times subtrees that are compared before a certificate is refused unread. */
const MOST_COMPARISONS = 65_536;

export function readNameConstraints(value: Uint8Array): NameConstraints {
  const cursor = openAs(parseDer(value), TAG.sequence, 'NameConstraints');
  const permitted = readSubtrees(takeOptional(cursor, contextTag(0)));
  const excluded = readSubtrees(takeOptional(cursor, contextTag(1)));
  finish(cursor, 'NameConstraints');
  return { permitted, excluded };
}

function readSubtrees(element: Element | undefined): readonly GeneralName[] {
  if (element === undefined) return [];
  const subtrees = children(element);
  if (subtrees.length === 0) throw derFault(element.start, 'at least one GeneralSubtree', 'none');
  return subtrees.map((subtree) => {
    const cursor = openAs(subtree, TAG.sequence, 'a GeneralSubtree');
    const base = readGeneralName(next(cursor, 'the base'));
    // RFC 5280 section 4.2.1.10: minimum is its default and not encoded, maximum is absent.
    if (more(cursor)) throw derFault(cursor.at, 'a subtree without minimum and maximum', 'one with them');
    if (base.tag === ADDRESS && base.value.length !== 8 && base.value.length !== 32)
      throw derFault(subtree.start, 'an address with its mask', `${base.value.length} octets`);
    return base;
  });
}

/** What is wrong with a name of this certificate under these constraints; undefined if nothing is. */
export function nameFault(
  certificate: Certificate,
  { permitted, excluded }: NameConstraints,
): string | undefined {
  const names = namesOf(certificate);
  if (names.length * (permitted.length + excluded.length) > MOST_COMPARISONS)
    return 'it has more names and its authorities more subtrees than are compared';
  for (const name of names) {
    const inExcluded = excluded.filter(({ tag }) => tag === name.tag);
    const inPermitted = permitted.filter(({ tag }) => tag === name.tag);
    if (inExcluded.length + inPermitted.length === 0) continue;
    if (!isComparable(name)) return 'a name of a kind that cannot be compared is constrained';
    if (inExcluded.some((base) => isWithin(name, base))) return 'a name lies in an excluded subtree';
    if (inPermitted.length > 0 && !inPermitted.some((base) => isWithin(name, base)))
      return 'a name lies outside every permitted subtree';
  }
  return undefined;
}

/** RFC 5280 section 4.2.1.10: a constrained URI whose host is no domain name is refused. */
function isComparable(name: GeneralName): boolean {
  if (name.tag === URI) return hostOf(text(name)) !== undefined;
  // RFC 9598 section 6: hosts are compared in their ASCII form.
  if (name.tag === MAIL && /[^\0-\x7f]/.test(mailParts(plain(name))[1])) return false;
  return COMPARABLE.has(name.tag);
}

function namesOf(certificate: Certificate): readonly GeneralName[] {
  const names: GeneralName[] = [];
  const subject = readName(certificate.subject);
  if (subject.length > 0) names.push({ tag: DIRECTORY, value: certificate.subject });
  const alternative = certificate.extensions.get(OID.subjectAltName);
  if (alternative !== undefined) {
    const others = readSubjectAltName(alternative.value);
    names.push(...others);
    const international = others.filter((name) => otherNameType(name) === INTERNATIONAL_MAIL);
    names.push(...international.map(({ value }) => ({ tag: MAIL, value: internationalMail(value) })));
  }
  // A mail address in the subject counts where the alternative name has none.
  if (!names.some(({ tag }) => tag === MAIL)) {
    for (const { oid, contents: value } of subject.flat()) {
      if (oid === MAIL_ATTRIBUTE) names.push({ tag: MAIL, value });
    }
  }
  return names;
}

/** OID, then the UTF8String in its explicit tag. */
function internationalMail(value: Uint8Array): Uint8Array {
  const wrapped = children(parseDer(encode(TAG.sequence, value)))[1];
  if (wrapped === undefined) throw derFault(0, 'a mail address', 'none');
  return contents(next(open(wrapped), 'a mail address'));
}

function isWithin(name: GeneralName, base: GeneralName): boolean {
  if (name.tag === DIRECTORY) return directoryWithin(name.value, base.value);
  if (name.tag === DNS) return hostWithin(text(name), text(base).replace(/^\./, ''), true);
  if (name.tag === MAIL) return mailWithin(plain(name), plain(base));
  if (name.tag === URI) return uriWithin(text(name), text(base));
  return addressWithin(name.value, base.value);
}

function text(name: GeneralName): string {
  return plain(name).toLowerCase();
}

function plain(name: GeneralName): string {
  return Buffer.from(name.value).toString('latin1');
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

/** RFC 5280 section 7.5: case counts before the at sign, not behind it. */
function mailWithin(address: string, base: string): boolean {
  const [local, host] = mailParts(address);
  if (!base.includes('@')) {
    const domain = base.toLowerCase();
    return domain.startsWith('.') ? hostWithin(host, domain.slice(1), false) : host === domain;
  }
  const [wantedLocal, wantedHost] = mailParts(base);
  return local === wantedLocal && host === wantedHost;
}

function mailParts(address: string): readonly [string, string] {
  const at = address.lastIndexOf('@');
  return [address.slice(0, Math.max(at, 0)), address.slice(at + 1).toLowerCase()];
}

function uriWithin(uri: string, base: string): boolean {
  const host = hostOf(uri);
  if (host === undefined) return false;
  return base.startsWith('.') ? hostWithin(host, base.slice(1), false) : host === base;
}

/** Undefined where there is none, or an IP address in its place. */
function hostOf(uri: string): string | undefined {
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:[\]]+)/.exec(uri)?.[1];
  return host === undefined || /^[\d.]+$/.test(host) ? undefined : host;
}

/** The base is an address followed by a mask of the same length. */
function addressWithin(address: Uint8Array, base: Uint8Array): boolean {
  if (base.length !== address.length * 2) return false;
  return address.every((byte, index) => {
    const mask = base[address.length + index] ?? 0;
    return (byte & mask) === ((base[index] ?? 0) & mask);
  });
}
