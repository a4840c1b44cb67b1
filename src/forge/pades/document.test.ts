import assert from 'node:assert/strict';
import test from 'node:test';
import { DOCUMENTS, readDocument } from '../documents';
import { CONTRACT, pdfDocument } from './document';

test('the PDF among the vectors is the one that is made here', async () => {
  assert.deepEqual(Buffer.from(await pdfDocument(CONTRACT)), Buffer.from(readDocument(DOCUMENTS.pdf)));
});
