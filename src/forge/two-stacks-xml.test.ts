/** XML signatures and containers of the forge, read and judged by the other stack: each checks the other. */
import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { digestByOid } from '../crypto/digests';
import { initXml } from '../encoding/xml/parse';
import type { Coverage, Data, SignatureFacts } from '../formats/facts';
import type { Packaging, Product } from '../model/claim';
import { packagingsOf } from '../model/forms';
import { formatVerdict } from '../model/verdict';
import { readFile } from '../referee/read-file';
import { contextOf, explain, judgeOne } from '../referee/testing-state';
import { DOCUMENTS, documentFor, readDocument } from './documents';
import type { LongTermTimes } from './long-term';
import { mintState } from './pki';
import { type Made, type ProductRequest, signProduct } from './product';
import { TEST_INSTANT, TEST_PROFILE } from './testing-profile';
import { readToken } from './testing-token';
import { timeline } from './timeline';
import type { XmlDeviation } from './xades/build';
import { signXmlProduct } from './xades/product';
import { C14N } from './xml-canonical';

const STATE = mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE);
const SUITE = 'ecdsa-p256-sha256';
const FORMATS = ['XAdES', 'ASiC-S/XAdES', 'ASiC-E/XAdES', 'ASiC-S/CAdES', 'ASiC-E/CAdES'] as const;
const LEVELS = ['B-B', 'B-T', 'B-LT', 'B-LTA'] as const;

before(initXml);

const PRODUCTS: readonly Product[] = [
  ...FORMATS.flatMap((format) =>
    packagingsOf(format).flatMap((packaging) =>
      LEVELS.map((level) => ({ format, level, packaging, suite: SUITE })),
    ),
  ),
  ...packagingsOf('XMLDSig').map(
    (packaging) => ({ format: 'XMLDSig', level: 'none', packaging, suite: SUITE }) as const,
  ),
];

function requestOf(product: Product): ProductRequest {
  return {
    state: STATE,
    product,
    document: readDocument(documentFor(product)),
    documentName: DOCUMENTS.text.name,
    identity: STATE.signer(product.suite),
    times: timeline(STATE.instant).recent,
  };
}

function nameOf(product: Product): string {
  return Object.values(product).join(' ');
}

function factsOf({ signature, content }: Made, name: string): readonly SignatureFacts[] {
  const contents = content === null ? [] : [{ name: DOCUMENTS.text.name, bytes: [content] }];
  const file = readFile(signature, contents);
  assert.ok(file, name);
  return file.signatures.map((entry) =>
    entry.readable ? entry.signature : assert.fail(`${name}: ${entry.fault}`),
  );
}

/** The element around document and signature is signed by nobody. */
function coverageOf({ packaging }: Product): Coverage {
  return packaging === 'internally-detached' ? 'partial' : 'full';
}

function bytes(data: Data | null): Uint8Array {
  return data === null ? assert.fail('no data') : Buffer.concat([...data]);
}

/** References and imprints, each calculated by the reader from what it found. */
function checkFacts(facts: SignatureFacts, name: string, packaging?: Packaging): void {
  const odd = packaging === 'internally-detached' ? ['xml.internally-detached'] : [];
  assert.deepEqual(
    facts.oddities.map(({ kind }) => kind),
    odd,
    name,
  );
  for (const { what, digest, data, expected } of facts.references) {
    const [value] = expected;
    assert.deepEqual(
      Buffer.from(digest.digest?.of(bytes(data)) ?? []),
      Buffer.from(value ?? []),
      `${name}: ${what}`,
    );
  }
  for (const stamp of [...facts.contentTimeStamps, ...facts.timeStamps]) {
    assert.deepEqual(stamp.faults, [], `${name}: ${stamp.name}`);
    const { digestOid, imprint } = readToken(stamp.token);
    const digest = digestByOid(digestOid) ?? assert.fail(digestOid);
    assert.deepEqual(
      Buffer.from(digest.of(bytes(stamp.covers(digest)))),
      Buffer.from(imprint),
      `${name}: ${stamp.name}`,
    );
  }
}

test('the readers find format, level, references and imprints, and nothing odd', () => {
  for (const product of PRODUCTS) {
    const name = nameOf(product);
    const [facts, second] = factsOf(signProduct(requestOf(product)), name);
    assert.ok(facts && second === undefined, name);
    assert.ok(product.format.endsWith(facts.format), `${name}: ${facts.format}`);
    assert.deepEqual([facts.level, facts.coverage], [product.level, coverageOf(product)], name);
    checkFacts(facts, name, product.packaging);
  }
});

test('the referee passes every complete level with nothing else at hand, and no signature with another byte in it', () => {
  for (const product of PRODUCTS.filter(({ level }) => level === 'B-LT' || level === 'B-LTA')) {
    const judged = (change: XmlDeviation): string => {
      const { signature, content } = signProduct(requestOf(product), change);
      const report = judgeOne(signature, content, contextOf(STATE));
      return `${formatVerdict(report)} ${explain(report)}`;
    };
    assert.match(judged({}), /^TOTAL_PASSED/, nameOf(product));
    const flip = (whole: Uint8Array) => Buffer.from(whole.map((byte, at) => (at === 12 ? byte ^ 1 : byte)));
    assert.match(judged({ content: flip }), /^TOTAL_FAILED \/ HASH_FAILURE/, nameOf(product));
  }
});

const minutes = (count: number): Date =>
  new Date(timeline(TEST_INSTANT).recent.stamped.getTime() + count * 60_000);
const RENEWED: LongTermTimes = {
  ...timeline(TEST_INSTANT).recent,
  validated: minutes(1),
  archived: [{ time: minutes(2) }, { time: minutes(9) }],
};

/** Every packaging and every method; inclusive ones everywhere, for they see what is around. */
const PLACES: readonly (readonly [Packaging, string])[] = [
  ...packagingsOf('XAdES').map((packaging) => [packaging, C14N.inclusive] as const),
  ['enveloped', C14N.exclusive],
  ['internally-detached', C14N.inclusive11],
];

test('parallel and counter-signatures, content and renewed archive time-stamps are found by every method', () => {
  for (const [packaging, canonicalization] of PLACES) {
    const product = { format: 'XAdES', level: 'B-LTA', packaging, suite: SUITE } as const;
    const name = `${packaging} ${canonicalization}`;
    const how = { canonicalization };
    const made = signXmlProduct(
      requestOf(product),
      { signatureTimeStamp: how, archiveTimeStamp: how },
      {
        times: RENEWED,
        canonicalization,
        contentTimeStamp: true,
        parallel: [STATE.signer(SUITE, 'other')],
        counterSigners: [STATE.signer('ecdsa-p384-sha384')],
      },
    );
    const all = factsOf(made, name);
    assert.equal(all.length, 2, name);
    for (const facts of all) {
      assert.equal(facts.level, 'B-LTA', name);
      assert.deepEqual([facts.contentTimeStamps.length, facts.timeStamps.length], [1, 3], name);
      checkFacts(facts, name, packaging);
    }
    const [counter] = all[0]?.counterSignatures ?? [];
    assert.ok(counter?.readable, name);
    checkFacts(counter.signature, name);
  }
});
