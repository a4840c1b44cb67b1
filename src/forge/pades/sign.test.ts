import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { PDFDocument } from 'pdf-lib';
import { digestByName } from '../../crypto/digests';
import { askBouncyCastleCms, requireBouncyCastleCms } from '../../testing/gost-peers';
import { requirePeer } from '../../testing/peers';
import { mintState } from '../pki';
import { askCms, askToken, withOpenSsl, writeAuthorities } from '../testing-openssl';
import { askPdfsig, signaturesIn, testPdf } from '../testing-pdf';
import { RSA_TEST_PROFILE, TEST_INSTANT, TEST_PROFILE } from '../testing-profile';
import { timeline } from '../timeline';
import { addAnnotation, repeatPage, replacePage } from './changes';
import { type PadesDeviation, type PadesRequest, signPades } from './sign';

const STATE = mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE);
const RSA_STATE = mintState('tamga', TEST_INSTANT, 'UZ', RSA_TEST_PROFILE);
const SUITE = 'ecdsa-p256-sha256';
const RSA = 'rsa-pkcs1-sha256';
const LEVELS = ['none', 'B-B', 'B-T', 'B-LT', 'B-LTA'] as const;
const TIMES = timeline(TEST_INSTANT).recent;

async function request(change: Partial<PadesRequest> = {}): Promise<PadesRequest> {
  const document = change.document ?? (await testPdf());
  return { state: STATE, identity: STATE.signer(SUITE), level: 'B-B', times: TIMES, ...change, document };
}

async function make(change: Partial<PadesRequest> = {}, deviation?: PadesDeviation): Promise<Uint8Array> {
  return signPades(await request(change), deviation).signature;
}

const VARIANTS: readonly (readonly [string, Partial<PadesRequest>])[] = [
  ['invisible', {}],
  ['visible', { placement: { rectangle: [72, 600, 272, 650] }, reason: 'a test', location: 'Test' }],
  ['RSA', { state: RSA_STATE, identity: RSA_STATE.signer(RSA) }],
  ['certified, no changes', { placement: { certification: 1 } }],
  ['certified, forms', { placement: { certification: 2 } }],
  ['certified, annotations', { placement: { certification: 3 } }],
  ['locked', { placement: { lock: { action: 'Include', fields: ['Name'], permission: 1 } } }],
];

test('OpenSSL verifies the signatures and time-stamps that it is given by their byte ranges', async (t) => {
  if (!requirePeer('openssl', t)) return;
  const made: { name: string; state: typeof STATE; pdf: Uint8Array }[] = [];
  for (const references of ['table', 'stream'] as const) {
    const document = await testPdf(references);
    for (const [name, change] of VARIANTS) {
      for (const level of LEVELS) {
        const asked = await request({ ...change, level, document });
        made.push({
          name: `${references} ${name} ${level}`,
          state: asked.state,
          pdf: signPades(asked).signature,
        });
      }
    }
  }
  withOpenSsl((openssl) => {
    for (const { name, state, pdf } of made) {
      writeAuthorities(openssl, state);
      const all = signaturesIn(pdf);
      assert.equal(all.length, /B-LTA/.test(name) ? 2 : 1, name);
      for (const { subFilter, covered, value } of all) {
        const cades = subFilter === 'ETSI.CAdES.detached';
        const { exit, text } =
          subFilter === 'ETSI.RFC3161'
            ? askToken(openssl, value, digestByName('sha256').of(covered), TEST_INSTANT)
            : askCms(openssl, { signature: value, content: covered, cades, at: TEST_INSTANT });
        assert.equal(exit, 0, `${name}: ${text}`);
      }
    }
  });
});

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'tamga-pades-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('pdfsig finds them valid, a second signature and document time-stamps included', async (t) => {
  if (!requirePeer('pdfsig', t)) return;
  const file = join(folderOf(t), 'signed.pdf');
  for (const references of ['table', 'stream'] as const) {
    for (const level of LEVELS) {
      const once = await make({
        state: RSA_STATE,
        identity: RSA_STATE.signer(RSA),
        level,
        document: await testPdf(references),
      });
      const twice = await make({
        state: RSA_STATE,
        identity: RSA_STATE.signer(RSA, 'other'),
        level,
        document: once,
      });
      const perSignature = level === 'B-LTA' ? 2 : 1;
      for (const [index, pdf] of [once, twice].entries()) {
        writeFileSync(file, pdf);
        const { signatures, valid, total, said } = askPdfsig(file);
        const name = `${references} ${level} ${index}: ${said}`;
        assert.equal(signatures, perSignature * (index + 1), name);
        // It does not verify time-stamps: OpenSSL does.
        assert.equal(valid, index + 1, name);
        assert.equal(total, level === 'B-LT' ? 0 : 1, name);
      }
    }
  }
});

test('pdf-lib opens what was updated, with its pages and fields', async () => {
  for (const references of ['table', 'stream'] as const) {
    const document = await testPdf(references);
    const pdf = await make({ level: 'B-LTA', document });
    const opened = await PDFDocument.load(pdf, { throwOnInvalidObject: true, updateMetadata: false });
    assert.equal(opened.getPageCount(), 2);
    const names = opened
      .getForm()
      .getFields()
      .map((field) => field.getName());
    assert.deepEqual(names, ['Signature1', 'TimeStamp2']);
    assert.deepEqual(pdf.subarray(0, document.length), document);
  }
});

test('the security store has the material, under the digest of the signature it is for', async () => {
  const pdf = await make({ level: 'B-LT', source: 'both' });
  const [signature] = signaturesIn(pdf);
  assert.ok(signature);
  const text = Buffer.from(pdf).toString('latin1');
  const key = createHash('sha1').update(signature.contents).digest('hex').toUpperCase();
  assert.match(text, new RegExp(`/VRI <<\\s*/${key}`));
  for (const name of ['Certs', 'OCSPs', 'CRLs']) assert.match(text, new RegExp(`/${name} \\[ \\d+ 0 R`));
  assert.ok(Buffer.from(pdf).includes(Buffer.from(STATE.timeStamping.certificate)));
});

test('the claimed time is /M alone in PAdES, and the attribute in a plain PDF signature', async () => {
  const signingTime = Buffer.from('06092a864886f70d010905', 'hex');
  for (const level of LEVELS) {
    const [signature] = signaturesIn(await make({ level }));
    assert.ok(signature);
    // A time-stamp token has the attribute for itself.
    if (level === 'B-B') assert.equal(Buffer.from(signature.value).includes(signingTime), false);
    if (level === 'none') assert.ok(Buffer.from(signature.value).includes(signingTime));
    assert.match(Buffer.from(signature.covered).toString('latin1'), /\/M \(D:20260901110000Z\)/, level);
  }
});

test('BouncyCastle verifies what is signed with suites that OpenSSL does not know', async (t) => {
  if (!requireBouncyCastleCms(t)) return;
  const folder = folderOf(t);
  const suites = [
    'kz-gost2015-512-streebog512',
    'uz-dst1092-dst1106',
    'gost2012-256a-streebog256',
    'ed25519',
  ];
  const questions: string[] = [];
  for (const suite of suites) {
    const [signature] = signaturesIn(await make({ identity: STATE.signer(suite), level: 'B-LT' }));
    assert.ok(signature);
    writeFileSync(join(folder, `${suite}.p7s`), signature.value);
    writeFileSync(join(folder, `${suite}.content`), signature.covered);
    questions.push(`cms ${join(folder, `${suite}.p7s`)} ${join(folder, `${suite}.content`)}`);
  }
  const answers = askBouncyCastleCms(questions);
  for (const [index, suite] of suites.entries()) assert.match(answers[index] ?? '', /^VALID$/, suite);
});

/** Name, deviation, and what pdfsig counts: valid signatures, signatures over the whole file. */
const DEVIATIONS: readonly (readonly [string, PadesDeviation, number, number])[] = [
  ['none', {}, 1, 1],
  ['a gap', { value: { byteRange: ([a, b, c, d]) => [a, b, c + 60, d - 60] } }, 1, 0],
  ['a range that was not signed', { value: { statedByteRange: ([a, b, c, d]) => [a, b, c, d - 10] } }, 0, 0],
  ['an annotation', { afterwards: (pdf) => addAnnotation(pdf, 'later') }, 1, 0],
  ['another page', { afterwards: (pdf) => replacePage(pdf, 'Another contract') }, 1, 0],
  ['a page twice', { afterwards: repeatPage }, 1, 0],
  ['other content', { content: (text) => Buffer.from(text).fill('X', 0, 1) }, 0, 1],
  ['another claimed time', { claimed: new Date(0) }, 0, 1],
];

test('deviations are what pdfsig sees of them', async (t) => {
  if (!requirePeer('pdfsig', t)) return;
  const file = join(folderOf(t), 'deviation.pdf');
  for (const [name, deviation, valid, total] of DEVIATIONS) {
    const asked = { state: RSA_STATE, identity: RSA_STATE.signer(RSA) };
    writeFileSync(file, await make(asked, deviation));
    const found = askPdfsig(file);
    assert.equal(found.signatures, 1, `${name}: ${found.said}`);
    assert.deepEqual([found.valid, found.total], [valid, total], `${name}: ${found.said}`);
  }
});

test('the same request gives the same bytes', async () => {
  const pair = [await make({ level: 'B-LTA' }), await make({ level: 'B-LTA' })];
  assert.deepEqual(pair[0], pair[1]);
  const renewed = {
    ...TIMES,
    validated: TIMES.stamped,
    archived: [1, 2].map((minutes) => ({ time: new Date(TIMES.stamped.getTime() + minutes * 60_000) })),
  };
  const times = await make({ level: 'B-LTA', times: renewed });
  assert.equal(signaturesIn(times).filter(({ subFilter }) => subFilter === 'ETSI.RFC3161').length, 2);
});

test('a value that has no room, and what is no PDF, are refused', async () => {
  await assert.rejects(make({ room: 100 }), { code: 'TAMGA-E-MINT' });
  await assert.rejects(make({ document: Buffer.from('text') }), { code: 'TAMGA-E-MINT' });
});
