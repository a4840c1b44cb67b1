/**
 * A round's page in Chromium, for the tests: opened at an address, watched for requests and complaints.
 *
 * @module
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, type TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Said } from '../../model/answer';
import { packageRoot } from '../../model/package-root';
import { PROBE_STEPS, type ProbeFacts } from '../../model/probe';
import type { StateCode } from '../../model/profile';
import { requirePeer } from '../../testing/peers';
import { buildMatrix } from '../build';
import { assumedRound, HARD } from '../testing-assumed';
import { answered, CASES, INSTANT } from '../testing-round';
import { hostile, sixStates } from '../testing-six-states';
import { renderPage } from './page';

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
export const VIEWS = ['result', 'asymmetry', 'table'] as const;

export const matrix = buildMatrix(sixStates());
/** UZ failed the honesty probe, all others passed it; nothing of KG may be put to HU. */
function barredRound(): ReturnType<typeof sixStates> {
  const round = sixStates();
  const checks = round.plan.checks.map((check) =>
    check.signer === 'KG' && check.verifier === 'HU' ? { ...check, unavailable: 'Nobody may.' } : check,
  );
  const probes = round.profiles.map(({ code }) => probeOf(code, code === 'UZ' ? 'passed' : 'failed'));
  return { ...round, plan: { ...round.plan, checks }, probes };
}

/** `toRandom`: the answer to random bytes; to everything else it is the right one. */
function probeOf(verifier: StateCode, toRandom: Said): ProbeFacts {
  const steps = PROBE_STEPS.map((step) => ({
    step,
    artefact: '00',
    contentSha256: null,
    answers: [answered(step === 'random-bytes' ? toRandom : step === 'known-good' ? 'passed' : 'failed')],
    evidence: [],
  }));
  const clock = { askedAt: INSTANT, durationMs: 1 };
  const whose = { kind: 'probe', verifier, endpoint: 'verify', material: 'own' } as const;
  return { ...whose, lacking: null, product: null, steps, clock };
}

const folder = mkdtempSync(join(tmpdir(), 'tamga-page-'));
let browser: Browser | undefined;

before(() => {
  writeFileSync(join(folder, 'index.html'), renderPage(matrix, CASES));
  writeFileSync(join(folder, 'hostile.html'), renderPage(hostile(matrix), CASES));
  writeFileSync(join(folder, 'barred.html'), renderPage(buildMatrix(barredRound()), CASES));
  writeFileSync(join(folder, 'assumed.html'), renderPage(buildMatrix(assumedRound()), [...CASES, HARD]));
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

export interface Seen {
  readonly page: Page;
  /** What the page asked for beside itself, and what it complained of. */
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
}

export interface How {
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
  readonly script?: boolean;
  readonly forced?: boolean;
  readonly bypassCSP?: boolean;
}

export async function open(
  hash: string,
  how: How = {},
  file: 'index.html' | 'hostile.html' | 'assumed.html' | 'barred.html' = 'index.html',
): Promise<Seen> {
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
  await page.goto(`${pathToFileURL(join(folder, file)).href}${hash}`);
  return { page, requests, complaints };
}

/** Evaluated as text: the page's globals are not ours. */
export function ask(page: Page, expression: string): Promise<unknown> {
  return page.evaluate(expression);
}

const AXE = join(packageRoot(), 'node_modules', 'axe-core', 'axe.min.js');

export async function violations(page: Page): Promise<unknown> {
  await page.addScriptTag({ content: readFileSync(AXE, 'utf8') });
  const run = `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map((node) => node.target + ' ' + node.failureSummary).join(' | ')))`;
  return ask(page, run);
}

export async function withChromium(t: TestContext, test: () => Promise<void>): Promise<void> {
  if (requirePeer('chromium', t)) await test();
}
