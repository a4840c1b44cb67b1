import assert from 'node:assert/strict';
import test from 'node:test';
import { FORMATS, LEVELS, PACKAGINGS, type Product } from '../model/claim';
import { TamgaError } from '../model/error';
import { documentFor, readDocument } from './documents';
import { impossible } from './legality';
import { mintState } from './pki';
import { makes, signProduct } from './product';
import { TEST_INSTANT, TEST_PROFILE } from './testing-profile';
import { timeline } from './timeline';

const STATE = mintState('tamga', TEST_INSTANT, 'UZ', TEST_PROFILE);
/** One with every name, one without a name in JWS, one without any but OIDs. */
const SUITES = ['ecdsa-p256-sha256', 'kz-gost2015-512-streebog512', 'uz-dst1092-dst1106'];

const ALL: readonly Product[] = FORMATS.flatMap((format) =>
  LEVELS.flatMap((level) =>
    PACKAGINGS.flatMap((packaging) => SUITES.map((suite) => ({ format, level, packaging, suite }))),
  ),
);

function sign(product: Product): void {
  const made = signProduct({
    state: STATE,
    product,
    document: readDocument(documentFor(product)),
    identity: STATE.signer(product.suite),
    times: timeline(TEST_INSTANT).recent,
  });
  assert.ok(made.signature.length > 0);
  assert.equal(made.content !== null, product.packaging === 'detached', Object.values(product).join(' '));
}

test('what is possible is made, and what is not is refused with its reason', () => {
  const counts = { made: 0, refused: 0 };
  for (const product of ALL) {
    const reason = impossible(product);
    const name = Object.values(product).join(' ');
    if (reason === null) {
      assert.ok(makes(product), `${name} has no maker`);
      sign(product);
      counts.made += 1;
    } else {
      assert.ok(reason.length > 20, name);
      assert.throws(
        () => sign(product),
        (thrown) => thrown instanceof TamgaError && thrown.code === 'TAMGA-E-MINT' && thrown.hint === reason,
        name,
      );
      counts.refused += 1;
    }
  }
  assert.equal(
    counts.made + counts.refused,
    FORMATS.length * LEVELS.length * PACKAGINGS.length * SUITES.length,
  );
  assert.ok(counts.made > 80, `${counts.made} made`);
});

test('every format has a product, and a reason names what is missing', () => {
  for (const format of FORMATS)
    assert.ok(
      ALL.some((one) => one.format === format && impossible(one) === null),
      format,
    );
  const base = { format: 'XAdES', level: 'B-B', packaging: 'enveloped', suite: 'ecdsa-p256-sha256' } as const;
  assert.match(impossible({ ...base, suite: 'uz-dst1092-dst1106' }) ?? '', /algorithm URI/);
  assert.match(impossible({ ...base, level: 'none' }) ?? '', /is AdES/);
  assert.match(impossible({ ...base, format: 'CMS', level: 'B-B' }) ?? '', /is not AdES/);
  assert.match(impossible({ ...base, packaging: 'attached' }) ?? '', /XMLDSig/);
});
