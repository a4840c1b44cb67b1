/**
 * xmlsec1 and the JDK as judges of XML signatures, for tests: many files per folder, one process per file or for all of them.
 *
 * @module
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packageRoot } from '../model/package-root';
import type { ForgedState } from './forged';
import { pem, type Spoken } from './testing-openssl';

export interface Workbench {
  readonly folder: string;
  write(name: string, bytes: Uint8Array | string): string;
  run(program: string, ...args: readonly string[]): Spoken;
}

/** Runs the test in a folder that is gone afterwards, with the authorities of the states. */
export function withWorkbench(states: readonly ForgedState[], test: (bench: Workbench) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'tamga-forge-xml-'));
  const write = (name: string, bytes: Uint8Array | string): string => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
    return name;
  };
  try {
    for (const { code, root, issuing } of states) {
      write(`${code}-root.pem`, pem(root.certificate));
      write(`${code}-issuing.pem`, pem(issuing.certificate));
    }
    test({
      folder,
      write,
      run(program, ...args) {
        // unzip writes names as the locale can spell them.
        const env = { ...process.env, LC_ALL: 'C.UTF-8' };
        const done = spawnSync(program, [...args], { cwd: folder, encoding: 'utf8', env });
        return { exit: done.status, text: `${done.stdout}${done.stderr}` };
      },
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const IDS = [
  'http://uri.etsi.org/01903/v1.3.2#:SignedProperties',
  'http://www.w3.org/2000/09/xmldsig#:Object',
  'http://www.w3.org/2000/09/xmldsig#:Manifest',
  'http://www.w3.org/2000/09/xmldsig#:SignatureValue',
  'urn:tamga:signed:Document',
  'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2:Invoice',
];

/** `xmlsec1 --verify` of the first signature of the file, or of the one at the XPath. */
export function askXmlsec(bench: Workbench, file: string, state: ForgedState, xpath?: string): Spoken {
  const at = state.instant.toISOString().slice(0, 19).replace('T', ' ');
  return bench.run(
    'xmlsec1',
    ...[
      '--verify',
      '--trusted-pem',
      `${state.code}-root.pem`,
      '--untrusted-pem',
      `${state.code}-issuing.pem`,
    ],
    ...['--verification-time', at],
    ...['--enabled-reference-uris', 'empty,same-doc,local,remote'],
    ...IDS.flatMap((id) => ['--id-attr:Id', id]),
    ...(xpath === undefined ? [] : ['--node-xpath', xpath]),
    file,
  );
}

/** `javax.xml.crypto` of the JDK over all files in one process: how many signatures of each verify, of how many. */
export function askJdk(bench: Workbench, files: readonly string[]): readonly string[] {
  const source = join(packageRoot(), 'scripts', 'peers', 'XmlPeer.java');
  const { exit, text } = bench.run('java', '-XX:+UseSerialGC', source, ...files);
  if (exit !== 0) throw new Error(`java XmlPeer: ${text}`);
  return text.trim().split('\n');
}
