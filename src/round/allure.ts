/**
 * The Allure report: a view of the round for people who browse, never its source.
 *
 * @module
 */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

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
  const made = await run(command, ['generate', results, '--clean', '--name', name, '-o', page]);
  if (made.status === 0) return { page: join(page, 'index.html') };
  return {
    missing: `no Allure report: allure ended with ${made.status ?? 'a signal'}: ${made.said.trim().slice(-300)}`,
  };
}

function run(command: string, args: readonly string[]): Promise<{ status: number | null; said: string }> {
  return new Promise((resolve) => {
    const said: Buffer[] = [];
    const child = spawn(command, [...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    child.on('error', () => resolve({ status: null, said: `${command} cannot be started` }));
    child.on('close', (status) => resolve({ status, said: Buffer.concat(said).toString('utf8') }));
  });
}
