/** Runs every compiled benchmark under dist/ one after another, so that none disturbs the next. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const wanted = process.argv.slice(2);

const files = readdirSync(join(root, 'dist'), { recursive: true })
  .filter((path) => path.endsWith('.bench.js'))
  .filter((path) => wanted.length === 0 || wanted.some((part) => path.includes(part)))
  .sort();

if (files.length === 0) {
  console.error(`no benchmark under dist/ matches ${wanted.join(' ')}`);
  process.exitCode = 1;
}
for (const file of files) {
  console.log(`\n# ${file.replace(/\.js$/, '')}`);
  const { status } = spawnSync(process.execPath, ['--enable-source-maps', join('dist', file)], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
