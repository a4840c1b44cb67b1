/**
 * The matrix itself: signed in ↓, verified in →, a share at the end of each row and column.
 *
 * @module
 */
import type { Cell, Matrix, StateRow } from '../../model/matrix';
import type { JudgedProbe } from '../../model/probe';
import { glyph } from './glyphs';
import { type Html, html, NOTHING } from './html';
import { probeTag } from './probes';
import { barOf, percent, sentenceOf, shareOf, shownResult, tintOf, unanswered } from './shares';
import { say } from './words';

export function matrixTable(matrix: Matrix): Html {
  const { states, cells, probes } = matrix;
  const byPair = new Map(cells.map((cell) => [`${cell.signer}-${cell.verifier}`, cell]));
  const rows = states.map((signer, at) => {
    const faces = states.map((verifier, to) =>
      cellOf(signer, verifier, byPair.get(`${signer.code}-${verifier.code}`), at === 0 && to === 0),
    );
    return html`<tr>${rowHeader(signer)}${faces}${rowShare(signer)}</tr>`;
  });
  const size = states.length <= 7 ? 'large' : states.length <= 9 ? 'medium' : 'small';
  return html`<table class="matrix" data-size="${size}">
<caption class="hidden-text">${say('matrix.caption')}</caption>
<thead><tr><td class="corner"><span>${say('matrix.corner')}</span><span>${say('matrix.corner-rows')}</span></td>${states.map((state) => columnHeader(state, probes))}<th scope="col" class="share-head">${say('matrix.abroad')}</th></tr></thead>
<tbody>${rows}</tbody>
<tfoot><tr><th scope="row" class="share-head">${say('matrix.foreign')}</th>${states.map(columnShare)}<td></td></tr></tfoot>
</table>`;
}

function rowHeader({ code, name }: StateRow): Html {
  return html`<th scope="row" class="state" data-row-of="${code}"><b>${code}</b><span class="name">${name}</span></th>`;
}

function columnHeader({ code, name, role }: StateRow, probes: readonly JudgedProbe[]): Html {
  const tag = role === 'observer' ? html`<span class="tag">${say('matrix.observer')}</span>` : NOTHING;
  return html`<th scope="col" class="state" data-column-of="${code}"><b>${code}</b><span class="name">${name}</span>${tag}${probeTag(code, probes)}</th>`;
}

/** One tab stop for the whole grid; the arrow keys move it. */
function cellOf(signer: StateRow, verifier: StateRow, cell: Cell | undefined, first: boolean): Html {
  const pair = `${signer.code}-${verifier.code}`;
  const result = shownResult(cell);
  const tint = cell === undefined ? 'high' : tintOf(cell.counts);
  const share = cell === undefined ? 0 : shareOf(cell.counts);
  const parts = cell === undefined ? [0, 0, 0, 0] : barOf(cell.counts);
  return html`<td class="cell" data-pair="${pair}" data-result="${result}" data-tint="${tint}"><button type="button" tabindex="${first ? 0 : -1}"><span class="hidden-text" data-part="sentence">${sentenceOf(signer, verifier, cell)}</span><span class="face" aria-hidden="true">${glyph(result, share)}<span class="number" data-part="number">${numberOf(cell)}</span>${bar(parts)}</span></button></td>`;
}

/** Unsafe never hides behind a share. */
function numberOf(cell: Cell | undefined): Html {
  if (cell === undefined) return NOTHING;
  const { asExpected, applicable, byOutcome } = cell.counts;
  if (cell.result === 'unsafe') return html`<b>${byOutcome.unsafe}</b> <span>unsafe</span>`;
  if (applicable === 0) return html`<span>–</span>`;
  const star = unanswered(cell.counts) > 0 ? '*' : '';
  return html`<b>${asExpected}</b><span>/${applicable}${star}</span>`;
}

function bar(parts: readonly number[]): Html {
  const classes = ['works', 'partly', 'indeterminate', 'rejected'];
  const pieces = parts.map(
    (width, at) => html`<i class="r-${classes[at] ?? ''}" style="width:${width}%"></i>`,
  );
  return html`<span class="bar" data-part="bar">${pieces}</span>`;
}

function rowShare({ code, name, signs }: StateRow): Html {
  const words = say('share.row', { state: name, n: signs.accepted, m: signs.applicable });
  return shareCell('row', code, signs.accepted, signs.applicable, words);
}

function columnShare({ code, name, verifies }: StateRow): Html {
  const words = say('share.column', { state: name, n: verifies.asExpected, m: verifies.applicable });
  return shareCell('column', code, verifies.asExpected, verifies.applicable, words);
}

function shareCell(axis: 'row' | 'column', code: string, n: number, m: number, words: string): Html {
  const number = m === 0 ? html`–` : html`<b>${percent(n, m)}</b><small>%</small>`;
  return html`<td class="share" data-share="${axis} ${code}"><span class="hidden-text" data-part="words">${words}</span><span aria-hidden="true"><span data-part="percent">${number}</span><span class="fraction" data-part="fraction">${n}/${m}</span></span></td>`;
}
