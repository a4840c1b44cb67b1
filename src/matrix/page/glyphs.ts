/**
 * The silhouettes of the results: told apart by shape, so that no reading depends on colour.
 *
 * @module
 */
import type { CellResult } from '../../model/matrix';
import { type Html, html, trusted } from './html';

/** What the plan did not ask has no cell, but a place in the grid. */
export type ShownResult = CellResult | 'unasked';

/** Loud to quiet: the order of strip and legend is quiet to loud, the choice of the first cell loud to quiet. */
export const BY_LOUDNESS: readonly ShownResult[] = [
  'unsafe',
  'rejected',
  'indeterminate',
  'partly',
  'not-run',
  'works',
  'not-claimed',
  'not-available',
  'assumed',
  'domestic',
  'unasked',
];

// Drawn on 24 × 24; `currentColor` is the shape, `var(--on-glyph)` what is cut out of it.
const CUT =
  'fill="none" stroke="var(--on-glyph)" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"';
const LINE =
  'fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"';
const DOT = '<circle cx="12" cy="12" r="2.2" fill="currentColor"/>';

// biome-ignore format: one row per shape
const SHAPES: Readonly<Record<ShownResult, string>> = {
  'works': `<circle cx="12" cy="12" r="10" fill="currentColor"/><path d="M7.4 12.4l3.1 3.1 6.1-6.6" ${CUT}/>`,
  'partly': `<circle cx="12" cy="12" r="9" ${LINE}/>`,
  'indeterminate': `<path d="M12 1.6L22.4 12 12 22.4 1.6 12z" ${LINE}/><path d="M9.6 9.8a2.5 2.5 0 1 1 3.6 2.2c-.9.5-1.2.9-1.2 1.8" ${LINE}/><circle cx="12" cy="16.8" r="1.4" fill="currentColor"/>`,
  'rejected': `<rect x="2.5" y="2.5" width="19" height="19" rx="4" fill="currentColor"/><path d="M8.4 8.4l7.2 7.2M15.6 8.4l-7.2 7.2" ${CUT}/>`,
  'unsafe': `<path d="M12 1.8L23 21.4H1z" fill="currentColor"/><path d="M12 9v5.2" ${CUT}/><circle cx="12" cy="17.8" r="1.6" fill="var(--on-glyph)"/>`,
  'not-run': `<circle cx="12" cy="12" r="9" ${LINE} stroke-dasharray="3.4 4"/><path d="M8.6 12h6.8" ${LINE}/>`,
  'not-claimed': DOT,
  'not-available': `<circle cx="12" cy="12" r="6" ${LINE} stroke-dasharray="1.6 3.11"/>`,
  'assumed': `<path d="M4.5 10c2.5-3.6 5-3.6 7.5 0s5 3.6 7.5 0M4.5 16c2.5-3.6 5-3.6 7.5 0s5 3.6 7.5 0" ${LINE}/>`,
  'domestic': `<rect x="3" y="3" width="18" height="18" rx="4" ${LINE} stroke-dasharray="3.4 3.4"/><path d="M8 12.3l2.8 2.8 5.4-5.8" ${LINE}/>`,
  'unasked': '',
};

/** Once per page; every glyph refers to it. */
export function glyphSymbols(): Html {
  const symbols = Object.entries(SHAPES).map(([name, shape]) =>
    trusted(`<symbol id="glyph-${name}" viewBox="0 0 24 24">${shape}</symbol>`),
  );
  return html`<svg width="0" height="0" class="symbols" aria-hidden="true" focusable="false">${symbols}</svg>`;
}

/** The pie of a partly working cell is filled by its share, 0 to 1. */
export function glyph(result: ShownResult, share = 0): Html {
  return html`<svg class="glyph" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><use href="#glyph-${result}"/><circle class="pie" cx="12" cy="12" r="3.25" pathLength="100" stroke-dasharray="${Math.round(share * 100)} 100"/></svg>`;
}
