import assert from 'node:assert/strict';
import test from 'node:test';
import { digestByName } from '../../crypto/digests';
import { initXml } from '../../encoding/xml/parse';
import { TamgaError } from '../../model/error';
import { fuzzCount, seededNumber } from '../../testing/seeded';
import type { SignatureEntry } from '../facts';
import { readXml } from './read';
import {
  ENVELOPED,
  EXCLUSIVE,
  PROPERTIES_TYPE,
  qualifying,
  reference,
  signature,
  signed,
} from './testing-xml';

test.before(initXml);

/** Everything that facts promise to give is taken. */
function takeAll(entry: SignatureEntry): void {
  if (!entry.readable) return;
  const { references, contentTimeStamps, timeStamps, signedBytes, counterSignatures } = entry.signature;
  for (const { data } of references) for (const piece of data ?? []) assert.ok(piece.length >= 0);
  for (const { covers } of [...contentTimeStamps, ...timeStamps]) {
    for (const piece of covers(digestByName('sha256')) ?? []) assert.ok(piece.length >= 0);
  }
  for (const piece of signedBytes ?? []) assert.ok(piece.length > 0);
  counterSignatures.forEach(takeAll);
}

/** Only an error of ours may come out, and none that says that we are wrong. */
function survives(text: string): void {
  const start = process.cpuUsage();
  try {
    readXml(Buffer.from(text), []).signatures.forEach(takeAll);
  } catch (error) {
    assert.ok(
      error instanceof TamgaError && error.code !== 'TAMGA-E-INTERNAL',
      `${error instanceof Error ? error.stack : error}\n${text}`,
    );
  }
  const { user, system } = process.cpuUsage(start);
  assert.ok(user + system < 2_000_000, `${user + system} microseconds: ${text.slice(0, 500)}`);
}

function template(): string {
  const xpath =
    '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath>not(ancestor-or-self::ds:Signature) and string(@a) != "1"</ds:XPath></ds:Transform>';
  const certificate =
    '<x:SigningCertificate><x:Cert><x:CertDigest><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>AAAA</ds:DigestValue></x:CertDigest><x:IssuerSerial><ds:X509IssuerName>CN=a\\,b+O="c",2.5.4.3=#0C0141</ds:X509IssuerName><ds:X509SerialNumber>-129</ds:X509SerialNumber></x:IssuerSerial></x:Cert></x:SigningCertificate>';
  const stamp = (name: string) =>
    `<x:${name}><ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}"/><x:Include URI="#r" referencedData="true"/><x:EncapsulatedTimeStamp>AAAA</x:EncapsulatedTimeStamp></x:${name}>`;
  const stamps = [
    'SignatureTimeStamp',
    'SigAndRefsTimeStamp',
    'RefsOnlyTimeStamp',
    'ArchiveTimeStamp',
    'CompleteCertificateRefs',
  ].map((one) => stamp(one) + stamp(one).replace(/<x:Include[^>]*>/, ''));
  const policy =
    '<x:SignaturePolicyIdentifier><x:SignaturePolicyId><x:SigPolicyId><x:Identifier>urn:oid:1.2.3</x:Identifier></x:SigPolicyId><x:SigPolicyHash><ds:DigestMethod Algorithm="x"/><ds:DigestValue>AAAA</ds:DigestValue></x:SigPolicyHash></x:SignaturePolicyId></x:SignaturePolicyIdentifier>';
  const objects = qualifying(
    `<x:SigningTime>2026-01-01T00:00:00.5+05:00</x:SigningTime>${certificate}${policy}`,
    stamps.join(''),
  );
  const references = [
    reference('', [ENVELOPED, EXCLUSIVE], ' Id="r"'),
    reference('', [xpath]),
    reference('#sig-properties', [], PROPERTIES_TYPE),
    reference('#m'),
    reference("#xpointer(id('b'))"),
  ];
  const manifest = `<ds:Object><ds:Manifest Id="m">${reference('#sig')}</ds:Manifest></ds:Object>`;
  return `<bill a="1" Id="b" xmlns:p="urn:p"><!-- c --><pay xml:lang="az">1</pay><?pi d?>${signature(references, objects + manifest)}</bill>`;
}

/** Words that lead a reader astray, put anywhere. */
const WORDS: readonly string[] = [
  'Id="b"',
  'id="sig"',
  '<!-- x -->',
  '<?x y?>',
  '#',
  '//*',
  'xmlns=""',
  'xmlns:p="urn:q"',
  '&#13;',
  '99999999999999999999',
  '-',
  '=',
  '<ds:Signature>',
  '</ds:Signature>',
  'URI=""',
  'xml:base=".."',
];

function damaged(text: string, label: string): string {
  let result = text;
  for (let change = 0; change <= seededNumber(label, 3); change += 1) {
    const pick = (what: string, below: number) => seededNumber(`${label}-${change}-${what}`, below);
    const at = pick('at', result.length);
    const kind = pick('kind', 5);
    const elements = [...result.matchAll(/<(?:ds|x):[^>]*>/g)];
    const [from, to] = [
      elements[pick('from', elements.length || 1)],
      elements[pick('to', elements.length || 1)],
    ];
    if (kind === 0)
      result = result.slice(0, at) + (WORDS[pick('word', WORDS.length)] ?? '') + result.slice(at);
    if (kind === 1) result = result.slice(0, at) + result.slice(at + pick('length', 20));
    if (kind === 2)
      result = result.replace(/"[^"]{1,80}"/g, (value, place: number) =>
        place % 37 === pick('value', 37) ? '"#m"' : value,
      );
    if (kind === 3 && from !== undefined && to !== undefined)
      result = result.replaceAll(from[0].split(/[\s>]/)[0] ?? '', to[0].split(/[\s>]/)[0] ?? '');
    if (kind === 4 && from !== undefined) {
      const name = /^<([\w:]+)/.exec(from[0])?.[1] ?? '';
      const whole = new RegExp(`<${name}[ >][\\s\\S]*?</${name}>`).exec(result)?.[0] ?? '';
      result = result.replace(whole, pick('twice', 2) === 0 ? '' : whole + whole);
    }
  }
  return result;
}

test('damaged signatures never crash the reader', () => {
  const text = signed(template());
  survives(text);
  for (let round = 0; round < fuzzCount(400, 20_000); round += 1) survives(damaged(text, `xades-${round}`));
});

test('small documents that ask for much work get none', () => {
  const many = (count: number, one: string) => Array.from({ length: count }, () => one);
  const heavy = 'x'.repeat(100_000);
  const xpath = (expression: string) =>
    `<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath>${expression}</ds:XPath></ds:Transform>`;
  const rows = '<row><a/></row>'.repeat(5000);
  for (const [body, references, objects] of [
    [heavy, many(1900, reference('', [EXCLUSIVE])), ''],
    [heavy, many(5000, reference('', [])), ''],
    [rows, many(100, reference('', [xpath('//*[//*]')])), ''],
    [rows, many(100, reference('', [xpath('count(//*) &gt; count(preceding::*)')])), ''],
    [rows, [reference('', many(500, xpath('true()')))], ''],
    [rows, [reference('', many(5000, `<ds:Transform Algorithm="${ENVELOPED}"/>`))], ''],
    [rows, [reference('', many(2000, `<ds:Transform Algorithm="${EXCLUSIVE}"/>`))], ''],
    // A name of a megabyte, declared again by every sibling.
    [`<p:a/>`.repeat(5000), [reference('#b', [EXCLUSIVE])], ''],
    [
      '',
      many(10, reference('#m0')),
      Array.from(
        { length: 10 },
        (_, n) =>
          `<ds:Object><ds:Manifest Id="m${n}">${many(150, reference(`#m${(n + 1) % 10}`)).join('')}</ds:Manifest></ds:Object>`,
      ).join(''),
    ],
    ['', [reference('#sig-value')], many(300, signature([reference('#sig-value')], '', 'sig')).join('')],
    [
      '',
      [reference('#b')],
      qualifying(
        '',
        many(
          2000,
          '<x:ArchiveTimeStamp><x:EncapsulatedTimeStamp>AAAA</x:EncapsulatedTimeStamp></x:ArchiveTimeStamp>',
        ).join(''),
      ),
    ],
  ] as const) {
    survives(
      `<bill Id="b" xmlns:p="urn:${'p'.repeat(body.startsWith('<p:a') ? 1_000_000 : 1)}">${body}${signature(references, objects)}</bill>`,
    );
  }
});
