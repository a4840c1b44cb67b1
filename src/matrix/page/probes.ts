/**
 * What the page says of the honesty probe: a tag on the column that has no cells, and a note that gives the reason.
 *
 * @module
 */
import type { Matrix } from '../../model/matrix';
import type { JudgedProbe } from '../../model/probe';
import type { StateCode } from '../../model/profile';
import { type Html, html, NOTHING } from './html';
import { say, type WordKey } from './words';

/** On the head of a column; nothing where the answers count. */
export function probeTag(code: StateCode, probes: readonly JudgedProbe[]): Html {
  const barred = probes.find(({ verifier, admitted }) => verifier === code && !admitted);
  if (barred === undefined || barred.outcome === 'honest') return NOTHING;
  const key: WordKey = `matrix.probe-${barred.outcome}`;
  return html`<span class="tag probe" data-probe="${barred.outcome}" title="${barred.because}">${say(key)}</span>`;
}

/** Nothing where every probe was passed. */
export function probesNote({ probes }: Pick<Matrix, 'probes'>): Html {
  const barred = probes.filter(({ admitted }) => !admitted);
  if (barred.length === 0) return NOTHING;
  const items = barred.map(
    ({ verifier, outcome, because }) =>
      html`<li data-probe="${outcome}"><span class="code">${verifier}</span> ${because}</li>`,
  );
  return html`<section class="card probes" aria-labelledby="probes"><h2 id="probes">${say('probes.title')}</h2><p class="note">${say('probes.note')}</p><ul>${items}</ul></section>`;
}

/** For the card of a state; nothing where its verifier was not probed. */
export function probeLine(code: StateCode, probes: readonly JudgedProbe[]): Html {
  const own = probes.filter(({ verifier }) => verifier === code);
  const loudest =
    own.find(({ admitted }) => !admitted) ?? own.find(({ outcome }) => outcome !== 'honest') ?? own[0];
  if (loudest === undefined) return NOTHING;
  const key: WordKey = `states.probe-${loudest.outcome}`;
  return html`<p class="note" data-probe="${loudest.outcome}">${say(key)}</p>`;
}
