import assert from 'node:assert/strict';
import test from 'node:test';
import { TamgaError } from '../model/error';
import { C14N, canonical, canonicalDocument } from './xml-canonical';
import { parseXml } from './xml-parse';
import { isElement, namespaceOf, OUTERMOST, type Scope, scopeIn, type XmlElement } from './xml-tree';

/** What canonicalisation has rules for: order, superfluous and undone declarations, escapes, comments, instructions, CDATA. */
const DOCUMENTS: readonly string[] = [
  '<a/>',
  '<?xml version="1.0" encoding="UTF-8"?>\r\n<!-- before --><?target some data ?>\n<a b="2"  a=\'1\'>x</a>\n<!-- after -->\n<?end?>',
  '<a xmlns="urn:d" xmlns:z="urn:z" xmlns:y="urn:a" z:b="1" y:b="2" c="3"><b xmlns="" xmlns:z="urn:z"><z:c/></b></a>',
  '<p:a xmlns:p="urn:p" xml:lang="kk" xml:space="preserve" xml:id="i"><p:b xml:lang="az" Id="b"> <c xmlns:q="urn:q" q:d="&lt;&amp;&quot;&#x9;&#10;&#13;&gt;">&#13;&gt;&lt;&amp;"</c></p:b></p:a>',
  '<a xmlns:unused="urn:u"><b Id="b" xmlns:p="urn:1"><p:c xmlns:p="urn:2"><p:d xmlns:p="urn:1"/></p:c></b></a>',
  '<a><![CDATA[<&>]]>ə ğ Қ ў ő \u2028\u0085 \u{1F600}<b Id="b"><!-- inside --><?in side?></b></a>',
  "<a attr='tab\there' other='\"'>line\r\nline\rline</a>",
  '<a xmlns="urn:a"><b Id="b" xmlns="urn:a"><c xmlns=""/><d/></b></a>',
];

interface Found {
  readonly element: XmlElement;
  readonly scope: Scope;
}

function withId(element: XmlElement, scope: Scope): Found | undefined {
  if (element.attributes.some(([name]) => name === 'Id')) return { element, scope };
  const inner = scopeIn(scope, element);
  for (const child of element.children.filter(isElement)) {
    const found = withId(child, inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

test('libxml2 canonicalises whole documents and parts of them to the same bytes', async () => {
  const { options, XmlDocument, Node } = await canonicaliser();
  let compared = 0;
  for (const source of DOCUMENTS) {
    const { document } = parseXml(Buffer.from(source));
    const theirs = XmlDocument.fromString(source);
    for (const algorithm of Object.values(C14N)) {
      assert.equal(
        Buffer.from(canonicalDocument(document, { algorithm })).toString(),
        theirs.canonicalizeToString(options(algorithm)),
        `${algorithm} of ${source}`,
      );
      compared += 1;
      const part = withId(document.root, OUTERMOST);
      const node = theirs.get('//*[@Id]');
      if (part === undefined || !(node instanceof Node)) continue;
      const made = Buffer.from(canonical(part.element, part.scope, { algorithm })).toString();
      // libxml2 hands xml:id down under 1.1, too, which Canonical XML 1.1 section 2.4 forbids.
      if (algorithm.startsWith(C14N.inclusive11) && source.includes('xml:id')) continue;
      assert.equal(
        made,
        node.canonicalizeToString(options(algorithm)),
        `${algorithm} of a part of ${source}`,
      );
      compared += 1;
    }
    theirs.dispose();
  }
  assert.equal(compared, 70);
});

async function canonicaliser() {
  const { XmlC14NMode: modes, XmlDocument, XmlElement: Node } = await import('libxml2-wasm');
  const modeOf = (algorithm: string) => {
    if (algorithm.includes('exc')) return modes.XML_C14N_EXCLUSIVE_1_0;
    return algorithm.includes('c14n11') ? modes.XML_C14N_1_1 : modes.XML_C14N_1_0;
  };
  const options = (algorithm: string) => ({
    mode: modeOf(algorithm),
    withComments: algorithm.endsWith('#WithComments'),
  });
  return { options, XmlDocument, Node };
}

test('prefixes of a list are rendered as the inclusive method does', () => {
  const { document } = parseXml(Buffer.from('<a xmlns:p="urn:p" xmlns="urn:d" xmlns:q="urn:q"><q:b/></a>'));
  const [child] = document.root.children;
  assert.ok(child !== undefined && isElement(child));
  const made = canonical(child, scopeIn(OUTERMOST, document.root), {
    algorithm: C14N.exclusive,
    prefixes: ['p', '#default'],
  });
  assert.equal(Buffer.from(made).toString(), '<q:b xmlns="urn:d" xmlns:p="urn:p" xmlns:q="urn:q"></q:b>');
});

test('what a node-set leaves out is gone with all below it', () => {
  const { document } = parseXml(Buffer.from('<a xmlns:x="urn:x">1<x:b>2<c/></x:b>3<b>4</b></a>'));
  const made = canonicalDocument(document, {
    algorithm: C14N.exclusive,
    omits: ({ name }, namespaces) => namespaceOf(name, namespaces) === 'urn:x',
  });
  assert.equal(Buffer.from(made).toString(), '<a>13<b>4</b></a>');
});

test('what is not well-formed or has a document type is refused with its line', () => {
  for (const source of [
    '',
    'text',
    '<a>',
    '<a></b>',
    '<a/><b/>',
    '<a/>text',
    '<a b="1" b="2"/>',
    '<a b=1/>',
    '<a>&nbsp;</a>',
    '<a>&</a>',
    '<!DOCTYPE a><a/>',
    '<a><!-- -- --></a>',
    '<a b="<"/>',
    '<a>&#0;</a>',
    '<a><?xml version="1.0"?></a>',
  ]) {
    assert.throws(
      () => parseXml(Buffer.from(source)),
      (thrown) => thrown instanceof TamgaError && thrown.code === 'TAMGA-E-MINT',
      source,
    );
  }
  assert.throws(() => parseXml(Buffer.from('<a>\n\n<b></c></a>')), /line 3/);
  assert.throws(() => parseXml(Uint8Array.of(0x3c, 0xff)), /not UTF-8/);
  const undeclared = parseXml(Buffer.from('<p:a q:b="1" p:c="2" xmlns:p="urn:p"/>')).document;
  assert.throws(() => canonicalDocument(undeclared, { algorithm: C14N.inclusive }), /prefix q/);
});
