/** Which part of JSONata a profile may use, and that hostile data cannot hold it up. */
import { deepEqual, equal, match, ok, rejects, throws } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { TamgaError } from '../model/error';
import { packageRoot } from '../model/package-root';
import { compileExpression, expressionFault, FUNCTIONS, MAX_EXPRESSION, MAX_VALUES } from './expression';
import type { Json } from './json';

const VARIABLES = { status: 200, asked: { size: 3 } };
const run = (text: string, data: Json): Promise<Json | undefined> =>
  compileExpression(text, Object.keys(VARIABLES)).evaluate(data, VARIABLES);

describe('what is taken', () => {
  const rows: readonly (readonly [string, Json, Json | undefined])[] = [
    ['valid', { valid: true }, true],
    ['valid', {}, undefined],
    ['valid', null, undefined],
    ['a.b', { a: [{ b: 1 }, { b: 2 }] }, [1, 2]],
    ['a[b = 2].c', { a: [{ b: 1 }, { b: 2, c: 'x' }] }, 'x'],
    ["code in ['A', 'B']", { code: 'B' }, true],
    ["$contains($, 'successful')", 'Verification successful', true],
    ['$status = 200 and size = $asked.size', { size: 3 }, true],
    ['$count(signatures)', { signatures: [{}, {}] }, 2],
    ["$exists(error) ? 'E' : 'OK'", {}, 'OK'],
    ['a ?? b', { b: 2 }, 2],
    ['**.indication', { x: { y: [{ indication: 'I' }] } }, 'I'],
    ['(a or b) and c', { a: false, b: true, c: true }, true],
    ['$base64decode(reason)', { reason: 'b2s=' }, 'ok'],
    ['a', { a: null }, null],
    ['$', [1, 2], [1, 2]],
    ['`a b`', { 'a b': 1 }, 1],
  ];
  for (const [text, data, expected] of rows) {
    test(`${text} over ${JSON.stringify(data)}`, async () => deepEqual(await run(text, data), expected));
  }

  test('every function of the list is one of the library', async () => {
    for (const name of FUNCTIONS) equal(await run(`$type($lookup($, 'none'))`, {}), undefined, name);
    for (const name of FUNCTIONS) equal(expressionFault(`$${name}(a)`, []), undefined, name);
  });

  test('docs/dialects.md lists the functions', () => {
    const page = readFileSync(join(packageRoot(), 'docs', 'dialects.md'), 'utf8');
    const listed = /and the functions (.*?)\. Functions of one's own/.exec(page)?.[1] ?? '';
    deepEqual(
      listed.replaceAll('`', '').split(', '),
      FUNCTIONS.map((name) => `$${name}`),
    );
  });
});

describe('what is not', () => {
  const rows: readonly (readonly [string, RegExp])[] = [
    ['valid =', /^near character 7: Unexpected end of expression$/],
    ["'open", /^near character 5: String literal must be terminated/],
    ['', /Unexpected end/],
    ['function($x){ $x }', /lambda is not taken/],
    ['($f := function($n){ $f($n) }; $f(1))', /is not taken/],
    ['λ($x){ $x }', /lambda is not taken/],
    ['/(a+)+$/', /regex is not taken/],
    ['$contains(a, /(a+)+$/)', /regex is not taken/],
    ['a[$contains(b, /x/)]', /regex is not taken/],
    ["$eval('1')", /the function \$eval is not taken; \$append, /],
    ['a[$eval(b)]', /\$eval is not taken/],
    ["$string($eval('1'))", /\$eval is not taken/],
    ['$now()', /\$now is not taken/],
    ['$millis()', /\$millis is not taken/],
    ['$random()', /\$random is not taken/],
    ['$pad(a, 100000000)', /\$pad is not taken/],
    ['$map(a, $string)', /\$map is not taken/],
    ['a ~> $string', /apply is not taken/],
    ['$string(?)', /partial is not taken/],
    ['[1..10000000]', /\.\. is not taken/],
    ['a ~> |b|{}|', /is not taken/],
    ['($x := 1; $x)', /bind is not taken/],
    ['a{b: c}', /group is not taken/],
    ['{"a": 1}', /\{ is not taken/],
    ['a^(b)', /sort is not taken/],
    ['a.%', /is not taken/],
    ['a@$i.b', /focus is not taken/],
    ['a#$i.b', /is not taken/],
    ['$statsu = 200', /\$statsu is nothing here; \$status, \$asked are/],
    ['$string', /\$string is nothing here/],
    ['($string)(a)', /a function without a name is not taken/],
    ['x'.repeat(MAX_EXPRESSION + 1), /2001 characters, of at most 2000/],
    ['('.repeat(1900), /./],
  ];
  for (const [text, told] of rows) {
    test(text.slice(0, 60), () => match(expressionFault(text, ['status', 'asked']) ?? 'no fault', told));
  }

  test('compiling says so with the code of a profile', () => {
    throws(
      () => compileExpression('$eval(a)', []),
      (error) => error instanceof TamgaError && error.code === 'TAMGA-E-PROFILE-MEANING',
    );
  });
});

describe('hostile data', () => {
  const outside = (words: RegExp) => (error: unknown) =>
    error instanceof TamgaError && error.code === 'TAMGA-E-PROTOCOL' && words.test(error.message);

  test('more values than the limit are not looked at', async () => {
    const data = Array.from({ length: MAX_VALUES }, () => 1);
    await rejects(run('$count($)', data), outside(/more than 20000 values/));
    equal(await run('$count($)', data.slice(1)), MAX_VALUES - 1);
  });

  test('names of the language are no members', async () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'length', 'sequence']) {
      equal(await run(name, {}), undefined, name);
      equal(await run(`a.${name}`, { a: [1, 2] }), undefined, name);
    }
  });

  test('members that look like marks of the library are data', async () => {
    const a = { sequence: true, tupleStream: true, keepSingleton: true, cons: true, outerWrapper: true };
    const data: Json = { a };
    deepEqual(await run('a', data), a);
    equal(await run('$count(a)', data), 1);
    equal(await run('a.sequence', data), true);
  });

  test('a function in the data is not run', async () => {
    const body = { type: 'value', value: true };
    const lambda = { _jsonata_lambda: true, arguments: [], body };
    await rejects(run('$contains(a, b)', { a: 'x', b: lambda }), outside(/a member _jsonata_lambda/));
    await rejects(run('a', { deep: [{ _jsonata_function: true }] }), outside(/a member _jsonata_function/));
  });

  test('wrong types are told with their place', async () => {
    await rejects(
      run('a + 1', { a: 'x' }),
      outside(/the expression a \+ 1 cannot be evaluated: near character 3: The left side/),
    );
    await rejects(run('$contains(a, b)', { a: 1, b: 'x' }), outside(/cannot be evaluated/));
    await rejects(run('$number(a)', { a: 'x' }), outside(/Unable to cast/));
  });

  test('each run is on its own', async () => {
    const expression = compileExpression('a', []);
    const both = await Promise.all([expression.evaluate({ a: 1 }, {}), expression.evaluate({ a: 2 }, {})]);
    deepEqual(both, [1, 2]);
    ok(expression.text === 'a');
  });
});
