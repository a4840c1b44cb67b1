import { deepEqual, equal, ok, throws } from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { TamgaError } from '../../model/error';
import { seededNumber } from '../../testing/seeded';
import { looksLikeZip, readZip, ZIP_LIMITS, type ZipArchive } from './read';
import { type TestArchive, type TestEntry, testZip } from './testing-zip';

const A: TestEntry = { name: 'a.txt', content: 'first' };
const B: TestEntry = { name: 'dir/b.txt', content: 'second, '.repeat(50), deflate: true };
const SOME = Buffer.from('some bytes');

const kinds = ({ oddities }: ZipArchive) => oddities.map(({ kind }) => kind);
const texts = ({ entries }: ZipArchive) => entries.map((entry) => Buffer.from(entry.content()).toString());

function patched(bytes: Uint8Array, at: number, octet: number): Uint8Array {
  return Uint8Array.from(bytes, (value, index) => (index === at ? octet : value));
}

describe('what an archive holds', () => {
  for (const [what, entries, archive] of [
    ['stored and deflated', [A, B], {}],
    [
      'with descriptors',
      [
        { ...A, descriptor: true },
        { ...B, descriptor: 'bare' },
      ],
      {},
    ],
    ['with a comment', [A, B], { comment: Buffer.from('mimetype=x') }],
    [
      'with Unix modes',
      [
        { ...A, mode: 0o100644 },
        { ...B, mode: 0o100600 },
      ],
      {},
    ],
    [
      'with sizes in the local header and a descriptor',
      [{ ...A, descriptor: true, local: { crc: 0, size: 0, compressed: 0 } }, B],
      {},
    ],
  ] as const satisfies readonly (readonly [string, readonly TestEntry[], TestArchive])[]) {
    test(what, () => {
      const bytes = testZip(entries, archive);
      ok(looksLikeZip(bytes));
      const zip = readZip(bytes);
      deepEqual(
        zip.entries.map(({ name, stored }) => [name, stored]),
        [
          ['a.txt', true],
          ['dir/b.txt', false],
        ],
      );
      deepEqual(texts(zip), ['first', 'second, '.repeat(50)]);
      deepEqual(kinds(zip), []);
    });
  }

  test('names in UTF-8 whether they say so or not', () => {
    const zip = readZip(
      testZip([
        { ...A, name: Buffer.from('ə') },
        { ...A, name: 'ö' },
      ]),
    );
    deepEqual([zip.entries.map(({ name }) => name), kinds(zip)], [['ə', 'ö'], []]);
  });

  test('padding behind it is nothing', () => {
    deepEqual(kinds(readZip(testZip([A], { after: Buffer.from('\r\n\0\0') }))), []);
  });

  test('nothing, and folders', () => {
    deepEqual(readZip(testZip([])).entries, []);
    const zip = readZip(testZip([{ name: 'dir/', mode: 0o40755 }, B]));
    deepEqual([zip.entries[0]?.directory, kinds(zip)], [true, []]);
  });
});

describe('what is odd is told', () => {
  const nfd = 'cafe\u0301.txt';
  const link = { ...A, mode: 0o120777 };
  for (const [what, entries, archive, expected] of [
    [
      'another name in the local header',
      [{ ...A, local: { name: Buffer.from('c.txt') } }],
      {},
      ['zip.views-differ'],
    ],
    ['another method', [{ ...B, local: { method: 0 } }], {}, ['zip.views-differ']],
    ['another CRC', [{ ...A, local: { crc: 1 } }], {}, ['zip.views-differ']],
    ['another size', [{ ...A, local: { size: 1 } }], {}, ['zip.views-differ']],
    ['another compressed size', [{ ...A, local: { compressed: 1 } }], {}, ['zip.views-differ']],
    ['encryption in the local header alone', [{ ...A, local: { flags: 0x0801 } }], {}, ['zip.views-differ']],
    ['a descriptor that is not there', [{ ...A, flags: 0x0808 }], {}, ['zip.views-differ']],
    [
      'a descriptor that says otherwise',
      [{ ...A, descriptor: true, crc: 7, local: { crc: 9 } }],
      {},
      ['zip.views-differ'],
    ],
    ['bytes before the archive, offsets as they were', [A], { before: SOME }, ['zip.foreign-bytes']],
    ['bytes before the first entry', [{ ...A, before: SOME }], {}, ['zip.foreign-bytes']],
    ['bytes between entries', [A, { ...B, before: SOME }], {}, ['zip.foreign-bytes']],
    ['bytes before the central directory', [A], { gap: SOME }, ['zip.foreign-bytes']],
    ['bytes behind the central directory', [A], { behind: SOME }, ['zip.foreign-bytes']],
    ['bytes behind the archive', [A], { after: SOME }, ['zip.foreign-bytes']],
    ['an archive in the comment', [A], { comment: testZip([B]) }, ['zip.foreign-bytes', 'zip.foreign-bytes']],
    ['a name twice', [A, A], {}, ['zip.repeated-name']],
    ['names that differ in case', [A, { ...A, name: 'A.TXT' }], {}, ['zip.alike-names']],
    [
      'names that differ in their normal form',
      [
        { ...A, name: nfd },
        { ...A, name: nfd.normalize('NFC') },
      ],
      {},
      ['zip.alike-names'],
    ],
    ['a folder with the name of a file', [A, { name: 'a.txt/' }], {}, ['zip.alike-names']],
    ['an absolute name', [{ ...A, name: '/a' }], {}, ['zip.unsafe-name']],
    ['a drive', [{ ...A, name: 'C:a' }], {}, ['zip.unsafe-name']],
    ['dots that lead out', [{ ...A, name: 'x/../../a' }], {}, ['zip.unsafe-name']],
    ['a dot that leads nowhere', [{ ...A, name: 'META-INF/./a' }], {}, ['zip.unsafe-name']],
    ['an empty segment', [{ ...A, name: 'x//a' }], {}, ['zip.unsafe-name']],
    ['a backslash', [{ ...A, name: 'META-INF\\a' }], {}, ['zip.unsafe-name']],
    ['a zero octet', [{ ...A, name: 'a.txt\0.exe' }], {}, ['zip.unsafe-name']],
    ['no name', [{ ...A, name: '' }], {}, ['zip.unsafe-name']],
    [
      'a name that is not UTF-8 and says so',
      [{ ...A, name: Buffer.from([0xff]), flags: 0x0800 }],
      {},
      ['zip.name-encoding'],
    ],
    ['a name in an unknown code', [{ ...A, name: Buffer.from([0x81]) }], {}, ['zip.name-encoding']],
    [
      'another Unicode path',
      [{ ...A, extra: Buffer.from('7570080001000000006162' + '63', 'hex') }],
      {},
      ['zip.name-encoding'],
    ],
    ['a symbolic link', [link], {}, ['zip.special-file']],
    ['a device', [{ ...A, mode: 0o020666 }], {}, ['zip.special-file']],
    ['a folder with content', [{ ...A, name: 'd/' }], {}, ['zip.special-file']],
  ] as const satisfies readonly (readonly [string, readonly TestEntry[], TestArchive, readonly string[]])[]) {
    test(what, () => deepEqual(kinds(readZip(testZip(entries, archive))), expected));
  }

  test('an entry that the central directory does not list is called so', () => {
    const hidden = testZip([{ name: 'hidden', content: 'x' }]);
    const [odd] = readZip(testZip([A, { ...B, before: hidden.subarray(0, 37) }])).oddities;
    ok(odd?.found.includes('an entry that the central directory does not list'));
  });
});

describe('what cannot be read is refused by name', () => {
  for (const [what, bytes, message] of [
    ['no archive', SOME, /no whole ZIP archive/],
    ['an encrypted entry', testZip([{ ...A, flags: 1 }]), /"a.txt" is encrypted/],
    ['another method', testZip([{ ...A, method: 12 }]), /compressed with method 12/],
    ['a split archive', testZip([A], { disk: 1 }), /split over several files/],
    ['too large a count', testZip([A], { count: 2 }), /an entry of the central directory/],
    ['too small a count', testZip([A, B], { count: 1 }), /shorter than stated/],
    ['a directory outside', testZip([A], { offset: 5000 }), /reaches/],
    ['a header outside', testZip([{ ...A, offset: 5000 }]), /reaches beyond/],
    ['a header that is none', testZip([{ ...A, offset: 1 }]), /no header of "a.txt"/],
    [
      'two entries in the same bytes',
      testZip([A, { ...A, name: 'c.txt', offset: 0, local: { name: Buffer.from('a.txt') } }]),
      /lies in the bytes of the entry before it/,
    ],
    [
      'an entry that reaches into the directory',
      patched(testZip([A]), 40 + 20, 20),
      /into the central directory/,
    ],
  ] as const) {
    test(what, () => throws(() => readZip(bytes), { code: 'TAMGA-E-ZIP', message }));
  }

  for (const [what, entry, message] of [
    ['another CRC', { ...A, crc: 1 }, /the CRC is another/],
    ['more than stated', { ...B, size: 3 }, /longer than stated|not 3/],
    ['less than stated', { ...B, size: 4000 }, /400 bytes, not 4000/],
    ['a stored size that differs', { ...A, size: 4 }, /5 bytes, not 4/],
    ['damaged data', { ...B, data: SOME }, /damaged/],
    [
      'half the data',
      { ...B, data: deflateRawSync(Buffer.from('second, '.repeat(50))).subarray(0, 8) },
      /damaged/,
    ],
    [
      'bytes behind the data',
      { ...B, data: Buffer.concat([deflateRawSync(Buffer.from('second, '.repeat(50))), SOME]) },
      /bytes follow the compressed data/,
    ],
  ] as const satisfies readonly (readonly [string, TestEntry, RegExp])[]) {
    test(`content: ${what}`, () => {
      const [read] = readZip(testZip([entry])).entries;
      throws(() => read?.content(), { code: 'TAMGA-E-ZIP', message });
    });
  }

  test('every cut', () => {
    const whole = testZip([A, { ...B, descriptor: true }], { comment: Buffer.from('a comment') });
    for (let length = 0; length < whole.length; length += 1) {
      throws(() => readZip(whole.subarray(0, length)), { code: 'TAMGA-E-ZIP' }, `${length} bytes`);
    }
  });
});

describe('limits', () => {
  const bomb: TestEntry = { name: 'bomb', content: Buffer.alloc(32 * 1024 * 1024), deflate: true };

  test('a bomb costs nothing until it is asked for, and nothing then', () => {
    const zip = readZip(testZip([A, bomb]));
    equal(Buffer.from(zip.entries[0]?.content() ?? []).toString(), 'first');
    throws(() => zip.entries[1]?.content(), {
      code: 'TAMGA-E-LIMIT',
      message: /"bomb": 33554432 bytes out of/,
    });
  });

  test('one that lies about its size ends at the size that it states', () => {
    const [entry] = readZip(testZip([{ ...bomb, size: 1000 }])).entries;
    throws(() => entry?.content(), { code: 'TAMGA-E-ZIP' });
  });

  test('size of one entry, of all together, and their number', () => {
    const limits = { ...ZIP_LIMITS, entries: 3, bytes: 6, total: 1000 };
    const [large] = readZip(testZip([B]), limits).entries;
    throws(() => large?.content(), { code: 'TAMGA-E-LIMIT', message: /over 6/ });
    const { entries } = readZip(testZip([A, { ...A, name: 'b' }, { ...A, name: 'c' }]), {
      ...limits,
      total: 10,
    });
    for (const entry of [entries[0], entries[0], entries[1]]) equal(entry?.content().length, 5);
    throws(() => entries[2]?.content(), {
      code: 'TAMGA-E-LIMIT',
      message: /over 10 bytes with those before/,
    });
    throws(() => readZip(testZip(Array(4).fill(A)), limits), { code: 'TAMGA-E-LIMIT', message: /4 entries/ });
  });

  test('sixty thousand entries', () => {
    const many = Array.from({ length: 60_000 }, (_, index) => ({ name: `${index}` }));
    throws(() => readZip(testZip(many)), { code: 'TAMGA-E-LIMIT', message: /60000 entries/ });
  });
});

test('damaged archives give facts or a TamgaError, and no content that its CRC does not speak for', () => {
  const rounds = 400 * Number(process.env['TAMGA_FUZZ'] ?? '1');
  const whole = testZip([A, { ...B, descriptor: true }, { name: 'META-INF/c.xml', content: '<a/>' }]);
  for (let round = 0; round < rounds; round += 1) {
    const number = (what: string, below: number) => seededNumber(`zip ${round} ${what}`, below);
    const damaged = Buffer.from(whole);
    for (let change = 0; change <= number('changes', 3); change += 1)
      damaged[number(`at ${change}`, damaged.length)] = number(`octet ${change}`, 256);
    const at = number('cut', damaged.length);
    const bytes =
      number('kind', 3) === 0
        ? Buffer.concat([damaged.subarray(0, at), damaged.subarray(at + number('length', 9))])
        : damaged;
    try {
      for (const entry of readZip(bytes).entries) ok(entry.content().length === entry.size);
    } catch (error) {
      ok(
        error instanceof TamgaError,
        `${error instanceof Error ? error.stack : error}\n${bytes.toString('base64')}`,
      );
    }
  }
});
