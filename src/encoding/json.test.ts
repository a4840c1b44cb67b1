import { deepEqual, equal, throws } from 'node:assert/strict';
import { describe, test } from 'node:test';
import { arrayAt, base64At, booleanAt, objectAt, parseJson, stringAt, valueAt } from './json';

const bytes = (text: string) => Buffer.from(text, 'utf8');

describe('parseJson', () => {
  for (const [what, body, message] of [
    ['half a JSON', bytes('{"a": [1,'), /not JSON/],
    ['nothing', bytes(''), /not JSON: \(empty\)/],
    ['HTML', bytes('<html></html>'), /not JSON: <html>/],
    ['a deep nest', bytes(`${'['.repeat(70)}${']'.repeat(70)}`), /deeper than 64/],
    [
      'a name that stands twice',
      bytes('{"a":{"valid":false,"v\\u0061lid":true}}'),
      /the name .*valid stands twice/,
    ],
    [
      'more values than anybody needs',
      bytes(`[${'1,'.repeat(1_000_001)}1]`),
      /more than 1000000 JSON values/,
    ],
    ['broken UTF-8', Buffer.from([0x22, 0xc3, 0x28, 0x22]), /not UTF-8/],
    ['too many bytes', Buffer.alloc(8 * 1024 * 1024 + 1, 0x20), /8388609 bytes/],
  ] as const) {
    test(`refuses ${what}`, () => throws(() => parseJson(body), { code: 'TAMGA-E-PROTOCOL', message }));
  }

  test('counts no bracket inside a string', () => {
    const text = `"${'\\"['.repeat(100)}"`;
    equal(parseJson(bytes(text)), '"['.repeat(100));
  });
});

describe('typed readers', () => {
  const root = parseJson(bytes('{"a":[{"b":"dGFtZ2E=","c":true}],"__proto__":{"d":1}}'));

  test('read what is there', () => {
    equal(Buffer.from(base64At(root, 'a', 0, 'b')).toString(), 'tamga');
    equal(booleanAt(root, 'a', 0, 'c'), true);
    equal(arrayAt(root, 'a').length, 1);
    equal(valueAt(root, 'a', 1), undefined);
  });

  test('see own properties only', () => {
    equal(valueAt(root, 'constructor'), undefined);
    equal(valueAt(root, 'd'), undefined);
    deepEqual(objectAt(root, '__proto__'), { d: 1 });
  });

  for (const [what, read, message] of [
    ['an absent string', () => stringAt(root, 'a', 0, 'x'), /^a\.0\.x is not a string: nothing$/],
    ['an object for a string', () => stringAt(root, 'a', 0), /^a\.0 is not a string: \{"b"/],
    ['a string for a boolean', () => booleanAt(root, 'a', 0, 'b'), /not true or false/],
    ['base64 without padding', () => base64At({ b: 'dGFtZ2E' }, 'b'), /not base64/],
    ['base64url', () => base64At({ b: '_-8=' }, 'b'), /not base64/],
    ['empty base64', () => base64At({ b: '' }, 'b'), /not base64/],
  ] as const) {
    test(`refuse ${what}`, () => throws(read, { code: 'TAMGA-E-PROTOCOL', message }));
  }
});
