// The panel of the selected direction.
import {
  caseTitle,
  countBy,
  data,
  isOpen,
  percent,
  say,
  sentenceOf,
  stateNames,
  summarise,
} from './data.mjs';
import { el, glyph, shareOf, write } from './paint.mjs';

const heading = (key, note) =>
  el('h4', {}, say(key), note === undefined ? null : el('span', {}, ` ${say(note)}`));
const block = (...children) => el('section', {}, ...children);
const chip = (result, share, ...text) =>
  el('p', { class: 'chip', 'data-result': result }, glyph(result, share), ...text);

const panelHead = (pair, summary) => {
  const [signer, verifier] = pair.split('-').map((code) => stateNames.get(code));
  const key = signer === verifier ? 'panel.domestic' : 'panel.direction';
  const counted = summary.m === 0 ? [] : [` ${summary.n}/${summary.m}`];
  return block(
    el('h3', {}, say(key, { signer, verifier })),
    chip(summary.result, shareOf(summary), say(`result.${summary.result}`), ...counted),
    el('p', { class: 'sentence' }, sentenceOf(pair, summary)),
  );
};

const bothDirections = (pair, summaries) => {
  const [a, b] = pair.split('-');
  if (a === b) return null;
  const lanes = [
    [a, b],
    [b, a],
  ].flatMap(([from, to]) => {
    const summary = summaries.get(`${from}-${to}`);
    const track = el('i');
    track.style.width = `${percent(summary.n, summary.m)}%`;
    const words = summary.m === 0 ? say(`result.${summary.result}`) : `${summary.n}/${summary.m}`;
    return [
      el('span', {}, el('b', {}, from), ` → ${to}`),
      el('span', { class: 'track', 'data-result': summary.result, 'aria-hidden': 'true' }, track),
      el('span', { 'data-result': summary.result }, glyph(summary.result, shareOf(summary)), words),
    ];
  });
  return block(heading('panel.both'), el('div', { class: 'both' }, ...lanes));
};

const gridCell = (some) => {
  const { accepted, tried, result } = summarise('a-b', some);
  if (tried.length === 0)
    return el('td', { class: 'none' }, some.length === 0 ? '·' : say(`result.${result}`));
  const shown = accepted.length === tried.length ? 'works' : accepted.length > 0 ? 'partly' : result;
  const share = accepted.length / tried.length;
  return el(
    'td',
    { 'data-result': shown },
    el('span', {}, glyph(shown, share), `${accepted.length}/${tried.length}`),
  );
};

// Each holds what the one before it does; what is not AdES stands apart.
const LEVELS = ['B-B', 'B-T', 'B-LT', 'B-LTA', 'none'];

const validGrid = (some) => {
  const positives = some.filter(({ polarity }) => polarity === 'positive');
  if (positives.length === 0) return null;
  const levels = LEVELS.filter((level) => positives.some((check) => check.level === level));
  const formats = [...new Set(positives.map(({ format }) => format))].sort();
  const head = el('tr', {}, el('td'), ...levels.map((level) => el('th', { scope: 'col' }, level)));
  const rows = formats.map((format) => {
    const cells = levels.map((level) =>
      gridCell(positives.filter((check) => check.format === format && check.level === level)),
    );
    return el('tr', {}, el('th', { scope: 'row' }, format), ...cells);
  });
  const table = el('table', { class: 'grid' }, el('thead', {}, head), el('tbody', {}, ...rows));
  return block(heading('panel.valid', 'panel.valid-note'), table);
};

/** What a case did at its worst: the first of these that occurs. */
const WORST = [
  'unsafe',
  'accepts-more',
  'mint-differs',
  'rejected',
  'not-run',
  'not-judged',
  'not-demonstrated',
  'as-expected-loose',
  'as-expected-no-reason',
  'as-expected',
  'not-available',
  'not-claimed',
];
const GLYPH_OF = {
  unsafe: 'unsafe',
  'accepts-more': 'partly',
  'mint-differs': 'rejected',
  rejected: 'rejected',
  'not-claimed': 'not-claimed',
  'not-available': 'not-available',
};

const invalidList = (some) => {
  const negatives = some.filter(
    ({ polarity, outcome, assumed }) => polarity === 'negative' && (assumed === null || outcome === 'unsafe'),
  );
  if (negatives.length === 0) return null;
  const ids = [...new Set(negatives.map((check) => check.case))];
  const items = ids.map((id) => {
    const outcomes = negatives.filter((check) => check.case === id).map(({ outcome }) => outcome);
    const worst = WORST.find((outcome) => outcomes.includes(outcome)) ?? 'not-run';
    const works = worst.startsWith('as-expected');
    const word = worst === 'as-expected' ? say('outcome.refused') : say(`outcome.${worst}`);
    const shape = works ? 'works' : (GLYPH_OF[worst] ?? 'not-run');
    return el(
      'li',
      { 'data-result': shape },
      glyph(shape, 0.5),
      el('span', {}, caseTitle(id)),
      el('em', {}, word),
    );
  });
  return block(heading('panel.invalid', 'panel.invalid-note'), el('ul', { class: 'refusals' }, ...items));
};

const stopsOf = (some) => {
  const counts = countBy(
    some.filter(({ stop, assumed }) => stop !== null && assumed === null),
    ({ stop }) => stop,
  );
  if (counts.size === 0) return null;
  const items = data.order.stops.map((stop) => {
    const count = counts.get(stop) ?? 0;
    return el(
      'li',
      { 'data-count': count > 0 ? count : null },
      el('span', {}, say(`stop.${stop}`)),
      count > 0 ? el('b', {}, String(count)) : null,
    );
  });
  return block(heading('panel.stops', 'panel.stops-note'), el('ol', { class: 'stops' }, ...items));
};

const assumedOf = (some) => {
  const groups = countBy(
    some.filter(({ assumed }) => assumed !== null),
    ({ outcome, assumed }) => JSON.stringify([outcome, assumed]),
  );
  if (groups.size === 0) return null;
  const items = [...groups]
    .sort((x, y) => y[1] - x[1])
    .map(([key, count]) => {
      const [outcome, assumed] = JSON.parse(key);
      const words = `${say(`outcome.${outcome}`)} · ${count}`;
      return el('li', {}, el('span', { class: 'who' }, words), el('p', {}, assumed));
    });
  return block(heading('panel.assumed', 'panel.assumed-note'), el('ul', { class: 'reasons' }, ...items));
};

const reasonsOf = (some) => {
  const open = some.filter(isOpen);
  if (open.length === 0)
    return block(heading('panel.owners'), el('p', { class: 'note' }, say('panel.no-owners')));
  const groups = countBy(open, ({ owner, because, known }) =>
    JSON.stringify([owner, because, known !== null]),
  );
  const items = [...groups]
    .sort((x, y) => y[1] - x[1])
    .map(([key, count]) => {
      const [owner, because, known] = JSON.parse(key);
      const words = `${say(`owner.${owner}`)} · ${count}${known ? ` · ${say('outcome.known')}` : ''}`;
      return el('li', {}, el('span', { class: 'who' }, words), el('p', {}, because));
    });
  return block(heading('panel.owners'), el('ul', { class: 'reasons' }, ...items));
};

/** Of a positive that is hard to read and was not accepted: what became of the easy one? */
const twinOf = (check, some) => {
  const twin = Object.hasOwn(data.twins, check.case) ? data.twins[check.case] : undefined;
  if (twin === undefined || data.outcomes[check.outcome].asExpected) return null;
  const same = ['signer', 'verifier', 'format', 'level', 'packaging', 'suite'];
  const found = some.find((one) => one.case === twin && same.every((axis) => one[axis] === check[axis]));
  if (found === undefined) return null;
  return say(data.outcomes[found.outcome].asExpected ? 'panel.twin-accepted' : 'panel.twin-refused');
};

const evidenceOf = (some) => {
  const items = some.map((check) => {
    const product = [check.format, check.level, check.packaging, check.suite].join(' · ');
    const flaky = check.flaky?.split(' ');
    const words = [
      say(`outcome.${check.outcome}`),
      check.assumed === null ? null : say('outcome.assumed'),
      check.observed === null ? null : `${say('panel.observed')} ${check.observed}`,
      flaky === undefined ? null : say('panel.flaky', { passed: flaky[0], of: flaky[1] }),
      twinOf(check, some),
      check.known === null ? null : `${say('outcome.known')}: ${check.known}`,
    ];
    const artefact = check.artefact === null ? null : el('code', {}, check.artefact);
    return el(
      'li',
      {},
      el('b', {}, caseTitle(check.case)),
      el('p', {}, product),
      el('p', {}, words.filter((word) => word !== null).join(' · ')),
      artefact,
    );
  });
  const summary = el('summary', {}, say('panel.checks', { n: some.length }));
  return block(
    heading('panel.evidence', 'panel.evidence-note'),
    el('details', {}, summary, el('ul', { class: 'each' }, ...items)),
  );
};

export const showPanel = (pair, some, summaries) => {
  const command = `tamga run --pair ${pair.replace('-', ':')} ${data.rerun}`;
  const parts = [
    panelHead(pair, summaries.get(pair)),
    bothDirections(pair, summaries),
    ...(some.length === 0
      ? []
      : [
          validGrid(some),
          invalidList(some),
          assumedOf(some),
          stopsOf(some),
          reasonsOf(some),
          evidenceOf(some),
        ]),
    block(heading('panel.command'), el('code', { class: 'command' }, command)),
  ];
  write(document.getElementById('panel'), ...parts.filter((node) => node !== null));
};
