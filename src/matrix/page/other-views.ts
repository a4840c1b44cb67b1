/**
 * The other two views: both directions of each pair, and every direction in words.
 *
 * @module
 */
import type { Cell, Matrix, StateRow } from '../../model/matrix';
import { glyph } from './glyphs';
import { type Html, html } from './html';
import { percent, shareOf, shownResult } from './shares';
import { say } from './words';

type ByPair = ReadonlyMap<string, Cell>;

function byPair({ cells }: Matrix): ByPair {
  return new Map(cells.map((cell) => [`${cell.signer}-${cell.verifier}`, cell]));
}

interface TwoWays {
  readonly there: string;
  readonly back: string;
  /** Null where one of the two has no share. */
  readonly gap: number | null;
}

export function asymmetryTable(matrix: Matrix): Html {
  const cells = byPair(matrix);
  const codes = matrix.states.map(({ code }) => code);
  const rows = codes
    .flatMap((a, at) => codes.slice(at + 1).map((b) => twoWays(cells, a, b)))
    .sort((x, y) => (y.gap ?? -1) - (x.gap ?? -1) || (x.there < y.there ? -1 : 1))
    .map((pair) => asymmetryRow(cells, pair));
  return html`<p class="note">${say('asymmetry.note')}</p>
<table class="asymmetry"><caption class="hidden-text">${say('asymmetry.title')}</caption>
<thead><tr><td></td><th scope="col">${say('asymmetry.left')}</th><th scope="col">${say('asymmetry.gap')}</th><th scope="col">${say('asymmetry.right')}</th><td></td></tr></thead>
<tbody>${rows}</tbody></table>`;
}

function twoWays(cells: ByPair, a: string, b: string): TwoWays {
  const shares = [`${a}-${b}`, `${b}-${a}`].map((pair) => percentOf(cells.get(pair)));
  const [there = null, back = null] = shares;
  return {
    there: `${a}-${b}`,
    back: `${b}-${a}`,
    gap: there === null || back === null ? null : Math.abs(there - back),
  };
}

function percentOf(cell: Cell | undefined): number | null {
  if (cell === undefined || cell.counts.applicable === 0) return null;
  return percent(cell.counts.asExpected, cell.counts.applicable);
}

function asymmetryRow(cells: ByPair, { there, back, gap }: TwoWays): Html {
  const [a = '', b = ''] = there.split('-');
  return html`<tr data-two-ways="${there}"><th scope="row">${a}</th><td class="left">${lane(cells, there)}</td><td class="gap" data-part="gap">${gap ?? '–'}</td><td class="right">${lane(cells, back)}</td><th scope="row">${b}</th></tr>`;
}

function lane(cells: ByPair, pair: string): Html {
  const cell = cells.get(pair);
  const share = percentOf(cell);
  const words =
    share === null
      ? say(`result.${shownResult(cell)}`)
      : `${cell?.counts.asExpected}/${cell?.counts.applicable}`;
  return html`<span class="lane" data-lane="${pair}" data-result="${shownResult(cell)}"><i style="width:${share ?? 0}%"></i><span data-part="lane">${words}</span></span>`;
}

export function wordsTable(matrix: Matrix): Html {
  const cells = byPair(matrix);
  const rows = matrix.states.flatMap((signer) =>
    matrix.states.map((verifier) => wordsRow(signer, verifier, cells.get(`${signer.code}-${verifier.code}`))),
  );
  const heads = (['signer', 'verifier', 'result', 'n', 'm', 'of', 'owners'] as const).map(
    (key) => html`<th scope="col" class="column-${key}">${say(`table.${key}`)}</th>`,
  );
  return html`<table class="words"><caption class="hidden-text">${say('table.title')}</caption><thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table>`;
}

function wordsRow(signer: StateRow, verifier: StateRow, cell: Cell | undefined): Html {
  const result = shownResult(cell);
  const counts = cell?.counts;
  const owners =
    cell?.owners.map(({ owner, checks }) => `${say(`owner.${owner}`)} ${checks}`).join(', ') ?? '';
  const numbers = [counts?.asExpected, counts?.applicable, counts?.planned].map(
    (value, at) => html`<td class="count" data-part="count-${at}">${value ?? 0}</td>`,
  );
  const share = counts === undefined ? 0 : shareOf(counts);
  return html`<tr data-words="${signer.code}-${verifier.code}"><th scope="row">${signer.name}</th><td>${verifier.name}</td><td><span class="chip" data-result="${result}">${glyph(result, share)}<span data-part="result">${say(`result.${result}`)}</span></span></td>${numbers}<td data-part="owners">${owners}</td></tr>`;
}
