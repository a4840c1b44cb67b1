import { deepEqual, equal, ok, throws } from 'node:assert/strict';
import { test } from 'node:test';
import type { Product } from '../model/claim';
import { documentFor, readDocument } from './documents';
import { mintState } from './pki';
import { type ProductRequest, signProduct } from './product';
import { containersOf } from './raw-container';
import { signWith } from './signing';
import { TEST_PROFILE } from './testing-profile';
import { timeStampToken } from './time-stamp';

const STATE = mintState('raw-container', new Date('2026-09-01T12:00:00Z'), 'TR', TEST_PROFILE);
const SIGNED = new Date('2026-09-01T11:00:00Z');
const suite = 'ecdsa-p256-sha256';

// biome-ignore format: one row per product
const PRODUCTS: readonly Product[] = [
  { format: 'CMS',          level: 'none', packaging: 'detached',   suite },
  { format: 'CAdES',        level: 'B-B',  packaging: 'attached',   suite },
  { format: 'CAdES',        level: 'B-T',  packaging: 'detached',   suite: 'rsa-pss-sha256' },
  { format: 'CAdES',        level: 'B-T',  packaging: 'attached',   suite: 'kz-gost2015-512-streebog512' },
  { format: 'XMLDSig',      level: 'none', packaging: 'enveloped',  suite },
  { format: 'XAdES',        level: 'B-T',  packaging: 'enveloping', suite },
  { format: 'PDF',          level: 'none', packaging: 'enveloped',  suite },
  { format: 'PAdES',        level: 'B-B',  packaging: 'enveloped',  suite },
  { format: 'PAdES',        level: 'B-T',  packaging: 'enveloped',  suite },
  { format: 'JAdES',        level: 'B-T',  packaging: 'attached',   suite },
  { format: 'ASiC-E/XAdES', level: 'B-T',  packaging: 'attached',   suite },
  { format: 'ASiC-S/CAdES', level: 'B-T',  packaging: 'attached',   suite },
];

/** The owner of the key makes it at once. */
function atOnce(request: ProductRequest): Uint8Array {
  return signProduct(request).signature;
}

for (const product of PRODUCTS) {
  const { format, level, packaging } = product;
  test(`${format} ${level} ${packaging} ${product.suite}: in steps as at once`, () => {
    const state = STATE;
    const identity = state.signer(product.suite);
    const document = readDocument(documentFor(product));
    const times = { claimed: SIGNED, stamped: state.instant };
    const container = containersOf(state).prepare({
      ...product,
      document,
      documentName: 'contract.txt',
      signingTime: SIGNED.toISOString(),
      certificate: identity.certificate,
      chain: identity.chain,
    });
    ok(container !== null);
    const value = signWith(product.suite, identity.key, container.toBeSigned);
    const imprint = container.imprint(value);
    equal(imprint === null, level === 'B-B' || format === 'XMLDSig');
    const token =
      imprint &&
      timeStampToken(state, { digestOid: imprint.digestOid, imprint: imprint.value, time: state.instant });
    deepEqual(
      container.assemble(value, token),
      atOnce({ state, product, document, documentName: 'contract.txt', identity, times }),
    );
  });
}

test('what cannot be put together is told before anybody signs', () => {
  const state = STATE;
  const identity = state.signer(suite);
  const request = {
    format: 'CAdES',
    level: 'B-B',
    packaging: 'attached',
    suite,
    document: Buffer.from('x'),
    documentName: 'x',
    signingTime: SIGNED.toISOString(),
    certificate: identity.certificate,
    chain: [],
  } as const;
  const { prepare } = containersOf(state);
  equal(prepare({ ...request, certificate: Buffer.from('no certificate') }), null);
  equal(prepare({ ...request, level: 'B-LT' }), null);
  equal(prepare({ ...request, suite: 'rot13' }), null);
  equal(prepare({ ...request, packaging: 'enveloped' }), null);
  throws(() => prepare(request)?.assemble(Buffer.alloc(64, 7), null), { code: 'TAMGA-E-PROTOCOL' });
});
