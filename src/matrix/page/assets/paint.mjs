// Paints a selection of checks into the views that the page came with. Text goes in as text nodes only.
import { countBy, isOpen, pairOf, percent, say, sentenceOf, stateNames, summarise } from './data.mjs';

const SVG = 'http://www.w3.org/2000/svg';

/** el('p', { class: 'note' }, 'text', child): children that are no nodes become text. */
export const el = (name, attributes = {}, ...children) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) node.setAttribute(key, value);
  node.append(...children.flat().filter((child) => child !== null));
  return node;
};

export const glyph = (result, share = 0) => {
  const svg = document.createElementNS(SVG, 'svg');
  const use = document.createElementNS(SVG, 'use');
  const pie = document.createElementNS(SVG, 'circle');
  const give = (node, values) => {
    for (const [key, value] of Object.entries(values)) node.setAttribute(key, value);
  };
  give(svg, { class: 'glyph', viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' });
  give(use, { href: `#glyph-${result}` });
  give(pie, {
    class: 'pie',
    cx: 12,
    cy: 12,
    r: 3.25,
    pathLength: 100,
    'stroke-dasharray': `${Math.round(share * 100)} 100`,
  });
  svg.append(use, pie);
  return svg;
};

export const shareOf = ({ n, m }) => (m === 0 ? 0 : n / m);
const part = (node, name) => node.querySelector(`[data-part="${name}"]`);
export const write = (node, ...children) => node.replaceChildren(...children);

const paintCell = (node, pair, summary) => {
  const { n, m, byOutcome, result } = summary;
  const share = shareOf(summary);
  node.dataset.result = result;
  node.dataset.tint = share < 0.5 ? 'low' : share < 0.8 ? 'middle' : 'high';
  part(node, 'sentence').textContent = sentenceOf(pair, summary);
  node.querySelector('.glyph').replaceWith(glyph(result, share));
  write(part(node, 'number'), ...numberOf(summary));
  const declared = byOutcome['not-recognised'] + byOutcome['accepts-more'];
  const widths = [n, declared, byOutcome.indeterminate, m - n - declared - byOutcome.indeterminate];
  widths.forEach((width, at) => {
    part(node, 'bar').children[at].style.width = `${m === 0 ? 0 : (width / m) * 100}%`;
  });
};

const numberOf = ({ n, m, of, byOutcome, result }) => {
  if (of === 0) return [];
  if (result === 'unsafe') return [el('b', {}, String(byOutcome.unsafe)), ' ', el('span', {}, 'unsafe')];
  if (m === 0) return [el('span', {}, '–')];
  const star = byOutcome['not-run'] + byOutcome['not-judged'] > 0 ? '*' : '';
  return [el('b', {}, String(n)), el('span', {}, `/${m}${star}`)];
};

const paintShare = (node, some) => {
  const [axis, code] = node.dataset.share.split(' ');
  const abroad = some.filter(({ signer, verifier }) => signer !== verifier);
  const own = abroad.filter(({ signer, verifier, polarity }) =>
    axis === 'row' ? signer === code && polarity === 'positive' : verifier === code,
  );
  const { n, m } = summarise('-', own);
  write(
    part(node, 'percent'),
    ...(m === 0 ? ['–'] : [el('b', {}, String(percent(n, m))), el('small', {}, '%')]),
  );
  part(node, 'fraction').textContent = `${n}/${m}`;
  part(node, 'words').textContent = say(`share.${axis}`, { state: stateNames.get(code), n, m });
};

const paintLane = (node, summary) => {
  node.dataset.result = summary.result;
  node.querySelector('i').style.width = `${percent(summary.n, summary.m)}%`;
  part(node, 'lane').textContent =
    summary.m === 0 ? say(`result.${summary.result}`) : `${summary.n}/${summary.m}`;
};

const paintTwoWays = (summaries) => {
  const rows = [...document.querySelectorAll('[data-two-ways]')].map((row) => {
    const [a, b] = row.dataset.twoWays.split('-');
    const ways = [summaries.get(`${a}-${b}`), summaries.get(`${b}-${a}`)];
    const gap = ways.some(({ m }) => m === 0)
      ? -1
      : Math.abs(percent(ways[0].n, ways[0].m) - percent(ways[1].n, ways[1].m));
    part(row, 'gap').textContent = gap < 0 ? '–' : String(gap);
    return { row, gap, key: row.dataset.twoWays };
  });
  rows.sort((x, y) => y.gap - x.gap || (x.key < y.key ? -1 : 1));
  rows[0]?.row.parentElement.append(...rows.map(({ row }) => row));
};

const paintWords = (row, summary, some) => {
  const chip = row.querySelector('.chip');
  chip.dataset.result = summary.result;
  chip.querySelector('.glyph').replaceWith(glyph(summary.result, shareOf(summary)));
  part(row, 'result').textContent = say(`result.${summary.result}`);
  [summary.n, summary.m, summary.of].forEach((count, at) => {
    part(row, `count-${at}`).textContent = String(count);
  });
  const owners = countBy(some.filter(isOpen), ({ owner }) => owner);
  const sorted = [...owners].sort((x, y) => y[1] - x[1]);
  part(row, 'owners').textContent = sorted
    .map(([owner, count]) => `${say(`owner.${owner}`)} ${count}`)
    .join(', ');
};

/** All views from one selection; returns the summaries by pair. */
export const paint = (some) => {
  const byPair = groupByPair(some);
  const summaries = new Map();
  for (const node of document.querySelectorAll('[data-pair]')) {
    const { pair } = node.dataset;
    summaries.set(pair, summarise(pair, byPair.get(pair) ?? []));
    paintCell(node, pair, summaries.get(pair));
  }
  for (const node of document.querySelectorAll('[data-share]')) paintShare(node, some);
  for (const node of document.querySelectorAll('[data-lane]'))
    paintLane(node, summaries.get(node.dataset.lane));
  paintTwoWays(summaries);
  for (const row of document.querySelectorAll('[data-words]')) {
    paintWords(row, summaries.get(row.dataset.words), byPair.get(row.dataset.words) ?? []);
  }
  return summaries;
};

const groupByPair = (some) => {
  const groups = new Map();
  for (const check of some) groups.set(pairOf(check), [...(groups.get(pairOf(check)) ?? []), check]);
  return groups;
};
