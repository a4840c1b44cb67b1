/**
 * The badge: a static SVG with title, round and evidence class. Never green while an invalid signature is accepted.
 *
 * @module
 */
import type { Matrix } from '../model/matrix';
import { escapeText } from './markup';
import { totalsOf } from './totals';

/** White text on each of them has a contrast of 4.5 or more. */
const COLOURS = { works: '#0F6B55', partly: '#7A5600', unsafe: '#7B1148', unknown: '#535B66' } as const;

/** Width of a character of 11 px Verdana or DejaVu, on the safe side. */
const CHARACTER = 7;
const PADDING = 8;

export function badge(matrix: Matrix): string {
  const label = `tamga ${matrix.round} ${matrix.evidenceClass}`;
  const { text, colour } = message(matrix);
  const left = [...label].length * CHARACTER + 2 * PADDING;
  const right = [...text].length * CHARACTER + 2 * PADDING;
  const title = escapeText(`${label}: ${text}`);
  const font = 'font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11" fill="#fff"';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${title}">`,
    `<title>${title}</title>`,
    `<rect width="${left}" height="20" fill="#17202C"/>`,
    `<rect x="${left}" width="${right}" height="20" fill="${colour}"/>`,
    `<g ${font}><text x="${PADDING}" y="14">${escapeText(label)}</text>`,
    `<text x="${left + PADDING}" y="14">${escapeText(text)}</text></g></svg>\n`,
  ].join('');
}

function message(matrix: Matrix): { readonly text: string; readonly colour: string } {
  const { unsafe, works, directions, applicable } = totalsOf(matrix);
  if (unsafe > 0) return { text: `${unsafe} unsafe`, colour: COLOURS.unsafe };
  const failed = matrix.probes.filter(({ outcome }) => outcome === 'failed').length;
  if (failed > 0) return { text: `honesty probe failed: ${failed}`, colour: COLOURS.unsafe };
  if (applicable === 0 || matrix.cutShort)
    return { text: matrix.cutShort ? 'cut short' : 'not run', colour: COLOURS.unknown };
  const all = works === directions;
  return { text: `${works} of ${directions} directions work`, colour: all ? COLOURS.works : COLOURS.partly };
}
