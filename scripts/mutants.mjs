/**
 * Runs the round against each lying endpoint alone, and against endpoints that are honest in another way.
 *
 * `--only id,id` runs some of them; `--write` puts the table into docs/mutants.md. Without either, the table of a whole
 * run is compared with the document.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const file = join(dirname(dirname(fileURLToPath(import.meta.url))), 'docs', 'mutants.md');
const load = createRequire(import.meta.url);
const { runMutants, troublesOf } = load('../dist/src/round/mutants.js');
const { mutantsDocument } = load('../dist/src/round/mutants-document.js');
const { values } = parseArgs({ options: { only: { type: 'string' }, write: { type: 'boolean' } } });

const cases = (found) =>
  [...new Set(found.map((one) => `${one.case} ${one.outcome}`))].slice(0, 3).join(', ');
const line = (id, passed, rest) => console.log(`${passed ? 'ok  ' : 'FAIL'} ${id.padEnd(34)} ${rest}`);
const accused = (wrong) => {
  for (const { id, outcome, owner, because } of wrong.slice(0, 5)) {
    console.log(`       accuses the wrong one: ${id}: ${outcome}, ${owner}: ${because}`);
  }
};

const report = await runMutants({
  ...(values.only !== undefined && { only: values.only.split(',') }),
  onLie({ lie, found, wrong, named, waits, passed }) {
    const missed = waits ? `waits for ${lie.needs.join(' or ')}` : 'not found';
    line(lie.id, passed, found.length === 0 ? missed : `${named}: ${cases(found)}`);
    accused(wrong);
  },
  onVariant({ variant, wrong, passed }) {
    line(variant.id, passed, passed ? 'honest, and accused by nobody' : 'honest, and accused');
    accused(wrong);
  },
});

const troubles = troublesOf(report);
for (const trouble of troubles) console.error(trouble);
if (troubles.length > 0) process.exitCode = 1;
else if (values.only === undefined) {
  const expected = mutantsDocument(report);
  if (values.write) writeFileSync(file, expected);
  else if (readFileSync(file, 'utf8') !== expected) {
    console.error('docs/mutants.md lags behind what the round finds out: npm run mutants -- --write');
    process.exitCode = 1;
  }
}
