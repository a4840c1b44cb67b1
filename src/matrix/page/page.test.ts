import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { type JudgedCheck, OUTCOMES, OWNERS, RESULTS } from '../../model/matrix';
import { buildMatrix } from '../build';
import { escapeText } from '../markup';
import { answered, CASES, factsOf, question, roundOf } from '../testing-round';
import { HOSTILE, hostile, sixStates } from '../testing-six-states';
import { pageData } from './data';
import { embed, html } from './html';
import { movesOf } from './moves';
import { renderPage } from './page';
import { sentenceOf } from './shares';
import { STOPS, stopOf } from './stops';
import { hasWord, say, sayCount } from './words';

const matrix = buildMatrix(sixStates());
const page = renderPage(matrix, CASES);

function scripts(text: string): readonly string[] {
  return [...text.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, body]) => body ?? '');
}

describe('the page', () => {
  it('holds the sentence of every cell, outside any script', () => {
    const readable = page.replace(/<script[\s\S]*?<\/script>/g, '');
    const byPair = new Map(matrix.cells.map((cell) => [`${cell.signer}-${cell.verifier}`, cell]));
    for (const signer of matrix.states) {
      for (const verifier of matrix.states) {
        const sentence = sentenceOf(signer, verifier, byPair.get(`${signer.code}-${verifier.code}`));
        ok(readable.includes(escapeText(sentence)), sentence);
      }
    }
  });
  it('says of what nature its evidence is, in banner, title and footer', () => {
    equal(page.match(/SIMULATED\. Every endpoint/g)?.length, 2);
    match(page, /<title>Tamga R1: [^<]*\(simulated\)<\/title>/);
    const witnessed = renderPage({ ...matrix, evidenceClass: 'witnessed' });
    match(witnessed, /WITNESSED/);
    match(renderPage({ ...matrix, cutShort: true }), /CUT SHORT/);
    doesNotMatch(page, /CUT SHORT|WITNESSED/);
  });
  it('loads nothing', () => {
    const markup = page.replace(/<script[\s\S]*?<\/script>/g, '').replace(/<a [\s\S]*?<\/a>/g, '');
    doesNotMatch(markup, /https?:\/\//);
    doesNotMatch(markup, /(src|srcset|poster)=|url\(|@import|<link/);
  });
  it('runs one script and no other: its digest stands in the policy', () => {
    const [body = '', ...more] = scripts(page);
    deepEqual(more, []);
    const digest = createHash('sha256').update(body).digest('base64');
    ok(page.includes(`script-src &#39;sha256-${digest}&#39;`));
    match(page, /default-src &#39;none&#39;/);
    doesNotMatch(body, /^(import|export) /m);
    doesNotMatch(body, /innerHTML|outerHTML|insertAdjacent|document\.write|eval\(/);
  });
  it('stays under 400 KB for a round of this size, and is the same every time', () => {
    ok(matrix.checks.length > 350);
    ok(Buffer.byteLength(page) < 400 * 1024, `${Buffer.byteLength(page)} bytes`);
    equal(renderPage(buildMatrix(sixStates()), CASES), page);
  });
  it('shows hostile replies as text', () => {
    const text = renderPage(hostile(matrix), [
      { ...(CASES[0] ?? { id: '' }), title: HOSTILE } as (typeof CASES)[number],
    ]);
    equal(scripts(text).length, 1);
    doesNotMatch(text, /<img|<!--/);
    doesNotMatch(text, /href="javascript/);
    ok(!text.includes('\u0000'));
  });
  it('stands for a round of one direction, and for one without any answer', () => {
    const one = renderPage(buildMatrix(roundOf([factsOf(question('KZ-TR', 'good'), answered('passed'))])));
    match(one, /1 of 1 cross-border directions works fully\./);
    match(one, /Signed in Türkiye, verified in Kazakhstan: not asked in this round\./);
    const silent = { kind: 'silent', cause: 'timeout', reason: 'late' } as const;
    const none = renderPage(buildMatrix(roundOf([factsOf(question('KZ-TR', 'good'), silent)])));
    match(none, /Nothing was applicable in this round\./);
  });
});

describe('the embedded data', () => {
  it('gives back every check', () => {
    const { columns, texts, rows } = pageData(matrix, CASES);
    const read = rows.map((row) =>
      Object.fromEntries(columns.map((name, at) => [name, texts[at]?.[row[at] ?? -1]])),
    );
    equal(read.length, matrix.checks.length);
    for (const [at, check] of matrix.checks.entries()) {
      const { signer, verifier, outcome, owner, because, observed, known, artefact } = check;
      const shown = read[at] ?? {};
      deepEqual(
        [
          shown['signer'],
          shown['verifier'],
          shown['case'],
          shown['outcome'],
          shown['owner'],
          shown['because'],
          shown['observed'],
          shown['known'],
          shown['artefact'],
        ],
        [signer, verifier, check.case, outcome, owner, because, observed, known, artefact],
      );
    }
  });
  it('quotes a seed that a shell would run', () => {
    equal(
      pageData({ ...matrix, seed: "a'; rm -rf /" }, []).rerun,
      "--seed 'a'\\''; rm -rf /' --time 2026-09-01T12:00:00Z",
    );
    equal(pageData({ ...matrix, clock: { ...matrix.clock, mode: 'live' } }, []).rerun, '--seed tamga');
  });
});

describe('whose move', () => {
  const moves = movesOf(matrix, CASES);
  it('holds every cross-border check that somebody or nobody named has to move on, once', () => {
    const open = matrix.checks.filter(
      ({ owner, signer, verifier }) => owner !== 'none' && signer !== verifier,
    );
    equal(
      moves.reduce((sum, { checks }) => sum + checks, 0),
      open.length,
    );
  });
  it('puts unsafe first and known last, and says undetermined', () => {
    equal(moves[0]?.outcome, 'unsafe');
    equal(
      moves[0]?.title,
      'Uzbekistan accepts signatures that must be refused: Certificate revoked before signing',
    );
    equal(moves.at(-1)?.known, true);
    ok(moves.some(({ owner, side }) => owner === 'undetermined' && side === null));
  });
  it('has words for every outcome and owner that can meet', () => {
    for (const { outcome, owner } of matrix.checks) {
      if (owner !== 'none')
        ok(hasWord(`move.${outcome}.${owner}`) || hasWord(`move.${outcome}`), `${outcome} ${owner}`);
    }
  });
});

describe('words', () => {
  it('exist for every outcome, owner, result and step', () => {
    for (const key of [
      ...OUTCOMES.map((outcome) => `outcome.${outcome}`),
      ...OWNERS.map((owner) => `owner.${owner}`),
      ...RESULTS.flatMap((result) => [`result.${result}`, `legend.${result}`]),
      ...STOPS.map((stop) => `stop.${stop}`),
    ]) {
      ok(hasWord(key), key);
    }
  });
  it('take values and counts, and never a key of the prototype', () => {
    equal(say('header.round', { round: '{n}' }), 'Round {n}');
    equal(sayCount('moves.checks', 1), '1 check');
    equal(sayCount('moves.checks', 0), '0 checks');
    ok(!hasWord('toString'));
  });
});

describe('where a check stops', () => {
  const [check] = matrix.checks;
  const stop = (over: Partial<JudgedCheck>) =>
    check === undefined ? undefined : stopOf({ ...check, ...over });
  it('is the step that the answer names, and no other', () => {
    equal(stop({ outcome: 'rejected', observed: 'failed / FORMAT_FAILURE' }), 'format');
    equal(stop({ outcome: 'indeterminate', observed: 'indeterminate / TRY_LATER' }), 'status');
    equal(stop({ outcome: 'rejected', observed: 'not-passed' }), 'unsaid');
    equal(stop({ outcome: 'rejected', observed: 'refused-input: no / HASH_FAILURE of ours' }), 'format');
    equal(stop({ outcome: 'not-run', observed: 'silent: timeout' }), 'transport');
    equal(stop({ outcome: 'as-expected', observed: 'failed / HASH_FAILURE' }), null);
    equal(stop({ outcome: 'unsafe', observed: 'passed' }), null);
  });
});

describe('html', () => {
  it('escapes all that is not html', () => {
    equal(
      html`<p title="${'"<&'}">${HOSTILE.slice(0, 9)}${html`<b>${1}</b>`}${[html`<i></i>`]}</p>`.markup,
      '<p title="&quot;&lt;&amp;">&lt;/script&gt;<b>1</b><i></i></p>',
    );
    equal(embed({ a: '</script>' }).markup, '{"a":"\\u003c/script>"}');
    equal(JSON.parse(embed([HOSTILE]).markup)[0], HOSTILE);
  });
});
