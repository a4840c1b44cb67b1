/**
 * A distinguished name from its text, as X509IssuerName and the like hold it.
 *
 * The text does not tell the kind of string: names are compared without it.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc4514 RFC 4514}
 * @module
 */
import { objectIdentifier, sequence, setOf, utf8String } from '../../encoding/der-writer';
import { TamgaError } from '../../model/error';

/** RFC 4514 section 3, then what products write beside it. */
const KEYWORDS: Readonly<Record<string, string>> = {
  CN: '2.5.4.3',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  C: '2.5.4.6',
  STREET: '2.5.4.9',
  DC: '0.9.2342.19200300.100.1.25',
  UID: '0.9.2342.19200300.100.1.1',
  S: '2.5.4.8',
  SN: '2.5.4.4',
  SURNAME: '2.5.4.4',
  GIVENNAME: '2.5.4.42',
  GN: '2.5.4.42',
  G: '2.5.4.42',
  T: '2.5.4.12',
  TITLE: '2.5.4.12',
  SERIALNUMBER: '2.5.4.5',
  BUSINESSCATEGORY: '2.5.4.15',
  POSTALCODE: '2.5.4.17',
  ORGANIZATIONIDENTIFIER: '2.5.4.97',
  E: '1.2.840.113549.1.9.1',
  EMAIL: '1.2.840.113549.1.9.1',
  EMAILADDRESS: '1.2.840.113549.1.9.1',
};

/** Undefined where the text is no name, or one with an attribute of an unknown keyword. */
export function encodeName(text: string): Uint8Array | undefined {
  try {
    // RFC 4514 section 2.1: the last of the encoding comes first in the text.
    const relatives = split(text, /[,;]/).reverse();
    return sequence(...relatives.map((one) => setOf(...split(one, /\+/).map(encodeAttribute))));
  } catch (error) {
    if (error instanceof TamgaError) return undefined;
    throw error;
  }
}

/** At separators that are neither escaped nor quoted. */
function split(text: string, separator: RegExp): string[] {
  const parts: string[] = [];
  let part = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '\\') {
      part += character + (text[at + 1] ?? '');
      at += 1;
    } else if (!quoted && separator.test(character)) {
      parts.push(part);
      part = '';
    } else {
      if (character === '"') quoted = !quoted;
      part += character;
    }
  }
  parts.push(part);
  return parts;
}

function encodeAttribute(text: string): Uint8Array {
  const equals = text.indexOf('=');
  const keyword = text
    .slice(0, Math.max(equals, 0))
    .trim()
    .toUpperCase()
    .replace(/^OID\./, '');
  const oid = /^\d+(\.\d+)+$/.test(keyword) ? keyword : KEYWORDS[keyword];
  if (oid === undefined) throw new TamgaError('TAMGA-E-XML', `"${keyword}" names no attribute of a name`);
  return sequence(objectIdentifier(oid), encodeValue(text.slice(equals + 1)));
}

/** RFC 4514 section 2.4: the BER of the value in hex, or a string with escapes. */
function encodeValue(text: string): Uint8Array {
  const trimmed = text.replace(/^\s+/, '').replace(/((?:^|[^\\])(?:\\\\)*)\s+$/, '$1');
  if (/^#(?:[0-9A-Fa-f]{2})+$/.test(trimmed)) return Buffer.from(trimmed.slice(1), 'hex');
  const quoted = /^"([\s\S]*)"$/.exec(trimmed);
  return utf8String(unescaped(quoted?.[1] ?? trimmed));
}

function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/(?:\\[0-9A-Fa-f]{2})+|\\([\s\S])/g, (match, single?: string) =>
    single === undefined ? Buffer.from(match.replaceAll('\\', ''), 'hex').toString('utf8') : single,
  );
}

/** A decimal serial number as the contents of an INTEGER; undefined where the text is none. */
export function encodeSerial(text: string): Uint8Array | undefined {
  const trimmed = text.trim();
  if (!/^[+-]?\d{1,100}$/.test(trimmed)) return undefined;
  const value = BigInt(trimmed.replace(/^\+/, ''));
  const length = (value < 0n ? (-value - 1n).toString(2).length : value.toString(2).length) / 8;
  const bytes = Math.floor(length) + 1;
  return Buffer.from(
    BigInt.asUintN(bytes * 8, value)
      .toString(16)
      .padStart(bytes * 2, '0'),
    'hex',
  );
}
