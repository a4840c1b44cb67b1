/** Every case in other formats than CMS: the referee says of it what it says of CAdES. */
import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { initXml } from '../../encoding/xml/parse';
import type { Product } from '../../model/claim';
import type { CaseId } from '../../model/vector';
import { formatVerdict } from '../../model/verdict';
import { contextOf, gather, judgeOne } from '../../referee/testing-state';
import { documentFor, readDocument } from '../documents';
import { rootsOf } from '../forged';
import { mintState } from '../pki';
import { NATIONAL_HIERARCHY, NATIONAL_SUITE, TEST_INSTANT, TEST_PROFILE } from '../testing-profile';
import { CORE_CASE_IDS } from './core';
import { caseExistsFor, mintCase } from './registry';

const STATES = {
  state: mintState('tamga', TEST_INSTANT, 'KZ', { ...TEST_PROFILE, hierarchies: [NATIONAL_HIERARCHY] }),
  foreign: mintState('tamga', TEST_INSTANT, 'TR', TEST_PROFILE),
};
const ANCHORS = Object.values(STATES).flatMap(rootsOf);

const CADES = { format: 'CAdES', level: 'B-T', packaging: 'attached' } as const;
const OTHERS: readonly Omit<Product, 'suite'>[] = [
  { format: 'XAdES', level: 'B-T', packaging: 'enveloped' },
  { format: 'XAdES', level: 'B-LTA', packaging: 'enveloping' },
  { format: 'ASiC-S/XAdES', level: 'B-T', packaging: 'attached' },
  { format: 'ASiC-E/CAdES', level: 'B-T', packaging: 'attached' },
];

/** XAdES signs the properties by their digest, CAdES the attributes themselves. */
const ELSEWHERE: Readonly<Record<CaseId, string>> = { 'signed-attribute': 'TOTAL_FAILED / HASH_FAILURE' };

/** BER is a matter of CMS alone; levels of the long term bring the issuer. */
const ELSEWHERE_NONE: readonly CaseId[] = ['indefinite-length', 'issuer-by-aia'];

before(initXml);

/** With the suite that the case exists for; null where it does for neither. */
function verdictOf(id: CaseId, form: Omit<Product, 'suite'>): string | null {
  const product = ['ecdsa-p256-sha256', NATIONAL_SUITE]
    .map((suite) => ({ ...form, suite }))
    .find((one) => caseExistsFor(id, { ...STATES, product: one }));
  if (product === undefined) return null;
  const { signature, content } = mintCase(id, {
    ...STATES,
    product,
    document: readDocument(documentFor(form)),
  });
  const context = contextOf(STATES.state, { anchors: ANCHORS });
  return formatVerdict(judgeOne(signature, content, gather(STATES.state, signature, context)));
}

test('every case of CAdES exists in XAdES and in containers, and is judged alike', () => {
  let compared = 0;
  for (const id of CORE_CASE_IDS) {
    const expected = verdictOf(id, CADES);
    for (const form of OTHERS) {
      const found = verdictOf(id, form);
      if (found === null) {
        assert.ok(expected === null || ELSEWHERE_NONE.includes(id), `${id}: ${form.format}`);
        continue;
      }
      const xml = form.format.endsWith('XAdES');
      assert.equal(
        found,
        (xml ? ELSEWHERE[id] : undefined) ?? expected,
        `${id}: ${form.format} ${form.level}`,
      );
      compared += 1;
    }
  }
  assert.ok(compared >= 80, `${compared} compared`);
});
