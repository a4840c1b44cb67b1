import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { TamgaError } from '../model/error';
import { MAX_JSON_BYTES } from './bounded-read';
import { MAX_JSON_DEPTH, parseJson, pointerStep, readJsonFile } from './json-source';
import { folderOf } from './testing-profiles';

const CODE = 'TAMGA-E-PROFILE-READ';

function parse(text: string | Uint8Array): unknown {
  return parseJson(Buffer.from(text), 'x.json', CODE).value;
}

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof TamgaError);
    assert.equal(error.code, CODE);
    return error.message;
  }
  return assert.fail('it was accepted');
}

test('it reads what JSON.parse reads', () => {
  for (const text of [
    '{"a":[1,-0.5e3,true,false,null,"x\\u0041\\n\\"\\/"],"b":{}}',
    ' [ ] ',
    '"текст 😀 \\ud83d\\ude00"',
    '0',
    '{"constructor":1,"toString":[]}',
  ])
    assert.deepEqual(parse(text), JSON.parse(text), text);
});

const MALFORMED: readonly (readonly [text: string, message: string])[] = [
  ['', 'x.json, line 1: expected a value, found the end'],
  ['{"a":1,\n"a":2}', 'x.json, line 2: the key "a" stands twice'],
  ['{"\\u0061":1,"a":2}', 'x.json, line 1: the key "a" stands twice'],
  ['{"__proto__":{"role":"member"}}', 'x.json, line 1: the key "__proto__" is not allowed'],
  ['{"a":1,}', 'x.json, line 1: a comma stands before "}"'],
  ['[1\n2]', 'x.json, line 2: expected "," or "]"'],
  ['{a:1}', 'x.json, line 1: expected a key in double quotes'],
  ['{"a" 1}', 'x.json, line 1: expected ":" after the key "a"'],
  ['{"a":\n\n"x', 'x.json, line 3: a string is not closed'],
  ['{"a":"x\n"}', 'x.json, line 1: a string is not closed'],
  ['"\t"', 'x.json, line 1: a string has a bad escape or a control character'],
  ['"\\x"', 'x.json, line 1: a string has a bad escape or a control character'],
  ['"\\ud800"', 'x.json, line 1: a string has half a surrogate pair'],
  ['[01]', 'x.json, line 1: expected "," or "]"'],
  ['1e999', 'x.json, line 1: 1e999 is too large a number'],
  ['{} {}', 'x.json, line 1: there is more text after the end of the JSON value'],
  ['\u001b[2J', 'x.json, line 1: expected a value, found "\\u001b"'],
];

for (const [text, message] of MALFORMED)
  test(`it refuses ${JSON.stringify(text)}`, () =>
    assert.equal(
      refusal(() => parse(text)),
      message,
    ));

test('it refuses nesting beyond the limit before the stack ends', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  assert.ok(parse(nested(MAX_JSON_DEPTH)));
  const message = `x.json, line 1: nesting is deeper than ${MAX_JSON_DEPTH} levels`;
  assert.equal(
    refusal(() => parse(nested(MAX_JSON_DEPTH + 1))),
    message,
  );
  assert.equal(
    refusal(() => parse('['.repeat(400_000))),
    message,
  );
});

test('it drops a byte order mark and refuses what is not UTF-8', () => {
  assert.deepEqual(parse(Buffer.from('\ufeff{"a":1}')), { a: 1 });
  assert.equal(
    refusal(() => parse(Buffer.from([0x22, 0xff, 0x22]))),
    'x.json is not UTF-8 text',
  );
  assert.equal(
    refusal(() => parse(Buffer.from('{"a":1}', 'utf16le'))),
    'x.json, line 1: expected a key in double quotes',
  );
});

test('it knows the line of a value, and of the nearest one above a missing value', () => {
  const source = parseJson(Buffer.from('{\n"a/b": {\n"~": [\n1,\n2]}\n}'), 'x.json', CODE);
  assert.equal(pointerStep('a/b') + pointerStep('~'), '/a~1b/~0');
  assert.equal(source.lineOf(''), 1);
  assert.equal(source.lineOf('/a~1b'), 2);
  assert.equal(source.lineOf('/a~1b/~0'), 3);
  assert.equal(source.lineOf('/a~1b/~0/1'), 5);
  assert.equal(source.lineOf('/a~1b/~0/7/x'), 3);
});

test('it reads regular files of bounded size only', (t) => {
  const folder = folderOf(t, { 'huge.json': Buffer.alloc(MAX_JSON_BYTES + 1, 0x20) });
  const read = (name: string) => refusal(() => readJsonFile(join(folder, name), CODE));
  assert.equal(
    read('huge.json'),
    `${join(folder, 'huge.json')} has ${MAX_JSON_BYTES + 1} bytes, allowed are ${MAX_JSON_BYTES}`,
  );
  assert.equal(read('none.json'), `${join(folder, 'none.json')} cannot be read (ENOENT)`);
  assert.equal(read('.'), `${folder} is not a regular file`);
  if (process.platform === 'win32') return;
  execFileSync('mkfifo', [join(folder, 'fifo.json')]);
  assert.equal(read('fifo.json'), `${join(folder, 'fifo.json')} is not a regular file`);
});
