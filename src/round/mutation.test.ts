/** What one changed byte is: in the value or the document of a signature of every form, and seen by the referee. */
import { deepEqual, equal, ok } from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { mintCase } from '../forge/cases/registry';
import { documentFor, readDocument } from '../forge/documents';
import { rootsOf } from '../forge/forged';
import type { Format, Level, Packaging, Product } from '../model/claim';
import { createMaterialSource } from '../referee/gather';
import { startReferee } from '../referee/validate';
import { SANDBOX_ORDER } from '../testing/sandbox-profiles';
import { type Artefact, createCourts } from './courts';
import { withOneByteChanged } from './mutation';
import { LIAR, PROFILES, SUITE, stateOf } from './testing-probe';

const courts = createCourts({
  profiles: PROFILES,
  anchorsOf: (code) => rootsOf(stateOf(code)),
  source: createMaterialSource(async () => undefined),
  instant: SANDBOX_ORDER.instant,
});
before(startReferee);

describe('one changed byte', () => {
  const FORMS: readonly (readonly [Format, Level, Packaging])[] = [
    ['CMS', 'none', 'attached'],
    ['CMS', 'none', 'detached'],
    ['CAdES', 'B-T', 'attached'],
    ['CAdES', 'B-LT', 'detached'],
    ['XMLDSig', 'none', 'enveloped'],
    ['XAdES', 'B-B', 'enveloped'],
    ['XAdES', 'B-T', 'enveloping'],
    ['XAdES', 'B-B', 'detached'],
    ['PDF', 'none', 'enveloped'],
    ['PAdES', 'B-T', 'enveloped'],
    ['JWS', 'none', 'attached'],
    ['JAdES', 'B-B', 'attached'],
    ['JAdES', 'B-B', 'detached'],
  ];
  for (const [format, level, packaging] of FORMS) {
    it(`is found in value and document of ${format} ${level}, ${packaging}`, () => {
      const product: Product = { format, level, packaging, suite: SUITE };
      const artefact = made(product);
      const parts = courts.partsOf(artefact);
      ok(parts !== null && !courts.isBroken(artefact));
      for (const changed of ['value', 'content'] as const) {
        const mutated = withOneByteChanged(artefact, changed, parts, courts.isBroken);
        ok(mutated !== null, changed);
        const bytes =
          changed === 'content' && artefact.content !== null
            ? [artefact.content, mutated.content]
            : [artefact.signature, mutated.signature];
        equal(differences(bytes[0], bytes[1]), 1, changed);
        const other =
          bytes[0] === artefact.content
            ? [artefact.signature, mutated.signature]
            : [artefact.content, mutated.content];
        deepEqual(other[0], other[1]);
      }
    });
  }
  it('is none where the bytes are compressed, or where the referee sees nothing broken', () => {
    const container = made({ format: 'ASiC-S/CAdES', level: 'B-B', packaging: 'attached', suite: SUITE });
    const parts = courts.partsOf(container) ?? { value: new Uint8Array(), data: [] };
    const mutated = withOneByteChanged(container, 'value', parts, courts.isBroken);
    ok(mutated === null || courts.isBroken(mutated));
    equal(
      withOneByteChanged(
        made({ format: 'CMS', level: 'none', packaging: 'attached', suite: SUITE }),
        'content',
        parts,
        () => false,
      ),
      null,
    );
  });
});

function made(product: Product): Artefact {
  const document = documentFor(product);
  const bytes = readDocument(document);
  const { signature, content } = mintCase('good-forged', {
    state: stateOf(LIAR),
    foreign: stateOf('KG'),
    product,
    document: bytes,
    documentName: document.name,
  });
  return { signature, content, document: { name: document.name, bytes } };
}

function differences(one: Uint8Array | null | undefined, other: Uint8Array | null | undefined): number {
  ok(one && other && one.length === other.length);
  return one.reduce((sum, byte, at) => sum + Number(byte !== other[at]), 0);
}
