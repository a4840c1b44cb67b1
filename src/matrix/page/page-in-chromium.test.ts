import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { packageRoot } from '../../model/package-root';
import { requirePeer } from '../../testing/peers';
import { buildMatrix } from '../build';
import { renderJunit } from '../junit';
import { CASES } from '../testing-round';
import { HOSTILE, hostile, sixStates } from '../testing-six-states';
import { renderPage } from './page';
import { sentenceOf } from './shares';

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const VIEWS = ['result', 'asymmetry', 'table'] as const;

const matrix = buildMatrix(sixStates());
const folder = mkdtempSync(join(tmpdir(), 'tamga-page-'));
const address = pathToFileURL(join(folder, 'index.html')).href;
let browser: Browser | undefined;

before(() => {
  writeFileSync(join(folder, 'index.html'), renderPage(matrix, CASES));
  writeFileSync(join(folder, 'hostile.html'), renderPage(hostile(matrix), CASES));
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

interface Seen {
  readonly page: Page;
  /** What the page asked for beside itself, and what it complained of. */
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
}

interface How {
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
  readonly script?: boolean;
  readonly forced?: boolean;
  readonly bypassCSP?: boolean;
}

async function open(hash: string, how: How = {}): Promise<Seen> {
  browser ??= await chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGUMENTS });
  const context = await browser.newContext({
    viewport: { width: how.width ?? 1440, height: 900 },
    colorScheme: how.scheme ?? 'light',
    javaScriptEnabled: how.script ?? true,
    forcedColors: how.forced ? 'active' : 'none',
    bypassCSP: how.bypassCSP ?? false,
  });
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (!request.isNavigationRequest()) requests.push(request.url());
  });
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(`${address}${hash}`);
  return { page, requests, complaints };
}

/** Evaluated as text: the page's globals are not ours. */
function ask(page: Page, expression: string): Promise<unknown> {
  return page.evaluate(expression);
}

const AXE = join(packageRoot(), 'node_modules', 'axe-core', 'axe.min.js');

async function violations(page: Page): Promise<unknown> {
  await page.addScriptTag({ content: readFileSync(AXE, 'utf8') });
  const run = `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map((node) => node.target + ' ' + node.failureSummary).join(' | ')))`;
  return ask(page, run);
}

async function withChromium(t: TestContext, test: () => Promise<void>): Promise<void> {
  if (requirePeer('chromium', t)) await test();
}

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

describe('a page of hostile replies', () => {
  it('shows them as text, in the panel too, and runs none of it', (t) =>
    withChromium(t, async () => {
      const { page, complaints } = await open('');
      await page.goto(pathToFileURL(join(folder, 'hostile.html')).href);
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
