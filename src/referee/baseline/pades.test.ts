import assert from 'node:assert/strict';
import test from 'node:test';
import type { PdfDetail } from '../../formats/pades/facts';
import { PADES_ROWS } from './pades';
import { forgedFacts, TIMES } from './testing-forged';
import {
  adding,
  assertExamples,
  type Change,
  changingCms,
  type Example,
  NO_MATERIAL_CHANGE,
  once,
  policyStored,
  sha1Reference,
  without,
  withoutTimeStamps,
} from './testing-rows';

const WHOLE = forgedFacts({ format: 'PAdES', packaging: 'enveloped', level: 'B-LTA' });

function onPdf(change: (pdf: PdfDetail) => Partial<PdfDetail>): Change {
  return (facts) => {
    assert.ok(facts.pdf !== null);
    return { ...facts, pdf: { ...facts.pdf, ...change(facts.pdf) } };
  };
}

const entry = (key: string, count: number): Change =>
  onPdf(({ entries }) => ({ entries: new Map([...entries, [key, count]]) }));

const REASON = entry('Reason', 1);
const LATE: Example['context'] = (context) => ({ ...context, notAfter: TIMES.stamped.getTime() - 1000 });

const EXAMPLES: Readonly<Record<string, Example>> = {
  'contents-der': {
    meets: null,
    // A long form of the outermost length: the same structure in other octets.
    breaks: changingCms((detail) => {
      const attributes = detail.signer.signedAttributes;
      assert.ok(attributes !== null);
      const { element } = attributes;
      const bytes = Buffer.concat([
        Buffer.from('3080', 'hex'),
        element.source.bytes,
        Buffer.from('0000', 'hex'),
      ]);
      const source = { ...element.source, bytes };
      return {
        ...detail,
        signer: { ...detail.signer, signedAttributes: { ...attributes, element: { ...element, source } } },
      };
    }),
  },
  'one-signer': { meets: null, breaks: onPdf(() => ({ signerInfos: 2 })) },
  'no-content': { meets: null, breaks: onPdf(() => ({ encapsulatedContent: true })) },
  'entry-M': { meets: null, breaks: entry('M', 0) },
  'entry-Contents': { meets: null, breaks: entry('Contents', 2) },
  'entry-Filter': { meets: null, breaks: entry('Filter', 0) },
  'entry-ByteRange': { meets: null, breaks: entry('ByteRange', 2) },
  'entry-SubFilter': { meets: null, breaks: onPdf(() => ({ subFilter: 'adbe.pkcs7.detached' })) },
  'byte-range': {
    meets: null,
    breaks: (facts) => ({
      ...facts,
      oddities: [{ kind: 'pdf.byte-range', found: 'it does not begin at the start of the file' }],
    }),
  },
  'entry-Cert': { meets: null, breaks: entry('Cert', 1) },
  'entry-Reason': {
    meets: REASON,
    breaks: (facts) => adding('commitment-type-indication')(REASON(facts)),
  },
  certificates: {
    meets: null,
    breaks: changingCms((detail) => ({
      ...detail,
      signedData: { ...detail.signedData, certificates: [] },
    })),
  },
  'content-type': { meets: null, breaks: without('content-type') },
  'message-digest': { meets: null, breaks: adding('message-digest') },
  'signing-time': { meets: null, breaks: adding('signing-time') },
  'signing-certificate': { meets: null, breaks: without('signing-certificate-v2') },
  'signing-certificate-version': { meets: null, breaks: sha1Reference },
  'signer-attributes': once('signer-attributes'),
  'signature-policy-identifier': once('signature-policy-identifier'),
  'signature-policy-store': policyStored('signature-policy-store'),
  'commitment-type-indication': once('commitment-type-indication'),
  'content-time-stamp': { meets: adding('content-time-stamp'), breaks: null },
  'time-stamp': { meets: null, breaks: withoutTimeStamps('signature', 'document') },
  'time-stamp-time': { meets: null, breaks: null, context: LATE },
  'lt-certificates': { meets: null, breaks: NO_MATERIAL_CHANGE },
  'lt-revocation': { meets: null, breaks: NO_MATERIAL_CHANGE },
  'document-time-stamp': { meets: null, breaks: withoutTimeStamps('document') },
  'document-time-stamp-scope': {
    meets: null,
    breaks: (facts) => ({
      ...facts,
      timeStamps: facts.timeStamps.map((one) => ({
        ...one,
        proves: {
          signature: true,
          timeStamps: [],
          material: { certificates: [], crls: [], ocspResponses: [] },
        },
      })),
    }),
  },
};

test('every row of PAdES is met by one signature and broken by another', () => {
  assertExamples(PADES_ROWS, WHOLE, EXAMPLES);
});
