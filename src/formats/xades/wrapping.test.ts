import assert from 'node:assert/strict';
import test from 'node:test';
import { initXml } from '../../encoding/xml/parse';
import type { SignatureFacts } from '../facts';
import { readXml } from './read';
import {
  ENVELOPED,
  EXCLUSIVE,
  hasOddity,
  isIntact,
  oddityKinds,
  PROPERTIES_TYPE,
  qualifying,
  reference,
  signature,
  signaturesOf,
  signed,
  xmlDetailOf,
} from './testing-xml';

test.before(initXml);

function only(text: string): SignatureFacts {
  const all = signaturesOf(text);
  assert.equal(all.length, 1);
  assert.ok(all[0] !== undefined);
  return all[0];
}

const WHOLE = reference('', [ENVELOPED, EXCLUSIVE]);

test('an enveloped signature covers its document; one by Id covers its element', () => {
  const whole = only(signed(`<bill><pay>1</pay>${signature([WHOLE])}</bill>`));
  assert.equal(isIntact(whole), true);
  assert.equal(whole.coverage, 'full');
  const root = only(signed(`<bill Id="b"><pay>1</pay>${signature([reference('#b', [ENVELOPED])])}</bill>`));
  assert.deepEqual([isIntact(root), root.coverage, oddityKinds(root)], [true, 'full', []]);
  const detached = only(signed(`<bill><pay Id="p">1</pay>${signature([reference('#p')])}</bill>`));
  assert.deepEqual(
    [isIntact(detached), detached.coverage, xmlDetailOf(detached).uncovered],
    [true, 'partial', '/bill'],
  );
  assert.deepEqual(oddityKinds(detached), ['xml.internally-detached']);
});

test('what is put into the document later is seen by its digest', () => {
  const text = signed(`<bill><pay>1</pay>${signature([WHOLE])}</bill>`);
  assert.equal(isIntact(only(text.replace('<pay>1', '<pay>1</pay><pay>9'))), false);
});

test('wrapping: the signed element moves aside, a forged one takes its place', () => {
  const text = signed(`<bill><pay Id="p">1</pay>${signature([reference('#p', [EXCLUSIVE])])}</bill>`);
  for (const forged of [
    text.replace('<pay Id="p">1</pay>', '<pay Id="q">9</pay><aside><pay Id="p">1</pay></aside>'),
    text.replace('<pay Id="p">1</pay>', '<pay>9</pay><aside><pay Id="p">1</pay></aside>'),
    `<root><bill><pay>9</pay></bill>${text}</root>`,
  ]) {
    const facts = only(forged);
    assert.equal(isIntact(facts), true);
    assert.equal(facts.coverage, 'partial');
    assert.ok(hasOddity(facts, 'xml.internally-detached'));
  }
});

test('wrapping: the old document inside the signature, a new one around it', () => {
  const text = signed(
    `<bill Id="b"><pay>1</pay>${signature([reference('#b', [ENVELOPED, EXCLUSIVE])])}</bill>`,
  );
  const inner = text.replace(/<ds:Signature [\s\S]*<\/ds:Signature>/, '');
  const own = /<ds:Signature [\s\S]*<\/ds:Signature>/.exec(text)?.[0] ?? '';
  const wrapped = own.replace('</ds:Signature>', `<ds:Object>${inner}</ds:Object></ds:Signature>`);
  const facts = only(`<bill><pay>9</pay>${wrapped}</bill>`);
  assert.equal(isIntact(facts), true);
  assert.deepEqual([facts.coverage, xmlDetailOf(facts).uncovered], ['partial', '/bill']);
});

test('wrapping: two elements of one Id, by any spelling of the attribute', () => {
  const text = signed(`<bill><pay Id="p">1</pay>${signature([reference('#p', [EXCLUSIVE])])}</bill>`);
  for (const attribute of ['Id', 'ID', 'id', 'xml:id']) {
    for (const forged of [
      `<pay ${attribute}="p">9</pay><pay Id="p">`,
      `<aside><pay ${attribute}="p">9</pay></aside><pay Id="p">`,
    ]) {
      const facts = only(text.replace('<pay Id="p">', forged));
      assert.equal(isIntact(facts), false, attribute);
      assert.equal(facts.dataFound, false);
      assert.deepEqual(facts.references[0]?.missing, { refused: '2 elements have the Id "p"' });
      assert.ok(hasOddity(facts, 'xml.ambiguous-reference') && hasOddity(facts, 'xml.duplicate-id'));
    }
  }
});

test('Ids of the document that nothing refers to may repeat', () => {
  const facts = only(signed(`<bill><row id="1"/><row id="1"/>${signature([WHOLE])}</bill>`));
  assert.deepEqual([isIntact(facts), facts.coverage, oddityKinds(facts)], [true, 'full', []]);
});

test('the same Id on the signature and elsewhere is told', () => {
  const facts = only(signed(`<bill><row id="sig"/>${signature([WHOLE])}</bill>`));
  assert.ok(hasOddity(facts, 'xml.duplicate-id'));
});

test('wrapping: SignedInfo twice, values twice, foreign children, wrong order', () => {
  const text = signed(`<bill>${signature([WHOLE])}</bill>`);
  const info = /<ds:SignedInfo>[\s\S]*<\/ds:SignedInfo>/.exec(text)?.[0] ?? '';
  const value = /<ds:SignatureValue[\s\S]*<\/ds:SignatureValue>/.exec(text)?.[0] ?? '';
  for (const forged of [
    text.replace(value, info + value),
    text.replace(value, value + value.replace('sig-value', 'second')),
    text.replace(info, `<evil xmlns=""/>${info}`),
    text.replace(info + value, value + info),
    text.replace('<ds:Reference', '<evil xmlns=""/><ds:Reference'),
    text.replace('<ds:SignatureMethod', 'text<ds:SignatureMethod'),
    text.replace('</ds:SignedInfo>', '</ds:SignedInfo>text'),
    text.replace(/(<ds:DigestValue>[^<]*<\/ds:DigestValue>)/, '$1$1'),
  ]) {
    assert.notEqual(forged, text);
    assert.ok(hasOddity(only(forged), 'xml.signature-structure'), forged);
  }
});

test('comments inside values are told', () => {
  const text = signed(`<bill>${signature([WHOLE])}</bill>`);
  for (const forged of [
    text.replace('<ds:DigestValue>', '<ds:DigestValue><!--x-->'),
    text.replace(/(<ds:SignatureValue[^>]*>..)/, '$1<!--x-->'),
    text.replace('<ds:Exponent>', '<ds:Exponent><?x?>'),
  ])
    assert.ok(hasOddity(only(forged), 'xml.broken-value'), forged);
});

const REFERENCES = [WHOLE, reference('#sig-properties', [EXCLUSIVE], PROPERTIES_TYPE)];
const TIME = '<x:SigningTime>2026-01-01T00:00:00Z</x:SigningTime>';

test('signed properties are those of the very signature, covered by a reference of it', () => {
  const good = signed(`<bill>${signature(REFERENCES, qualifying(TIME))}</bill>`);
  const facts = only(good);
  assert.deepEqual(
    [isIntact(facts), facts.format, facts.signingTimes.length, oddityKinds(facts)],
    [true, 'XAdES', 1, []],
  );
  const unsigned = only(signed(`<bill>${signature([WHOLE], qualifying(TIME))}</bill>`));
  assert.deepEqual([unsigned.format, unsigned.signingTimes.length], ['XMLDSig', 0]);
  assert.ok(hasOddity(unsigned, 'xades.signed-properties-unsigned'));
});

test('wrapping: signed properties of another place', () => {
  const good = signed(`<bill>${signature(REFERENCES, qualifying(TIME))}</bill>`);
  const object = /<ds:Object>[\s\S]*<\/ds:Object>/.exec(good)?.[0] ?? '';
  const properties = /<x:SignedProperties[\s\S]*<\/x:SignedProperties>/.exec(good)?.[0] ?? '';
  const forged = object.replace(
    properties,
    properties.replace('2026', '2020').replace('sig-properties', 'forged'),
  );
  for (const [text, kind] of [
    // The signed ones lie in an object of their own, forged ones where they are read.
    [
      good.replace(
        object,
        `${forged}<ds:Object xmlns:x="http://uri.etsi.org/01903/v1.3.2#">${properties}</ds:Object>`,
      ),
      'xades.signed-properties-elsewhere',
    ],
    [good.replace(object, `${forged}${object}`), 'xades.several-qualifying-properties'],
    [good.replace('Target="#sig"', 'Target="#other"'), 'xades.target'],
  ] as const) {
    const facts = only(text);
    assert.ok(hasOddity(facts, kind), `${kind}: ${oddityKinds(facts)}`);
    if (kind !== 'xades.target') assert.deepEqual(facts.signingTimes, []);
  }
  // Outside the signature altogether.
  const outside = only(
    good
      .replace(object, forged)
      .replace('<bill>', `<bill><aside xmlns:x="http://uri.etsi.org/01903/v1.3.2#">${properties}</aside>`),
  );
  assert.ok(hasOddity(outside, 'xades.signed-properties-elsewhere'));
});

test('a transform that empties the signed properties does not sign them', () => {
  const xpath =
    '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath>false()</ds:XPath></ds:Transform>';
  const facts = only(
    signed(
      `<bill>${signature([WHOLE, reference('#sig-properties', [xpath], PROPERTIES_TYPE)], qualifying(TIME))}</bill>`,
    ),
  );
  assert.deepEqual([isIntact(facts), facts.format, facts.signingTimes], [true, 'XMLDSig', []]);
  assert.ok(hasOddity(facts, 'xades.signed-properties-elsewhere'));
});

test('transforms that leave content out leave it uncovered', () => {
  const xpath = (expression: string) =>
    `<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath ${'xmlns:ds="http://www.w3.org/2000/09/xmldsig#"'}>${expression}</ds:XPath></ds:Transform>`;
  const document = (expression: string) =>
    only(signed(`<bill><pay>1</pay><note/>${signature([reference('', [xpath(expression)])])}</bill>`));
  const all = document('not(ancestor-or-self::ds:Signature)');
  assert.deepEqual([isIntact(all), all.coverage], [true, 'full']);
  const some = document('not(ancestor-or-self::ds:Signature or ancestor-or-self::pay)');
  assert.deepEqual(
    [isIntact(some), some.coverage, xmlDetailOf(some).uncovered],
    [true, 'partial', '/bill/pay'],
  );
  const none = document('false()');
  assert.deepEqual([isIntact(none), none.coverage], [true, 'partial']);
});

test('an object that nothing names is told', () => {
  const text = signed(`<bill>${signature([WHOLE])}</bill>`);
  const facts = only(text.replace('</ds:Signature>', '<ds:Object><pay>9</pay></ds:Object></ds:Signature>'));
  assert.deepEqual(
    [isIntact(facts), facts.coverage, oddityKinds(facts)],
    [true, 'partial', ['xml.unsigned-object']],
  );
});

test('an enveloping signature covers its object', () => {
  const object = '<ds:Object Id="o"><pay>1</pay></ds:Object>';
  const facts = only(signed(signature([reference('#o')], object)));
  assert.deepEqual([isIntact(facts), facts.coverage, oddityKinds(facts)], [true, 'full', []]);
});

test('a Manifest is followed: each of its digests counts', () => {
  const text = signed(
    `<bill><pay Id="p">1</pay>${signature([reference('#m', [], ' Type="http://www.w3.org/2000/09/xmldsig#Manifest"')], `<ds:Object><ds:Manifest Id="m">${reference('#p')}</ds:Manifest></ds:Object>`)}</bill>`,
  );
  const facts = only(text);
  assert.equal(facts.references.length, 2);
  const forged = only(text.replace('<pay Id="p">1', '<pay Id="p">9'));
  assert.equal(isIntact(forged), false);
});

test('counter-signatures sign the value of the signature that they are told to', () => {
  const counter = signature(
    [reference('#sig-value', [], ' Type="http://uri.etsi.org/01903#CountersignedSignature"')],
    '',
    'counter',
  );
  const inside = signed(
    `<bill>${signature(REFERENCES, qualifying(TIME, `<x:CounterSignature>${counter}</x:CounterSignature>`))}</bill>`,
  );
  const [nested] = only(inside).counterSignatures;
  assert.ok(nested?.readable === true && nested.signature.id === 'signer-1-counter-1');
  assert.deepEqual(oddityKinds(nested.signature), ['xml.internally-detached'].slice(1));
  const beside = only(signed(`<bill>${signature([reference('#d')])}<d Id="d"/>${counter}</bill>`));
  assert.equal(beside.counterSignatures.length, 1);
  const stray = only(inside.replace('URI="#sig-value"', 'URI="#sig-properties"'));
  const [wrong] = stray.counterSignatures;
  assert.ok(wrong?.readable === true && hasOddity(wrong.signature, 'xades.counter-signature-reference'));
});

test('a broken signature does not hide the others', () => {
  const text = signed(`<bill>${signature([reference('#d')], '', 'one')}<d Id="d"/></bill>`);
  const { signatures } = readXml(
    Buffer.from(
      text.replace('</bill>', `<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/></bill>`),
    ),
    [],
  );
  assert.deepEqual(
    signatures.map(({ readable }) => readable),
    [true, false],
  );
});

test('nothing is computed for unknown transforms, canonicalisations and pointers, which are named', () => {
  const xslt = 'http://www.w3.org/TR/1999/REC-xslt-19991116';
  const facts = only(
    `<bill>${signature([reference('', [xslt]), reference('#xpointer(//pay)'), reference('#nowhere'), reference('other.xml')])}</bill>`,
  );
  assert.deepEqual(
    facts.references.map(({ missing }) => missing),
    [{ refused: `the transform ${xslt}` }, { refused: 'the pointer #xpointer(//pay)' }, 'dangling', 'absent'],
  );
  const other = only(`<bill>${signature([WHOLE]).replace('REC-xml-c14n-20010315', 'unknown')}</bill>`);
  assert.equal(other.signedBytes, null);
  assert.ok(hasOddity(other, 'xml.canonicalization'));
});
