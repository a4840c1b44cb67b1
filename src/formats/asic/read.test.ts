import { deepEqual, equal, ok } from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { initXml } from '../../encoding/xml/parse';
import { isIntact } from '../jades/testing-intact';
import { readAsic } from './read';
import {
  A,
  B,
  FILES,
  first,
  GOOD_E,
  GOOD_X,
  MANIFEST,
  own,
  P7S,
  signaturesIn,
  signedManifest,
  XML,
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
