import assert from 'node:assert/strict';
import test from 'node:test';
import { parseAnyTime, parseTime } from './time';

const NOON = Date.UTC(2026, 8, 1, 12);

test('forms of time that DER lacks are read where any form will do, and nowhere else', () => {
  const rows: readonly (readonly [string, boolean, number])[] = [
    ['2609011200Z', true, NOON],
    ['2609011700+0500', true, NOON],
    ['260901063000-0530', true, NOON],
    ['202609011200Z', false, NOON],
    ['20260901120000.50Z', false, NOON + 500],
    ['20260901120000,5Z', false, NOON + 500],
    ['20260901170000+05', false, NOON],
  ];
  for (const [text, utc, time] of rows) {
    assert.equal(parseAnyTime(text, utc), time, text);
    assert.equal(parseTime(text, utc), undefined, text);
  }
  assert.equal(parseAnyTime('260901120000Z', true), NOON);
});

test('what is no instant is none in any form', () => {
  const rows: readonly (readonly [string, boolean])[] = [
    ['260901120000', true],
    ['26090112Z', true],
    ['260901120000.5Z', true],
    ['260901120000+2400', true],
    ['260901120000+0060', true],
    ['260231120000Z', true],
    ['2602311200Z', true],
    ['20260901120000', false],
    ['2026090112Z', false],
    ['', false],
  ];
  for (const [text, utc] of rows) assert.equal(parseAnyTime(text, utc), undefined, text);
});
