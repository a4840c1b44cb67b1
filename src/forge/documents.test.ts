import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { requirePeer } from '../testing/peers';
import { DOCUMENTS, documentFor, largeDocument, mimeTypeOf, readDocument } from './documents';
import { mintState } from './pki';
import { TEST_INSTANT, TEST_PROFILE } from './testing-profile';
import { askXmlsec, withWorkbench } from './testing-xml';
import { timeline } from './timeline';
import { signXmlProduct } from './xades/product';

test('every document is there and looks like what it is', () => {
  for (const document of Object.values(DOCUMENTS)) {
    const bytes = readDocument(document);
    if (bytes.length > 0) assert.equal(mimeTypeOf(bytes), document.mimeType, document.name);
  }
  assert.equal(readDocument(DOCUMENTS.empty).length, 0);
  assert.equal(mimeTypeOf(Buffer.from('%PDF-1.7')), 'application/pdf');
  assert.equal(mimeTypeOf(Buffer.from('\uFEFF <a/>')), 'application/xml');
});

test('the alphabets have every letter that few of them have', () => {
  const text = Buffer.from(readDocument(DOCUMENTS.alphabets)).toString();
  for (const letter of 'əğıİöşüçĞŞƏқңөұүһіғәҚҢӨҰҮҺІҒӘўҳЎҲőűŐŰʻʼäňžÄŇŽ')
    assert.ok(text.includes(letter), letter);
});

test('only a signature inside its document needs XML', () => {
  assert.equal(documentFor({ format: 'XAdES', packaging: 'enveloped' }), DOCUMENTS.xml);
  assert.equal(documentFor({ format: 'XAdES', packaging: 'enveloping' }), DOCUMENTS.text);
  assert.equal(documentFor({ format: 'ASiC-E/XAdES', packaging: 'attached' }), DOCUMENTS.text);
});

test('the large document has its length, no piece twice, and is the same for a seed', () => {
  const digest = (seed: string, bytes: number): string => {
    const hash = createHash('sha256');
    for (const piece of largeDocument(seed, bytes)) hash.update(piece);
    return hash.digest('hex');
  };
  const pieces = [...largeDocument('tamga', 3 * 1024 * 1024 + 5)];
  assert.equal(Buffer.concat(pieces).length, 3 * 1024 * 1024 + 5);
  assert.notDeepEqual(pieces[0], pieces[1]);
  assert.equal(digest('tamga', 2_000_000), digest('tamga', 2_000_000));
  assert.notEqual(digest('tamga', 2_000_000), digest('another', 2_000_000));
});

test('fifty megabytes are signed, and xmlsec1 finds them', (t) => {
  if (!requirePeer('xmlsec1', t)) return;
  const state = mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE);
  const document = Buffer.concat([...largeDocument('tamga')]);
  assert.equal(document.length, 50 * 1024 * 1024);
  const suite = 'ecdsa-p256-sha256';
  const made = signXmlProduct({
    state,
    product: { format: 'XAdES', level: 'B-T', packaging: 'detached', suite },
    document,
    documentName: 'large.bin',
    identity: state.signer(suite),
    times: timeline(TEST_INSTANT).recent,
  });
  withWorkbench([state], (bench) => {
    bench.write('large.bin', document);
    const { text } = askXmlsec(bench, bench.write('large.xml', made.signature), state);
    assert.match(text, /^OK$/m, text);
  });
});
