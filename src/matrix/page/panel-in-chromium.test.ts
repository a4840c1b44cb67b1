import { deepEqual, doesNotMatch, equal, match } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { open, violations, withChromium } from './testing-browser';

describe('the panel of a direction with assumed checks', () => {
  it('counts them apart, says why, and holds nobody to them', (t) =>
    withChromium(t, async () => {
      const { page, complaints } = await open('#KG-TR', {}, 'assumed.html');
      const text = (await page.textContent('#panel')) ?? '';
      match(text, /Partly works 1\/2/);
      match(text, /Assumed[\s\S]*rejected · 1[\s\S]*kg-gost2004-gost34311: curve and byte order/);
      doesNotMatch((await page.textContent('#panel .stops')) ?? '', /crypto2/);
      equal(await page.getAttribute('[data-pair="KG-AZ"]', 'data-result'), 'assumed');
      deepEqual(complaints, []);
      await page.context().close();
    }));

  it('says of an obstacle that its easy twin is accepted', (t) =>
    withChromium(t, async () => {
      const { page } = await open('#KG-TR', {}, 'assumed.html');
      const item = page.locator('#panel .each li', { hasText: 'Hard to read' });
      match((await item.textContent()) ?? '', /its easy twin is accepted/);
      await page.context().close();
    }));

  it('has a result that everybody can read', (t) =>
    withChromium(t, async () => {
      const { page } = await open('#KG-AZ', { bypassCSP: true }, 'assumed.html');
      deepEqual(await violations(page), []);
      await page.context().close();
    }));
});
