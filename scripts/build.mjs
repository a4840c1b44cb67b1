/** Compiles to dist/, copies what tsc does not (schemas, page assets), and removes outputs whose source is gone. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const SOURCES = ['src', 'steps'];

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const compiled = spawnSync(process.execPath, [tsc, '-p', root], { cwd: root, stdio: 'inherit' });

for (const folder of SOURCES) {
  for (const path of filesIn(folder)) {
    if (path.endsWith('.ts')) continue;
    const target = join(root, 'dist', path);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(join(root, path), target);
  }
  // A test whose source was deleted would otherwise be run for ever.
  for (const path of filesIn(join('dist', folder))) {
    const source = join(root, path.slice('dist/'.length));
    const candidates = [source, source.replace(/\.js(\.map)?$/, '.ts')];
    if (!candidates.some((candidate) => existsSync(candidate))) rmSync(join(root, path), { force: true });
  }
}
process.exitCode = compiled.status ?? 1;

/** Paths relative to the root, sorted. */
function filesIn(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1))
    .sort();
}
