// The embedded round as objects. Everything shown is derived from it.
export const data = JSON.parse(document.getElementById('data').textContent);
export const stateNames = new Map(data.states.map(({ code, name }) => [code, name]));
export const checks = data.rows.map((row) =>
  Object.fromEntries(data.columns.map((column, at) => [column, data.texts[at][row[at]]])),
);

export const say = (key, values = {}) =>
  (data.words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));

export const caseTitle = (id) => (Object.hasOwn(data.cases, id) ? data.cases[id] : id);
export const pairOf = (check) => `${check.signer}-${check.verifier}`;
export const percent = (n, m) => (m === 0 ? 0 : Math.floor((n / m) * 100));

/** Counts and result of some checks of one pair: the rules of the cells, over again for a filtered selection. */
export const summarise = (pair, some) => {
  const applicable = some.filter(
    ({ outcome, assumed }) => data.outcomes[outcome].applicable && assumed === null,
  );
  const right = applicable.filter(({ outcome }) => data.outcomes[outcome].asExpected);
  const byOutcome = Object.fromEntries(data.order.outcomes.map((outcome) => [outcome, 0]));
  for (const { outcome, assumed } of some)
    if (assumed === null || outcome === 'unsafe') byOutcome[outcome] += 1;
  const summary = {
    n: right.length,
    m: applicable.length,
    of: some.length,
    assumed: some.filter(({ assumed }) => assumed !== null).length,
    byOutcome,
    tried: applicable.filter(({ polarity }) => polarity === 'positive'),
    accepted: right.filter(({ polarity }) => polarity === 'positive'),
  };
  return { ...summary, result: resultOf(pair, summary) };
};

const resultOf = (pair, summary) => {
  const [signer, verifier] = pair.split('-');
  if (summary.of === 0) return 'unasked';
  return signer === verifier ? 'domestic' : rollUp(summary);
};

const rollUp = ({ n, m, of, assumed, byOutcome, tried, accepted }) => {
  if (byOutcome.unsafe > 0) return 'unsafe';
  if (m === 0 && assumed > 0) return 'assumed';
  const unclaimed = byOutcome['not-claimed'];
  if (m === 0 && unclaimed === of) return 'not-claimed';
  if (m === 0) return unclaimed + byOutcome['not-available'] === of ? 'not-available' : 'not-run';
  if (tried.length > 0 && accepted.length === 0) {
    const undecided = tried.filter(({ observed }) => observed?.startsWith('indeterminate'));
    return undecided.length * 2 > tried.length ? 'indeterminate' : 'rejected';
  }
  return n === m ? 'works' : 'partly';
};

export const sentenceOf = (pair, { n, m, of, byOutcome, result }) => {
  const [signer, verifier] = pair.split('-').map((code) => stateNames.get(code) ?? code);
  const values = { signer, verifier, n, m, of, unsafe: byOutcome.unsafe, result: say(`result.${result}`) };
  if (result === 'unasked') return say('cell.sentence-unasked', values);
  if (byOutcome.unsafe > 0) return say('cell.sentence-unsafe', values);
  return say(m === 0 ? 'cell.sentence-nothing' : 'cell.sentence', values);
};

/** Somebody's move: on an unverified fact there is none, but unsafe stays unsafe. */
export const isOpen = ({ owner, outcome, assumed }) =>
  owner !== 'none' && (assumed === null || outcome === 'unsafe');

export const countBy = (items, keyOf) => {
  const counts = new Map();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
};
