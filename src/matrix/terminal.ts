/**
 * The matrix on one screen of a terminal: 80 columns, a glyph and n of m in every cell.
 *
 * @module
 */
import { styleText } from 'node:util';
import type { Cell, CellResult, Matrix } from '../model/matrix';
import { exitOf } from './exit';
import { ownerTotals, totalsOf } from './totals';

type Style = Parameters<typeof styleText>[0];

// biome-ignore format: one row per result
const GLYPHS: Readonly<Record<CellResult, { readonly glyph: string; readonly word: string; readonly style: Style }>> = {
  'works':         { glyph: '●', word: 'works',         style: 'green' },
  'partly':        { glyph: '◐', word: 'partly',        style: 'yellow' },
  'indeterminate': { glyph: '◆', word: 'indeterminate', style: 'blue' },
  'rejected':      { glyph: '■', word: 'rejected',      style: 'red' },
  'unsafe':        { glyph: '▲', word: 'UNSAFE',        style: ['bold', 'inverse', 'red'] },
  'not-run':       { glyph: '○', word: 'not run',       style: 'gray' },
  'not-claimed':   { glyph: '·', word: 'not claimed',   style: 'gray' },
  'not-available': { glyph: '◌', word: 'not available', style: 'gray' },
  'assumed':       { glyph: '≈', word: 'assumed',       style: 'gray' },
  'domestic':      { glyph: '□', word: 'domestic',      style: 'dim' },
};

const WIDTH = 80;

export function renderTerminal(matrix: Matrix, options: { readonly colour: boolean }): string {
  const paint = (style: Style, text: string) => (options.colour ? styleText(style, text) : text);
  const lines = [
    ...banner(matrix),
    '',
    ...grid(matrix, paint),
    '',
    ...legend(matrix, paint),
    '',
    ...totals(matrix, paint),
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

type Paint = (style: Style, text: string) => string;

function banner({ evidenceClass, round, cutShort, clock, scope }: Matrix): readonly string[] {
  const nature =
    evidenceClass === 'simulated'
      ? 'SIMULATED: reference states, not the systems of any state'
      : `Evidence class: ${evidenceClass}`;
  return wrap(
    [
      nature,
      `round ${round}`,
      `${clock.mode} at ${clock.instant}`,
      scope.narrowedBy ?? '',
      cutShort ? 'CUT SHORT' : '',
    ]
      .filter((part) => part !== '')
      .join(' · '),
  );
}

/** As wide as the states allow; with many of them the cells lose their numbers, never their glyphs. */
function grid({ states, cells }: Matrix, paint: Paint): readonly string[] {
  const room = Math.floor((WIDTH - 14) / Math.max(1, states.length));
  const wide = Math.min(10, Math.max(2, room));
  const byPair = new Map(cells.map((cell) => [`${cell.signer}-${cell.verifier}`, cell]));
  const codes = states.map(({ code }) => code);
  return [
    `${' '.repeat(14)}verified in →`,
    `${'signed in ↓'.padEnd(13)} ${codes.map((code) => (wide < 3 ? code.slice(0, 1) : code).padEnd(wide)).join('')}`,
    ...codes.map(
      (signer) =>
        `${signer.padEnd(13)} ${codes.map((verifier) => box(byPair.get(`${signer}-${verifier}`), wide, paint)).join('')}`,
    ),
  ];
}

function box(cell: Cell | undefined, wide: number, paint: Paint): string {
  if (cell === undefined) return ' '.repeat(wide);
  const { glyph, style } = GLYPHS[cell.result];
  const { applicable, asExpected } = cell.counts;
  const share = wide >= 8 && applicable > 0 ? ` ${asExpected}/${applicable}` : '';
  return `${paint(style, glyph)}${share.padEnd(wide - 1)}`;
}

function legend({ cells }: Matrix, paint: Paint): readonly string[] {
  const used = Object.entries(GLYPHS).filter(([result]) => cells.some((cell) => cell.result === result));
  const parts = used.map(([, { glyph, word, style }]) => ({
    plain: `${glyph} ${word}`,
    shown: `${paint(style, glyph)} ${word}`,
  }));
  const lines: string[] = [];
  let plain = '';
  let shown = '';
  for (const part of [
    ...parts,
    { plain: 'n/m as expected of applicable', shown: 'n/m as expected of applicable' },
  ]) {
    if (plain.length + part.plain.length + 3 > WIDTH) {
      lines.push(shown);
      plain = '';
      shown = '';
    }
    plain += `${plain === '' ? '' : '   '}${part.plain}`;
    shown += `${shown === '' ? '' : '   '}${part.shown}`;
  }
  return [...lines, shown];
}

function totals(matrix: Matrix, paint: Paint): readonly string[] {
  const { directions, works, unsafe, asExpected, applicable, planned, assumed, known } = totalsOf(matrix);
  const owners = ownerTotals(matrix).map(({ owner, checks }) => `${owner} ${checks}`);
  const drift = matrix.divergences.filter(({ state }) => state === 'vanished' || state === 'expired');
  return [
    ...wrap(
      `${works} of ${directions} directions work · ${asExpected} as expected of ${applicable} applicable of ${planned} checks · assumed ${assumed} · known ${known}`,
    ),
    unsafe === 0
      ? 'unsafe 0'
      : paint(GLYPHS.unsafe.style, `UNSAFE ${unsafe}: an invalid signature was accepted`),
    ...probeLines(matrix).flatMap(wrap),
    ...wrap(`whose move: ${owners.length === 0 ? 'nobody’s' : owners.join(' · ')}`),
    ...(drift.length === 0
      ? []
      : wrap(`known divergences to revise: ${drift.map(({ id, state }) => `${id} (${state})`).join(', ')}`)),
    `exit ${exitOf(matrix)}`,
  ];
}

/** Nothing where nobody was probed; whoever passed is only counted. */
function probeLines({ probes }: Matrix): readonly string[] {
  if (probes.length === 0) return [];
  const honest = probes.filter(({ outcome }) => outcome === 'honest').length;
  const others = probes.filter(({ outcome }) => outcome !== 'honest');
  return [
    `honesty probe: ${honest} of ${probes.length} passed`,
    ...others.map(({ outcome, because, admitted }) =>
      admitted ? because : `${outcome === 'failed' ? 'FAILED' : 'NO CELLS'}: ${because}`,
    ),
  ];
}

function wrap(text: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
