// Selection, keys, filters, views, theme; the address always says what is shown.
import { checks, data, pairOf, say, sentenceOf } from './data.mjs';
import { paint } from './paint.mjs';
import { showPanel } from './panel.mjs';

const root = document.documentElement;
const codes = data.states.map(({ code }) => code);
const cells = new Map([...document.querySelectorAll('[data-pair]')].map((node) => [node.dataset.pair, node]));
const VIEWS = ['result', 'asymmetry', 'table'];
const FILTERS = ['format', 'level', 'suite', 'polarity'];
const state = { pair: '', view: 'result', theme: '', filters: {} };
let summaries = new Map();

const filtered = () =>
  checks.filter((check) =>
    FILTERS.every((name) => !state.filters[name] || check[name] === state.filters[name]),
  );

const writeAddress = () => {
  const query = new URLSearchParams();
  if (state.view !== 'result') query.set('view', state.view);
  if (state.theme !== '') query.set('theme', state.theme);
  for (const name of FILTERS) if (state.filters[name]) query.set(name, state.filters[name]);
  const tail = query.toString();
  history.replaceState(null, '', `#${state.pair}${tail === '' ? '' : `&${tail}`}`);
};

const readAddress = () => {
  const [pair, ...rest] = location.hash.slice(1).split('&');
  const query = new URLSearchParams(rest.join('&'));
  if (cells.has(pair)) state.pair = pair;
  if (VIEWS.includes(query.get('view'))) state.view = query.get('view');
  if (['light', 'dark'].includes(query.get('theme'))) state.theme = query.get('theme');
  for (const name of FILTERS) {
    const options = [...document.querySelector(`[data-filter="${name}"]`).options].map(({ value }) => value);
    state.filters[name] = options.includes(query.get(name)) ? query.get(name) : '';
  }
};

const select = (pair, focus) => {
  const node = cells.get(pair);
  if (node === undefined) return;
  for (const other of cells.values()) {
    delete other.dataset.chosen;
    other.firstElementChild.tabIndex = -1;
    other.firstElementChild.setAttribute('aria-pressed', 'false');
  }
  state.pair = pair;
  node.dataset.chosen = '';
  node.firstElementChild.tabIndex = 0;
  node.firstElementChild.setAttribute('aria-pressed', 'true');
  if (focus) node.firstElementChild.focus();
  showPanel(
    pair,
    filtered().filter((check) => pairOf(check) === pair),
    summaries,
  );
  document.getElementById('live').textContent = say('panel.selected', {
    sentence: sentenceOf(pair, summaries.get(pair)),
  });
  writeAddress();
};

const apply = () => {
  const some = filtered();
  summaries = paint(some);
  const narrowed = FILTERS.some((name) => state.filters[name]);
  document.getElementById('filtered').textContent = narrowed
    ? say('filter.note', { n: some.length, of: checks.length })
    : '';
  for (const name of FILTERS) document.querySelector(`[data-filter="${name}"]`).value = state.filters[name];
  for (const view of VIEWS) document.getElementById(`view-${view}`).hidden = view !== state.view;
  for (const button of document.querySelectorAll('[data-view]')) {
    button.setAttribute('aria-pressed', String(button.dataset.view === state.view));
  }
  if (state.theme === '') delete root.dataset.theme;
  else root.dataset.theme = state.theme;
  select(state.pair, false);
};

const loudest = () => {
  const rank = (pair) => data.order.loudness.indexOf(summaries.get(pair).result);
  return [...cells.keys()].sort((a, b) => rank(a) - rank(b))[0];
};

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const clamp = (at) => Math.max(0, Math.min(codes.length - 1, at));

/** Where a key leads from a cell; undefined for a key that means nothing here. */
const destination = (key, pair) => {
  const [signer, verifier] = pair.split('-');
  if (key === 'm') return `${verifier}-${signer}`;
  if (key === 'Home') return `${signer}-${codes[0]}`;
  if (key === 'End') return `${signer}-${codes.at(-1)}`;
  const step = STEPS[key];
  if (step === undefined) return undefined;
  return `${codes[clamp(codes.indexOf(signer) + step[0])]}-${codes[clamp(codes.indexOf(verifier) + step[1])]}`;
};

const crossHair = (pair) => {
  const [signer, verifier] = pair === null ? [] : pair.split('-');
  for (const node of document.querySelectorAll('[data-row-of]'))
    node.toggleAttribute('data-cross', node.dataset.rowOf === signer);
  for (const node of document.querySelectorAll('[data-column-of]'))
    node.toggleAttribute('data-cross', node.dataset.columnOf === verifier);
};

for (const [pair, node] of cells) {
  node.firstElementChild.addEventListener('click', () => select(pair, false));
  node.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = destination(event.key, pair);
    if (next === undefined) return;
    event.preventDefault();
    select(next, true);
  });
  for (const on of ['mouseenter', 'focusin']) node.addEventListener(on, () => crossHair(pair));
  for (const off of ['mouseleave', 'focusout']) node.addEventListener(off, () => crossHair(null));
}
for (const button of document.querySelectorAll('[data-view]')) {
  button.addEventListener('click', () => {
    state.view = button.dataset.view;
    apply();
  });
}
for (const field of document.querySelectorAll('[data-filter]')) {
  field.addEventListener('change', () => {
    state.filters[field.dataset.filter] = field.value;
    apply();
  });
}
document.getElementById('print').addEventListener('click', () => window.print());
document.getElementById('theme').addEventListener('click', () => {
  const dark =
    state.theme === '' ? matchMedia('(prefers-color-scheme: dark)').matches : state.theme === 'dark';
  state.theme = dark ? 'light' : 'dark';
  apply();
});
window.addEventListener('hashchange', () => {
  readAddress();
  apply();
});

root.classList.add('script');
readAddress();
summaries = paint(filtered());
if (state.pair === '') state.pair = loudest();
apply();
