/** Packs, installs the tarball into an empty folder with npm as a user would, and runs a round there. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'tamga-install-'));

try {
  const [{ filename }] = JSON.parse(
    run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], root),
  );
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'user', private: true }));
  run('npm', ['install', '--no-fund', '--no-audit', join(folder, filename)], folder);
  const tamga = join(folder, 'node_modules/.bin/tamga');
  console.log(`installed tamga ${run(tamga, ['--version'], folder).trim()}`);
  run(tamga, ['list', '--json'], folder);
  console.log(run(tamga, ['run', '--pair', 'KZ:TR', '--out', join(folder, 'reports')], folder));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function run(command, parameters, cwd) {
  const { status, stdout, stderr, error } = spawnSync(command, parameters, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status === 0) return stdout;
  throw new Error(
    `${command} ${parameters.join(' ')} ended with ${status}: ${error?.message ?? ''}\n${stdout}\n${stderr}`,
  );
}
