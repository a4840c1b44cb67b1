/** Trees of lines, on terminals and in pipes. */
import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { COLOURED, PLAIN } from './style';
import { branches, fact, wrapped } from './tree';

const NODES = [
  fact('first', 'one', PLAIN, [fact('inner', 'a sentence that is longer than the terminal is wide', PLAIN)]),
  fact('last', 'two', PLAIN),
];

test('branches are drawn, the last one closed', () => {
  deepEqual(branches(NODES), [
    '├─ first one',
    '│  └─ inner a sentence that is longer than the terminal is wide',
    '└─ last two',
  ]);
});

test('on a terminal no line is wider than it, and no branch is broken', () => {
  deepEqual(branches(NODES, 40), [
    '├─ first one',
    '│  └─ inner a sentence that is longer',
    '│       than the terminal is wide',
    '└─ last two',
  ]);
});

test('wrapping keeps every word, the columns and the indent, and counts no colour', () => {
  const line = `  ${COLOURED('bad', 'one')}  two ${'word '.repeat(20)}end`;
  const lines = wrapped(line, 40);
  ok(lines.every((one) => stripVTControlCharacters(one).length <= 40));
  equal(lines[0]?.startsWith(`  ${COLOURED('bad', 'one')}  two word`), true);
  ok(lines.slice(1).every((one) => /^ {4}[we]/.test(one)));
  equal(lines.join(' ').replace(/ +/g, ' ').trim(), line.replace(/ +/g, ' ').trim());
});

test('a word longer than the line stays whole, a narrow terminal is left alone', () => {
  deepEqual(wrapped(`a ${'x'.repeat(50)} b`, 40), ['a', `  ${'x'.repeat(50)}`, '  b']);
  const line = 'word '.repeat(20);
  deepEqual(wrapped(line, 20), [line]);
  deepEqual(wrapped(line, null), [line]);
});

test('what a stranger wrote cannot move the cursor', () => {
  equal(fact('name', '\u001b[2Jx', PLAIN).lines[0], 'name [2Jx');
});
