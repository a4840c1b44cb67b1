import assert from 'node:assert/strict';
import test from 'node:test';
import { TamgaError } from '../model/error';
import {
  children,
  contents,
  DEFAULT_LIMITS,
  type Element,
  finish,
  next,
  open,
  parseBer,
  parseDer,
  parseFirst,
  raw,
  take,
  takeOptional,
} from './der';
import { TAG } from './tags';

const hex = (text: string) => Buffer.from(text.replace(/ /g, ''), 'hex');

function code(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    assert.ok(error instanceof TamgaError, String(error));
    return `${error.code} ${error.message}`;
  }
  return 'read';
}

/** Reads everything, however deep. */
function walk(element: Element): number {
  return (element.tag & 0x20) === 0 ? 1 : 1 + children(element).reduce((sum, child) => sum + walk(child), 0);
}

test('DER: one definite, shortest length, nothing behind', () => {
  const rows: readonly (readonly [string, RegExp])[] = [
    ['', /offset 0: expected an identifier/],
    ['30', /offset 1: expected a length/],
    ['30 01', /expected 1 bytes of contents, found only 0/],
    ['04 00 00', /offset 2: expected the end of the data/],
    ['30 80 00 00', /offset 1: expected a definite length/],
    ['04 81 01 00', /shortest form/],
    ['04 82 00 81', /shortest form/],
    ['04 ff', /at most six octets/],
    ['04 84 ff ff ff ff', /only 0/],
    ['00 00', /end-of-contents/],
    ['1f 1e 00', /low tag number/],
    ['1f 80 1f 00', /shortest tag number/],
    ['1f ff ff ff ff ff', /at most four octets/],
  ];
  for (const [bytes, expected] of rows)
    assert.match(
      code(() => parseDer(hex(bytes))),
      expected,
      bytes,
    );
  assert.equal(parseDer(hex('1f 1f 00')).tag, 31 * 256 + 0x1f);
  assert.equal(contents(parseDer(Buffer.concat([hex('04 81 80'), Buffer.alloc(128)]))).length, 128);
});

test('BER: lengths may be long or indefinite, and end where they say', () => {
  assert.equal(contents(parseBer(hex('04 83 00 00 01 aa'))).length, 1);
  const element = parseBer(hex('30 80 24 80 04 01 aa 04 01 bb 00 00 02 01 05 00 00'));
  assert.deepEqual(
    children(element).map(({ tag }) => tag),
    [0x24, TAG.integer],
  );
  assert.equal(raw(element).length, 17);
  assert.equal(contents(element).length, 13);
  const rows: readonly (readonly [string, RegExp])[] = [
    ['30 80', /end-of-contents octets, found the end/],
    ['30 80 02 01 05', /end-of-contents octets, found the end/],
    ['04 80 00 00', /primitive of indefinite length/],
    ['30 80 00 01', /expected an element, found end-of-contents/],
    ['30 02 00 00', /end-of-contents/],
  ];
  for (const [bytes, expected] of rows)
    assert.match(
      code(() => walk(parseBer(hex(bytes)))),
      expected,
      bytes,
    );
});

test('limits of size, depth and count end the reading', () => {
  const small = { bytes: 8, depth: 2, elements: 3 };
  assert.match(
    code(() => parseDer(Buffer.alloc(9), small)),
    /^TAMGA-E-LIMIT 9 bytes/,
  );
  assert.match(
    code(() => walk(parseDer(hex('30 06 30 04 30 02 05 00'), { ...small, elements: 9 }))),
    /^TAMGA-E-LIMIT nested deeper/,
  );
  assert.match(
    code(() => walk(parseDer(hex('30 06 05 00 05 00 05 00'), small))),
    /^TAMGA-E-LIMIT more than 3/,
  );
  // A million open indefinite lengths neither overflow the stack nor take long.
  const deep = Buffer.from('3080'.repeat(1_000_000), 'hex');
  assert.match(
    code(() => parseBer(deep)),
    /^TAMGA-E-LIMIT nested deeper/,
  );
  const wide = { ...DEFAULT_LIMITS, elements: 10_000 };
  const rescans = Buffer.concat([hex('3080'.repeat(20)), Buffer.alloc(4000, hex('0500')), Buffer.alloc(40)]);
  assert.match(
    code(() => walk(parseBer(rescans, wide))),
    /^TAMGA-E-LIMIT more than 10000/,
  );
});

test('a cursor takes in order, leaves optional ones, and nothing over', () => {
  const cursor = open(parseDer(hex('30 07 02 01 05 05 00 04 00')));
  assert.equal(takeOptional(cursor, TAG.boolean), undefined);
  assert.equal(take(cursor, TAG.integer, 'a number').start, 2);
  assert.match(
    code(() => take({ ...cursor }, TAG.octetString, 'a string')),
    /a string \(tag 0x04\), found tag 0x05/,
  );
  next(cursor, 'a null');
  assert.match(
    code(() => finish(cursor, 'the test')),
    /the end of the test, found more/,
  );
  next(cursor, 'a string');
  finish(cursor, 'the test');
  assert.match(
    code(() => next(cursor, 'one more')),
    /one more, found the end/,
  );
  assert.match(
    code(() => open(parseDer(hex('04 00')))),
    /a constructed element/,
  );
});

test('an element points into the bytes it was read from', () => {
  const bytes = hex('30 03 04 01 aa ff ff');
  const element = parseFirst(bytes, 'DER');
  assert.equal(element.next, 5);
  const [inner] = children(element);
  assert.ok(inner);
  bytes[4] = 0xbb;
  assert.deepEqual([...contents(inner)], [0xbb]);
});
