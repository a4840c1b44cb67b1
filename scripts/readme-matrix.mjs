/**
 * Compares the matrix in the README with that of the latest round, or of the given folder; `--write` puts it there.
 * Run it after `npm run round`: the shipped round is a function of the sources, so the picture may not lag behind.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { renderTerminal } = createRequire(import.meta.url)('../dist/src/matrix/terminal.js');
const [folder = join(root, 'reports/latest')] = process.argv.slice(2).filter((word) => word !== '--write');
const matrix = JSON.parse(readFileSync(join(folder, 'matrix.json'), 'utf8'));
const readme = readFileSync(join(root, 'README.md'), 'utf8');

const [, before, , after] = /^([\s\S]*<!-- matrix:begin[^\n]*\n)([\s\S]*)(<!-- matrix:end -->[\s\S]*)$/.exec(
  readme,
);
// The name of a round is a digest over everything that is asked: it changes with every comma of a feature.
const shown = { ...matrix, round: 'frozen-…' };
const picture = `\`\`\`text\n${renderTerminal(shown, { colour: false }).trimEnd()}\n\`\`\`\n`;
const expected = before + picture + after;

if (process.argv.includes('--write')) writeFileSync(join(root, 'README.md'), expected);
else if (expected !== readme) {
  console.error(`The README shows another matrix than the latest round:\n\n${picture}`);
  console.error('If the change is meant: node scripts/readme-matrix.mjs --write');
  process.exitCode = 1;
}
