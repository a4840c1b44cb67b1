/** The cases of XML, PDF and containers, judged by xmlsec1, pdfsig and unzip as far as these can see. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import type { Format, Product } from '../../model/claim';
import { packagingsOf } from '../../model/forms';
import { requirePeer } from '../../testing/peers';
import { documentFor, readDocument } from '../documents';
import { mintState } from '../pki';
import { askPdfsig } from '../testing-pdf';
import { TEST_INSTANT, TEST_PROFILE } from '../testing-profile';
import { askXmlsec, type Workbench, withWorkbench } from '../testing-xml';
import { ASIC_CASES } from './asic/list';
import type { ForgedCase } from './case';
import { PDF_CASES } from './pdf/list';
import { PEER_WORDS, type Peer } from './testing-format-peers';
import { XML_CASES } from './xml/list';

const STATE = mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE);
const SUITE = 'ecdsa-p256-sha256';

/** No deviation at all: what the catalogue calls positive. */
const POSITIVES: readonly string[] = [
  'xml-by-id',
  'xml-manifest',
  'pdf-form-filled',
  'pdf-certified-form-filled',
  'pdf-other-field-locked',
  'pdf-store-added',
  'pdf-time-stamp-added',
  'pdf-second-signature',
  'asic-two-files',
];

type Accepts = (bench: Workbench, file: string) => boolean;

const ROWS: readonly (readonly [Peer, readonly ForgedCase[], readonly Format[], Accepts])[] = [
  ['xmlsec1', XML_CASES, ['XAdES'], (bench, file) => askXmlsec(bench, file, STATE).exit === 0],
  ['pdfsig', PDF_CASES, ['PAdES'], acceptsPdf],
  [
    'unzip',
    ASIC_CASES,
    ['ASiC-E/CAdES', 'ASiC-S/CAdES'],
    (bench, file) => bench.run('unzip', '-tqq', file).exit === 0,
  ],
];

function acceptsPdf({ folder }: Workbench, file: string): boolean {
  const { valid, wrong } = askPdfsig(join(folder, file));
  return valid > 0 && wrong === 0;
}

function firstProduct(one: ForgedCase, formats: readonly Format[]): Product {
  const products = formats.flatMap((format) =>
    packagingsOf(format).map((packaging) => ({ format, level: 'B-T', packaging, suite: SUITE }) as const),
  );
  return products.find((product) => one.existsFor(product, { state: STATE })) ?? assert.fail(one.id);
}

for (const [peer, cases, formats, accepts] of ROWS) {
  test(`${peer} agrees with every case, but for those that the table explains`, (t) => {
    if (!requirePeer(peer, t)) return;
    const words = PEER_WORDS[peer];
    withWorkbench([STATE], (bench) => {
      for (const one of cases) {
        const product = firstProduct(one, formats);
        const document = readDocument(documentFor(product));
        const { signature, content } = one.mint({ state: STATE, product, document });
        if (content !== null) bench.write('document', content);
        const accepted = accepts(bench, bench.write(one.id, signature));
        assert.equal(accepted, POSITIVES.includes(one.id) || words[one.id] !== undefined, one.id);
      }
    });
    const known = new Set(cases.map(({ id }) => id));
    assert.deepEqual(
      Object.keys(words).filter((id) => !known.has(id)),
      [],
    );
  });
}
