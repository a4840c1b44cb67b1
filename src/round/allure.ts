/**
 * The Allure report: a view of the round for people who browse, never its source.
 *
 * @module
 */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { writeWhole } from './files';

/** The path keeps Allure off stdout; it writes nothing there. */
export function allureFormat(resultsDir: string): [string, string] {
  return ['allure-cucumberjs/reporter', join(resultsDir, '.formatter')];
}

/** The suites tree becomes a browsable matrix: signer, verifier, format. */
export function allureOptions(resultsDir: string): Readonly<Record<string, unknown>> {
  return {
    resultsDir,
    labels: [
      { pattern: [/^@signer:(.+)$/], name: 'parentSuite' },
      { pattern: [/^@verifier:(.+)$/], name: 'suite' },
      { pattern: [/^@format:(.+)$/], name: 'subSuite' },
      { pattern: [/^@case:(.+)$/], name: 'story' },
    ],
    environmentInfo: {
      evidence: 'SIMULATED: reference states built from public facts, no statement about a real state',
    },
  };
}

export type AllureOutcome = { readonly page: string } | { readonly missing: string };

/** Makes `allure/` from `allure-results/`; without Java one sentence says so and the rest of the report is complete. */
export async function generateAllure(folder: string, name: string): Promise<AllureOutcome> {
  if ((await run('java', ['-version'])).status !== 0) {
    return { missing: 'no Allure report: it needs Java (install a JRE, then run `tamga report`)' };
  }
  const tool = createRequire(__filename).resolve('allure-commandline/package.json');
  const page = join(folder, 'allure');
  const results = join(folder, 'allure-results');
  const command = join(dirname(tool), 'dist', 'bin', 'allure');
  settleSkipped(results);
  const made = await run(command, ['generate', results, '--clean', '--name', name, '-o', page]);
  if (made.status === 0) {
    const index = join(page, 'index.html');
    writeWhole(index, withBanner(readFileSync(index, 'utf8'), name));
    return { page: index };
  }
  return {
    missing: `no Allure report: allure ended with ${made.status ?? 'a signal'}: ${made.said.trim().slice(-300)}`,
  };
}

/** The reporter calls a test passed when any of its steps passed; a skipped Then is no pass. */
function settleSkipped(results: string): void {
  for (const name of readdirSync(results).filter((file) => file.endsWith('-result.json'))) {
    const path = join(results, name);
    const result: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (isPassed(result) && result.steps.some(({ status }) => status === 'skipped')) {
      writeWhole(path, JSON.stringify({ ...result, status: 'skipped' }));
    }
  }
}

interface PassedResult {
  readonly status: 'passed';
  readonly steps: readonly { readonly status?: string }[];
}

function isPassed(result: unknown): result is PassedResult {
  return (
    typeof result === 'object' &&
    result !== null &&
    'status' in result &&
    result.status === 'passed' &&
    'steps' in result &&
    Array.isArray(result.steps)
  );
}

/** Allure is one page with many views: a banner above them all says on each what the round is made of. */
function withBanner(html: string, name: string): string {
  const style =
    'position:fixed;z-index:9999;inset:auto 0 0 0;padding:6px 12px;background:#17202c;color:#fffefc;font:600 13px system-ui;text-align:center';
  const text = name.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
  return html.replace('<body>', `<body>\n    <div role="note" style="${style}">${text}</div>`);
}

function run(command: string, args: readonly string[]): Promise<{ status: number | null; said: string }> {
  return new Promise((resolve) => {
    const said: Buffer[] = [];
    // Without this Allure calls home, and so does every page that it makes, from every reader's browser.
    const env = { ...process.env, ALLURE_NO_ANALYTICS: 'true' };
    const child = spawn(command, [...args], { stdio: ['ignore', 'pipe', 'pipe'], env });
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    child.on('error', () => resolve({ status: null, said: `${command} cannot be started` }));
    child.on('close', (status) => resolve({ status, said: Buffer.concat(said).toString('utf8') }));
  });
}
