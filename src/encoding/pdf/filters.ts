/**
 * The filters of streams that the structure of a PDF is written with.
 *
 * @see ISO 32000-2, section 7.4
 * @module
 */
import { inflateSync } from 'node:zlib';
import { countExpanded, pdfFault, pdfLimit, type Work } from './limits';
import { lzwDecode } from './lzw';
import { undoPredictor } from './predictors';
import { isSpace } from './scan';
import { EMPTY_DICTIONARY, entry, isArray, isDictionary, type PdfDictionary, type PdfValue } from './values';

/** `resolve` finds the objects behind references in the dictionary; `at` is the place of the stream. */
export function decodeStream(
  data: Uint8Array,
  dictionary: PdfDictionary,
  resolve: (value: PdfValue) => PdfValue,
  work: Work,
  at: number,
): Uint8Array {
  const names = listOf(resolve(entry(dictionary, 'Filter'))).map(resolve);
  const parameters = listOf(resolve(entry(dictionary, 'DecodeParms'))).map(resolve);
  if (names.length > MAXIMUM_FILTERS) throw pdfLimit(`more than ${MAXIMUM_FILTERS} filters, at offset ${at}`);
  let decoded = data;
  if (names.length > 0 && data.length > work.limits.stream) {
    throw pdfLimit(`the stream at offset ${at} is more than ${work.limits.stream} bytes`);
  }
  names.forEach((name, index) => {
    const given = parameters[index];
    decoded = decode(name, decoded, isDictionary(given) ? given : EMPTY_DICTIONARY, work, at);
    countExpanded(work, decoded.length);
  });
  return decoded;
}

const MAXIMUM_FILTERS = 8;

function listOf(value: PdfValue): readonly PdfValue[] {
  if (isArray(value)) return value;
  return value === null ? [] : [value];
}

function decode(
  name: PdfValue,
  data: Uint8Array,
  parameters: PdfDictionary,
  work: Work,
  at: number,
): Uint8Array {
  switch (name) {
    case 'FlateDecode':
    case 'Fl':
      return undoPredictor(inflate(data, work, at), parameters, at);
    case 'LZWDecode':
    case 'LZW': {
      const early = entry(parameters, 'EarlyChange') !== 0;
      return undoPredictor(lzwDecode(data, early, work.limits.stream, at), parameters, at);
    }
    case 'ASCIIHexDecode':
    case 'AHx':
      return hexDecode(data, at);
    case 'ASCII85Decode':
    case 'A85':
      return base85Decode(data, at);
    case 'Crypt':
      throw pdfFault(at, 'a stream that is not encrypted', 'the filter Crypt');
    default:
      throw pdfFault(at, 'a filter for data', typeof name === 'string' ? `/${name}` : 'no name');
  }
}

function inflate(data: Uint8Array, work: Work, at: number): Uint8Array {
  try {
    return inflateSync(data, { maxOutputLength: work.limits.stream });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE') {
      throw pdfLimit(
        `the stream at offset ${at} is more than ${work.limits.stream} bytes without its filter`,
      );
    }
    throw pdfFault(at, 'deflated data', 'something else');
  }
}

function hexDecode(data: Uint8Array, at: number): Uint8Array {
  let digits = Buffer.from(data).toString('latin1');
  const end = digits.indexOf('>');
  if (end >= 0) digits = digits.slice(0, end);
  digits = digits.replace(/[\0\t\n\f\r ]+/g, '');
  if (/[^0-9A-Fa-f]/.test(digits)) throw pdfFault(at, 'hexadecimal digits', 'other characters');
  return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex');
}

/** ISO 32000-2 section 7.4.3: five characters from `!` to `u` are four octets, `z` is four zeros, `~>` ends. */
function base85Decode(data: Uint8Array, at: number): Uint8Array {
  const out = new Uint8Array(4 * data.length);
  let length = 0;
  let group: number[] = [];
  const put = (octet: number): void => {
    out[length] = octet;
    length += 1;
  };
  for (const byte of data) {
    if (byte === 0x7e) break;
    if (isSpace(byte)) continue;
    if (byte === 0x7a && group.length === 0) {
      for (let zeros = 0; zeros < 4; zeros += 1) put(0);
      continue;
    }
    if (byte < 0x21 || byte > 0x75) throw pdfFault(at, 'base-85 characters', 'other ones');
    group.push(byte - 0x21);
    if (group.length < 5) continue;
    octets(group, 4, at).forEach(put);
    group = [];
  }
  if (group.length === 1) throw pdfFault(at, 'a group of two to five characters', 'a single one');
  if (group.length > 1) octets([...group, 84, 84, 84, 84].slice(0, 5), group.length - 1, at).forEach(put);
  return out.subarray(0, length);
}

function octets(group: readonly number[], wanted: number, at: number): readonly number[] {
  const value = group.reduce((all, digit) => all * 85 + digit, 0);
  if (value > 0xffffffff) throw pdfFault(at, 'a base-85 group of four octets', 'a larger one');
  return [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff].slice(0, wanted);
}
