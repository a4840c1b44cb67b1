import { deepEqual, equal } from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { initXml } from '../../encoding/xml/parse';
import { isIntact } from '../jades/testing-intact';
import {
  A,
  B,
  type Entries,
  FILES,
  first,
  GOOD_E,
  GOOD_X,
  MANIFEST,
  own,
  P7S,
  signedManifest,
} from './testing-asic';
import {
  cades,
  container,
  MIME_E,
  MIME_S,
  manifestXml,
  xadesSignatures,
  xmlSignature,
} from './testing-container';

before(initXml);

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
