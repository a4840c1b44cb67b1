import assert from 'node:assert/strict';
import test from 'node:test';
import { type ErrorCode, TamgaError } from '../../model/error';
import { fuzzCount, seededBytes, seededNumber } from '../../testing/seeded';
import type { XmlLimits } from './build';
import { initXml, parseXml, XML_LIMITS } from './parse';
import { namespacesInScope, type XmlElement } from './tree';

function root(text: string | Uint8Array, limits?: XmlLimits): XmlElement {
  return parseXml(typeof text === 'string' ? Buffer.from(text) : text, limits).root;
}

function refuses(text: string | Uint8Array, code: ErrorCode, words: RegExp, limits?: XmlLimits): void {
  assert.throws(
    () => root(text, limits),
    (error) => error instanceof TamgaError && error.code === code && words.test(error.message),
    String(text).slice(0, 200),
  );
}

test('nothing is read before the library is there', async () => {
  refuses('<a/>', 'TAMGA-E-INTERNAL', /initXml/);
  await initXml();
  assert.equal(root('<a/>').local, 'a');
});

test('a document is what XML 1.0 says of it', () => {
  const { children } = root(
    '<?xml version="1.0"?><a>x\r\ny&#13;<![CDATA[<q>]]>z<!-- c --><?p  d ?><b c="&#9;&#10;&#13;&quot;\'&lt; &#x2028;"/>\u2028\u0085&#x10FFFF;</a>',
  );
  assert.deepEqual(
    children.map((node) => (node.kind === 'element' ? node.attributes[0]?.value : node.value)),
    ['x\ny\r<q>z', ' c ', 'd ', '\t\n\r"\'< \u2028', '\u2028\u0085\u{10ffff}'],
  );
});

test('names have the namespaces that are in force', () => {
  const top = root(
    '<p:a xmlns:p="urn:p?x=1&amp;y=2" xmlns="urn:d"><b x="1" p:x="2"><c xmlns="" xmlns:p="urn:q"/></b></p:a>',
  );
  const [b] = top.children;
  assert.ok(b?.kind === 'element' && top.uri === 'urn:p?x=1&y=2' && b.uri === 'urn:d');
  assert.deepEqual(
    b.attributes.map(({ uri }) => uri),
    ['', 'urn:p?x=1&y=2'],
  );
  const [c] = b.children;
  assert.ok(c?.kind === 'element' && c.uri === '');
  assert.deepEqual([...namespacesInScope(c)], [['p', 'urn:q']]);
  assert.deepEqual(
    c.declared.map(({ outer }) => outer),
    ['urn:d', 'urn:p?x=1&y=2'],
  );
});

test('declared encodings are read', () => {
  const declared = (encoding: string, ...bytes: number[]) =>
    Buffer.concat([
      Buffer.from(`<?xml version="1.0" encoding="${encoding}"?><a>`),
      Buffer.from(bytes),
      Buffer.from('</a>'),
    ]);
  const text = (bytes: Uint8Array) => root(bytes).children[0];
  const read = (bytes: Uint8Array) => {
    const node = text(bytes);
    return node?.kind === 'text' ? node.value : null;
  };
  assert.equal(read(declared('windows-1251', 0xcf)), 'П');
  assert.equal(read(declared('iso-8859-9', 0xfd)), 'ı');
  assert.equal(read(declared('utf-8', 0xc4, 0xb0)), 'İ');
  assert.equal(read(Buffer.from('\ufeff<a>Ә</a>', 'utf16le')), 'Ә');
  assert.equal(read(Buffer.from('\ufeff<a>Ә</a>', 'utf16le').swap16()), 'Ә');
  assert.equal(read(Buffer.from('\ufeff<a>Ә</a>')), 'Ә');
  refuses(declared('utf-8', 0xff), 'TAMGA-E-XML', /UTF-8|encod/i);
  refuses(declared('no-such'), 'TAMGA-E-XML', /encoding/);
});

test('what is not well-formed is refused and never repaired', () => {
  for (const text of [
    '',
    ' ',
    'text',
    '<a>',
    '<a></b>',
    '<a/><b/>',
    '<a/>x',
    '<a x="1" x="2"/>',
    '<a x=1/>',
    '<a>&</a>',
    '<a>&foo;</a>',
    '<a>\u0000</a>',
    '<a>\u0001</a>',
    '<a><!-- -- --></a>',
    '<a>]]></a>',
    '<a b="<"/>',
    '<?xml version="1.1"?><a>&#1;</a>',
  ])
    refuses(text, 'TAMGA-E-XML', /./);
});

test('namespaces are asked of names', () => {
  for (const text of [
    '<p:a/>',
    '<a p:x="1"/>',
    '<a:b:c xmlns:a="urn:a"/>',
    '<a :b="x"/>',
    '<a xmlns:p=""/>',
    '<a xmlns:xmlns="urn:x"/>',
    '<a xmlns:xml="urn:x"/>',
    '<a xmlns:p="http://www.w3.org/XML/1998/namespace"/>',
    '<a xmlns="http://www.w3.org/2000/xmlns/"/>',
    '<xmlns:a/>',
    '<a xmlns:p="urn:x" xmlns:q="urn:x" p:x="1" q:x="2"/>',
  ])
    refuses(text, 'TAMGA-E-XML', /./);
});

test('a document type is refused by name in every encoding, wherever it stands', () => {
  const entities = '<!DOCTYPE a [<!ENTITY x "y">]>';
  for (const text of [
    '<!DOCTYPE a><a/>',
    `${entities}<a>&x;</a>`,
    `<?xml version="1.0"?><!-- <a/> --><?p q?>\n${entities}<a/>`,
    `<!--${'x'.repeat(5000)}-->${entities}<a/>`,
    '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
  ])
    refuses(text, 'TAMGA-E-XML', /document type/);
  refuses(Buffer.from(`\ufeff${entities}<a/>`, 'utf16le'), 'TAMGA-E-XML', /document type/);
  assert.equal(root('<a><!-- <!DOCTYPE --></a>').children.length, 1);
  const laughs = Array.from({ length: 30 }, (_, n) => `<!ENTITY l${n + 1} "&l${n};&l${n};">`).join('');
  const bomb = `\ufeff<!DOCTYPE a [<!ENTITY l0 "lol">${laughs}]><a b="&l30;">&l30;</a>`;
  refuses(Buffer.from(bomb, 'utf16le'), 'TAMGA-E-XML', /./);
});

test('nothing is fetched or included', () => {
  const [include] = root(
    '<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd" parse="text"/></a>',
  ).children;
  assert.ok(include?.kind === 'element' && include.local === 'include' && include.children.length === 0);
});

test('every limit has its number in the message', () => {
  const small: XmlLimits = { bytes: 100, depth: 3, elements: 4, attributes: 2 };
  refuses(`<a>${'x'.repeat(100)}</a>`, 'TAMGA-E-LIMIT', /107 bytes .* limit of 100/, small);
  refuses('<a><b><c><d/></c></b></a>', 'TAMGA-E-LIMIT', /4 open elements .* limit of 3/, small);
  refuses('<a><b/><b/><b/><b/></a>', 'TAMGA-E-LIMIT', /5 elements .* limit of 4/, small);
  refuses('<a b="" c="" d=""/>', 'TAMGA-E-LIMIT', /3 attributes .* limit of 2/, small);
  assert.equal(root('<a><b><c x="" y=""/></b></a>', small).local, 'a');
  refuses('<a>'.repeat(5000), 'TAMGA-E-XML', /depth/i);
  const deep = XML_LIMITS.depth + 1;
  refuses('<a>'.repeat(deep) + '</a>'.repeat(deep), 'TAMGA-E-LIMIT', /limit of 200/);
});

test('documents are given back: twenty thousand leave no trace', () => {
  const good = Buffer.from(`<a b="1">${'x'.repeat(20_000)}</a>`);
  const bad = Buffer.from(`<a b="1">${'x'.repeat(20_000)}</b>`);
  for (let round = 0; round < 200; round += 1) root(good);
  const before = process.memoryUsage().arrayBuffers + process.memoryUsage().external;
  for (let round = 0; round < 10_000; round += 1) {
    root(good);
    assert.throws(() => root(bad), TamgaError);
  }
  // Kept, they would be 400 MB.
  const grown = process.memoryUsage().arrayBuffers + process.memoryUsage().external - before;
  assert.ok(grown < 100_000_000, `${grown} bytes`);
});

test('damaged documents end in a tree or in an error of ours', () => {
  const text = Buffer.from(
    '<?xml version="1.0"?><p:a xmlns:p="urn:p" b="&amp;&#10;"><!--c--><![CDATA[x]]><?q r?><p:b xml:id="i">\u0130</p:b></p:a>',
  );
  for (let round = 0; round < fuzzCount(1000, 20_000); round += 1) {
    const label = `xml-${round}`;
    const bytes = Buffer.from(text);
    for (let change = 0; change <= seededNumber(label, 4); change += 1) {
      bytes[seededNumber(`${label}-${change}`, bytes.length)] =
        seededBytes(`${label}-${change}-v`, 1)[0] ?? 0;
    }
    try {
      root(bytes);
    } catch (error) {
      assert.ok(
        error instanceof TamgaError && error.code !== 'TAMGA-E-INTERNAL',
        `${error} ${bytes.toString('base64')}`,
      );
    }
  }
});
