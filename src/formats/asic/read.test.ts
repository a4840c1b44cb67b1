import { deepEqual, equal, ok, throws } from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { initXml } from '../../encoding/xml/parse';
import type { TestEntry } from '../../encoding/zip/testing-zip';
import { TamgaError } from '../../model/error';
import { seededNumber } from '../../testing/seeded';
import type { SignatureFacts, SignedFile } from '../facts';
import { imprintMatches, isIntact } from '../jades/testing-intact';
import { readAsic } from './read';
import {
  cades,
  container,
  type Listed,
  MIME_E,
  MIME_S,
  manifestXml,
  token,
  xadesSignatures,
  xmlSignature,
} from './testing-container';

before(initXml);

const A: Listed = { uri: 'a.txt', content: 'first file' };
const B: Listed = { uri: 'dir/b.txt', content: 'second file' };
const FILES = [
  ['a.txt', A.content],
  ['dir/b.txt', B.content],
] as const;
const P7S = 'META-INF/signature001.p7s';
const MANIFEST = 'META-INF/ASiCManifest001.xml';
const XML = 'META-INF/signatures0.xml';

type Entries = readonly (TestEntry | readonly [string, Uint8Array | string])[];

/** A manifest and the signature over it. */
function signedManifest(listed: readonly Listed[], name = MANIFEST, signature = P7S): Entries {
  const manifest = manifestXml(signature, listed);
  return [
    [name, manifest],
    [signature, cades(manifest)],
  ];
}

const GOOD_E = [...FILES, ...signedManifest([A, B])];
const GOOD_X = [...FILES, [XML, xadesSignatures(xmlSignature([A, B]))] as const];

function signaturesIn({ signatures }: SignedFile): readonly SignatureFacts[] {
  return signatures.map((entry) => {
    ok(entry.readable, entry.readable ? '' : entry.fault);
    return entry.signature;
  });
}

function first(file: Uint8Array): SignatureFacts {
  const [signature] = signaturesIn(readAsic(file));
  ok(signature !== undefined);
  return signature;
}

const kinds = ({ oddities }: SignatureFacts) => oddities.map(({ kind }) => kind);
const own = (facts: SignatureFacts) => kinds(facts).filter((kind) => /^(asic|zip)\./.test(kind));

describe('containers', () => {
  for (const [what, file, format, signed] of [
    ['ASiC-E with CAdES', container(MIME_E, GOOD_E), 'ASiC-E/CAdES', ['a.txt', 'dir/b.txt']],
    ['ASiC-E with CAdES without mimetype', container(null, GOOD_E), 'ASiC-E/CAdES', ['a.txt', 'dir/b.txt']],
    ['ASiC-E with XAdES', container(MIME_E, GOOD_X), 'ASiC-E/XAdES', ['a.txt', 'dir/b.txt']],
    ['BDOC', container('application/vnd.bdoc-1.0', GOOD_X), 'ASiC-E/XAdES', ['a.txt', 'dir/b.txt']],
    [
      'ASiC-S with CAdES',
      container(MIME_S, [
        ['a.txt', A.content],
        ['META-INF/signature.p7s', cades(A.content)],
      ]),
      'ASiC-S/CAdES',
      ['a.txt'],
    ],
    [
      'ASiC-S with CAdES without mimetype',
      container(null, [
        ['a.txt', A.content],
        ['META-INF/signature.p7s', cades(A.content)],
      ]),
      'ASiC-S/CAdES',
      ['a.txt'],
    ],
    [
      'ASiC-S with XAdES',
      container(MIME_S, [
        ['a.txt', A.content],
        ['META-INF/signatures.xml', xadesSignatures(xmlSignature([A]))],
      ]),
      'ASiC-S/XAdES',
      ['a.txt'],
    ],
    [
      'a signature file of any name',
      container(MIME_E, [...FILES, ['META-INF/x.bin', xadesSignatures(xmlSignature([A, B]))]]),
      'ASiC-E/XAdES',
      ['a.txt', 'dir/b.txt'],
    ],
  ] as const) {
    test(what, () => {
      const read = readAsic(file);
      const [facts] = signaturesIn(read);
      ok(facts?.container);
      deepEqual([read.format, facts.format, facts.id], [format, format, 'signer-1']);
      deepEqual([facts.container.signed, own(facts), facts.coverage], [signed, [], 'full']);
      ok(isIntact(facts));
    });
  }

  test('several signatures are numbered through', () => {
    const second = signedManifest([B], 'META-INF/ASiCManifest002.xml', 'META-INF/signature002.p7s');
    const facts = signaturesIn(readAsic(container(MIME_E, [...FILES, ...signedManifest([A]), ...second])));
    deepEqual(
      facts.map(({ id }) => id),
      ['signer-1', 'signer-2'],
    );
    deepEqual(
      facts.map(({ coverage }) => coverage),
      ['full', 'full'],
    );
    deepEqual(
      facts.map(({ container: detail }) => detail?.signed),
      [['a.txt'], ['dir/b.txt']],
    );
    const xml = xadesSignatures(xmlSignature([A]), xmlSignature([B]));
    deepEqual(
      signaturesIn(readAsic(container(MIME_E, [...FILES, [XML, xml]]))).map(({ id }) => id),
      ['signer-1', 'signer-2'],
    );
  });

  test('names are taken as they are or percent-encoded', () => {
    for (const uri of ['d%C9%99 +1.txt', 'd\u0259 +1.txt', 'd%c9%99%20%2B1.txt']) {
      const listed = { uri, content: 'x' };
      for (const signature of [
        signedManifest([listed]),
        [[XML, xadesSignatures(xmlSignature([listed]))]] as const,
      ]) {
        const facts = first(container(MIME_E, [['d\u0259 +1.txt', 'x'], ...signature]));
        deepEqual([isIntact(facts), own(facts)], [true, []], uri);
      }
    }
  });

  test('mimetype, comment and place are facts', () => {
    const late = container(
      null,
      [...GOOD_E, { name: 'mimetype', content: MIME_E, deflate: true, localExtra: Buffer.alloc(4) }],
      { comment: Buffer.from(`mimetype=${MIME_E}`) },
    );
    const detail = first(late).container;
    deepEqual(detail?.mimetype, { value: MIME_E, first: false, stored: false, extra: true });
    equal(detail?.commentMimetype, MIME_E);
    deepEqual(first(container(MIME_E, GOOD_E)).container?.mimetype, {
      value: MIME_E,
      first: true,
      stored: true,
      extra: false,
    });
  });

  test('a broken signature file does not hide the others', () => {
    const { signatures } = readAsic(
      container(MIME_E, [
        ...GOOD_E,
        ['META-INF/signature002.p7s', 'nonsense'],
        ['META-INF/signatures3.xml', '<a>'],
      ]),
    );
    deepEqual(
      signatures.map((entry) => (entry.readable ? entry.signature.id : entry.id)),
      ['signer-1', 'signer-2', 'signer-3'],
    );
    deepEqual(
      signatures.map(({ readable }) => readable),
      [true, false, false],
    );
  });
});

describe('a change is seen', () => {
  const changed = [
    ['a.txt', 'First file'],
    ['dir/b.txt', B.content],
  ] as const;
  for (const [what, file] of [
    ['a file behind a manifest', container(MIME_E, [...changed, ...signedManifest([A, B])])],
    ['a file behind an XML signature', container(MIME_E, [...changed, ...GOOD_X.slice(2)])],
    [
      'the file of an ASiC-S',
      container(MIME_S, [
        ['a.txt', 'x'],
        ['META-INF/signature.p7s', cades(A.content)],
      ]),
    ],
    [
      'a manifest',
      container(MIME_E, [
        ...changed,
        [MANIFEST, manifestXml(P7S, [{ ...A, content: 'First file' }, B])],
        [P7S, cades(manifestXml(P7S, [A, B]))],
      ]),
    ],
    ['a file that was removed', container(MIME_E, [FILES[0], ...signedManifest([A, B])])],
    ['a file that was removed from under XML', container(MIME_E, [FILES[0], ...GOOD_X.slice(2)])],
  ] as const) {
    test(what, () => equal(isIntact(first(file)), false));
  }

  test('what was removed is dangling, not absent', () => {
    for (const file of [
      container(MIME_E, [FILES[0], ...signedManifest([A, B])]),
      container(MIME_E, [FILES[0], ...GOOD_X.slice(2)]),
    ]) {
      const facts = first(file);
      deepEqual(
        facts.references.filter(({ data }) => data === null).map(({ missing }) => missing),
        ['dangling'],
      );
      deepEqual(own(facts), ['asic.dangling-reference']);
    }
  });
});

describe('tricks with names, manifests and places', () => {
  const extra = ['c.txt', 'unsigned'] as const;
  const manifest = manifestXml(P7S, [A, B]);
  const P7S_ONLY = [[P7S, cades('x')]] as const;
  for (const [what, entries, expected, coverage] of [
    ['a file that nobody signed', [...GOOD_E, extra], ['asic.unsigned-file'], 'partial'],
    ['a file that nobody signed, with XML', [...GOOD_X, extra], ['asic.unsigned-file'], 'partial'],
    [
      'a folder beside META-INF',
      [...GOOD_E, ['meta-inf/signature002.p7s', 'x']],
      ['zip.alike-names', 'asic.metadata-name', 'asic.unsigned-file'].slice(1),
      'partial',
    ],
    [
      'a META-INF inside a folder',
      [...GOOD_E, ['dir/META-INF/ASiCManifest.xml', manifest]],
      ['asic.metadata-name', 'asic.unsigned-file'],
      'partial',
    ],
    [
      'a META-INF behind a backslash',
      [...GOOD_E, ['META-INF\\a.xml', manifest]],
      ['zip.unsafe-name', 'asic.metadata-name', 'asic.unsigned-file'],
      'partial',
    ],
    [
      'a way out of the container',
      [...GOOD_E, ['../a.txt', 'x']],
      ['zip.unsafe-name', 'asic.unsigned-file'],
      'partial',
    ],
    [
      'a file twice',
      [...GOOD_E, FILES[0]],
      ['zip.repeated-name', 'asic.unsigned-file', 'asic.ambiguous-reference'],
      'ambiguous',
    ],
    [
      'a file twice, with XML',
      [...GOOD_X, FILES[0]],
      ['zip.repeated-name', 'asic.unsigned-file', 'asic.ambiguous-reference'],
      null,
    ],
    ['a mimetype twice', [...GOOD_E, ['mimetype', MIME_S]], ['zip.repeated-name'], 'ambiguous'],
    [
      'two views of a file',
      [
        { name: 'a.txt', content: A.content, local: { name: Buffer.from('b.txt') } },
        FILES[1],
        ...signedManifest([A, B]),
      ],
      ['zip.views-differ'],
      'ambiguous',
    ],
    [
      'names that differ in case',
      [...FILES, ['A.txt', 'x'], ...signedManifest([A, B, { uri: 'A.txt', content: 'x' }])],
      ['zip.alike-names'],
      'full',
    ],
    [
      'two manifests for one signature',
      [...GOOD_E, ['META-INF/ASiCManifest002.xml', manifestXml(P7S, [A])]],
      ['asic.several-manifests'],
      'ambiguous',
    ],
    [
      'a manifest that names a file twice',
      [...FILES, ...signedManifest([A, B, A])],
      ['asic.repeated-reference'],
      'full',
    ],
    [
      'a manifest that names a file twice, once encoded',
      [...FILES, ...signedManifest([A, B, { ...A, uri: '%61.txt' }])],
      ['asic.repeated-reference'],
      'full',
    ],
    [
      'two files that one URI may mean',
      [...FILES, ['%61.txt', A.content], ...signedManifest([{ ...A, uri: '%61.txt' }, B])],
      ['asic.unsigned-file', 'asic.unsigned-file', 'asic.ambiguous-reference'],
      'ambiguous',
    ],
    [
      'a manifest that names itself',
      [...FILES, ...signedManifest([A, B, { uri: MANIFEST, content: 'x' }])],
      ['asic.foreign-reference'],
      'full',
    ],
    [
      'a manifest that names its signature',
      [...FILES, ...signedManifest([A, B, { uri: P7S, content: 'x' }])],
      ['asic.foreign-reference'],
      'full',
    ],
    [
      'a manifest that names a place outside',
      [...FILES, ...signedManifest([A, B, { uri: 'https://example.test/x', content: 'x' }])],
      ['asic.foreign-reference'],
      'full',
    ],
    [
      'a manifest that names a folder above',
      [...FILES, ...signedManifest([A, B, { uri: '../x', content: 'x' }])],
      ['asic.foreign-reference'],
      'full',
    ],
    [
      'a manifest with two root files',
      [
        ...FILES,
        ...signedManifest([
          { ...A, root: true },
          { ...B, root: true },
        ]),
      ],
      ['asic.manifest-form'],
      'full',
    ],
    [
      'a manifest without files',
      [...FILES, ...signedManifest([])],
      ['asic.unsigned-file', 'asic.unsigned-file', 'asic.manifest-form'],
      'partial',
    ],
    [
      'a signature that no manifest names',
      [...FILES, ...P7S_ONLY],
      ['asic.unsigned-file', 'asic.unsigned-file', 'asic.no-manifest'],
      null,
    ],
    [
      'content of its own',
      [...FILES, [MANIFEST, manifest], [P7S, cades(manifest, Buffer.from('other'))]],
      ['asic.attached-signature'],
      'ambiguous',
    ],
    ['both formats in one container', [...GOOD_E, ...GOOD_X.slice(2)], ['asic.mixed-signatures'], 'full'],
    ['no file', [...signedManifest([])], ['asic.no-signed-file', 'asic.manifest-form'], 'full'],
  ] as const satisfies readonly (readonly [string, Entries, readonly string[], string | null])[]) {
    test(what, () => {
      const facts = first(container(MIME_E, entries));
      deepEqual([own(facts), facts.coverage], [expected, coverage]);
    });
  }

  for (const [what, entries, expected] of [
    [
      'two files',
      [
        ['a.txt', 'x'],
        ['b.txt', 'y'],
        [
          'META-INF/signatures.xml',
          xadesSignatures(
            xmlSignature([
              { uri: 'a.txt', content: 'x' },
              { uri: 'b.txt', content: 'y' },
            ]),
          ),
        ],
      ],
      ['asic.several-files'],
    ],
    [
      'no file in its root',
      [
        ['d/a.txt', 'x'],
        ['META-INF/signature.p7s', cades('x')],
      ],
      ['asic.no-signed-file'],
    ],
  ] as const satisfies readonly (readonly [string, Entries, readonly string[]])[]) {
    test(`ASiC-S with ${what}`, () => deepEqual(own(first(container(MIME_S, entries))), expected));
  }

  test('ASiC-S with two files has no content that its signature could mean', () => {
    const facts = first(
      container(MIME_S, [
        ['a.txt', 'x'],
        ['b.txt', 'y'],
        ['META-INF/signature.p7s', cades('x')],
      ]),
    );
    deepEqual([facts.dataFound, facts.coverage, isIntact(facts)], [false, null, false]);
  });

  test('a manifest that is no manifest signs nothing', () => {
    for (const text of ['<a/>', '<ASiCManifest/>', '<a', '<!DOCTYPE a><a/>']) {
      equal(isIntact(first(container(MIME_E, [...FILES, [MANIFEST, text], [P7S, cades(text)]]))), false);
    }
  });
});

describe('archive manifests', () => {
  const signature = signedManifest([A, B]);
  const [[, manifest = ''] = [], [, p7s = ''] = []] = signature.map((one) => (Array.isArray(one) ? one : []));
  const listed: readonly Listed[] = [A, B, { uri: MANIFEST, content: manifest }, { uri: P7S, content: p7s }];
  const TST = 'META-INF/timestamp001.tst';
  const older = manifestXml(TST, listed);
  const olderToken = token(older);
  const archived: Entries = [
    ...FILES,
    ...signature,
    ['META-INF/ASiCArchiveManifest001.xml', older],
    [TST, olderToken],
  ];

  test('their time-stamps are of the signatures that they list', () => {
    const [stamp, ...more] = first(container(MIME_E, archived)).timeStamps;
    ok(stamp !== undefined && more.length === 0);
    deepEqual(
      [stamp.kind, stamp.name, stamp.faults, stamp.proves.signature],
      ['document', 'META-INF/ASiCArchiveManifest001.xml', [], true],
    );
    ok(imprintMatches(stamp));
  });

  test('a newer one proves the older one', () => {
    const newer = manifestXml('META-INF/timestamp002.tst', [
      ...listed,
      { uri: 'META-INF/ASiCArchiveManifest001.xml', content: older, root: true },
      { uri: TST, content: olderToken },
    ]);
    // Before the older one, so that the order of the entries says nothing.
    const file = container(MIME_E, [
      ['META-INF/ASiCArchiveManifest.xml', newer],
      ['META-INF/timestamp002.tst', token(newer)],
      ...archived,
    ]);
    const facts = first(file);
    deepEqual(
      facts.timeStamps.map(({ name }) => name),
      ['META-INF/ASiCArchiveManifest001.xml', 'META-INF/ASiCArchiveManifest.xml'],
    );
    deepEqual(
      facts.timeStamps.map(({ proves }) => proves.timeStamps.length),
      [0, 1],
    );
    deepEqual(facts.container?.archiveManifests.length, 2);
  });

  test('wrong digests and absent files are faults, and what does not list the signature is nothing to it', () => {
    const wrong = manifestXml(TST, [
      { ...A, content: 'x' },
      { uri: 'gone', content: '' },
      { uri: P7S, content: p7s },
    ]);
    const [stamp] = first(
      container(MIME_E, [
        ...FILES,
        ...signature,
        ['META-INF/ASiCArchiveManifest.xml', wrong],
        [TST, token(wrong)],
      ]),
    ).timeStamps;
    equal(stamp?.faults.length, 2);
    const other = manifestXml(TST, [A, B, { uri: P7S, content: 'another signature' }]);
    deepEqual(
      first(
        container(MIME_E, [
          ...FILES,
          ...signature,
          ['META-INF/ASiCArchiveManifest.xml', other],
          [TST, token(other)],
        ]),
      ).timeStamps,
      [],
    );
  });
});

describe('hostile containers', () => {
  test('a bomb that a signature names is refused, one that nobody names costs nothing', () => {
    const bomb = { name: 'bomb', content: Buffer.alloc(16 * 1024 * 1024), deflate: true };
    ok(isIntact(first(container(MIME_E, [...GOOD_E, bomb]))));
    const named = signedManifest([A, { uri: 'bomb', content: 'x' }]);
    throws(() => readAsic(container(MIME_E, [...FILES, bomb, ...named])), { code: 'TAMGA-E-LIMIT' });
  });

  test('a damaged file is refused data, not an exception', () => {
    const facts = first(
      container(MIME_E, [{ name: 'a.txt', content: A.content, crc: 1 }, FILES[1], ...signedManifest([A, B])]),
    );
    const refused = facts.references.find(({ data }) => data === null)?.missing;
    deepEqual(refused, { refused: '"a.txt": the CRC is another' });
  });

  test('a nested container is a file like any other', () => {
    const inner = container(MIME_E, GOOD_E);
    const facts = first(
      container(MIME_S, [
        ['package.zip', inner],
        ['META-INF/signature.p7s', cades(inner)],
      ]),
    );
    deepEqual([isIntact(facts), own(facts)], [true, []]);
  });

  test('too many files in META-INF', () => {
    const many = Array.from({ length: 2001 }, (_, index) => [`META-INF/${index}`, ''] as const);
    throws(() => readAsic(container(MIME_E, many)), { code: 'TAMGA-E-LIMIT' });
  });

  test('damaged ones give facts or a TamgaError', () => {
    const rounds = 150 * Number(process.env['TAMGA_FUZZ'] ?? '1');
    const stored = (entries: Entries) =>
      entries.map((entry): TestEntry => {
        const [name = '', content = ''] = Array.isArray(entry) ? entry : [];
        return { name: String(name), content: Buffer.from(content) };
      });
    // Stored, so that damage reaches manifests and signatures and not the compression alone.
    const files = [container(MIME_E, stored(GOOD_E)), container(MIME_E, stored(GOOD_X))];
    for (let round = 0; round < rounds; round += 1) {
      const number = (what: string, below: number) => seededNumber(`asic ${round} ${what}`, below);
      const damaged = Buffer.from(files[round % 2] ?? '');
      for (let change = 0; change <= number('changes', 3); change += 1)
        damaged[number(`at ${change}`, damaged.length)] = number(`octet ${change}`, 256);
      try {
        for (const entry of readAsic(damaged).signatures) if (entry.readable) isIntact(entry.signature);
      } catch (error) {
        ok(
          error instanceof TamgaError,
          `${error instanceof Error ? error.stack : error}\n${damaged.toString('base64')}`,
        );
      }
    }
  });
});
