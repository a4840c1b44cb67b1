/** Containers judged by unzip, xmlsec1, the JDK and OpenSSL: each entry by whoever knows it. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { requirePeer } from '../../testing/peers';
import { DOCUMENTS, readDocument } from '../documents';
import { mintState } from '../pki';
import { epoch } from '../testing-openssl';
import { TEST_INSTANT, TEST_PROFILE } from '../testing-profile';
import { askJdk, askXmlsec, type Workbench, withWorkbench } from '../testing-xml';
import { timeline } from '../timeline';
import { type AsicRequest, CONTAINER_TYPE, signContainer } from './container';
import type { ContainerFile } from './manifest';

const STATE = mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE);
const SUITE = 'ecdsa-p256-sha256';
const FORMATS = ['ASiC-S/CAdES', 'ASiC-S/XAdES', 'ASiC-E/CAdES', 'ASiC-E/XAdES'] as const;
const LEVELS = ['B-B', 'B-T', 'B-LT', 'B-LTA'] as const;

const TEXT = { name: 'шарт қазақша.txt', bytes: readDocument(DOCUMENTS.text), mimeType: 'text/plain' };
const XML = { name: 'folder/invoice.xml', bytes: readDocument(DOCUMENTS.xml), mimeType: 'application/xml' };
const EMPTY = { name: 'empty.bin', bytes: new Uint8Array(), mimeType: 'application/octet-stream' };

function requestOf(format: AsicRequest['format'], level: AsicRequest['level']): AsicRequest {
  return {
    format,
    state: STATE,
    identity: STATE.signer(SUITE),
    level,
    times: timeline(STATE.instant).recent,
    files: format.startsWith('ASiC-S') ? [TEXT] : [TEXT, XML, EMPTY],
    parallel: [STATE.signer('ecdsa-p384-sha384')],
  };
}

/** What unzip makes of it, in a folder of the bench; xmlsec1 looks for files under their names in URIs. */
function unpacked(
  bench: Workbench,
  folder: string,
  container: Uint8Array,
  files: readonly ContainerFile[],
): string {
  const archive = bench.write(`${folder}.zip`, container);
  const tested = bench.run('unzip', '-t', archive);
  assert.equal(tested.exit, 0, tested.text);
  const done = bench.run('unzip', '-q', archive, '-d', folder);
  assert.equal(done.exit, 0, done.text);
  for (const { name, bytes } of files) {
    assert.deepEqual(readFileSync(join(bench.folder, folder, name)), Buffer.from(bytes), name);
    for (const there of [name, name.split('/').map(encodeURIComponent).join('/')]) bench.write(there, bytes);
  }
  return join(bench.folder, folder, 'META-INF');
}

function cms(bench: Workbench, signature: string, content: string): string {
  const { text } = bench.run(
    ...(['openssl', 'cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', signature] as const),
    ...['-content', content, '-CAfile', 'KZ-root.pem', '-no-CApath', '-no-CAstore', '-purpose', 'any'],
    ...['-attime', epoch(TEST_INSTANT), '-out', 'content'],
  );
  return text;
}

test('unzip takes every container; OpenSSL, xmlsec1 and the JDK verify what lies in META-INF', (t) => {
  if (!requirePeer('openssl', t) || !requirePeer('xmlsec1', t) || !requirePeer('java', t)) return;
  withWorkbench([STATE], (bench) => {
    const xml: string[] = [];
    const counted: string[] = [];
    for (const format of FORMATS) {
      for (const level of LEVELS) {
        const request = requestOf(format, level);
        const folder = `${format.replace('/', '-')}-${level}`;
        const meta = unpacked(bench, folder, signContainer(request), request.files);
        for (const entry of readdirSync(meta)) {
          const file = join(meta, entry);
          if (/^signatures/.test(entry)) {
            xml.push(file);
            counted.push(format.startsWith('ASiC-S') ? '2/2' : '1/1');
            assert.match(askXmlsec(bench, file, STATE).text, /^OK$/m, file);
          } else if (entry.endsWith('.p7s')) {
            const manifest = join(meta, entry.replace('signature', 'ASiCManifest').replace('.p7s', '.xml'));
            const said = cms(bench, file, format.startsWith('ASiC-S') ? TEXT.name : manifest);
            assert.match(said, /CAdES Verification successful/, `${file}: ${said}`);
          } else if (entry.endsWith('.tst')) {
            const { text } = bench.run(
              ...(['openssl', 'ts', '-verify', '-token_in', '-in', file] as const),
              ...['-data', join(meta, 'ASiCArchiveManifest.xml'), '-attime', epoch(TEST_INSTANT)],
              ...['-CAfile', 'KZ-root.pem', '-untrusted', 'KZ-issuing.pem'],
            );
            assert.match(text, /Verification: OK/, text);
          }
        }
        assert.deepEqual(readdirSync(meta).sort(), expected(format, level), folder);
      }
    }
    assert.deepEqual(askJdk(bench, xml), counted);
  });
});

function expected(format: string, level: string): readonly string[] {
  if (format === 'ASiC-S/CAdES') return ['signature.p7s'];
  if (format === 'ASiC-S/XAdES') return ['signatures.xml'];
  if (format === 'ASiC-E/XAdES') return ['manifest.xml', 'signatures001.xml', 'signatures002.xml'];
  const always = ['ASiCManifest001.xml', 'ASiCManifest002.xml', 'signature001.p7s', 'signature002.p7s'];
  return level === 'B-LTA' ? ['ASiCArchiveManifest.xml', ...always, 'timestamp001.tst'] : always;
}

test('every file is named in the manifests with its digest', (t) => {
  if (!requirePeer('openssl', t)) return;
  withWorkbench([STATE], (bench) => {
    const request = requestOf('ASiC-E/CAdES', 'B-LTA');
    const meta = unpacked(bench, 'manifests', signContainer(request), request.files);
    for (const name of ['ASiCManifest001.xml', 'ASiCManifest002.xml', 'ASiCArchiveManifest.xml']) {
      const manifest = readFileSync(join(meta, name), 'utf8');
      const listed = [
        ...manifest.matchAll(/<asic:DataObjectReference [^>]*URI="([^"]*)".*?<ds:DigestValue>([^<]*)</g),
      ];
      assert.equal(listed.length, name.includes('Archive') ? 7 : 3, name);
      for (const [, uri = '', digest] of listed) {
        const file = join(bench.folder, 'manifests', decodeURIComponent(uri));
        const { text } = bench.run('openssl', 'dgst', '-sha256', '-r', file);
        assert.equal(Buffer.from(text.slice(0, 64), 'hex').toString('base64'), digest, uri);
      }
    }
  });
});

test('mimetype comes first, stored, without an extra field, and nothing depends on the day', () => {
  for (const format of FORMATS) {
    const request = requestOf(format, 'B-T');
    const made = Buffer.from(signContainer(request));
    const type = CONTAINER_TYPE[format];
    assert.equal(made.readUInt32LE(0), 0x04034b50);
    assert.equal(made.readUInt16LE(8), 0, 'stored');
    assert.equal(made.readUInt32LE(10), 0x00210000, '1980-01-01 00:00');
    assert.equal(made.readUInt16LE(28), 0, 'no extra field');
    assert.equal(made.toString('latin1', 30, 38 + type.length), `mimetype${type}`);
    assert.ok(made.equals(signContainer(request)));
  }
});

test('unzip notices a changed checksum, and finds hidden, doubled and renamed entries where they were put', (t) => {
  if (!requirePeer('openssl', t)) return;
  withWorkbench([STATE], (bench) => {
    const request = requestOf('ASiC-E/CAdES', 'B-B');
    const write = (name: string, container: Parameters<typeof signContainer>[1]): string =>
      bench.write(name, signContainer(request, container));
    const listed = (file: string) => bench.run('unzip', '-Z1', file).text.trim().split('\n');

    const damaged = write('damaged.zip', {
      container: {
        entries: (all) => all.map((one, at) => (at === 1 ? { ...one, parts: { checksum: 1 } } : one)),
      },
    });
    assert.match(bench.run('unzip', '-t', damaged).text, /bad CRC/);
    const doubled = write('doubled.zip', { container: { entries: (all) => [...all, ...all.slice(1, 2)] } });
    assert.equal(listed(doubled).length, 9);
    const hidden = write('hidden.zip', {
      container: {
        entries: (all) => all.map((one, at) => (at === 2 ? { ...one, parts: { hidden: true } } : one)),
      },
    });
    assert.equal(listed(hidden).length, 7);
    const outside = write('outside.zip', {
      container: {
        entries: (all) => all.map((one, at) => (at === 2 ? { ...one, name: '../../outside.txt' } : one)),
      },
    });
    assert.ok(listed(outside).includes('../../outside.txt'));
    const commented = write('commented.zip', {
      container: { mimeType: () => 'text/plain', zip: { comment: 'mimetype=application/zip' } },
    });
    assert.match(bench.run('unzip', '-z', commented).text, /mimetype=application\/zip/);
    assert.match(bench.run('unzip', '-p', commented, 'mimetype').text, /^text\/plain$/);
  });
});
