import { doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Matrix } from '../model/matrix';
import { badge } from './badge';
import { buildMatrix } from './build';
import { renderCsv } from './csv';
import { renderJunit } from './junit';
import { answered, factsOf, question, roundOf } from './testing-round';
import { sixStates } from './testing-six-states';

const matrix = buildMatrix(sixStates());
const HOSTILE = `=HYPERLINK("http://x.invalid"),\r\n"]]><script>alert(1)</script>\u0000\u001b[31m\uD800&amp;`;

function hostile(): Matrix {
  const [first, ...others] = matrix.checks;
  if (first === undefined) throw new Error('no checks');
  return {
    ...matrix,
    checks: [{ ...first, observed: HOSTILE, because: HOSTILE, outcome: 'rejected' }, ...others],
  };
}

describe('CSV', () => {
  it('has one record per check and the evidence class on each', () => {
    const records = renderCsv(matrix).trimEnd().split('\r\n');
    equal(records.length, matrix.checks.length + 1);
    match(records[0] ?? '', /^check,signer,verifier,case,/);
    ok(records.slice(1).every((record) => record.endsWith(',simulated')));
  });
  it('lets no field start a formula, and quotes what needs quotes', () => {
    const text = renderCsv(hostile());
    match(text, /"'=HYPERLINK\(""http/);
    for (const start of ['+', '-', '@', '\t', '\r']) {
      const [first] = matrix.checks;
      if (first === undefined) throw new Error('no checks');
      const row = renderCsv({ ...matrix, checks: [{ ...first, observed: `${start}1` }] });
      ok(row.includes(`'${start}1`), JSON.stringify(start));
    }
  });
});

describe('JUnit', () => {
  const text = renderJunit(matrix);
  it('has a test case per check; unsafe and unexpected fail, listed ones and what did not apply are skipped', () => {
    equal(text.match(/<testcase /g)?.length, matrix.checks.length);
    equal(text.match(/<failure /g)?.length, Number(/failures="(\d+)"/.exec(text)?.[1]));
    equal(text.match(/<skipped /g)?.length, Number(/skipped="(\d+)"/.exec(text)?.[1]));
    match(text, /<failure type="unsafe" message="[^"]*accepts a signature that must be refused/);
    match(text, /<skipped message="known: The verifier of KZ reads only/);
    doesNotMatch(text, /<failure type="(not-recognised|accepts-more)"/);
  });
  it('escapes hostile replies and drops control characters', () => {
    const dangerous = renderJunit(hostile());
    doesNotMatch(dangerous, /<script/);
    doesNotMatch(dangerous, /\]\]>/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: this is what must not be there
    doesNotMatch(dangerous, /[\u0000\u001b\uD800]/);
  });
});

describe('the badge', () => {
  const works = buildMatrix(roundOf([factsOf(question('TR-AZ', 'good'), answered('passed'))]));
  it('is green only when every direction works', () => {
    match(badge(works), /<title>tamga R1 simulated: 1 of 1 directions work<\/title>.*fill="#0F6B55"/);
    const partly = buildMatrix(roundOf([factsOf(question('TR-AZ', 'good'), answered('failed'))]));
    match(badge(partly), /0 of 1 directions work.*fill="#7A5600"/);
  });
  it('is never green while an invalid signature is accepted, on the diagonal too', () => {
    const home = factsOf(question('TR-TR', 'revoked'), answered('passed'));
    const unsafe = buildMatrix(roundOf([factsOf(question('TR-AZ', 'good'), answered('passed')), home]));
    match(badge(unsafe), /1 unsafe<\/title>/);
    doesNotMatch(badge(unsafe), /#0F6B55/);
    doesNotMatch(badge({ ...works, cutShort: true }), /#0F6B55/);
  });
  it('loads nothing and escapes the name of the round', () => {
    const text = badge({ ...works, round: '<script>"&' });
    doesNotMatch(text, /<script/);
    doesNotMatch(text, /(href|url\(|@import)/);
  });
});
