/** What npm pack packs is complete, lean, and runs with the production dependencies alone. */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { packageRoot } from '../model/package-root';

const ROOT = packageRoot();
const FOLDER = mkdtempSync(join(tmpdir(), 'tamga-pack-'));
const PACKAGE = join(FOLDER, 'package');
let files: readonly string[] = [];

before(() => {
  // --ignore-scripts: the build that runs this test is the one to pack.
  const packed = spawnSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', FOLDER], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  equal(packed.status, 0, packed.stderr);
  const [{ filename, files: listed }]: [{ filename: string; files: { path: string }[] }] = JSON.parse(
    packed.stdout,
  );
  files = listed.map(({ path }) => path).sort();
  const extracted = spawnSync('tar', ['-xzf', join(FOLDER, filename), '-C', FOLDER]);
  equal(extracted.status, 0);
  linkProductionDependencies();
});

after(() => rmSync(FOLDER, { recursive: true, force: true }));

/** Only what a user's npm would install: a development dependency in production code must fail here. */
function linkProductionDependencies(): void {
  const lock: { packages: Record<string, { dev?: boolean }> } = JSON.parse(
    readFileSync(join(ROOT, 'package-lock.json'), 'utf8'),
  );
  for (const [path, { dev }] of Object.entries(lock.packages)) {
    const topLevel = /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path);
    if (!topLevel || dev === true || !existsSync(join(ROOT, path))) continue;
    mkdirSync(dirname(join(PACKAGE, path)), { recursive: true });
    symlinkSync(join(ROOT, path), join(PACKAGE, path));
  }
}

function packed(...argv: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [join(PACKAGE, 'bin/tamga.js'), ...argv], {
    cwd: FOLDER,
    encoding: 'utf8',
  });
}

test('the tarball holds what runs and nothing else', () => {
  const unwanted =
    /\.(test|bench)\.js$|\.map$|\.ts$|^(steps|scripts|reports|\.ci)\/|^dist\/src\/testing\/|\/testing-[^/]*\.js$|tsbuildinfo|biome|tsconfig/;
  deepEqual(
    files.filter((path) => unwanted.test(path)),
    [],
  );
  for (const path of [
    'LICENSE',
    'README.md',
    'CHANGELOG.md',
    'bin/tamga.js',
    'docs/errors.md',
    'cucumber.js',
  ])
    ok(files.includes(path), path);
});

test('every asset of the sources and every feature, profile and vector is packed', () => {
  const within = (folder: string): readonly string[] =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1));
  const assets = within('src').filter((path) => !path.endsWith('.ts'));
  const data = ['features', 'profiles', 'vectors'].flatMap(within);
  ok(assets.length > 0 && data.length > 0);
  deepEqual(
    [...assets, ...data].filter((path) => !files.includes(path)),
    [],
  );
});

test('every entry of exports and bin is packed', () => {
  const manifest: { exports: Record<string, string>; bin: Record<string, string> } = JSON.parse(
    readFileSync(join(PACKAGE, 'package.json'), 'utf8'),
  );
  for (const target of [...Object.values(manifest.exports), ...Object.values(manifest.bin)])
    ok(existsSync(join(PACKAGE, target)), target);
});

test('the packed tamga prints its help and judges a file', () => {
  const help = packed('--help');
  equal(help.status, 0, help.stderr);
  match(help.stdout, /validate/);
  const file = join(FOLDER, 'no-signature.bin');
  writeFileSync(file, 'nothing signed here');
  const judged = packed('validate', '--json', file);
  equal(judged.stderr, '');
  equal(JSON.parse(judged.stdout).error.code, 'NO_SIGNATURE');
  equal(judged.status, 20);
});

test('the packed tamga finds its features, profiles and vectors', () => {
  const { status, stdout, stderr } = packed('list', '--json');
  equal(status, 0, stderr);
  ok(JSON.parse(stdout).checks.length > 0);
});
