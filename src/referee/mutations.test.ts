import assert from 'node:assert/strict';
import test from 'node:test';
import { mintCase } from '../forge/cases/registry';
import { mintState } from '../forge/pki';
import { stream } from '../forge/stream';
import { RSA_TEST_PROFILE, TEST_INSTANT, TEST_PROFILE } from '../forge/testing-profile';
import { parseSignedData } from '../formats/cms/signed-data';
import type { SignerInfo } from '../formats/cms/signer-info';
import { tryParseToken } from '../formats/cms/time-stamp-token';
import type { Product } from '../model/claim';
import { TamgaError } from '../model/error';
import { gostFile, gostSituation } from './testing-gost';
import { contextOf, gather } from './testing-state';
import { validate } from './validate';
import type { ValidationContext } from './validation';

const KZ = mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE);
const UZ = mintState('tamga', TEST_INSTANT, 'UZ', RSA_TEST_PROFILE);
const DOCUMENT = Buffer.from('Simulated test document.\n');
const CADES: Product = { format: 'CAdES', level: 'B-T', packaging: 'attached', suite: 'ecdsa-p256-sha256' };
const PLAIN: Product = { format: 'CMS', level: 'none', packaging: 'attached', suite: 'rsa-pkcs1-sha256' };
/** How many masks each byte is tried with; nightly runs scale it. */
const MASKS = Math.min(8, Number(process.env['TAMGA_FUZZ'] ?? '1'));

interface Sample {
  readonly file: Buffer;
  readonly context: ValidationContext;
  readonly signer: SignerInfo;
}

function sample(state: typeof KZ, id: string, product: Product): Sample {
  const file = Buffer.from(mintCase(id, { state, product, document: DOCUMENT }).signature);
  const [entry] = parseSignedData(file).signers;
  assert.ok(entry?.readable);
  const context = gather(state, file, contextOf(state));
  assert.equal(verdictOf(file, context), 'TOTAL_PASSED');
  return { file, context, signer: entry.signer };
}

/** The indication, or the code of the error; anything else than a TamgaError fails the test. */
function verdictOf(file: Uint8Array, context: ValidationContext): string {
  try {
    return validate({ file, contents: [], context }).signatures[0]?.indication ?? 'no signature';
  } catch (error) {
    assert.ok(error instanceof TamgaError, String(error));
    return error.code;
  }
}

/** Every copy of the file that differs in one byte of `part`; one in `stride` of them. */
function* changed(file: Buffer, part: Uint8Array, label: string, stride = 1): Generator<Buffer> {
  const start = file.indexOf(part);
  assert.ok(start >= 0, `${label} lies in the file`);
  const bits = stream('mutations', label);
  for (let at = start; at < start + part.length; at += stride) {
    for (let mask = 0; mask < MASKS; mask += 1) {
      const copy = Buffer.from(file);
      copy[at] = (copy[at] ?? 0) ^ (1 << (((bits.bytes(1)[0] ?? 0) + mask) & 7));
      yield copy;
    }
  }
}

function refusesEveryChange({ file, context }: Sample, parts: ReadonlyMap<string, Uint8Array>): void {
  for (const [label, part] of parts) {
    for (const copy of changed(file, part, label)) {
      assert.notEqual(verdictOf(copy, context), 'TOTAL_PASSED', `${label}: ${copy.toString('base64')}`);
    }
  }
}

/** What lies between the signed bytes of the attributes: their DER without the outer tag, which the file has as [0]. */
function signedParts({ file, signer }: Sample, certificate: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const attributes = signer.signedAttributes?.encoded;
  const [content] = parseSignedData(file).content ?? [];
  assert.ok(attributes && content);
  return new Map([
    ['content', content],
    ['signed attributes', attributes.subarray(2)],
    ['signature value', signer.signature],
    ['signing certificate', certificate],
  ]);
}

test('no changed byte of content, signed attributes, value or certificate passes in CAdES', () => {
  const subject = sample(KZ, 'good-forged', CADES);
  refusesEveryChange(subject, signedParts(subject, KZ.signer(CADES.suite).certificate));
});

test('nor in plain CMS of indefinite length', () => {
  const subject = sample(UZ, 'good-forged', PLAIN);
  refusesEveryChange(subject, signedParts(subject, UZ.signer(PLAIN.suite).certificate));
});

for (const suite of ['kz-gost2015-512-streebog512', 'kz-gost2004-gost34311', 'uz-dst1092-dst1106']) {
  test(`nor in CAdES by ${suite}`, () => {
    const { leaf, context } = gostSituation(suite);
    const file = Buffer.from(gostFile(leaf));
    const [entry] = parseSignedData(file).signers;
    assert.ok(entry?.readable);
    assert.equal(verdictOf(file, context), 'TOTAL_PASSED');
    const subject: Sample = { file, context, signer: entry.signer };
    refusesEveryChange(subject, signedParts(subject, leaf.der));
  });
}

test('a time-stamp that saves a signature no longer does when its imprint, time or value is changed', () => {
  const subject = sample(KZ, 'before-revocation', CADES);
  const [bytes = new Uint8Array(0)] = subject.signer.unsigned.signatureTimeStamps;
  const token = tryParseToken(bytes);
  assert.ok(token);
  refusesEveryChange(
    subject,
    new Map([
      ['TSTInfo', Buffer.concat(token.content)],
      ['imprint', token.info.imprint],
      ['value of the token', token.signer.signature],
    ]),
  );
});

test('whatever byte of the file is changed, what passes is what was signed', () => {
  for (const subject of [sample(KZ, 'good-forged', CADES), sample(UZ, 'good-forged', PLAIN)]) {
    const { file, context, signer } = subject;
    for (const copy of changed(file, file, 'whole file', MASKS > 1 ? 1 : 7)) {
      if (verdictOf(copy, context) !== 'TOTAL_PASSED') continue;
      const after = parseSignedData(copy);
      const [entry] = after.signers;
      assert.ok(entry?.readable);
      assert.deepEqual(Buffer.concat(after.content ?? []), DOCUMENT);
      assert.deepEqual(entry.signer.signedAttributes?.encoded, signer.signedAttributes?.encoded);
      assert.deepEqual(entry.signer.signature, signer.signature);
    }
  }
});
