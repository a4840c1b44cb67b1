/**
 * Cases of documents that readers stumble over: the signature over them is as right as over any other.
 *
 * The large one (`largeDocument`) is no case: most dialects carry a document as text in one message, and refusing fifty
 * megabytes of it is nobody's fault. Tests sign and read it.
 *
 * @module
 */
import type { Format } from '../../model/claim';
import type { CaseId } from '../../model/vector';
import { DOCUMENTS, readDocument, type TestDocument } from '../documents';
import { signProduct } from '../product';
import { type ForgedCase, productOf } from './case';

function documentCase(id: CaseId, document: TestDocument): ForgedCase {
  return {
    id,
    existsFor: ({ format, packaging }) =>
      // A signature inside a document needs one of its kind.
      packaging !== 'enveloped' && !(document === DOCUMENTS.empty && isJson(format)),
    mint: (request) => {
      const asked = productOf(request, 'good', ({ recent }) => recent);
      return signProduct({ ...asked, document: readDocument(document) });
    },
  };
}

/** RFC 7515 appendix F: no payload in the compact serialization is one that lies elsewhere. */
function isJson(format: Format): boolean {
  return format === 'JWS' || format === 'JAdES';
}

export const DOCUMENT_CASES: readonly ForgedCase[] = [
  documentCase('document-alphabets', DOCUMENTS.alphabets),
  documentCase('document-json', DOCUMENTS.json),
  documentCase('document-binary', DOCUMENTS.binary),
  documentCase('document-empty', DOCUMENTS.empty),
];
