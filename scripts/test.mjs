/** Runs every compiled test under dist/ with node:test. Arguments are parts of paths: `node scripts/test.mjs cli forge/der`. */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const wanted = process.argv.slice(2);

const files = readdirSync(join(root, 'dist'), { recursive: true })
  .filter((path) => path.endsWith('.test.js'))
  .filter((path) => wanted.length === 0 || wanted.some((part) => path.includes(part)))
  .sort();

// node --test without files would look for tests by itself and pass when it finds none.
if (files.length === 0) {
  console.error(`no test under dist/ matches ${wanted.join(' ')}; run npm run build first`);
  process.exitCode = 1;
} else {
  // Many tests wait for a peer or a server: two at once even where node would run one.
  const concurrency = Math.max(2, availableParallelism());
  const options = [
    '--enable-source-maps',
    '--test',
    `--test-concurrency=${concurrency}`,
    '--test-reporter=spec',
  ];
  const child = spawn(process.execPath, [...options, ...files.map((file) => join('dist', file))], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
