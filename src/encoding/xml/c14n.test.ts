import assert from 'node:assert/strict';
import test from 'node:test';
import { fuzzCount, seededNumber } from '../../testing/seeded';
import { type C14nMethod, canonicalize } from './c14n';
import { compareCodePoints } from './c14n-escape';
import { wholeOf } from './node-set';
import { initXml, parseXml } from './parse';
import { descendants, type XmlElement } from './tree';
import { joinReferences } from './uri-join';

const VARIANTS = ['inclusive-1.0', 'exclusive', 'inclusive-1.1'] as const;
/** XmlC14NMode of libxml2. */
const MODES = { 'inclusive-1.0': 0, exclusive: 1, 'inclusive-1.1': 2 } as const;

function methods(prefixes: readonly string[]): readonly C14nMethod[] {
  return VARIANTS.flatMap((variant) =>
    [true, false].map((comments) => ({
      variant,
      comments,
      prefixes: new Set(
        variant === 'exclusive' ? prefixes.map((one) => (one === '#default' ? '' : one)) : [],
      ),
    })),
  );
}

function elementsOf(text: string): readonly XmlElement[] {
  return [...descendants(parseXml(Buffer.from(text)))].filter((node) => node.kind === 'element');
}

/** Every element of the document, and the document itself, in every method: as libxml2 canonicalises it. */
async function agrees(text: string, prefixes: readonly string[] = []): Promise<void> {
  const { XmlDocument, XmlElement: Element, ParseOption } = await import('libxml2-wasm');
  const theirs = XmlDocument.fromString(text, { option: ParseOption.XML_PARSE_NOCDATA });
  try {
    const elements = theirs.find('//*').filter((node) => node instanceof Element);
    const ours = elementsOf(text);
    assert.equal(ours.length, elements.length);
    for (const method of methods(prefixes)) {
      const options = {
        mode: MODES[method.variant],
        withComments: method.comments,
        inclusiveNamespacePrefixes: method.prefixes.size === 0 ? [] : [...prefixes],
      };
      const whole = canonicalize(wholeOf(parseXml(Buffer.from(text)), true), method);
      assert.equal(Buffer.from(whole).toString(), theirs.canonicalizeToString(options), text);
      for (const [index, element] of elements.entries()) {
        const mine = ours[index];
        assert.ok(mine !== undefined);
        const bytes = canonicalize(wholeOf(mine, true), method);
        assert.equal(
          Buffer.from(bytes).toString(),
          element.canonicalizeToString(options),
          `${method.variant} of ${mine.local} in ${text}`,
        );
      }
    }
  } finally {
    theirs.dispose();
  }
}

test.before(initXml);

const ODD = [
  '<?p a?><!--x--><a/><!--y--><?q?>',
  '<a xmlns="urn:a" xmlns:b="urn:b" b:z="1" y="2" b:a="3" a="4"><b:c xmlns="urn:a" xmlns:b="urn:b"><d xmlns=""><e xmlns=""/></d></b:c></a>',
  '<a xmlns="urn:a"><b xmlns=""><c xmlns="urn:a"/><d/></b></a>',
  '<n:a xmlns:n="urn:1"><n:b xmlns:n="urn:2"><n:c xmlns:n="urn:1"/><c n:x="1"/></n:b></n:a>',
  '<a xml:lang="tr" xml:space="preserve" xml:id="i" xml:base="http://x/y/"><b xml:lang="az"><c xml:base="../z/"><d xml:id="j"/></c></b></a>',
  '<a xml:base="a/b/"><b xml:base="../../../c"><c xml:base="d"/></b></a>',
  '<a>\r\n\t&#13;\u2028\u0085 &gt; ]]&gt; &amp;lt; <![CDATA[<&]]>\ufeff</a>',
  '<a b="&#13;&#10;&#9; &lt;&gt;&quot;\'&amp; \u2028"/>',
  '<a><?p  x  y ?><?q?><!-- - --> <b/> </a>',
  '<a xmlns:x="urn:x" xmlns:y="urn:y" xmlns:z="urn:z"><b y:q=""><x:c/><y:c/></b></a>',
  '<a xmlns:\u{10000}="urn:1" xmlns:\uff41="urn:2" \u{10001}="1" \uff42="2"/>',
  '<a xmlns:b="urn:b"><b xmlns:b="urn:b" b:c="1"/><b:x xmlns:b="urn:c"/></a>',
];

test('odd documents canonicalise as in libxml2', async () => {
  for (const text of ODD) {
    await agrees(text);
    await agrees(text, ['#default', 'n', 'b', 'x', 'nowhere']);
  }
});

test('so do documents of chance', async () => {
  for (let round = 0; round < fuzzCount(40, 5000); round += 1) {
    await agrees(chance(`c14n-${round}`), ['p', '#default'].slice(0, round % 3));
  }
});

/** Elements inside each other that declare, change and undeclare prefixes and inherit from the xml namespace. */
function chance(label: string, depth = 0, bound: ReadonlySet<string> = new Set()): string {
  const pick = (what: string, below: number) => seededNumber(`${label}-${what}`, below);
  const mine = new Set(bound);
  let attributes = '';
  for (const prefix of ['p', 'q']) {
    if (pick(`declare-${prefix}`, 3) > 0) continue;
    attributes += ` xmlns:${prefix}="urn:${pick(`uri-${prefix}`, 3)}${prefix}"`;
    mine.add(prefix);
  }
  if (pick('default', 3) === 0) attributes += ` xmlns="${['', 'urn:d', 'urn:0p'][pick('uri', 3)]}"`;
  const xml = ['lang="kk"', 'space="default"', 'base="b/"', `id="i${label.replaceAll(/\W/g, '')}"`];
  for (const one of xml) if (pick(one, 6) === 0) attributes += ` xml:${one}`;
  for (const prefix of mine) if (pick(`use-${prefix}`, 2) === 0) attributes += ` ${prefix}:z="&#13;x"`;
  if (pick('plain', 2) === 0) attributes += ' z="1" a="2"';
  const prefixes = ['', ...mine];
  const prefix = prefixes[pick('name', prefixes.length)];
  const name = prefix === '' ? 'e' : `${prefix}:e`;
  let content = ['', 't&#13;', '<!--c-->', '<?i d?>'][pick('content', 4)] ?? '';
  const children = depth > 4 ? 0 : pick('children', 4);
  for (let child = 0; child < children; child += 1) content += chance(`${label}.${child}`, depth + 1, mine);
  return `<${name}${attributes}>${content}</${name}>`;
}

test('names sort by code point, not by UTF-16 unit', () => {
  assert.ok(compareCodePoints('\uff41', '\u{10000}') < 0);
  assert.ok(compareCodePoints('a', 'ab') < 0 && compareCodePoints('b', 'ab') > 0);
  assert.equal(compareCodePoints('a\u{10000}', 'a\u{10000}'), 0);
});

test('references are joined as appendix A of Canonical XML 1.1 has it', () => {
  for (const [base, reference, joined] of [
    ['', '../x', '../x'],
    ['..', 'x', '../x'],
    ['../..', '..', '../../../'],
    ['http://a/b/c', '../d?q', 'http://a/d?q'],
    ['http://a', 'x', 'http://a/x'],
    ['a/b', '', 'a/b'],
    ['a/', '/b/./c', '/b/c'],
    ['http://a/b', 'urn:x', 'urn:x'],
    ['http://a/b', '//c/d', 'http://c/d'],
  ] as const) {
    assert.equal(joinReferences(base, reference), joined, `${base} + ${reference}`);
  }
});
