import assert from 'node:assert/strict';
import test from 'node:test';
import { mintCase } from '../forge/cases/registry';
import { mintState } from '../forge/pki';
import { crl, ocspReply } from '../forge/revocation';
import { type Stream, stream } from '../forge/stream';
import { TEST_INSTANT, TEST_PROFILE } from '../forge/testing-profile';
import { TamgaError } from '../model/error';
import { parseCertificate } from '../pki/certificate';
import { buildOcspRequest } from '../pki/ocsp';
import { gostFile, gostSituation } from './testing-gost';
import { contextOf } from './testing-state';
import { validate, wanted } from './validate';

const ROUNDS = 400 * Number(process.env['TAMGA_FUZZ'] ?? '1');
const STATE = mintState('fuzz', TEST_INSTANT, 'KZ', { ...TEST_PROFILE, indefiniteLength: true });
const SIGNER = STATE.signer('ecdsa-p256-sha256').certificate;

function number(random: Stream, below: number): number {
  return Number(random.integerBelow(BigInt(below)));
}

/** Bytes changed, removed, doubled or cut off: what a hostile or broken sender does. */
function damage(bytes: Uint8Array, random: Stream): Uint8Array {
  let result = Buffer.from(bytes);
  for (let count = 1 + number(random, 4); count > 0 && result.length > 4; count -= 1) {
    const at = number(random, result.length);
    const length = 1 + number(random, 16);
    const kind = number(random, 5);
    if (kind === 0) result[at] = number(random, 256);
    // Lengths and tags are where a reader is led astray.
    if (kind === 1) result[at] = [0x80, 0x84, 0xff, 0x00, 0x30, 0x31, 0xa0, 0x24][number(random, 8)] ?? 0;
    if (kind === 2) result = Buffer.concat([result.subarray(0, at), result.subarray(at + length)]);
    if (kind === 3) result = Buffer.concat([result.subarray(0, at + length), result.subarray(at)]);
    if (kind === 4) result = result.subarray(0, at);
  }
  return result;
}

/** Runs it; only a TamgaError may come out, and within a second. */
function survives(work: () => void, input: Uint8Array): void {
  const start = performance.now();
  try {
    work();
  } catch (error) {
    const shown = Buffer.from(input).toString('base64');
    assert.ok(error instanceof TamgaError, `${error instanceof Error ? error.stack : error}\n${shown}`);
  }
  assert.ok(performance.now() - start < 1000, `took too long: ${Buffer.from(input).toString('base64')}`);
}

test('damaged signatures never crash the referee', () => {
  const random = stream('fuzz', 'signatures');
  const document = Buffer.from('Simulated test document.\n');
  for (const [format, level] of [
    ['CAdES', 'B-T'],
    ['CMS', 'none'],
  ] as const) {
    const product = { format, level, packaging: 'attached', suite: 'ecdsa-p256-sha256' } as const;
    const { signature } = mintCase('good-forged', { state: STATE, product, document });
    for (let round = 0; round < ROUNDS; round += 1) {
      const file = damage(signature, random);
      survives(() => validate({ file, contents: [], context: contextOf(STATE) }), file);
      survives(() => wanted(file, [], contextOf(STATE)), file);
    }
  }
});

test('nor do damaged national ones, keys and values included', () => {
  const random = stream('fuzz', 'national');
  for (const suite of ['kz-gost2015-512-streebog512', 'kz-gost2004-gost34311', 'uz-dst1092-dst1106']) {
    const { leaf, context } = gostSituation(suite);
    const signature = gostFile(leaf);
    for (let round = 0; round < ROUNDS; round += 1) {
      const file = damage(signature, random);
      survives(() => validate({ file, contents: [], context }), file);
      const certificates = [damage(leaf.der, random), leaf.der];
      const material = { ...context.material, certificates };
      survives(() => validate({ file, contents: [], context: { ...context, material } }), file);
    }
  }
});

test('damaged certificates, lists and responses are left out and never crash it', () => {
  const random = stream('fuzz', 'material');
  const product = {
    format: 'CAdES',
    level: 'B-T',
    packaging: 'attached',
    suite: 'ecdsa-p256-sha256',
  } as const;
  const { signature } = mintCase('good-forged', { state: STATE, product, document: Buffer.from('x') });
  const request = buildOcspRequest(parseCertificate(SIGNER), parseCertificate(STATE.issuing.certificate));
  const [list, response] = [crl(STATE, 'issuing'), ocspReply(STATE, request)];
  for (let round = 0; round < ROUNDS; round += 1) {
    const material = {
      certificates: [damage(SIGNER, random), damage(STATE.issuing.certificate, random)],
      crls: [damage(list, random)],
      ocspResponses: [damage(response, random)],
    };
    const anchors = [STATE.root.certificate, damage(STATE.root.certificate, random)];
    const context = contextOf(STATE, { material, anchors });
    survives(
      () => {
        const [report] = validate({ file: signature, contents: [], context }).signatures;
        assert.equal(report?.intact, true);
      },
      Buffer.concat([...material.certificates, ...material.crls, ...material.ocspResponses]),
    );
  }
});
