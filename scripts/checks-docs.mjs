/** Compares docs/checks.md with the checks of the built code; `--write` puts it there. Run it after `npm run build`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const file = join(dirname(dirname(fileURLToPath(import.meta.url))), 'docs', 'checks.md');
const { checksDocument } = createRequire(import.meta.url)('../dist/src/cli/checks-document.js');
const expected = checksDocument();

if (process.argv.includes('--write')) writeFileSync(file, expected);
else if (readFileSync(file, 'utf8') !== expected) {
  console.error('docs/checks.md lags behind the checks of the referee: node scripts/checks-docs.mjs --write');
  process.exitCode = 1;
}
