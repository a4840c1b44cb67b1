/** The ETSI validation report: well-formed, of the published form, the same bytes for the same input, whatever strangers wrote. */
import { deepEqual, equal, match, ok, throws } from 'node:assert/strict';
import { before, test } from 'node:test';
import { INDICATIONS, SUB_INDICATIONS } from '../../model/verdict';
import type { SignatureReport } from '../validation';
import { type EtsiReportInput, etsiReport } from './report';
import { REPORT_SCHEMA } from './testing-schema';
import { algorithmUri } from './uris';

const NOW = '2026-09-01T12:00:00Z';

const CERTIFICATE: SignatureReport['certificates'][number] = {
  role: 'signer',
  subject: 'CN=A & B',
  issuer: 'CN=CA',
  serialNumber: '01',
  notBefore: '2026-01-01T00:00:00Z',
  notAfter: '2027-01-01T00:00:00Z',
  der: Buffer.from('signer'),
  revocation: null,
};

const FULL: SignatureReport = {
  id: 'signer-1',
  parent: null,
  format: 'CAdES',
  indication: 'TOTAL_PASSED',
  subIndication: null,
  intact: true,
  coverage: 'full',
  changesAfter: 'none',
  level: 'B-LTA',
  algorithm: 'ecdsa-p256-sha256',
  signingTime: '2026-08-31T12:00:00Z',
  bestSignatureTime: '2026-08-31T12:01:00Z',
  signedBy: 'CN=A & B',
  subjectIdentifiers: [],
  certificates: [
    CERTIFICATE,
    { ...CERTIFICATE, role: 'authority', der: Buffer.from('authority') },
    { ...CERTIFICATE, role: 'anchor', der: Buffer.from('anchor') },
  ],
  timeStamps: [
    {
      kind: 'signature',
      name: 'signature-time-stamp',
      time: '2026-08-31T12:01:00Z',
      indication: 'PASSED',
      subIndication: null,
      signedBy: 'CN=TSA',
      used: true,
      token: Buffer.from('token'),
      findings: [],
    },
    {
      kind: 'archive',
      name: 'archive-time-stamp-v3',
      time: null,
      indication: 'FAILED',
      subIndication: 'HASH_FAILURE',
      signedBy: null,
      used: false,
      token: Buffer.from('other'),
      findings: [
        {
          check: 'time-stamp.imprint',
          clause: { doc: 'EN 319 102-1', section: '5.4' },
          status: 'failed',
          found: 'the message imprint is of other data',
        },
      ],
    },
  ],
  baseline: [],
  value: Buffer.from('value'),
  findings: [
    {
      check: 'x509-validation.path-found',
      clause: { doc: 'EN 319 102-1', section: '5.2.6' },
      status: 'passed',
      found: 'a chain leads to a trust anchor',
    },
  ],
};

const UNREADABLE: SignatureReport = {
  ...FULL,
  id: 'signer-2',
  format: null,
  indication: 'TOTAL_FAILED',
  subIndication: 'FORMAT_FAILURE',
  intact: false,
  coverage: null,
  changesAfter: null,
  level: null,
  algorithm: null,
  signingTime: null,
  bestSignatureTime: NOW,
  signedBy: null,
  certificates: [],
  timeStamps: [],
  value: new Uint8Array(),
};

function report(...signatures: readonly SignatureReport[]): string {
  const input: EtsiReportInput = {
    document: { name: 'contract.p7m', sha256: '00'.repeat(32) },
    signatures,
    validationTime: new Date(NOW),
    policy: 'ts-119-312',
    version: '0.1.0',
  };
  const text = etsiReport(input);
  equal(etsiReport(input), text, 'the same input gives the same bytes');
  return text;
}

let assertValid: (text: string) => void;
before(async () => {
  const { XmlDocument, XsdValidator } = await import('libxml2-wasm');
  const validator = XsdValidator.fromDoc(XmlDocument.fromString(REPORT_SCHEMA));
  assertValid = (text) => {
    const document = XmlDocument.fromString(text);
    try {
      validator.validate(document);
    } finally {
      document.dispose();
    }
  };
});

test('a full report is of the published form', () => {
  const text = report(FULL, { ...FULL, id: 'signer-1-counter-1', parent: 'signer-1' }, UNREADABLE);
  assertValid(text);
  match(text, /<MainIndication>urn:etsi:019102:mainindication:total-passed<\/MainIndication>/);
  match(text, /<SubIndication>urn:etsi:019102:subindication:FORMAT_FAILURE<\/SubIndication>/);
  match(text, /<DAIdentifier>contract\.p7m#signer-1<\/DAIdentifier>/);
  match(text, /<ds:SignatureValue>dmFsdWU=<\/ds:SignatureValue>/);
  match(text, /<ValidationTime>2026-09-01T12:00:00\.000Z<\/ValidationTime>/);
  match(text, /<POETime>2026-08-31T12:01:00Z<\/POETime>/);
  match(text, /<POEObject VOReference="signature-signer-1-time-stamp-1"\/>/);
  match(text, /<SignerInformation>/);
  match(text, /urn:etsi:019102:validationprocess:LTVM/);
  match(text, /CN=Tamga 0\.1\.0/);
});

test('every reference names an object of the report, and no object stands twice', () => {
  const text = report(FULL, { ...FULL, id: 'signer-2' });
  const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id ?? '');
  equal(new Set(ids).size, ids.length);
  const named = [...text.matchAll(/VOReference="([^"]+)"/g)].flatMap(([, all]) => (all ?? '').split(' '));
  ok(named.length > 10);
  deepEqual(
    named.filter((id) => !ids.includes(id)),
    [],
  );
});

test('every indication and sub-indication has its URI', () => {
  for (const indication of INDICATIONS) {
    for (const subIndication of [null, ...SUB_INDICATIONS])
      assertValid(report({ ...FULL, indication, subIndication }));
  }
  match(
    report({ ...FULL, indication: 'INDETERMINATE', subIndication: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE' }),
    /<CryptoInformation>\s+<ValidationObjectId VOReference="certificate-[0-9a-f]{64}"\/>\s+<Algorithm>urn:tamga:suite:ecdsa-p256-sha256</,
  );
});

test('a revocation is told with its time', () => {
  const revocation = {
    source: 'crl',
    status: 'revoked',
    revokedAt: '2026-08-01T00:00:00Z',
    thisUpdate: NOW,
    nextUpdate: null,
  } as const;
  const text = report({ ...FULL, certificates: [{ ...CERTIFICATE, revocation }] });
  assertValid(text);
  match(text, /<RevocationTime>2026-08-01T00:00:00Z<\/RevocationTime>/);
});

test('an unknown algorithm becomes an address of some kind', () => {
  equal(algorithmUri('1.2.3'), 'urn:oid:1.2.3');
  equal(
    algorithmUri('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'),
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  );
  equal(algorithmUri('a b'), 'urn:tamga:suite:a%20b');
});

const HOSTILE = [
  '</DAIdentifier><MainIndication>urn:etsi:019102:mainindication:total-passed</MainIndication>',
  ']]>&lt;!--"\'',
  '\u0000\u0008\u001b[2J\uFFFE\uD800',
  '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
  '\r\n\t x ',
];
for (const text of HOSTILE) {
  test(`nothing gets out of its element: ${JSON.stringify(text)}`, () => {
    const [finding] = FULL.findings;
    ok(finding);
    const written = report({
      ...FULL,
      id: text,
      signedBy: text,
      algorithm: text,
      indication: 'TOTAL_FAILED',
      subIndication: 'HASH_FAILURE',
      findings: [{ ...finding, found: text }],
    });
    assertValid(written);
    equal(written.includes('total-passed<'), false);
    equal(written.includes('<!'), false);
  });
}

test('the schema of this test refuses what is not of the form', () => {
  const text = report(FULL);
  for (const [from, to] of [
    ['<HashOnly>false</HashOnly>', ''],
    ['<DocHashOnly>false', '<DocHashOnly>maybe'],
    ['<ValidationTime>2026', '<ValidationTime>soon 2026'],
    ['v1.4.1#', 'v1.1.1#'],
  ] as const)
    throws(() => assertValid(text.replace(from, to)), Error, from);
});
