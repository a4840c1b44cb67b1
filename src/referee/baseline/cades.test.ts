import assert from 'node:assert/strict';
import test from 'node:test';
import { digestByName } from '../../crypto/digests';
import { type CadesDeviation, type CadesRequest, signCadesLongTerm } from '../../forge/cades-long-term';
import { mintState } from '../../forge/pki';
import { TEST_INSTANT, TEST_PROFILE } from '../../forge/testing-profile';
import { timeStampOver } from '../../forge/time-stamp';
import { timeline } from '../../forge/timeline';
import { readCms } from '../../formats/cms/read';
import { cmsSamples, flat } from '../../formats/cms/testing-samples';
import type { SignatureFacts } from '../../formats/facts';
import { baselineRows } from './baseline';
import { CADES_ROWS } from './cades';
import {
  adding,
  assertExamples,
  type Change,
  changingCms,
  contextOf,
  type Example,
  never,
  once,
  policyStored,
  sha1Reference,
  without,
  withoutTimeStamps,
} from './testing-rows';

const STATE = mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE);
const SUITE = 'ecdsa-p256-sha256';
const TIMES = timeline(TEST_INSTANT).recent;

function forged(
  change: Partial<CadesRequest> = {},
  deviation: CadesDeviation = {},
): readonly SignatureFacts[] {
  const { signature } = signCadesLongTerm(
    {
      state: STATE,
      identity: STATE.signer(SUITE),
      level: 'B-LTA',
      document: Buffer.from('a document'),
      times: TIMES,
      packaging: 'attached',
      ...change,
    },
    deviation,
  );
  return flat(readCms(signature, [], false).signatures);
}

function first(all: readonly SignatureFacts[]): SignatureFacts {
  const [facts] = all;
  assert.ok(facts !== undefined);
  return facts;
}

const WHOLE = first(forged());
const noCertificates = changingCms((detail) => ({
  ...detail,
  signedData: { ...detail.signedData, certificates: [] },
}));

const repeatable = (name: string, signed: boolean): Example => ({
  meets: adding(name, signed),
  breaks: null,
});
const replacing =
  (deviation: CadesDeviation['archive']): Change =>
  () =>
    first(forged({}, deviation === undefined ? {} : { archive: deviation }));

const EXAMPLES: Readonly<Record<string, Example>> = {
  certificates: { meets: null, breaks: noCertificates },
  'content-type': { meets: null, breaks: adding('content-type') },
  'message-digest': { meets: null, breaks: without('message-digest') },
  'signing-time': { meets: null, breaks: adding('signing-time') },
  'signing-certificate': { meets: null, breaks: adding('signing-certificate') },
  'signing-certificate-version': { meets: null, breaks: sha1Reference },
  'signer-attributes': {
    meets: adding('signer-attributes-v2'),
    breaks: (facts) => adding('signer-attributes')(adding('signer-attributes-v2')(facts)),
  },
  'signature-policy-identifier': once('signature-policy-identifier'),
  'signature-policy-store': policyStored('signature-policy-store'),
  'commitment-type-indication': once('commitment-type-indication'),
  'signer-location': once('signer-location'),
  'content-time-stamp': repeatable('content-time-stamp', true),
  'content-hints': once('content-hints'),
  'mime-type': once('mime-type'),
  'content-reference': once('content-reference'),
  'content-identifier': once('content-identifier'),
  'counter-signature': repeatable('counter-signature', false),
  'evidence-records': repeatable('internal-evidence-record', false),
  'signature-time-stamp': { meets: null, breaks: withoutTimeStamps('signature') },
  'signature-time-stamp-time': {
    meets: null,
    breaks: null,
    context: (context) => ({ ...context, notAfter: TIMES.stamped.getTime() - 1000 }),
  },
  'lt-certificates': { meets: null, breaks: noCertificates },
  'lt-revocation': {
    meets: null,
    breaks: null,
    context: (context) => ({ ...context, revocationComplete: false }),
  },
  'certificate-values': never('certificate-values'),
  'revocation-values': never('revocation-values'),
  'complete-certificate-references': never('complete-certificate-references'),
  'complete-revocation-references': never('complete-revocation-references'),
  'time-stamped-certs-crls-references': never('time-stamped-certs-crls-references'),
  escTimeStamp: never('escTimeStamp'),
  'archive-time-stamp-v3': { meets: null, breaks: withoutTimeStamps('archive') },
  'ats-hash-index-v3': { meets: null, breaks: replacing({ placed: () => null }) },
  'ats-hash-index-valid': {
    meets: null,
    breaks: replacing({ hashIndex: (index) => ({ ...index, revocation: [digestByName('sha256').of()] }) }),
  },
  'legacy-archive-time-stamp': never('archive-time-stamp-v2'),
};

test('every row of CAdES is met by one signature and broken by another', () => {
  assertExamples(CADES_ROWS, WHOLE, EXAMPLES);
});

test('a content type that is not id-data, and a counter-signature with any, break the row', () => {
  const row = (facts: SignatureFacts) =>
    baselineRows(facts, contextOf(facts)).find((one) => one.row === 'cades.content-type');
  const counterSigner = {
    identity: STATE.signer(SUITE, 'other'),
    signingTime: TIMES.stamped,
    timeStamp: timeStampOver(STATE, TIMES.stamped),
  };
  const counter = forged({ counterSigners: [counterSigner] }).find(({ id }) => id.includes('counter'));
  assert.ok(counter !== undefined);
  assert.equal(row(counter)?.status, 'met');
  assert.equal(row(adding('content-type')(counter))?.status, 'broken');
  const sample = cmsSamples().find(({ file }) => file.endsWith('signeddata-enveloping.p7m'));
  if (sample !== undefined) assert.equal(row(first(sample.signatures))?.status, 'broken');
});

test('rows above the claimed level are left out, not broken', () => {
  const facts = first(forged({ level: 'B-B' }));
  const rows = baselineRows(facts, contextOf(facts));
  const above = rows.filter(({ level, requirement }) => level !== 'B-B' && requirement === 'shall');
  assert.deepEqual(new Set(above.map(({ status }) => status)), new Set(['left-out', 'met']));
});
