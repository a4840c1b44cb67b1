/**
 * The referee against programs that others wrote, in one run: warm BouncyCastle on CAdES, and one process each of openssl on
 * large documents, of xmlsec1 on XAdES, of pdfsig on PAdES.
 *
 * @module
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearMemos } from '../crypto/lru';
import { writePem } from '../encoding/pem';
import { documentFor, readDocument } from '../forge/documents';
import { mintState } from '../forge/pki';
import { type Made, signProduct } from '../forge/product';
import { crl } from '../forge/revocation';
import { TEST_INSTANT, TEST_PROFILE } from '../forge/testing-profile';
import { timeline } from '../forge/timeline';
import type { Product } from '../model/claim';
import { forgetSignatureStates } from '../pki/signature';
import { askBouncyCastleCms, hasBouncyCastle } from '../testing/gost-peers';
import { NATIONAL_POLICY } from './national-policy';
import { startReferee, validate } from './validate';
import type { ValidationContext } from './validation';
import { forgetChains } from './x509-validation';

const SUITE = 'ecdsa-p256-sha256';
const STATE = mintState('bench', TEST_INSTANT, 'KZ', TEST_PROFILE);
const CONTEXT: ValidationContext = {
  currentTime: TEST_INSTANT,
  anchors: [STATE.root.certificate],
  material: { certificates: [], crls: [crl(STATE, 'root'), crl(STATE, 'issuing')], ocspResponses: [] },
  algorithms: NATIONAL_POLICY,
  timeModel: 'best-signature-time',
};
const FOLDER = mkdtempSync(join(tmpdir(), 'tamga-bench-'));
const ROOT = join(FOLDER, 'root.pem');
const MEBIBYTE = 1024 * 1024;

function made(product: Omit<Product, 'suite'>, document?: Uint8Array): Made {
  const whole: Product = { ...product, suite: SUITE };
  const kind = documentFor(whole);
  return signProduct({
    state: STATE,
    product: whole,
    document: document ?? readDocument(kind),
    documentName: kind.name,
    identity: STATE.signer(SUITE),
    times: timeline(TEST_INSTANT).recent,
  });
}

/** Median milliseconds of a call; `cold`: nothing of an earlier one is remembered. */
function referee({ signature, content }: Made, cold: boolean): number {
  const contents = content === null ? [] : [{ name: null, bytes: [content] }];
  return median(signature.length + (content?.length ?? 0) > MEBIBYTE ? 9 : 200, () => {
    if (cold) for (const forget of [forgetSignatureStates, forgetChains, clearMemos]) forget();
    const [report] = validate({ file: signature, contents, context: CONTEXT }).signatures;
    if (report?.indication !== 'TOTAL_PASSED') throw new Error(`not passed: ${report?.subIndication}`);
  });
}

function program(name: string, ...values: readonly string[]): number | null {
  const run = () => spawnSync(name, [...values], { stdio: 'ignore' });
  return run().error === undefined ? median(15, () => void run()) : null;
}

function median(calls: number, work: () => void): number {
  const times: number[] = [];
  for (let call = 0; call < calls; call += 1) {
    const start = performance.now();
    work();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(calls / 2)] ?? 0;
}

function file(name: string, bytes: Uint8Array): string {
  const path = join(FOLDER, name);
  writeFileSync(path, bytes);
  return path;
}

function row(what: string, own: Made, peer: string, theirs: number | null): void {
  const [cold, warm] = [referee(own, true), referee(own, false)];
  const times = theirs === null ? 'not installed' : `${theirs.toFixed(3)} ms`;
  const share =
    theirs === null
      ? ''
      : `  ${(theirs / warm).toFixed(1)} times as fast, cold ${(theirs / cold).toFixed(1)}`;
  console.log(
    `${what.padEnd(30)}${warm.toFixed(3).padStart(9)} ms  cold ${cold.toFixed(3).padStart(8)} ms  ${peer} ${times}${share}`,
  );
}

function cades(): void {
  const small = made({ format: 'CAdES', level: 'B-B', packaging: 'attached' }, Buffer.alloc(1024, 0x54));
  const answer = hasBouncyCastle()
    ? askBouncyCastleCms([`bench ${file('small.p7m', small.signature)} 6`])
    : [];
  const nanoseconds = Number(answer[0]);
  row('CAdES-B-B, 1 KiB', small, 'BouncyCastle, warm', answer.length === 0 ? null : nanoseconds / 1e6);
  const large = made(
    { format: 'CAdES', level: 'B-B', packaging: 'detached' },
    Buffer.alloc(10 * MEBIBYTE, 0x54),
  );
  const content = file('large', large.content ?? new Uint8Array(0));
  const openssl = [
    'cms',
    '-verify',
    '-cades',
    '-binary',
    '-inform',
    'DER',
    '-in',
    file('large.p7s', large.signature),
  ];
  const trust = ['-content', content, '-CAfile', ROOT, '-purpose', 'any', '-out', '/dev/null'];
  row('CAdES-B-B, 10 MiB', large, 'one openssl process', program('openssl', ...openssl, ...trust));
}

function xades(): void {
  for (const level of ['B-B', 'B-LT'] as const) {
    const own = made({ format: 'XAdES', level, packaging: 'enveloped' });
    const ids = [
      'http://uri.etsi.org/01903/v1.3.2#:SignedProperties',
      'http://www.w3.org/2000/09/xmldsig#:Object',
    ];
    const xmlsec1 = program(
      'xmlsec1',
      '--verify',
      '--trusted-pem',
      ROOT,
      '--verification-time',
      '2026-09-01 12:00:00',
      '--enabled-reference-uris',
      'empty,same-doc',
      ...ids.flatMap((id) => ['--id-attr:Id', id]),
      file(`${level}.xml`, own.signature),
    );
    row(`XAdES-${level}, enveloped`, own, 'one xmlsec1 process', xmlsec1);
  }
}

function pades(): void {
  for (const level of ['B-B', 'B-LTA'] as const) {
    const own = made({ format: 'PAdES', level, packaging: 'enveloped' });
    const pdfsig = program('pdfsig', '-no-ocsp', file(`${level}.pdf`, own.signature));
    row(`PAdES-${level}`, own, 'one pdfsig process', pdfsig);
  }
}

async function main(): Promise<void> {
  await startReferee();
  writeFileSync(ROOT, writePem('CERTIFICATE', STATE.root.certificate));
  try {
    cades();
    xades();
    pades();
  } finally {
    rmSync(FOLDER, { recursive: true });
  }
}

void main();
