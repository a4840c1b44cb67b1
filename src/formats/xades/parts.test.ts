import assert from 'node:assert/strict';
import test from 'node:test';
import { initXml } from '../../encoding/xml/parse';
import { formatName } from '../../pki/name';
import { parseDateTime } from './date-time';
import { encodeName, encodeSerial } from './distinguished-name';
import { readXml } from './read';
import { qualifying, reference, signature, signaturesOf } from './testing-xml';

test.before(initXml);

test('distinguished names are read from their text', () => {
  for (const [text, shown] of [
    ['CN=Test CA, O=Tamga, C=KZ', 'CN=Test CA,O=Tamga,C=KZ'],
    ['CN=a\\, b\\+c,O="x, y",C=TR', 'CN=a\\, b\\+c,O=x\\, y,C=TR'],
    ['CN=\\D0\\90\\20,O=b', 'CN=А\\ ,O=b'],
    ['2.5.4.3=#0C0141,o=b', 'CN=A,O=b'],
    ['cn=a+ou=b;c=AZ', undefined],
  ] as const) {
    const encoded = encodeName(text);
    assert.ok(encoded !== undefined, text);
    if (shown !== undefined) assert.equal(formatName(encoded), shown);
  }
  for (const text of ['', 'x', 'NOPE=a', '=a', '9.9.9=a,CN=b']) {
    const encoded = encodeName(text);
    assert.ok(encoded === undefined || text.startsWith('9'), text);
  }
});

test('serial numbers are read from decimal text', () => {
  for (const [text, hex] of [
    ['0', '00'],
    ['127', '7f'],
    ['128', '0080'],
    [' 256 ', '0100'],
    ['-1', 'ff'],
    ['-128', '80'],
    ['-129', 'ff7f'],
  ] as const) {
    assert.equal(Buffer.from(encodeSerial(text) ?? []).toString('hex'), hex, text);
  }
  for (const text of ['', 'x', '1.5', '0x10', '1'.repeat(101)]) assert.equal(encodeSerial(text), undefined);
});

test('times with every zone are instants', () => {
  const utc = Date.UTC(2026, 0, 1, 12, 0, 0);
  for (const text of [
    '2026-01-01T12:00:00Z',
    '2026-01-01T17:00:00+05:00',
    '2026-01-01T08:30:00-03:30',
    ' 2026-01-01T12:00:00 ',
  ]) {
    assert.equal(parseDateTime(text), utc, text);
  }
  assert.equal(parseDateTime('2026-01-01T12:00:00.123456Z'), utc + 123);
  for (const text of [
    '',
    '2026-01-01',
    '2026-02-30T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:00:00+15:00',
  ]) {
    assert.equal(parseDateTime(text), undefined, text);
  }
});

const PSS = 'http://www.w3.org/2007/05/xmldsig-more#rsa-pss';

function algorithmWith(parameters: string) {
  const text = signature([reference('')]).replace(
    /<ds:SignatureMethod [^>]*>/,
    `<ds:SignatureMethod Algorithm="${PSS}">${parameters}</ds:SignatureMethod>`,
  );
  return signaturesOf(`<a>${text}</a>`)[0]?.algorithm;
}

test('parameters of RSASSA-PSS are read, with the defaults of RFC 9231', () => {
  const sha256 = '2.16.840.1.101.3.4.2.1';
  const sha512 = '2.16.840.1.101.3.4.2.3';
  const digest = '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha512"/>';
  const mask = `<p:MaskGenerationFunction Algorithm="http://www.w3.org/2007/05/xmldsig-more#MGF1">${digest}</p:MaskGenerationFunction>`;
  const wrap = (inner: string) =>
    `<p:RSAPSSParams xmlns:p="http://www.w3.org/2007/05/xmldsig-more#">${inner}</p:RSAPSSParams>`;
  for (const [parameters, pss] of [
    ['', { digestOid: sha256, maskDigestOid: sha256, saltLength: 32 }],
    [wrap(''), { digestOid: sha256, maskDigestOid: sha256, saltLength: 32 }],
    [wrap(digest), { digestOid: sha512, maskDigestOid: sha256, saltLength: 64 }],
    [
      wrap(`${digest}${mask}<p:SaltLength>20</p:SaltLength>`),
      { digestOid: sha512, maskDigestOid: sha512, saltLength: 20 },
    ],
    [wrap('<p:TrailerField>2</p:TrailerField>'), null],
    [wrap('<p:SaltLength>many</p:SaltLength>'), null],
  ] as const) {
    assert.deepEqual(algorithmWith(parameters), { by: 'uri', uri: PSS, pss }, parameters);
  }
});

test('a policy is read with its hash, its place and the document that is stored', () => {
  const policy = `<x:SignaturePolicyIdentifier><x:SignaturePolicyId><x:SigPolicyId><x:Identifier Qualifier="OIDAsURN">urn:oid:1.2.3</x:Identifier></x:SigPolicyId><x:SigPolicyHash><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>AAAA</ds:DigestValue></x:SigPolicyHash><x:SigPolicyQualifiers><x:SigPolicyQualifier><x:SPURI>http://example.org/p</x:SPURI></x:SigPolicyQualifier></x:SigPolicyQualifiers></x:SignaturePolicyId></x:SignaturePolicyIdentifier>`;
  const store =
    '<v:SignaturePolicyStore xmlns:v="http://uri.etsi.org/01903/v1.4.1#"><v:SPDocSpecification/><v:SignaturePolicyDocument>cG9saWN5</v:SignaturePolicyDocument></v:SignaturePolicyStore>';
  const references = [reference('#sig-properties', [], ' Type="http://uri.etsi.org/01903#SignedProperties"')];
  const [facts] = signaturesOf(signature(references, qualifying(policy, store)));
  assert.ok(facts?.signaturePolicy != null && facts.detail.syntax === 'xml');
  const { id, uri, hash, digest, document } = facts.signaturePolicy;
  assert.deepEqual(
    [id, uri, hash?.length, digest?.digest?.name],
    ['1.2.3', 'http://example.org/p', 3, 'sha256'],
  );
  assert.equal(Buffer.from(document ?? []).toString(), 'policy');
  assert.deepEqual([facts.detail.policyBySpecification, facts.detail.policyStoreWithoutHash], [true, false]);
  assert.deepEqual(facts.properties.map(({ name, signed }) => `${name} ${signed}`).slice(-2), [
    'xades:SignaturePolicyIdentifier true',
    'xades141:SignaturePolicyStore false',
  ]);
});

test('detached content is found by name, then by digest, then by order', () => {
  const file = `<a>${signature([reference('dir/b%20c.txt')])}</a>`;
  const content = (name: string | null, text: string) => ({ name, bytes: [Buffer.from(text)] });
  const dataOf = (contents: Parameters<typeof readXml>[1]) => {
    const [entry] = readXml(Buffer.from(file), contents).signatures;
    const data = entry?.readable === true ? entry.signature.references[0]?.data : undefined;
    return data == null ? null : Buffer.concat([...data]).toString();
  };
  assert.equal(dataOf([content('other', '1'), content('/tmp/b c.txt', '2')]), '2');
  assert.equal(dataOf([content('other', '1'), content('dir/b%20c.txt', '2')]), '2');
  assert.equal(dataOf([content(null, '1'), content('x', '2')]), '1');
  assert.equal(dataOf([]), null);
});
