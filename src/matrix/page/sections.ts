/**
 * The sections under the matrix: by format, whose move, known divergences, state by state, provenance.
 *
 * @module
 */

import { FORMATS } from '../../model/claim';
import { type DivergenceState, type Matrix, RESULTS, type StateRow } from '../../model/matrix';
import { buildCells } from '../cells';
import { totalsOf } from '../totals';
import { rerunOf } from './data';
import { glyph } from './glyphs';
import { type Html, html, NOTHING } from './html';
import type { Move } from './moves';
import { probeLine } from './probes';
import { percent, shareOf, shownResult } from './shares';
import { hasWord, say, sayCount } from './words';

export function byFormat(matrix: Matrix): Html {
  const formats = FORMATS.filter((format) => matrix.checks.some((check) => check.format === format));
  return html`<section class="formats" aria-labelledby="formats"><div class="head"><h2 id="formats">${say('formats.title')}</h2><p class="note">${say('formats.note')}</p></div><div class="figures">${formats.map((format) => formatFigure(matrix, format))}</div></section>`;
}

const PITCH = 22;

function formatFigure({ states, checks }: Matrix, format: string): Html {
  const cells = buildCells(checks.filter((check) => check.format === format));
  const { asExpected: n, applicable: m, works, directions: of } = totalsOf({ cells, checks });
  const at = (code: string) => states.findIndex((state) => state.code === code) * PITCH;
  const marks = states.flatMap((signer) =>
    states.map((verifier) => {
      const cell = cells.find((one) => one.signer === signer.code && one.verifier === verifier.code);
      const result = cell === undefined ? 'not-claimed' : shownResult(cell);
      const share = cell === undefined ? 0 : shareOf(cell.counts);
      return html`<span data-result="${result}" style="left:${at(verifier.code)}px;top:${at(signer.code)}px">${glyph(result, share)}</span>`;
    }),
  );
  const side = states.length * PITCH;
  const words = say('formats.summary', { format, works, of, n, m });
  return html`<figure class="card small"><figcaption><b>${format}</b><span>${say('formats.share', { n, m })}</span></figcaption><div class="mini" role="img" aria-label="${words}" style="width:${side}px;height:${side}px">${marks}</div></figure>`;
}

export function movesSection(moves: readonly Move[]): Html {
  const most = Math.max(1, ...moves.map(({ checks }) => checks));
  const body =
    moves.length === 0
      ? html`<p class="card calm">${say('moves.none')}</p>`
      : html`<ol class="card moves">${moves.map((move, at) => moveRow(move, at + 1, most))}</ol>${unprinted(moves.length - PRINTED.moves)}`;
  return html`<section class="whose" aria-labelledby="moves"><div class="head"><h2 id="moves">${say('moves.title')}</h2><p class="note">${say('moves.note')}</p></div>${body}</section>`;
}

/** As many as the print style sheet lets through; what is left out is said. */
const PRINTED = { moves: 9, divergences: 4 } as const;

function unprinted(count: number): Html {
  return count > 0 ? html`<p class="note print-only">${say('print.more', { n: count })}</p>` : NOTHING;
}

function moveRow(move: Move, rank: number, most: number): Html {
  const home = move.owner === 'suite' ? 'tamga' : '?';
  const known = move.known ? html` · <b class="known">${say('moves.known')}</b>` : NOTHING;
  const said = move.observed.map((text) => html` · <code>${text}</code>`);
  return html`<li data-outcome="${move.outcome}"><span class="rank" aria-hidden="true">${rank}</span><span class="code" data-owner="${move.owner}">${move.side ?? home}</span><div class="what"><b>${move.title}</b><p>${say(`owner.${move.owner}`)} · ${say(`outcome.${move.outcome}`)}${known}${move.cases === null ? '' : ` · ${move.cases}`}${said}</p></div><div class="size"><i class="length" style="width:${Math.max(2, Math.round((move.checks / most) * 100))}%"></i><p>${sayCount('moves.checks', move.checks)} · ${sayCount('moves.directions', move.directions)}</p></div></li>`;
}

export function divergencesSection(divergences: readonly DivergenceState[]): Html {
  const body =
    divergences.length === 0
      ? html`<p class="card calm">${say('divergences.none')}</p>`
      : html`<ul class="card listed">${divergences.map(divergenceRow)}</ul>${unprinted(divergences.length - PRINTED.divergences)}`;
  return html`<section class="known-list" aria-labelledby="known"><div class="head"><h2 id="known">${say('divergences.title')}</h2><p class="note">${say('divergences.note')}</p></div>${body}</section>`;
}

function divergenceRow({ check, observed, reason, link, expires, state, checks }: DivergenceState): Html {
  return html`<li><span class="state-tag" data-state="${state}">${say(`divergences.${state}`)}</span><div><b>${reason}</b><p><code>${check}</code> · <code>${observed}</code></p><p>${sayCount('moves.checks', checks.length)} · ${say('divergences.expires', { date: expires })} · ${reference(link)}</p></div></li>`;
}

/** A link of the committed file becomes a link only where it is a web address. */
function reference(link: string): Html {
  return /^https?:\/\//.test(link) ? html`<a href="${link}" rel="noreferrer">${link}</a>` : html`${link}`;
}

export function statesSection(matrix: Matrix, moves: readonly Move[]): Html {
  const cards = matrix.states.map((state) => stateCard(state, matrix, moves));
  return html`<section class="by-state" aria-labelledby="states"><div class="head"><h2 id="states">${say('states.title')}</h2><p class="note">${say('states.note')}</p></div><div class="cards">${cards}</div></section>`;
}

function stateCard(state: StateRow, { checks, probes }: Matrix, moves: readonly Move[]): Html {
  const { code, name, signs, verifies } = state;
  const unsafe = checks.filter(({ outcome, verifier }) => outcome === 'unsafe' && verifier === code).length;
  const result = unsafe > 0 ? 'unsafe' : 'works';
  const formats = FORMATS.filter((format) =>
    checks.some((check) => check.signer === code && check.format === format),
  );
  const open = moves.filter(({ side }) => side === code).length;
  const signed =
    formats.length === 0 ? say('states.signed-none') : say('states.signed', { formats: formats.join(' · ') });
  return html`<article class="card"><h3><span class="code">${code}</span>${name}</h3><p class="chip" data-result="${result}">${glyph(result)}${say('states.unsafe', { n: unsafe })}</p>${duty(say('states.signs'), signs.accepted, signs.applicable)}${duty(say('states.verifies'), verifies.asExpected, verifies.applicable)}<p class="claims">${sayCount('states.moves', open)}<br>${signed}</p>${probeLine(code, probes)}</article>`;
}

function duty(label: string, n: number, m: number): Html {
  return html`<div class="duty"><p>${label}</p><span class="track" aria-hidden="true"><i style="width:${percent(n, m)}%"></i></span><span class="fraction">${n}/${m}</span></div>`;
}

/** What there is, loud and quiet alike, each with its word: the strip under the verdict. */
export function strip(matrix: Matrix): Html {
  const { byResult } = totalsOf(matrix);
  const items = RESULTS.filter((result) => byResult[result] > 0).map(
    (result) =>
      html`<li data-result="${result}" style="flex-grow:${byResult[result]}">${glyph(result, 0.6)}<b>${byResult[result]}</b> <span>${say(`result.${result}`)}</span></li>`,
  );
  return html`<ul class="strip" aria-label="${say('strip.label')}">${items}</ul>`;
}

/** Among reference states everything is there: the printed page has no line for what it cannot show. */
export function legend({ checks }: Pick<Matrix, 'checks'>): Html {
  const missing = checks.some(({ outcome }) => outcome === 'not-available');
  const items = RESULTS.filter((result) => missing || result !== 'not-available').map((result) => {
    const key = `legend.${result}`;
    return html`<li><span class="chip" data-result="${result}">${glyph(result, 0.6)}</span><span><b>${say(`result.${result}`)}</b>: ${hasWord(key) ? say(key) : ''}</span></li>`;
  });
  return html`<ul class="legend" aria-label="${say('legend.label')}">${items}<li class="numbers">${say('legend.numbers')}</li></ul>`;
}

export function provenance(matrix: Matrix): Html {
  const { round, clock, seed, scope, suiteDigest } = matrix;
  const facts: readonly (readonly [string, string])[] = [
    [say('foot.round'), round],
    [say('foot.instant'), `${clock.instant} (${clock.mode})`],
    [say('foot.seed'), seed],
    [say('foot.scope'), scope.narrowedBy === null ? scope.set : `${scope.set}, ${scope.narrowedBy}`],
    [say('foot.suite'), `sha256:${suiteDigest.slice(0, 16)}…`],
    [say('foot.started'), clock.startedAt],
    [say('foot.again'), `tamga run ${rerunOf(matrix)}`],
    [say('foot.files'), 'plan.json · checks.ndjson · matrix.json · matrix.csv · junit.xml · allure/'],
  ];
  const items = facts.map(([term, value]) => html`<div><dt>${term}</dt><dd><code>${value}</code></dd></div>`);
  return html`<h2>${say('foot.title')}</h2><dl>${items}<div class="script-only"><dt>${say('foot.keys')}</dt><dd>${say('foot.keys-text')}</dd></div></dl><p>${say(`banner.${matrix.evidenceClass}`)} ${say('foot.disclaimer')}</p>`;
}
