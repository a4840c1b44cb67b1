import assert from 'node:assert/strict';
import test from 'node:test';
import { mintCase } from '../forge/cases/registry';
import { documentFor, readDocument } from '../forge/documents';
import { mintState } from '../forge/pki';
import { TEST_INSTANT, TEST_PROFILE } from '../forge/testing-profile';
import type { Product } from '../model/claim';
import { formatVerdict } from '../model/verdict';
import { contextOf } from './testing-state';
import { startReferee, validate } from './validate';

test.before(startReferee);

const STATE = mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE);
const suite = 'ecdsa-p256-sha256';
const CADES = made({ format: 'CAdES', level: 'B-B', packaging: 'attached', suite });
const XADES = made({ format: 'XAdES', level: 'B-B', packaging: 'enveloped', suite });
const JADES = made({ format: 'JAdES', level: 'B-B', packaging: 'attached', suite });
const ASICE = made({ format: 'ASiC-E/CAdES', level: 'B-B', packaging: 'attached', suite });
const HTML = Buffer.from('<html><body onload="run()"><br></body></html>\n');

function made(product: Product): Buffer {
  const document = readDocument(documentFor(product));
  return Buffer.from(mintCase('good-forged', { state: STATE, product, document }).signature);
}

function judge(file: Uint8Array): readonly string[] {
  const { signatures } = validate({ file, contents: [], context: contextOf(STATE) });
  return signatures.map((report) => {
    const [finding] = report.findings.filter(({ status }) => status !== 'passed');
    return `${formatVerdict(report)} ${finding?.check ?? ''}: ${finding?.found ?? ''}`;
  });
}

const STRUCTURE =
  'TOTAL_FAILED / FORMAT_FAILURE format-checking.signature-structure: the file cannot be read: ';

test('a file that shows a signature and cannot be read is TOTAL_FAILED, and says why', () => {
  const xml = XADES.toString('utf8');
  const broken: Readonly<Record<string, Uint8Array>> = {
    'CMS without its end': CADES.subarray(0, CADES.length - 40),
    'CMS cut in the length': CADES.subarray(0, 17),
    'CMS in base64, cut': Buffer.from(CADES.subarray(0, 600).toString('base64')),
    'XML with a document type': Buffer.from(
      xml.replace(/<(?![?!])/, '<!DOCTYPE Invoice [<!ENTITY a "1">]>\n<'),
    ),
    'XML not well-formed': Buffer.from(xml.replace(/<\/[^>]+>\s*$/, '')),
    'XML in UTF-16, cut': Buffer.from(`\ufeff${xml.slice(0, -20)}`.replace(/^.*\?>/, '\ufeff'), 'utf16le'),
    'JSON cut': Buffer.from(`{"payload":"","signature":"${'A'.repeat(20)}`),
    'compact JWS with a fourth part': Buffer.concat([JADES, Buffer.from('.AAAA')]),
    'archive without its end': ASICE.subarray(0, ASICE.length - 30),
    'archive behind a web page': Buffer.concat([HTML, ASICE]),
  };
  for (const [name, file] of Object.entries(broken)) {
    const [said = '', ...others] = judge(file);
    assert.ok(said.startsWith(STRUCTURE) && said.length > STRUCTURE.length + 10, `${name}: ${said}`);
    assert.deepEqual(others, [], name);
  }
  assert.match(judge(broken['XML with a document type'] ?? HTML)[0] ?? '', /document type declaration/);
});

test('an archive behind bytes of no known kind is found by its end, and is TOTAL_FAILED', () => {
  const [said] = judge(Buffer.concat([Buffer.from('MZ\0\0 unpacks itself'), ASICE]));
  assert.match(said ?? '', /^TOTAL_FAILED \/ FORMAT_FAILURE format-checking\.zip-nothing-else: /);
});

test('what is malformed and shows no signature is an error, and so is a limit', () => {
  assert.throws(() => judge(HTML), { code: 'TAMGA-E-XML' });
  assert.throws(() => judge(Buffer.from('PK\x03\x04 nothing else')), { code: 'TAMGA-E-ZIP' });
  assert.throws(() => judge(Buffer.from('%PDF-1.7\nnothing else')), { code: 'TAMGA-E-PDF' });
  const deep = `<a xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${'<b>'.repeat(400)}${'</b>'.repeat(400)}</a>`;
  assert.throws(() => judge(Buffer.from(deep)), { code: 'TAMGA-E-LIMIT' });
  for (const text of ['no signature at all', '{"payload": 1']) assert.deepEqual(judge(Buffer.from(text)), []);
});
