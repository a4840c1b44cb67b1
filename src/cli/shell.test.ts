/** Instants, content sources, style and progress: the small parts of the shell. */
import { deepEqual, equal, match, throws } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { TamgaError } from '../model/error';
import { type Console, recordingConsole } from './console';
import { errorJson, tellError } from './errors';
import { readInstant } from './instant';
import { createProgress, duration, progressLine } from './progress';
import { COLOURED, PLAIN, styleFor } from './style';
import { contentSource } from './validate-request';

const INSTANTS: readonly (readonly [string, string])[] = [
  ['2026-09-01T12:00:00Z', '2026-09-01T12:00:00.000Z'],
  ['2026-09-01T17:00:00+05:00', '2026-09-01T12:00:00.000Z'],
  ['2026-09-01T12:00:00.250Z', '2026-09-01T12:00:00.250Z'],
  ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
];
for (const [text, expected] of INSTANTS)
  test(`${text} is an instant`, () => equal(readInstant('time', text).toISOString(), expected));

const NO_INSTANTS = [
  '',
  'now',
  '2026',
  '2026-09-01',
  '2026-09-01T12:00:00',
  '2026-09-01 12:00:00Z',
  '2026-02-29T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-09-31T00:00:00Z',
  '2026-09-01T24:00:00Z',
  '2026-09-01T12:60:00Z',
  '2026-09-01T12:00:00+25:00',
  '1788264000',
  ' 2026-09-01T12:00:00Z',
  '2026-00-10T00:00:00Z',
  '2026-09-00T00:00:00Z',
];
for (const text of NO_INSTANTS)
  test(`"${text}" is none`, () => throws(() => readInstant('time', text), { code: 'TAMGA-E-USAGE' }));

test('a content source is split where the right side is a file', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tamga-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const plain = join(folder, 'data.txt');
  const awkward = join(folder, 'a=b.txt');
  for (const path of [plain, awkward]) writeFileSync(path, 'x');
  deepEqual(contentSource(plain), { name: 'data.txt', path: plain });
  deepEqual(contentSource(`doc=${plain}`), { name: 'doc', path: plain });
  deepEqual(
    contentSource(awkward),
    { name: 'a=b.txt', path: awkward },
    'a file with = in its name needs no URI',
  );
  deepEqual(contentSource(`uri?q=1=${plain}`), { name: 'uri?q=1', path: plain });
  deepEqual(contentSource(`uri=${awkward}`), { name: 'uri', path: awkward });
  deepEqual(contentSource('uri=missing.txt'), { name: 'uri', path: 'missing.txt' });
  deepEqual(contentSource('missing.txt'), { name: 'missing.txt', path: 'missing.txt' });
});

const STYLES: readonly (readonly [string, boolean, Record<string, string>, boolean])[] = [
  ['a terminal gets colour', true, {}, true],
  ['a pipe gets none', false, {}, false],
  ['NO_COLOR', true, { NO_COLOR: '1' }, false],
  ['an empty NO_COLOR says nothing', true, { NO_COLOR: '' }, true],
  ['FORCE_COLOR', false, { FORCE_COLOR: '1' }, true],
  ['NO_COLOR beats FORCE_COLOR', true, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ['FORCE_COLOR=0', true, { FORCE_COLOR: '0' }, false],
  ['a dumb terminal', true, { TERM: 'dumb' }, false],
];
for (const [what, isTTY, environment, coloured] of STYLES)
  test(`style: ${what}`, () => equal(styleFor({ isTTY }, environment), coloured ? COLOURED : PLAIN));

test('colour is really put in and left out', () => {
  match(COLOURED('bad', 'no'), new RegExp(`^${String.fromCharCode(27)}\\[31mno`));
  equal(PLAIN('bad', 'no'), 'no');
});

test('an error is told with code, hint and cause, and its exit code', () => {
  const console = recordingConsole();
  const error = new TamgaError('TAMGA-E-OUT-DIR', 'no room', {
    hint: 'Use --out.',
    cause: new Error('EACCES'),
  });
  equal(tellError(error, false, console), 78);
  deepEqual(console.stderr, ['error[TAMGA-E-OUT-DIR] no room', '  hint  Use --out.', '  cause EACCES']);
  deepEqual(errorJson(error), {
    error: { code: 'TAMGA-E-OUT-DIR', message: 'no room', hint: 'Use --out.', cause: 'EACCES' },
  });
});

test('an error without a code is ours, and shows its place', () => {
  const console = recordingConsole();
  equal(tellError(new TypeError('x is undefined'), false, console), 70);
  match(console.stderr.join('\n'), /error\[TAMGA-E-INTERNAL\] x is undefined[\s\S]*shell\.test/);
});

test('what an error repeats cannot move the cursor', () => {
  const console = recordingConsole();
  tellError(new TamgaError('TAMGA-E-PROTOCOL', 'said \u001b[2J\u202egnp.exe'), false, console);
  const told = console.stderr.join('\n');
  equal(told.includes('\u001b') || told.includes('\u202e'), false);
});

test('progress says what is done, what is under way and what is left', () => {
  equal(
    progressLine({ done: 0, total: 900, inFlight: 12 }, { checks: 0, ms: 0 }),
    '0/900 checks · 12 calls in flight',
  );
  equal(
    progressLine({ done: 300, total: 900, inFlight: 1 }, { checks: 290, ms: 9_667 }),
    '300/900 checks · 1 call in flight · about 20 s left',
  );
  equal(
    progressLine({ done: 900, total: 900, inFlight: 0 }, { checks: 890, ms: 10_000 }),
    '900/900 checks · 0 calls in flight',
  );
  deepEqual([1, 59_000, 185_000, 3_720_000].map(duration), ['1 s', '59 s', '3 min 5 s', '1 h 2 min']);
});

test('progress off a terminal is a plain line every five seconds and one at the end', () => {
  const console = recordingConsole();
  let time = 0;
  const progress = createProgress(console, () => time);
  for (let done = 0; done <= 120; done++) {
    time = done * 100;
    progress.update({ done, total: 120, inFlight: 2 });
  }
  progress.end();
  equal(console.stderr.length, 4);
  match(console.stderr[1] ?? '', /^50\/120 checks/);
  match(console.stderr[3] ?? '', /^120\/120 checks/);
});

test('progress on a terminal redraws at most ten times a second and fits the line', () => {
  const drawn: string[] = [];
  const console: Console = {
    ...recordingConsole(),
    interactive: true,
    columns: 20,
    status: (line) => void drawn.push(line),
  };
  let time = 0;
  const progress = createProgress(console, () => time);
  for (let done = 0; done <= 100; done++) {
    time = done * 10;
    progress.update({ done, total: 100, inFlight: 2 });
  }
  progress.end();
  equal(drawn.length, 12);
  equal(
    drawn.every((line) => line.length < 20),
    true,
  );
  equal(drawn.at(-1), '');
});
