/** Every case in PDF and JSON: the referee says of it what it says of CAdES. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Product } from '../model/claim';
import type { CaseId } from '../model/vector';
import { formatVerdict } from '../model/verdict';
import { contextOf, gather, judgeOne } from '../referee/testing-state';
import { CORE_CASE_IDS } from './cases/core';
import { caseExistsFor, mintCase } from './cases/registry';
import { documentFor, readDocument } from './documents';
import { rootsOf } from './forged';
import { mintState } from './pki';
import { TEST_INSTANT, TEST_PROFILE } from './testing-profile';

const STATE = mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE);
const FOREIGN = mintState('tamga', TEST_INSTANT, 'TR', TEST_PROFILE);
const SUITE = 'ecdsa-p256-sha256';

type Form = Omit<Product, 'suite'>;
const CADES: Form = { format: 'CAdES', level: 'B-T', packaging: 'attached' };

const HASH = 'TOTAL_FAILED / HASH_FAILURE';
const VALUE = 'TOTAL_FAILED / SIG_CRYPTO_FAILURE';

/** Where the same fault is another one: the time of a PDF is content, a JWS signs its payload itself. */
const PDF = { 'signed-attribute': HASH };
const JSON_VALUE = { content: VALUE };
/** Without a time-stamp nothing proves when. */
const PLAIN_JWS = {
  ...JSON_VALUE,
  'before-revocation': 'INDETERMINATE / REVOKED_NO_POE',
  'before-expiry': 'INDETERMINATE / OUT_OF_BOUNDS_NOT_REVOKED',
};

const FORMS: readonly (readonly [Form, Readonly<Record<CaseId, string>>])[] = [
  [{ ...CADES, level: 'B-LTA' }, {}],
  [{ format: 'PAdES', level: 'B-T', packaging: 'enveloped' }, PDF],
  [{ format: 'PAdES', level: 'B-LTA', packaging: 'enveloped' }, PDF],
  [{ format: 'PDF', level: 'none', packaging: 'enveloped' }, PDF],
  [{ format: 'JAdES', level: 'B-T', packaging: 'attached' }, JSON_VALUE],
  [{ format: 'JAdES', level: 'B-LTA', packaging: 'detached' }, JSON_VALUE],
  [{ format: 'JWS', level: 'none', packaging: 'attached' }, PLAIN_JWS],
];

function verdictOf(id: CaseId, form: Form): string | null {
  const product = { ...form, suite: SUITE };
  if (!caseExistsFor(id, { state: STATE, foreign: FOREIGN, product })) return null;
  const { name } = documentFor(form);
  const request = { state: STATE, foreign: FOREIGN, product, documentName: name };
  const made = mintCase(id, { ...request, document: readDocument(documentFor(form)) });
  const anchors = [STATE, FOREIGN].flatMap(rootsOf);
  const context = gather(STATE, made.signature, contextOf(STATE, { anchors }));
  return formatVerdict(judgeOne(made.signature, made.content, context));
}

for (const [form, differently] of FORMS) {
  const name = `${form.format} ${form.level} ${form.packaging}`;
  test(`cases of ${name} are judged as in CAdES`, () => {
    const compared = CORE_CASE_IDS.filter((id) => {
      const found = verdictOf(id, form);
      if (found === null) return false;
      assert.equal(found, differently[id] ?? verdictOf(id, CADES), `${name}: ${id}`);
      return true;
    });
    assert.ok(compared.length >= 15, name);
  });
}
