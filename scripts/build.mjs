/** Compiles to dist/ and removes outputs whose source is gone. Schemas stay in src/, where `packageRoot()` finds them. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const SOURCES = ['src', 'steps'];

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const compiled = spawnSync(process.execPath, [tsc, '-p', root], { cwd: root, stdio: 'inherit' });

// A test whose source was deleted would otherwise be run for ever.
for (const path of SOURCES.flatMap((folder) => filesIn(join('dist', folder)))) {
  const source = path.slice('dist/'.length).replace(/\.js(\.map)?$/, '.ts');
  if (!existsSync(join(root, source))) rmSync(join(root, path), { force: true });
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
