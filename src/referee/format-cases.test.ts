import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { ASIC_CASES } from '../forge/cases/asic/list';
import { MIMETYPE_CASES } from '../forge/cases/asic/mimetype';
import type { ForgedCase } from '../forge/cases/case';
import { goodForged } from '../forge/cases/good-forged';
import { JWS_CASES } from '../forge/cases/jws/list';
import { PDF_CASES } from '../forge/cases/pdf/list';
import { XML_CASES } from '../forge/cases/xml/list';
import { documentFor, readDocument } from '../forge/documents';
import { mintState } from '../forge/pki';
import { makes } from '../forge/product';
import { TEST_INSTANT, TEST_PROFILE } from '../forge/testing-profile';
import type { Level, Packaging, Product } from '../model/claim';
import { packageRoot } from '../model/package-root';
import { type Case, caseIn } from '../model/vector';
import { formatVerdict, type Verdict } from '../model/verdict';
import { contextOf, EMPTY_MATERIAL, explain, gather } from './testing-state';
import { startReferee, validate } from './validate';
import type { SignatureReport } from './validation';

test.before(startReferee);

const STATE = mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE);
const PACKAGINGS: readonly Packaging[] = [
  'attached',
  'detached',
  'enveloped',
  'enveloping',
  'internally-detached',
];
const FOLDERS = { xml: XML_CASES, pdf: PDF_CASES, asic: ASIC_CASES, jws: JWS_CASES } as const;

function isCase(value: unknown): value is Case {
  return typeof value === 'object' && value !== null && 'expected' in value && 'acceptable' in value;
}

function vectorsIn(format: string): readonly Case[] {
  const root = join(packageRoot(), 'vectors', format);
  return readdirSync(root).flatMap((topic) =>
    readdirSync(join(root, topic)).map((id) => {
      const value: unknown = JSON.parse(readFileSync(join(root, topic, id, 'vector.json'), 'utf8'));
      assert.ok(isCase(value), id);
      assert.equal(value.id, id);
      return value;
    }),
  );
}

/** One level of each case, all levels in turn: a deviation shows whatever was added to the signature. */
function levelsOf({ levels }: Case, at: number): readonly Level[] {
  const own = levels.filter((level) => level !== 'none');
  return levels.filter((level) => level === 'none' || level === own[at % own.length]);
}

function productsOf(
  { formats, levels }: Pick<Case, 'formats' | 'levels'>,
  one: ForgedCase,
): readonly Product[] {
  return formats
    .flatMap((format) =>
      levels.flatMap((level) => PACKAGINGS.map((packaging) => ({ format, level, packaging }))),
    )
    .map((claim) => ({ ...claim, suite: 'ecdsa-p256-sha256' }))
    .filter((product) => makes(product) && one.existsFor(product, { state: STATE }));
}

/** The signature of the file that fares worst: of several, none speaks for the others. */
function judge(one: ForgedCase, product: Product): SignatureReport {
  const { signature, content } = one.mint({
    state: STATE,
    product,
    document: readDocument(documentFor(product)),
  });
  // Plain XML signatures bring the certificate of the signer alone.
  const material = { ...EMPTY_MATERIAL, certificates: [STATE.issuing.certificate] };
  const context = gather(STATE, signature, contextOf(STATE, { material }));
  const contents = content === null ? [] : [{ name: null, bytes: [content] }];
  const { signatures } = validate({ file: signature, contents, context });
  const [first] = [...signatures].sort((a, b) => rank(a) - rank(b));
  assert.ok(first !== undefined, `${one.id} has no signature`);
  return first;
}

const RANKS = ['TOTAL_FAILED', 'INDETERMINATE', 'TOTAL_PASSED'];

function rank({ indication }: Verdict): number {
  return RANKS.indexOf(indication);
}

function nameOf(id: string, { format, level, packaging }: Product): string {
  return `${id}, ${format} ${level} ${packaging}`;
}

for (const [format, list] of Object.entries(FOLDERS)) {
  const forged = new Map(list.map((one) => [one.id, one]));

  test(`every case of ${format} has a vector, and every vector a case`, () => {
    assert.deepEqual(
      vectorsIn(format)
        .map(({ id }) => id)
        .sort(),
      [...forged.keys()].sort(),
    );
  });

  test(`every case of ${format} gets the verdict of its vector in every product that it exists for`, () => {
    for (const [at, vector] of vectorsIn(format).entries()) {
      const one = forged.get(vector.id) ?? assert.fail(vector.id);
      const products = productsOf({ ...vector, levels: levelsOf(vector, at) }, one);
      assert.deepEqual([...new Set(products.map((product) => product.format))], vector.formats, vector.id);
      for (const product of products) {
        const report = judge(one, product);
        const { expected, acceptable } = caseIn(vector, product.format);
        const wanted = [expected, ...acceptable].map(formatVerdict);
        const name = nameOf(vector.id, product);
        assert.ok(
          wanted.includes(formatVerdict(report)),
          `${name}: ${formatVerdict(report)}\n${explain(report)}`,
        );
        assert.equal(report.indication === 'TOTAL_PASSED', vector.polarity === 'positive', name);
      }
    }
  });

  test(`the twin of every case of ${format} passes in the same products`, () => {
    for (const [at, vector] of vectorsIn(format).entries()) {
      const one = forged.get(vector.id) ?? assert.fail(vector.id);
      // Of its own products below; a positive needs none.
      if (vector.twin === 'good-forged' || vector.polarity === 'positive') continue;
      const twin = forged.get(vector.twin ?? '');
      assert.ok(twin !== undefined, `${vector.id} has the twin ${vector.twin}`);
      for (const product of productsOf({ ...vector, levels: levelsOf(vector, at) }, one)) {
        assert.ok(twin.existsFor(product, { state: STATE }), nameOf(vector.id, product));
        assert.equal(formatVerdict(judge(twin, product)), 'TOTAL_PASSED', nameOf(twin.id, product));
      }
    }
  });
}

test('the good signature that is the twin of most passes in every product', () => {
  const formats = ['XMLDSig', 'XAdES', 'PDF', 'PAdES', 'JWS', 'JAdES'] as const;
  const containers = ['ASiC-S/CAdES', 'ASiC-S/XAdES', 'ASiC-E/CAdES', 'ASiC-E/XAdES'] as const;
  const all = productsOf({ formats: [...formats, ...containers], levels: ['none', 'B-T'] }, goodForged);
  for (const product of all) {
    assert.equal(formatVerdict(judge(goodForged, product)), 'TOTAL_PASSED', nameOf('good-forged', product));
  }
});

/** No case: annex A.1 of EN 319 162-1 is about how files are told apart, not about what is signed, and verifiers pass it over. */
test('a mimetype against its rules changes no verdict, and is told in the rows of the baseline', () => {
  const listed = new Set(ASIC_CASES.map(({ id }) => id));
  const said = MIMETYPE_CASES.map((one) => {
    assert.equal(listed.has(one.id), false, one.id);
    const [product] = productsOf({ formats: ['ASiC-E/CAdES'], levels: ['B-T'] }, one);
    assert.ok(product !== undefined, one.id);
    const report = judge(one, product);
    const broken = report.baseline.filter(({ status }) => status === 'broken').map(({ row }) => row);
    return `${one.id}: ${formatVerdict(report)} ${report.coverage}, ${broken.join()}`;
  });
  assert.deepEqual(said, [
    'asic-mimetype-other: TOTAL_PASSED full, asic-e.mimetype',
    'asic-mimetype-last: TOTAL_PASSED full, asic-e.mimetype-position',
    'asic-mimetype-deflated: TOTAL_PASSED full, asic-e.mimetype-position',
  ]);
});
