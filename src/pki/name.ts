/**
 * Distinguished names: compared as RFC 5280 section 7.1 asks, written as RFC 4514 does.
 *
 * @module
 */

import { createLru, memoKey } from '../crypto/lru';
import { sameBytes } from '../encoding/bytes';
import { children, contents, type Element, expectTag, next, openAs, parseDer } from '../encoding/der';
import { readOid, readString } from '../encoding/der-values';
import { TAG } from '../encoding/tags';
import { TamgaError } from '../model/error';

export interface NameAttribute {
  readonly oid: string;
  /** Null where the value is no character string. */
  readonly text: string | null;
  readonly tag: number;
  readonly contents: Uint8Array;
}

/** The relative distinguished names in order of the encoding. */
export type Name = readonly (readonly NameAttribute[])[];

export function readName(encoded: Uint8Array): Name {
  const name = parseDer(encoded);
  expectTag(name, TAG.sequence, 'a Name');
  return children(name).map((relative) => {
    expectTag(relative, TAG.set, 'a relative distinguished name');
    return children(relative).map(readAttribute);
  });
}

function readAttribute(element: Element): NameAttribute {
  const cursor = openAs(element, TAG.sequence, 'an attribute of a name');
  const oid = readOid(next(cursor, 'an attribute type'), 'an attribute type');
  const value = next(cursor, 'an attribute value');
  return { oid, text: readString(value), tag: value.tag, contents: contents(value) };
}

/** DER has one form for a SEQUENCE of nothing. */
export function isEmptyName(encoded: Uint8Array): boolean {
  return encoded.length === 2 && encoded[0] === TAG.sequence && encoded[1] === 0;
}

const comparable = createLru<string>(1024);

/** Equal names have equal comparison keys: case and runs of blanks do not count, nor does the kind of string. */
export function comparisonKey(encoded: Uint8Array): string {
  const id = memoKey(encoded);
  const known = comparable.get(id);
  if (known !== undefined) return known;
  const key = keyOrBytes(encoded);
  comparable.set(id, key);
  return key;
}

/** Names come from anywhere: one that is none equals itself alone. */
function keyOrBytes(encoded: Uint8Array): string {
  try {
    return nameKey(readName(encoded));
  } catch (error) {
    if (error instanceof TamgaError) return `#${Buffer.from(encoded).toString('hex')}`;
    throw error;
  }
}

export function sameName(a: Uint8Array, b: Uint8Array): boolean {
  return sameBytes(a, b) || comparisonKey(a) === comparisonKey(b);
}

function nameKey(name: Name): string {
  return JSON.stringify(name.map((relative) => relative.map(attributeKey).sort()));
}

export function attributeKey(attribute: NameAttribute): string {
  const value =
    attribute.text === null
      ? `#${attribute.tag}:${Buffer.from(attribute.contents).toString('hex')}`
      : prepared(attribute.text);
  return `${attribute.oid}=${value}`;
}

/** RFC 4518 section 2.2: mapped to nothing. */
const INVISIBLE =
  /[\u00ad\u1806\u200b-\u200f\u202a-\u202e\u2060-\u2063\u206a-\u206f\ufeff\ufffc]|\u034f|[\u{180b}-\u{180d}]|[\u{fe00}-\u{fe0f}]/gu;
const CONTROL = /(?![\s\u0085])\p{Cc}/gu;

/** RFC 5280 section 7.1, by way of RFC 4518: what does not count falls away, case is folded, blanks are gathered. */
function prepared(text: string): string {
  // Nearly every name is plain, and nothing of what follows would change it.
  if (/^[\x21-\x40\x5b-\x7e]+$/.test(text)) return text;
  const seen = text.replace(INVISIBLE, '').replace(CONTROL, '').normalize('NFKC');
  // Capitals first, so that ß meets SS and both sigmas meet; the dotless i of Turkish is no i.
  const folded = seen.split('\u0131').map((part) => part.toUpperCase().toLowerCase());
  return folded
    .join('\u0131')
    .normalize('NFKC')
    .replace(/[\s\u0085]+/g, ' ')
    .trim();
}

/** RFC 4514 section 3, and the short names that certificates of persons use. */
const SHORT_NAMES: ReadonlyMap<string, string> = new Map([
  ['2.5.4.3', 'CN'],
  ['2.5.4.4', 'SN'],
  ['2.5.4.5', 'serialNumber'],
  ['2.5.4.6', 'C'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'ST'],
  ['2.5.4.9', 'STREET'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
  ['2.5.4.12', 'title'],
  ['2.5.4.42', 'GN'],
  ['2.5.4.97', 'organizationIdentifier'],
  ['0.9.2342.19200300.100.1.25', 'DC'],
  ['0.9.2342.19200300.100.1.1', 'UID'],
  ['1.2.840.113549.1.9.1', 'E'],
]);

/** RFC 4514 section 2.1: the last relative distinguished name first. `shown` may write a text in another way. */
export function formatName(encoded: Uint8Array, shown: (text: string) => string = (text) => text): string {
  return [...readName(encoded)]
    .reverse()
    .map((relative) => relative.map((attribute) => formatAttribute(attribute, shown)).join('+'))
    .join(',');
}

function formatAttribute(
  { oid, text, tag, contents: value }: NameAttribute,
  shown: (text: string) => string,
): string {
  const type = SHORT_NAMES.get(oid) ?? oid;
  if (text === null) return `${type}=#${tag.toString(16)}${Buffer.from(value).toString('hex')}`;
  // RFC 4514 section 2.4; control characters are written as hex pairs so that no name can steer a terminal.
  const escaped = shown(text)
    .replace(/[\\",+;<>=]/g, '\\$&')
    .replace(/^[ #]/, '\\$&')
    .replace(/ $/, '\\ ')
    .replace(
      /\p{Cc}/gu,
      (character) =>
        `\\${Buffer.from(character).toString('hex').toUpperCase().match(/../g)?.join('\\') ?? ''}`,
    );
  return `${type}=${escaped}`;
}
