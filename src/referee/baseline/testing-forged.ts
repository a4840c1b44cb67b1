/**
 * Signatures of the forge as facts, for the tables.
 *
 * @module
 */
import assert from 'node:assert/strict';
import { documentFor, readDocument } from '../../forge/documents';
import { mintState } from '../../forge/pki';
import { signProduct } from '../../forge/product';
import { TEST_INSTANT, TEST_PROFILE } from '../../forge/testing-profile';
import { timeline } from '../../forge/timeline';
import type { SignatureFacts } from '../../formats/facts';
import type { Product } from '../../model/claim';
import { readFile } from '../read-file';

const STATE = mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE);
const SUITE = 'ecdsa-p256-sha256';
export const TIMES = timeline(TEST_INSTANT).recent;

/** The first signature of such a product. */
export function forgedFacts(product: Omit<Product, 'suite'>): SignatureFacts {
  const named = documentFor(product);
  const document = readDocument(named);
  const { signature, content } = signProduct({
    state: STATE,
    product: { ...product, suite: SUITE },
    document,
    documentName: named.name,
    identity: STATE.signer(SUITE),
    times: TIMES,
  });
  const contents = content === null ? [] : [{ name: named.name, bytes: [content] }];
  const [entry] = readFile(signature, contents)?.signatures ?? [];
  assert.ok(entry?.readable, product.format);
  return entry.signature;
}
