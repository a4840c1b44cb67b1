import { ok } from 'node:assert/strict';
import { test } from 'node:test';
import { TamgaError } from '../../model/error';
import { seededNumber } from '../../testing/seeded';
import { readPdf } from './read';
import {
  alarms,
  documentTimeStamp,
  onePage,
  sign,
  stampedValue,
  store,
  type TestPdf,
  update,
} from './testing-pdf';

const ROUNDS = 300 * Number(process.env['TAMGA_FUZZ'] ?? '1');

/** Words that lead a reader of PDF astray. */
const WORDS = [
  '<<',
  '>>',
  '[',
  ']',
  '(',
  ')',
  '<',
  '>',
  ' R ',
  ' 0 obj',
  'endobj',
  'stream\n',
  '%',
  '/',
  '/Prev ',
  '/V ',
  '99999',
  '-1',
  '0',
  '\0',
  'xref\n',
  'null',
];

function damage(bytes: Buffer, seed: string): Buffer {
  let result = Buffer.from(bytes);
  const number = (label: string, below: number): number => seededNumber(`${seed} ${label}`, below);
  for (let count = 1 + number('count', 3); count > 0 && result.length > 50; count -= 1) {
    const at = number(`at ${count}`, result.length);
    const length = 1 + number(`length ${count}`, 40);
    const word = Buffer.from(WORDS[number(`word ${count}`, WORDS.length)] ?? '', 'latin1');
    const kind = number(`kind ${count}`, 5);
    if (kind === 0) result[at] = number(`octet ${count}`, 256);
    if (kind === 1) word.copy(result, at);
    if (kind === 2) result = Buffer.concat([result.subarray(0, at), result.subarray(at + length)]);
    if (kind === 3) result = Buffer.concat([result.subarray(0, at + length), result.subarray(at)]);
    if (kind === 4) result = result.subarray(0, at);
  }
  return result;
}

function bases(): readonly TestPdf[] {
  const chain = documentTimeStamp(store(sign(onePage(), { value: stampedValue, space: 2500 })), {
    space: 2500,
  });
  return [sign(onePage(), { space: 1800 }), sign(chain, { asStream: true, space: 1800 })];
}

test('damaged PDF never crash the reader, and take no more than their limits', () => {
  for (const [base, pdf] of bases().entries()) {
    for (let round = 0; round < ROUNDS; round += 1) {
      const bytes = damage(pdf.bytes, `pdf ${base} ${round}`);
      try {
        readPdf(bytes);
      } catch (error) {
        ok(error instanceof TamgaError, `${base} ${round}: ${error instanceof Error ? error.stack : error}`);
      }
    }
  }
});

/** What was signed is there still, so whatever is appended is told: as a change, or as no change at all. */
test('nothing that is appended to a signed file goes unseen', () => {
  const [signed] = bases();
  ok(signed !== undefined);
  const tail = update(signed, { 4: '<< /Length 3 >>\nstream\nabc\nendstream' }).bytes.subarray(
    signed.bytes.length,
  );
  for (let round = 0; round < ROUNDS; round += 1) {
    const appended = damage(Buffer.from(tail), `tail ${round}`);
    const bytes = Buffer.concat([signed.bytes, appended]);
    try {
      for (const entry of readPdf(bytes).signatures) {
        const clean = entry.readable && alarms(entry.signature).length === 0;
        const same = entry.readable && entry.signature.changesAfter !== 'none' && isUntouched(appended);
        ok(
          !clean || same || appended.toString('latin1').trim() === '',
          `${round}: ${appended.toString('latin1')}`,
        );
      }
    } catch (error) {
      ok(error instanceof TamgaError, `${round}: ${error instanceof Error ? error.stack : error}`);
    }
  }
});

/** The damage took the changed object out of the table, so that the document is the one that was signed. */
function isUntouched(appended: Buffer): boolean {
  return !/\n4 1\n\d{10} 00000 n/.test(appended.toString('latin1'));
}
