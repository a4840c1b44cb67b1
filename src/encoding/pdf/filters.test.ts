import { deepEqual, equal, ok, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { decodeStream } from './filters';
import { PDF_LIMITS, type PdfLimits } from './limits';
import { readValue } from './parse';
import { dictionaryOf } from './values';

const broken = { code: 'TAMGA-E-PDF' };
const limited = { code: 'TAMGA-E-LIMIT' };

function decoded(filter: string, data: Uint8Array, limits: PdfLimits = PDF_LIMITS): string {
  const work = { limits, values: 0, expanded: 0 };
  const bytes = Buffer.from(`<< ${filter} >>`, 'latin1');
  const given = dictionaryOf(readValue({ bytes, end: bytes.length, work, at: 0 }, 0));
  ok(given !== undefined);
  return Buffer.from(decodeStream(data, given, (one) => one, work, 0)).toString('latin1');
}

test('filters', () => {
  equal(decoded('', Buffer.from('x')), 'x');
  equal(decoded('/Filter /FlateDecode', deflateSync('hello')), 'hello');
  equal(decoded('/Filter [/AHx /Fl]', Buffer.from(`${deflateSync('hello').toString('hex')}>`)), 'hello');
  equal(decoded('/Filter /ASCII85Decode', Buffer.from('87cURD]i,"Ebo80~>')), 'Hello World!');
  equal(decoded('/Filter /A85', Buffer.from('z~>')), '\0\0\0\0');
  // The example of ISO 32000-2 section 7.4.4.2.
  const lzw = Buffer.from('800B6050220C0C8501', 'hex');
  equal(decoded('/Filter /LZWDecode', lzw), '-----A---B');
  for (const [filter, data] of [
    ['/Filter /FlateDecode', 'no zlib'],
    ['/Filter /AHx', 'xy'],
    ['/Filter /A85', '!'],
    ['/Filter /A85', 'uuuuu~>'],
    ['/Filter /Crypt', ''],
    ['/Filter /JPXDecode', ''],
    ['/Filter 1', ''],
  ] as const) {
    throws(() => decoded(filter, Buffer.from(data)), broken, filter);
  }
});

test('LZW over more codes than nine bits hold', () => {
  // One code per octet, the table cleared before it must grow.
  const codes: number[] = [];
  for (let index = 0; index < 600; index += 1) codes.push(...(index % 200 === 0 ? [256] : []), index % 256);
  let bits = '';
  for (const code of [...codes, 257]) bits += code.toString(2).padStart(9, '0');
  const octets = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0').match(/.{8}/g) ?? [];
  const text = decoded(
    '/Filter /LZW',
    Uint8Array.from(octets, (one) => Number.parseInt(one, 2)),
  );
  deepEqual(
    [...Buffer.from(text, 'latin1')],
    Array.from({ length: 600 }, (_, index) => index % 256),
  );
});

test('predictors undo what they did', () => {
  const rows = Uint8Array.of(0, 1, 2, 3, 1, 10, 1, 1, 2, 5, 5, 5, 3, 2, 2, 2, 4, 1, 1, 1);
  const parameters = '/Filter /Fl /DecodeParms << /Predictor 15 /Columns 3 >>';
  const expected = [1, 2, 3, 10, 11, 12, 15, 16, 17, 9, 14, 17, 10, 15, 18];
  deepEqual([...Buffer.from(decoded(parameters, deflateSync(rows)), 'latin1')], expected);
  const tiff = '/Filter /Fl /DecodeParms << /Predictor 2 /Columns 3 >>';
  deepEqual(
    [...Buffer.from(decoded(tiff, deflateSync(Uint8Array.of(1, 1, 1, 5, 1, 1))), 'latin1')],
    [1, 2, 3, 5, 6, 7],
  );
  throws(() => decoded('/Filter /Fl /DecodeParms << /Predictor 9 >>', deflateSync('x')), broken);
  throws(() => decoded(parameters, deflateSync(Uint8Array.of(7, 1, 2, 3))), broken);
});

test('a stream that unpacks to more than its limit is refused', () => {
  const small = { ...PDF_LIMITS, stream: 1000, expanded: 1500 };
  const bomb = deflateSync(Buffer.alloc(5000));
  throws(() => decoded('/Filter /Fl', bomb, small), limited);
  throws(
    () => decoded('/Filter [/Fl /AHx]', deflateSync('0'.repeat(999)), { ...small, expanded: 900 }),
    limited,
  );
  const clear = Buffer.from('800B6050220C0C8501', 'hex');
  throws(() => decoded('/Filter /LZW', clear, { ...small, stream: 5 }), limited);
});
