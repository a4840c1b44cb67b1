import { equal, match, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { buildMatrix } from './build';
import { observedAnswer, oneLine } from './observed';
import { renderTerminal } from './terminal';
import { answered } from './testing-round';
import { sixStates } from './testing-six-states';

describe('what was said, in words', () => {
  it('is one line of plain text', () => {
    equal(observedAnswer(answered('failed', 'HASH_FAILURE')), 'failed / HASH_FAILURE');
    equal(observedAnswer(answered('not-passed')), 'not-passed');
    equal(
      observedAnswer({ kind: 'refused-input', reason: 'line one\r\nline\u0007 two' }),
      'refused-input: line one line two',
    );
    equal(observedAnswer({ kind: 'unsupported', reason: 'anything' }), 'unsupported');
    equal(observedAnswer({ kind: 'silent', cause: 'timeout', reason: 'late' }), 'silent: timeout');
    equal(oneLine('x'.repeat(500)).length, 160);
  });
});

describe('the terminal', () => {
  const matrix = buildMatrix(sixStates());
  it('shows the matrix in 80 columns, with words, totals and the evidence class', () => {
    const text = renderTerminal(matrix, { colour: false });
    equal(text, stripVTControlCharacters(text));
    ok(text.split('\n').every((line) => [...line].length <= 80));
    ok(text.split('\n').length <= 24);
    match(text, /^SIMULATED/);
    match(text, /▲ 10\/12/);
    match(text, /UNSAFE 1: an invalid signature was accepted/);
    match(text, /whose move: undetermined \d+/);
    match(text, /exit 21/);
  });
  it('paints the same text', () => {
    const plain = renderTerminal(matrix, { colour: false });
    equal(stripVTControlCharacters(renderTerminal(matrix, { colour: true })), plain);
  });
  it('says when the round was cut short', () => {
    match(renderTerminal({ ...matrix, cutShort: true }, { colour: false }), /CUT SHORT/);
  });
});
