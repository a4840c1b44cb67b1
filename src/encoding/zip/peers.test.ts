import { deepEqual, equal } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { requirePeer } from '../../testing/peers';
import { seededBytes, seededNumber } from '../../testing/seeded';
import { readZip, type ZipArchive } from './read';
import { testZip } from './testing-zip';

const kinds = ({ oddities }: ZipArchive) => oddities.map(({ kind }) => kind);
const texts = ({ entries }: ZipArchive) => entries.map((entry) => Buffer.from(entry.content()).toString());

const WRITER = `
import sys, zipfile
for name, kind in (('stored', 0), ('deflated', 8)):
    with zipfile.ZipFile(name + '.zip', 'w', kind) as z:
        z.writestr('mimetype', 'application/x'); z.writestr('a b/\\u0259.txt', 'x' * 5000); z.comment = b'hello'
class Pipe:
    def __init__(self, f): self.f = f
    def write(self, b): return self.f.write(b)
    def flush(self): self.f.flush()
with open('streamed.zip', 'wb') as f, zipfile.ZipFile(Pipe(f), 'w', 8) as z:
    z.writestr('mimetype', 'application/x'); z.writestr('a b/\\u0259.txt', 'x' * 5000)
with zipfile.ZipFile('wide.zip', 'w', 8) as z:
    for name, text in (('mimetype', 'application/x'), ('a b/\\u0259.txt', 'x' * 5000)):
        with z.open(name, 'w', force_zip64=True) as e: e.write(text.encode())
`;

describe('peers', () => {
  function inFolder(work: (folder: string) => void): void {
    const folder = mkdtempSync(join(tmpdir(), 'tamga-zip-'));
    try {
      work(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  test('archives of Python are read without a word', (t) => {
    if (!requirePeer('python3', t)) return;
    inFolder((folder) => {
      const made = spawnSync('python3', ['-c', WRITER], { cwd: folder, encoding: 'utf8' });
      equal(made.status, 0, made.stderr);
      deepEqual(readdirSync(folder).sort(), ['deflated.zip', 'stored.zip', 'streamed.zip', 'wide.zip']);
      for (const file of readdirSync(folder)) {
        const zip = readZip(readFileSync(join(folder, file)));
        deepEqual(
          zip.entries.map(({ name }) => name),
          ['mimetype', 'a b/ə.txt'],
          file,
        );
        deepEqual([texts(zip), kinds(zip)], [['application/x', 'x'.repeat(5000)], []], file);
      }
    });
  });

  test('what we read whole Python finds whole', (t) => {
    if (!requirePeer('python3', t)) return;
    inFolder((folder) => {
      const files = Array.from({ length: 40 }, (_, index) => {
        const entries = Array.from({ length: 1 + seededNumber(`count ${index}`, 4) }, (__, entry) => ({
          name: `${index}/${entry}`,
          content: seededBytes(`zip ${index} ${entry}`, seededNumber(`length ${index} ${entry}`, 3000)),
          deflate: seededNumber(`deflate ${index} ${entry}`, 2) === 1,
          descriptor: seededNumber(`descriptor ${index} ${entry}`, 2) === 1,
        }));
        const bytes = testZip(entries);
        deepEqual(kinds(readZip(bytes)), []);
        deepEqual(
          readZip(bytes).entries.map((entry) => Buffer.from(entry.content())),
          entries.map(({ content }) => Buffer.from(content)),
        );
        writeFileSync(join(folder, `${index}.zip`), bytes);
        return `${index}.zip`;
      });
      const script =
        'import sys, zipfile\nfor f in sys.argv[1:]: assert zipfile.ZipFile(f).testzip() is None, f';
      const checked = spawnSync('python3', ['-c', script, ...files], { cwd: folder, encoding: 'utf8' });
      equal(checked.status, 0, checked.stderr);
    });
  });
});
