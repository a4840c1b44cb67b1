/**
 * Mints every case of the catalogue into reports/vectors/ and writes vectors/index.json. Run it after `npm run build`.
 *
 * `--check` writes nothing and fails when a file would be another one than the index says.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const load = createRequire(import.meta.url);
const { mintCatalogue } = load('../dist/src/cli/vectors.js');
const { vectorsIndex } = load('../dist/src/cli/vectors-index.js');
const { values } = parseArgs({ options: { check: { type: 'boolean' } } });

const index = join(root, 'vectors', 'index.json');
const folder = join(root, 'reports', 'vectors');
if (!values.check) rmSync(folder, { recursive: true, force: true });

let files = 0;
const catalogue = mintCatalogue((path, bytes) => {
  files += 1;
  if (values.check) return;
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, bytes);
});
const text = vectorsIndex(catalogue);
console.log(`${catalogue.cases.length} cases, ${files} files`);

if (!values.check) writeFileSync(index, text);
else {
  const before = readFileSync(index, 'utf8').split('\n');
  const changed = text.split('\n').filter((line) => !before.includes(line));
  for (const line of changed.slice(0, 10)) console.error(`changed: ${line.slice(0, 160)}`);
  if (changed.length > 0 || before.length !== text.split('\n').length) {
    console.error('vectors/index.json lags behind the forge: npm run vectors');
    process.exitCode = 1;
  }
}
