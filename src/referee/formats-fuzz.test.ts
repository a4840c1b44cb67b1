/** Structured damage to a file of every format: no crash, nothing that takes long, no memory that grows. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { unzipSync, zipSync } from 'fflate';
import { mintState } from '../forge/pki';
import { type Stream, stream } from '../forge/stream';
import { longTermFiles } from '../forge/testing-long-term';
import { TEST_INSTANT, TEST_PROFILE } from '../forge/testing-profile';
import { FORMATS, type Format } from '../model/claim';
import { judged } from './testing-integrity';
import { contextOf } from './testing-state';
import { startReferee } from './validate';

/** Files of each format: 20,000 in the long gate, which sets `TAMGA_FUZZ` to 20. */
const ROUNDS = 1000 * Number(process.env['TAMGA_FUZZ'] ?? '0.1');
/** No file may take longer, ten times what the slowest needs on one busy core. */
const LONGEST = 2000;
const MOST_MEMORY = 512 * 1024 * 1024;
const STATE = mintState('fuzz', TEST_INSTANT, 'KZ', TEST_PROFILE);

before(startReferee);

/** What readers of each syntax trip over: lengths, delimiters, references, numbers out of any range. */
const CMS_WORDS = [0x80, 0x84, 0xff, 0x00, 0x30, 0x31, 0xa0, 0x24].map((byte) => Buffer.from([byte]));
const XML_WORDS = texts(
  '<',
  '>',
  '&',
  '"',
  '/',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?',
  '<!DOCTYPE x [<!ENTITY e "ee">]>',
  '&e;',
  '&#0;',
  ' Id="x"',
  ' Id=""',
  'URI=""',
  'URI="#"',
  'URI="#xpointer(/)"',
  'xmlns=""',
  'xmlns:ds="x"',
  '<ds:Transform Algorithm="x"/>',
  '<ds:Signature/>',
  'not(//*)',
  '\u0000',
  '\ufeff',
  '-1',
  '99999999999999999999',
);
const PDF_WORDS = texts(
  '<<',
  '>>',
  '[',
  ']',
  '(',
  ')',
  '%%EOF',
  'endobj',
  'stream',
  'endstream',
  ' 0 R',
  '1 0 R',
  '/Prev 0',
  '/Kids [1 0 R]',
  '/Length 9999999999',
  '-1',
  '99999999999',
  'xref',
  'trailer',
  'startxref',
  '/ByteRange [0 0 0 0]',
  '/Parent 1 0 R',
  'null',
);
const JSON_WORDS = texts(
  '{',
  '}',
  '[',
  ']',
  '"',
  ',',
  ':',
  '\\u0000',
  '"alg":"none"',
  '"crit":["b64"]',
  '.',
  '..',
  'null',
  '[]',
  '{}',
  '1e999',
  '"payload":1',
  '"signatures":[]',
  '__proto__',
  '"b64":false',
  '-1',
);
const ZIP_SIGNS = ['504b0304', '504b0102', '504b0506', '504b0607', 'ffffffff', '0000', 'ffff', '0800'];
const ZIP_WORDS = [
  ...ZIP_SIGNS.map((hex) => Buffer.from(hex, 'hex')),
  ...texts('META-INF/', '../', 'mimetype', '/'),
];

const WORDS: readonly (readonly [RegExp, readonly Buffer[]])[] = [
  [/^ASiC/, [...ZIP_WORDS, ...XML_WORDS]],
  [/^(XAdES|XMLDSig)$/, XML_WORDS],
  [/^(PAdES|PDF)$/, [...PDF_WORDS, ...CMS_WORDS]],
  [/^(JAdES|JWS)$/, JSON_WORDS],
  [/^(CAdES|CMS)$/, CMS_WORDS],
];

function texts(...words: readonly string[]): readonly Buffer[] {
  return words.map((word) => Buffer.from(word));
}

function number(random: Stream, below: number): number {
  return Number(random.integerBelow(BigInt(Math.max(1, below))));
}

/** Bytes changed, removed, repeated, moved, cut off, or replaced by words of the syntax. */
function damage(bytes: Uint8Array, words: readonly Buffer[], random: Stream): Uint8Array {
  let result: Uint8Array = bytes;
  for (let count = 1 + number(random, 4); count > 0 && result.length > 4; count -= 1) {
    const at = number(random, result.length);
    const to = Math.min(result.length, at + 1 + number(random, number(random, 8) === 0 ? result.length : 24));
    const [head, middle, tail] = [result.subarray(0, at), result.subarray(at, to), result.subarray(to)];
    const word = words[number(random, words.length)] ?? middle;
    const kinds: readonly (() => Uint8Array)[] = [
      () => Buffer.concat([head, random.bytes(1), tail]),
      () => Buffer.concat([head, word, result.subarray(at)]),
      () => Buffer.concat([head, word, result.subarray(at + word.length)]),
      () => Buffer.concat([head, tail]),
      () => Buffer.concat([head, middle, middle, tail]),
      () => Buffer.concat([tail, middle, head]),
      () => Buffer.from(head),
    ];
    // The whole of a file is thrown about seldom: most readers refuse that at the first byte.
    const kind = number(random, number(random, 10) === 0 ? kinds.length : 5);
    result = kinds[kind]?.() ?? result;
  }
  return result;
}

/** The archive is whole, and what lies in it is not: checksums keep all else from the readers behind that of ZIP. */
function inside(archive: Uint8Array, random: Stream): Uint8Array {
  const entries = unzipSync(archive);
  const names = Object.keys(entries);
  const name = names[number(random, names.length)] ?? '';
  const words = name.endsWith('.p7s') || name.endsWith('.tst') ? CMS_WORDS : XML_WORDS;
  return zipSync(
    { ...entries, [name]: damage(entries[name] ?? new Uint8Array(0), words, random) },
    { level: 0 },
  );
}

interface Files {
  readonly format: Format;
  readonly level: string;
  readonly file: Uint8Array;
  readonly contents: readonly { readonly name: null; readonly bytes: readonly Uint8Array[] }[];
}

function filesOf(format: Format): readonly Files[] {
  return longTermFiles({
    state: STATE,
    suite: 'ecdsa-p256-sha256',
    formats: [format],
    levels: ['none', 'B-LTA'],
  }).map(({ product, signature, content }) => ({
    format,
    level: product.level,
    file: signature,
    contents: content === null ? [] : [{ name: null, bytes: [content] }],
  }));
}

for (const format of FORMATS) {
  test(`damaged ${format} crashes nothing and takes no long time`, () => {
    const files = filesOf(format);
    const words = WORDS.find(([pattern]) => pattern.test(format))?.[1] ?? [];
    const random = stream('formats-fuzz', format);
    const context = contextOf(STATE);
    const rounds = Math.ceil(ROUNDS / files.length);
    let [slowest, unread] = [0, 0];
    for (const { file, contents } of files) {
      for (let round = 0; round < rounds; round += 1) {
        const input =
          format.startsWith('ASiC') && round % 2 === 0 ? inside(file, random) : damage(file, words, random);
        const start = performance.now();
        try {
          if (judged(input, contents, context) === null) unread += 1;
        } catch (error) {
          assert.fail(`${error instanceof Error ? error.stack : error}\n${shown(input)}`);
        }
        const took = performance.now() - start;
        assert.ok(took < LONGEST, `took ${took} ms\n${shown(input)}`);
        slowest = Math.max(slowest, took);
      }
    }
    assert.ok(process.memoryUsage.rss() < MOST_MEMORY, `${process.memoryUsage.rss()} bytes of memory`);
    assert.ok(unread < rounds * files.length, 'everything was refused at once');
    if (process.env['TAMGA_FUZZ'] !== undefined)
      console.log(
        `${format}: ${rounds * files.length} files, ${unread} unread, slowest ${slowest.toFixed(0)} ms`,
      );
  });
}

/** Enough to try it again, short enough for a terminal. */
function shown(input: Uint8Array): string {
  return deflateRawSync(input).toString('base64');
}
