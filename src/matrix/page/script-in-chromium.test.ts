import { deepEqual, equal, match } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ask, matrix, open, withChromium } from './testing-browser';

describe('the script of the page', () => {
  it('comes to the same cells as the matrix', (t) =>
    withChromium(t, async () => {
      const before = await open('', { script: false });
      const html = await before.page.innerHTML('.matrix tbody');
      const { page } = await open('#AZ-AZ');
      const painted = await page.innerHTML('.matrix tbody');
      const plain = (text: string) =>
        text
          .replace(/ (data-chosen|aria-pressed|tabindex|style|data-cross)="[^"]*"/g, '')
          .replace(/\s+/g, ' ');
      equal(plain(painted), plain(html));
      await before.page.context().close();
      await page.context().close();
    }));

  it('starts at the loudest cell and writes the address', (t) =>
    withChromium(t, async () => {
      const { page } = await open('');
      match(page.url(), /#KG-UZ$/);
      match((await page.textContent('#panel')) ?? '', /Kyrgyzstan signs → Uzbekistan verifies/);
      await page.context().close();
    }));

  it('walks by keys, one tab stop, and mirrors', (t) =>
    withChromium(t, async () => {
      const { page } = await open('#KZ-TR');
      await page.focus('[data-pair="KZ-TR"] button');
      const press = async (key: string) => {
        await page.keyboard.press(key);
        return [
          new URL(page.url()).hash,
          await ask(page, 'document.activeElement.parentElement.dataset.pair'),
        ];
      };
      deepEqual(await press('m'), ['#TR-KZ', 'TR-KZ']);
      deepEqual(await press('ArrowRight'), ['#TR-TR', 'TR-TR']);
      deepEqual(await press('ArrowUp'), ['#KZ-TR', 'KZ-TR']);
      deepEqual(await press('Home'), ['#KZ-AZ', 'KZ-AZ']);
      deepEqual(await press('ArrowLeft'), ['#KZ-AZ', 'KZ-AZ']);
      deepEqual(await press('End'), ['#KZ-UZ', 'KZ-UZ']);
      deepEqual(await press('ArrowDown'), ['#TR-UZ', 'TR-UZ']);
      equal(await ask(page, `document.querySelectorAll('.cell button[tabindex="0"]').length`), 1);
      match(
        (await page.textContent('#live')) ?? '',
        /^Selected: Signed in Türkiye, verified in Uzbekistan: Rejected/,
      );
      await page.context().close();
    }));

  it('filters, switches views and themes, and finds the same again by the address', (t) =>
    withChromium(t, async () => {
      const { page } = await open('#KG-UZ');
      await page.selectOption('[data-filter="polarity"]', 'positive');
      equal(await page.getAttribute('[data-pair="KG-UZ"]', 'data-result'), 'works');
      match((await page.textContent('#filtered')) ?? '', /^Filtered: \d+ of \d+ checks counted\.$/);
      await page.selectOption('[data-filter="format"]', 'CMS');
      equal(await page.getAttribute('[data-pair="AZ-UZ"]', 'data-result'), 'works');
      await page.click('[data-view="asymmetry"]');
      await page.click('#theme');
      equal(new URL(page.url()).hash, '#KG-UZ&view=asymmetry&theme=dark&format=CMS&polarity=positive');
      const again = await open(new URL(page.url()).hash);
      equal(await again.page.isVisible('#view-asymmetry'), true);
      equal(await again.page.isVisible('#view-result'), false);
      equal(await again.page.inputValue('[data-filter="format"]'), 'CMS');
      equal(await ask(again.page, 'document.documentElement.dataset.theme'), 'dark');
      await page.context().close();
      await again.page.context().close();
    }));

  it('shows in the panel what the direction is about, and how to run it again', (t) =>
    withChromium(t, async () => {
      const { page } = await open('#KZ-TR');
      const text = (await page.textContent('#panel')) ?? '';
      match(text, /Indeterminate 0\/7/);
      match(text, /All controls hold/);
      match(text, /tamga run --pair KZ:TR --seed tamga --time 2026-09-01T12:00:00Z/);
      equal(await page.locator('#panel .each li').count(), 12);
      equal(
        await page.locator('#panel .each code').first().textContent(),
        matrix.checks.find(({ id }) => id.startsWith('KZ-TR'))?.artefact,
      );
      await page.click('[data-pair="KG-UZ"] button');
      match(
        (await page.textContent('#panel .refusals [data-result="unsafe"]')) ?? '',
        /Certificate revoked before signing\s*accepted/,
      );
      await page.context().close();
    }));

  it('ignores an address that names nothing', (t) =>
    withChromium(t, async () => {
      const { page, complaints } = await open('#<img src=x>&view=nothing&format=%3Cscript%3E&theme=pink');
      equal(new URL(page.url()).hash, '#KG-UZ');
      deepEqual(complaints, []);
      await page.context().close();
    }));
});
