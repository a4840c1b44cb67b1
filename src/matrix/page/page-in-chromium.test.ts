import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderJunit } from '../junit';
import { HOSTILE } from '../testing-six-states';
import { sentenceOf } from './shares';
import { ask, matrix, open, VIEWS, violations, withChromium } from './testing-browser';

describe('the page in Chromium', () => {
  it('has no axe violation in three views, two schemes, two widths', (t) =>
    withChromium(t, async () => {
      for (const width of [1440, 390]) {
        for (const scheme of ['light', 'dark'] as const) {
          for (const view of VIEWS) {
            const { page } = await open(`#KZ-TR&view=${view}`, { width, scheme, bypassCSP: true });
            deepEqual(await violations(page), [], `${width} ${scheme} ${view}`);
            await page.context().close();
          }
        }
      }
    }));

  it('has no axe violation in the panel of directions of every kind, evidence unfolded', (t) =>
    withChromium(t, async () => {
      for (const pair of ['KG-UZ', 'TR-UZ', 'UZ-KG', 'KG-KZ']) {
        const { page } = await open(`#${pair}`, { bypassCSP: true });
        await page.click('details summary');
        deepEqual(await violations(page), [], pair);
        await page.context().close();
      }
    }));

  it('never scrolls sideways, asks for nothing, complains of nothing', (t) =>
    withChromium(t, async () => {
      for (const width of [320, 390, 1440]) {
        for (const view of VIEWS) {
          const { page, requests, complaints } = await open(`#TR-UZ&view=${view}`, { width });
          equal(
            await ask(page, 'document.documentElement.scrollWidth - document.documentElement.clientWidth'),
            0,
            `${width} ${view}`,
          );
          deepEqual([requests, complaints], [[], []]);
          await page.context().close();
        }
      }
    }));

  it('shows the whole grid on a phone', (t) =>
    withChromium(t, async () => {
      const { page } = await open('', { width: 390 });
      const outside = `[...document.querySelectorAll('.matrix .cell, .matrix .share')].filter((node) => {
        const { left, right } = node.getBoundingClientRect();
        return left < 0 || right > innerWidth;
      }).length`;
      equal(await ask(page, outside), 0);
      await page.context().close();
    }));

  it('can be read without JavaScript', (t) =>
    withChromium(t, async () => {
      const { page } = await open('', { script: false });
      const text = (await page.textContent('main')) ?? '';
      const byPair = new Map(matrix.cells.map((cell) => [`${cell.signer}-${cell.verifier}`, cell]));
      for (const signer of matrix.states) {
        for (const verifier of matrix.states) {
          ok(text.includes(sentenceOf(signer, verifier, byPair.get(`${signer.code}-${verifier.code}`))));
        }
      }
      equal(await page.isVisible('#view-table'), true);
      equal(await page.isVisible('.filters'), false);
      equal(await page.isVisible('[data-outcome="unsafe"]'), true);
      await page.context().close();
    }));
});

describe('a page of hostile replies', () => {
  it('shows them as text, in the panel too, and runs none of it', (t) =>
    withChromium(t, async () => {
      const { page, complaints } = await open('', {}, 'hostile.html');
      await page.click('details summary');
      const [shown = ''] = HOSTILE.split('\u2028');
      ok(((await page.textContent('#panel .each')) ?? '').includes(shown));
      equal(
        await ask(page, `document.images.length + document.querySelectorAll('a[href^="javascript"]').length`),
        0,
      );
      equal(await ask(page, 'document.scripts.length'), 2);
      equal(
        await ask(page, 'document.documentElement.scrollWidth - document.documentElement.clientWidth'),
        0,
      );
      deepEqual(complaints, []);
      await page.context().close();
    }));
});

describe('other forms of the page', () => {
  it('prints on one A3 page with its banner', (t) =>
    withChromium(t, async () => {
      const { page } = await open('#KG-UZ');
      const pdf = await page.pdf({ preferCSSPageSize: true });
      equal(pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length, 1);
      match(pdf.toString('latin1'), /\/MediaBox \[0 0 1191/);
      await page.emulateMedia({ media: 'print' });
      equal(await page.isVisible('.banner'), true);
      equal(await page.isVisible('.panel'), false);
      await page.context().close();
    }));
  it('tells of a failed honesty probe on screen and in print, on one A3 page still', (t) =>
    withChromium(t, async () => {
      const { page, complaints } = await open('#KG-UZ', { bypassCSP: true }, 'barred.html');
      equal(await page.isVisible('section.probes'), true);
      equal(await page.isVisible('[data-column-of="UZ"] .tag.probe'), true);
      equal(await page.locator('.tag.probe').count(), 1);
      equal(await page.getAttribute('[data-pair="TR-UZ"]', 'data-result'), 'not-run');
      deepEqual(complaints, []);
      const pdf = await page.pdf({ preferCSSPageSize: true });
      equal(pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length, 1);
      await page.emulateMedia({ media: 'print' });
      equal(await page.isVisible('[data-column-of="UZ"] .tag.probe'), true);
      await page.emulateMedia({ media: 'screen' });
      deepEqual(await violations(page), []);
      await page.context().close();
    }));
  it('keeps its shapes under forced colours', (t) =>
    withChromium(t, async () => {
      const { page } = await open('#KG-UZ', { forced: true });
      equal(await page.isVisible('[data-pair="KG-UZ"] .glyph'), true);
      equal(
        await ask(
          page,
          `getComputedStyle(document.querySelector('[data-pair="KG-UZ"] button')).borderTopStyle`,
        ),
        'solid',
      );
      await page.context().close();
    }));
  it('gives JUnit that an XML parser reads', (t) =>
    withChromium(t, async () => {
      const { page } = await open('');
      const parse = (xml: string) =>
        ask(
          page,
          `new DOMParser().parseFromString(${JSON.stringify(xml)}, 'application/xml').querySelectorAll('parsererror').length`,
        );
      equal(await parse(renderJunit(matrix)), 0);
      const [first, ...others] = matrix.checks;
      if (first === undefined) throw new Error('an empty round');
      const hostile = { ...first, because: ']]><a>&\u0000\u001b\uD800"\'' };
      equal(await parse(renderJunit({ ...matrix, checks: [hostile, ...others] })), 0);
      equal(await parse('<a>'), 1);
      await page.context().close();
    }));
});
