import assert from 'node:assert/strict';
import test from 'node:test';
import { initXml } from '../../encoding/xml/parse';
import type { XmlDetail } from '../../formats/xades/facts';
import { forgedFacts, TIMES } from './testing-forged';
import {
  adding,
  assertExamples,
  type Change,
  type Example,
  NO_MATERIAL_CHANGE,
  never,
  once,
  without,
  withoutTimeStamps,
} from './testing-rows';
import { XADES_ROWS } from './xades';

test.before(initXml);

function onXml(change: (detail: XmlDetail) => Partial<XmlDetail>): Change {
  return (facts) => {
    const { detail } = facts;
    assert.equal(detail.syntax, 'xml');
    return detail.syntax === 'xml' ? { ...facts, detail: { ...detail, ...change(detail) } } : facts;
  };
}

const store = adding('xades141:SignaturePolicyStore', false);

const EXAMPLES: Readonly<Record<string, Example>> = {
  KeyInfo: { meets: null, breaks: onXml(() => ({ keyInfoCertificates: [] })) },
  CanonicalizationMethod: { meets: null, breaks: onXml(() => ({ canonicalization: 'urn:other' })) },
  Reference: { meets: null, breaks: onXml(({ references }) => ({ references: references.slice(0, 1) })) },
  SignedProperties: {
    meets: null,
    breaks: onXml(({ references }) => ({ references: references.map((one) => ({ ...one, type: null })) })),
  },
  SigningTime: { meets: null, breaks: without('xades:SigningTime') },
  SigningCertificate: { meets: null, breaks: adding('xades:SigningCertificate') },
  'SigningCertificate-URI': { meets: null, breaks: onXml(() => ({ certificateUri: true })) },
  DataObjectFormat: { meets: null, breaks: onXml(() => ({ dataObjectFormats: [] })) },
  MimeType: {
    meets: null,
    breaks: onXml(({ dataObjectFormats }) => ({
      dataObjectFormats: dataObjectFormats.map((one) => ({ ...one, mimeTypes: 0 })),
    })),
  },
  SignerRole: once('xades:SignerRoleV2'),
  SignatureProductionPlace: once('xades:SignatureProductionPlace'),
  SignaturePolicyIdentifier: once('xades:SignaturePolicyIdentifier'),
  SignaturePolicyStore: {
    meets: store,
    breaks: (facts) => onXml(() => ({ policyStoreWithoutHash: true }))(store(facts)),
  },
  SealingEvidenceRecords: { meets: adding('xadesen:SealingEvidenceRecords', false), breaks: null },
  'ArchiveTimeStamp-132': never('xades:ArchiveTimeStamp'),
  SignatureTimeStamp: { meets: null, breaks: withoutTimeStamps('signature') },
  EncapsulatedTimeStamp: { meets: null, breaks: onXml(() => ({ tokensPerSignatureTimeStamp: [2] })) },
  'SignatureTimeStamp-time': {
    meets: null,
    breaks: null,
    context: (context) => ({ ...context, notAfter: TIMES.stamped.getTime() - 1000 }),
  },
  'lt-certificates': { meets: null, breaks: NO_MATERIAL_CHANGE },
  'lt-revocation': { meets: null, breaks: NO_MATERIAL_CHANGE },
  CertificateValues: { meets: null, breaks: adding('xades:CertificateValues', false) },
  RevocationValues: { meets: null, breaks: adding('xades:RevocationValues', false) },
  AttrAuthoritiesCertValues: once('xades:AttrAuthoritiesCertValues', false),
  AttributeRevocationValues: once('xades:AttributeRevocationValues', false),
  CompleteCertificateRefs: never('xades141:CompleteCertificateRefsV2'),
  CompleteRevocationRefs: never('xades:CompleteRevocationRefs'),
  SigAndRefsTimeStamp: never('xades:SigAndRefsTimeStamp'),
  RefsOnlyTimeStamp: never('xades141:RefsOnlyTimeStampV2'),
  ArchiveTimeStamp: { meets: null, breaks: withoutTimeStamps('archive') },
};

test('every row of XAdES is met by one signature and broken by another', () => {
  const whole = forgedFacts({ format: 'XAdES', packaging: 'enveloped', level: 'B-LTA' });
  assertExamples(XADES_ROWS, whole, EXAMPLES);
});
