import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { initXml } from '../../encoding/xml/parse';
import { requirePeer } from '../../testing/peers';
import {
  DS_NAMESPACE,
  digestHolds,
  ENVELOPED,
  isIntact,
  reference,
  signature,
  signaturesOf,
  signed,
} from './testing-xml';

const FOLDER = mkdtempSync(join(tmpdir(), 'tamga-xmlsec-'));

test.before(initXml);
test.after(() => rmSync(FOLDER, { recursive: true }));

const C14N: readonly string[] = [
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments',
  'http://www.w3.org/2006/12/xml-c14n11',
  'http://www.w3.org/2006/12/xml-c14n11#WithComments',
  'http://www.w3.org/2001/10/xml-exc-c14n#',
  'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
];

const EXCLUSIVE_WITH_LIST =
  '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"><e:InclusiveNamespaces xmlns:e="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="p #default unused"/></ds:Transform>';

function xpath(expression: string): string {
  return `<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath xmlns:p="urn:p" ${DS_NAMESPACE}>${expression}</ds:XPath></ds:Transform>`;
}

function filter2(...steps: readonly (readonly [string, string])[]): string {
  const list = steps.map(([kind, text]) => `<f:XPath xmlns:p="urn:p" Filter="${kind}">${text}</f:XPath>`);
  return `<ds:Transform Algorithm="http://www.w3.org/2002/06/xmldsig-filter2" xmlns:f="http://www.w3.org/2002/06/xmldsig-filter2">${list.join('')}</ds:Transform>`;
}

/** Of elements that are left out libxml2 writes xmlns="", which Canonical XML section 2.3 does not: so none of those has one here. */
const NOT_SIGNATURE = xpath('not(ancestor-or-self::ds:Signature)');

const REFERENCES: readonly string[] = [
  ...C14N.flatMap((method) => [
    reference('', [ENVELOPED, method]),
    reference('#part', [method]),
    reference("#xpointer(id('part'))", [method]),
    reference('#xpointer(/)', [ENVELOPED, method]),
    reference('', [
      NOT_SIGNATURE,
      xpath('not(self::p:x) and not(parent::p:x) and not(../parent::p:x)'),
      method,
    ]),
    reference('', [
      NOT_SIGNATURE,
      xpath('count(ancestor-or-self::p:x | here()/..) = count(here()/..) or self::text()'),
      method,
    ]),
  ]),
  reference('', [ENVELOPED]),
  reference('#part'),
  reference('#part', [EXCLUSIVE_WITH_LIST]),
  reference('', [ENVELOPED, EXCLUSIVE_WITH_LIST]),
  reference('#text', ['http://www.w3.org/2000/09/xmldsig#base64']),
  reference('', [NOT_SIGNATURE]),
  reference('', [
    xpath(
      "not(ancestor-or-self::ds:Signature) and not(self::comment()) and not(self::text()[normalize-space()=''])",
    ),
  ]),
  reference('', [ENVELOPED, xpath('self::text() or self::p:x or @keep')]),
  reference('', [ENVELOPED, xpath('count(ancestor-or-self::p:*) &gt; 0'), C14N[4] ?? '']),
  reference('', [filter2(['subtract', '//*[local-name()="Signature"]'])]),
  reference('', [filter2(['intersect', '//p:x'], ['subtract', '//p:x/q'], ['union', '//part'])]),
  reference('#part', [filter2(['subtract', '//q']), C14N[4] ?? '']),
  reference('#xpointer(/)', [filter2(['intersect', '/*/*[not(local-name()="Signature")]'])]),
];

const DOCUMENT = `<?xml version="1.0"?>
<!-- before --><?style x?>
<a:root xmlns:a="urn:a" xmlns="urn:d" xmlns:p="urn:p" xml:lang="az" xml:space="preserve" xml:base="http://example.org/x/">
  <!-- in --><p:x z="1" a:z="2" p:b="&#13;&#9;"><q xmlns="" keep="1">text &amp; &#13; more</q><p:x xmlns:p="urn:other"/></p:x>
  <part xmlns="" Id="part" xml:base="y/"><!-- c --><q xmlns:u="urn:u" u:v="w"><p:x/><![CDATA[<>]]></q><?pi  d?></part><text Id="text">VGFt
Z2E=</text>
</a:root>
<!-- after -->`;

test('xmlsec1 computes the same digests for every transform, and the same values', (t) => {
  if (!requirePeer('xmlsec1', t)) return;
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const keyFile = join(FOLDER, 'key.pem');
  writeFileSync(keyFile, key.export({ type: 'pkcs8', format: 'pem' }));
  const template = DOCUMENT.replace(
    '</a:root>',
    `${signature(REFERENCES)
      .replace(/AA==/, '')
      .replace(/<ds:KeyValue>[\s\S]*<\/ds:KeyValue>/, '<ds:KeyValue/>')}</a:root>`,
  );
  const [input, output] = [join(FOLDER, 'template.xml'), join(FOLDER, 'signed.xml')];
  writeFileSync(input, template);
  const ids = ['--id-attr:Id', 'part', '--id-attr:Id', 'urn:d:text'];
  const run = spawnSync('xmlsec1', ['--sign', '--privkey-pem', keyFile, ...ids, '--output', output, input], {
    encoding: 'utf8',
  });
  assert.equal(run.status, 0, run.stderr);
  const [facts] = signaturesOf(readFileSync(output));
  assert.ok(facts !== undefined && facts.references.length === REFERENCES.length);
  const wrong = facts.references.flatMap((one, index) =>
    digestHolds(one) ? [] : [`${index} ${REFERENCES[index]} ${JSON.stringify(one.missing)}`],
  );
  assert.deepEqual(wrong, []);
  assert.equal(isIntact(facts), true);
});

test('xmlsec1 verifies what was digested and signed with the canonical octets of this reader', (t) => {
  if (!requirePeer('xmlsec1', t)) return;
  const file = join(FOLDER, 'ours.xml');
  writeFileSync(file, signed(DOCUMENT.replace('</a:root>', `${signature(REFERENCES)}</a:root>`)));
  const ids = ['--id-attr:Id', 'part', '--id-attr:Id', 'urn:d:text'];
  const run = spawnSync('xmlsec1', ['--verify', ...ids, file], {
    encoding: 'utf8',
  });
  assert.equal(run.status, 0, run.stderr);
});
