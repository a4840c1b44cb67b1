/**
 * The page of a round: one file, no network, readable without JavaScript.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Matrix } from '../../model/matrix';
import { packageRoot } from '../../model/package-root';
import type { Case } from '../../model/vector';
import { totalsOf } from '../totals';
import { pageData } from './data';
import { glyphSymbols } from './glyphs';
import { embed, type Html, html, NOTHING, trusted } from './html';
import { matrixTable } from './matrix-view';
import { movesOf } from './moves';
import { asymmetryTable, wordsTable } from './other-views';
import { probesNote } from './probes';
import {
  byFormat,
  divergencesSection,
  legend,
  movesSection,
  provenance,
  statesSection,
  strip,
} from './sections';
import { percent } from './shares';
import { say, sayCount, type WordKey } from './words';

/** Modules in the checkout, one script in the page: each leans only on the ones before it. */
const SCRIPTS = ['data.mjs', 'paint.mjs', 'panel.mjs', 'controls.mjs'] as const;

const STYLES = ['base.css', 'matrix.css', 'sections.css', 'small.css', 'print.css'] as const;

/** `cases` lend their titles; without them the page shows case ids. */
export function renderPage(matrix: Matrix, cases: readonly Case[] = []): string {
  const script = `'use strict';(() => {\n${SCRIPTS.map(scriptBody).join('\n')}})();\n`;
  const { markup } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf(script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${say('page.title', { round: matrix.round, evidence: say(`evidence.${matrix.evidenceClass}`) })}</title>
<style>${trusted(STYLES.map(styleBody).join(''))}</style>
</head>
<body>
${glyphSymbols()}
<a class="skip" href="#matrix">${say('page.skip')}</a>
${header(matrix)}
<main>${hero(matrix)}${board(matrix)}${below(matrix, cases)}</main>
<footer>${provenance(matrix)}</footer>
<p class="hidden-text" role="status" id="live"></p>
<script type="application/json" id="data">${embed(pageData(matrix, cases))}</script>
<script>${trusted(script)}</script>
</body>
</html>
`;
  return markup;
}

function asset(name: string): string {
  return readFileSync(join(packageRoot(), 'src', 'matrix', 'page', 'assets', name), 'utf8');
}

function scriptBody(name: string): string {
  return asset(name)
    .replace(/^import [^;]*;\n/gm, '')
    .replace(/^export /gm, '');
}

/** Without the remarks to our own linter. */
function styleBody(name: string): string {
  return asset(name).replace(/^\/\* biome-ignore.*\*\/\n/gm, '');
}

/** Nothing is loaded; the one script is known by its digest. Bars carry their width as a style attribute. */
function policyOf(script: string): string {
  const digest = createHash('sha256').update(script).digest('base64');
  return `default-src 'none'; script-src 'sha256-${digest}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'`;
}

function header(matrix: Matrix): Html {
  const { round, evidenceClass, clock, cutShort } = matrix;
  const evidence = say(`evidence.${evidenceClass}`);
  const state = say(`header.${clock.mode}`, { instant: clock.instant, evidence });
  return html`<header>
<p class="banner" data-class="${evidenceClass}">${say(`banner.${evidenceClass}`)}</p>
${cutShort ? html`<p class="banner cut">${say('banner.cut-short')}</p>` : NOTHING}
<div class="top"><p class="brand"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 1l11 11-11 11L1 12z"/><path class="inner" d="M12 6.6l5.4 5.4-5.4 5.4L6.6 12z"/></svg>tamga</p><p class="round">${say('header.round', { round })}</p><p class="when">${state}</p><div class="buttons script-only"><button type="button" id="print">${say('header.print')}</button><button type="button" id="theme"><span class="hidden-text">${say('header.theme')}</span><span aria-hidden="true">◐</span></button></div></div>
</header>`;
}

function hero(matrix: Matrix): Html {
  const { asExpected: n, applicable: m, planned: of } = totalsOf(matrix);
  const share =
    m === 0
      ? html`<p class="total">${say('verdict.none')}</p>`
      : html`<p class="total"><span class="big" aria-hidden="true">${percent(n, m)}<small>%</small></span><span>${say('verdict.share', { n, m, of })}</span></p>`;
  return html`<section class="hero" aria-labelledby="question"><div><h1 id="question">${say('page.question')}</h1><p class="verdict">${verdictOf(matrix)}</p></div>${share}</section>${strip(matrix)}${probesNote(matrix)}`;
}

/** Only what there is is said; unsafe comes last and is never left out. */
function verdictOf(matrix: Matrix): string {
  const { byResult, directions } = totalsOf(matrix);
  const parts = [
    ['partly', byResult.partly],
    ['fails', byResult.rejected + byResult.indeterminate],
    ['silent', byResult['not-run'] + byResult['not-claimed'] + byResult.assumed],
    ['unavailable', byResult['not-available']],
    ['unsafe', byResult.unsafe],
  ] as const;
  const clauses = [
    sayCount('verdict.works', byResult.works, { of: directions }),
    ...parts.filter(([, count]) => count > 0).map(([key, count]) => sayCount(`verdict.${key}`, count)),
  ];
  const last = clauses.at(-1) ?? '';
  return clauses.length === 1
    ? `${last}.`
    : `${clauses.slice(0, -1).join(', ')}, ${say('verdict.and')} ${last}.`;
}

function board(matrix: Matrix): Html {
  return html`<div class="board"><div class="left">
<section class="card" id="matrix" aria-labelledby="matrix-title">
<div class="head"><h2 id="matrix-title">${say('matrix.title')}</h2>${viewSwitch()}</div>
${filters(matrix)}
<div id="view-result">${matrixTable(matrix)}</div>
<div id="view-asymmetry"><h3 class="view-title">${say('asymmetry.title')}</h3>${asymmetryTable(matrix)}</div>
<div id="view-table"><h3 class="view-title">${say('table.title')}</h3>${wordsTable(matrix)}</div>
${legend(matrix)}
</section>
${byFormat(matrix)}
</div>
<section class="card panel" aria-labelledby="panel-title"><h2 id="panel-title" class="eyebrow">${say('panel.title')}</h2><div id="panel"><p class="note">${say('panel.fallback')}</p></div></section>
</div>`;
}

function viewSwitch(): Html {
  const views = (['result', 'asymmetry', 'table'] as const).map(
    (view) =>
      html`<button type="button" data-view="${view}" aria-pressed="${view === 'result' ? 'true' : 'false'}">${say(`view.${view}`)}</button>`,
  );
  return html`<div class="switch script-only" role="group" aria-label="${say('view.label')}">${views}</div>`;
}

function filters({ checks }: Matrix): Html {
  const fields = (['format', 'level', 'suite'] as const).map((field) => {
    const values = [...new Set(checks.map((check) => check[field]))].sort();
    return filter(
      field,
      `filter.${field}`,
      values.map((value) => [value, value] as const),
    );
  });
  const polarity = filter('polarity', 'filter.polarity', [
    ['positive', say('filter.positive')],
    ['negative', say('filter.negative')],
  ]);
  return html`<div class="filters script-only">${[...fields, polarity]}<p class="note" id="filtered"></p></div>`;
}

function filter(name: string, label: WordKey, options: readonly (readonly [string, string])[]): Html {
  const items = options.map(([value, text]) => html`<option value="${value}">${text}</option>`);
  return html`<label>${say(label)} <select data-filter="${name}"><option value="">${say('filter.all')}</option>${items}</select></label>`;
}

function below(matrix: Matrix, cases: readonly Case[]): Html {
  const moves = movesOf(matrix, cases);
  return html`${movesSection(moves)}${divergencesSection(matrix.divergences)}${statesSection(matrix, moves)}`;
}
