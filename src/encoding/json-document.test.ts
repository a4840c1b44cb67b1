import { deepEqual, equal, throws } from 'node:assert/strict';
import { describe, test } from 'node:test';
import { seededNumber } from '../testing/seeded';
import { decodeBase64Url, decodeLooseBase64Url, encodeBase64UrlPieces } from './base64';
import {
  arrayMember,
  member,
  objectMember,
  parseJsonDocument,
  parseJsonObject,
  textMember,
} from './json-document';

const bytes = (text: string) => Buffer.from(text, 'utf8');
const repeatedIn = (text: string) => parseJsonDocument(bytes(text), 'it').repeated;

describe('parseJsonDocument', () => {
  for (const [text, repeated] of [
    ['{"a":1,"b":{"a":1},"c":[{"a":1},{"a":2}]}', []],
    ['{"a":1,"a":2}', ['a']],
    ['{"a" : 1 ,\n"\\u0061"\t:2}', ['a']],
    ['{"x":[{"y":{"z":1,"z":2}}]}', ['x.[].y.z']],
    ['{"a":"{\\"a\\":1}","b":"a","c":["a","a"]}', []],
    ['{"a\\\\":1,"a\\\\":2}', ['a\\']],
    ['{"__proto__":1,"__proto__":2}', ['__proto__']],
  ] as const) {
    test(`names that occur twice in ${text}`, () => deepEqual(repeatedIn(text), repeated));
  }

  test('the last of two counts, and nothing is inherited', () => {
    const { value } = parseJsonObject(bytes('{"a":1,"a":[2],"b":"x","c":{},"__proto__":{"d":1}}'), 'it');
    deepEqual([arrayMember(value, 'a'), textMember(value, 'b'), objectMember(value, 'c')], [[2], 'x', {}]);
    deepEqual(
      [member(value, 'd'), member(value, 'constructor'), textMember(value, 'a')],
      [undefined, undefined, undefined],
    );
  });

  for (const [what, text, code] of [
    ['half a text', '{"a":', 'TAMGA-E-JSON'],
    ['a string without end', '"abc', 'TAMGA-E-JSON'],
    ['a trailing comma', '{"a":1,}', 'TAMGA-E-JSON'],
    ['nothing', '', 'TAMGA-E-JSON'],
    ['a deep nest', '['.repeat(65), 'TAMGA-E-LIMIT'],
    ['many values', `[${'1,'.repeat(1_000_001)}1]`, 'TAMGA-E-LIMIT'],
  ] as const) {
    test(`refuses ${what}`, () => throws(() => parseJsonDocument(bytes(text), 'it'), { code }));
  }

  test('refuses what is no object, no UTF-8, too large', () => {
    throws(() => parseJsonObject(bytes('[]'), 'it'), {
      code: 'TAMGA-E-JSON',
      message: 'it is not a JSON object',
    });
    throws(() => parseJsonDocument(Buffer.from([0x22, 0xff, 0x22]), 'it'), {
      message: 'it is not UTF-8 text',
    });
    throws(() => parseJsonDocument(Buffer.alloc(64 * 1024 * 1024 + 1), 'it'), { code: 'TAMGA-E-LIMIT' });
  });
});

describe('base64url', () => {
  for (const [text, strict, loose] of [
    ['', '', ''],
    ['_-8', 'ffef', 'ffef'],
    ['_-8=', undefined, 'ffef'],
    ['_-9', undefined, 'ffef'],
    ['/+8', undefined, 'ffef'],
    ['A', undefined, ''],
    ['A A', undefined, undefined],
    ['AA==A', undefined, undefined],
  ] as const) {
    test(`"${text}" strictly and loosely`, () => {
      const hex = (decoded: Uint8Array | undefined) =>
        decoded === undefined ? undefined : Buffer.from(decoded).toString('hex');
      deepEqual([hex(decodeBase64Url(text)), hex(decodeLooseBase64Url(text))], [strict, loose]);
    });
  }

  test('in pieces it is the text of the whole', () => {
    for (let round = 0; round < 50; round += 1) {
      const whole = Buffer.alloc(seededNumber(`length ${round}`, 200), round);
      const pieces: Uint8Array[] = [];
      for (let at = 0; at < whole.length; ) {
        // Empty pieces now and then.
        const end = Math.min(whole.length, at + seededNumber(`piece ${round} ${pieces.length}`, 9));
        pieces.push(whole.subarray(at, end));
        at = end;
      }
      equal(Buffer.concat([...encodeBase64UrlPieces(pieces)]).toString(), whole.toString('base64url'));
    }
  });
});
