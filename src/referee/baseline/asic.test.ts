import assert from 'node:assert/strict';
import test from 'node:test';
import { initXml } from '../../encoding/xml/parse';
import type { AsicDetail } from '../../formats/asic/facts';
import {
  ASIC_E_CADES_ROWS,
  ASIC_E_ROWS,
  ASIC_E_XADES_ROWS,
  ASIC_S_CADES_ROWS,
  ASIC_S_ROWS,
  ASIC_S_XADES_ROWS,
} from './asic';
import { forgedFacts } from './testing-forged';
import { assertExamples, type Change, type Example } from './testing-rows';

test.before(initXml);

function on(change: (container: AsicDetail) => Partial<AsicDetail>): Change {
  return (facts) => {
    assert.ok(facts.container !== null);
    return { ...facts, container: { ...facts.container, ...change(facts.container) } };
  };
}

const inMimetype = (change: Partial<NonNullable<AsicDetail['mimetype']>>): Change =>
  on(({ mimetype }) => {
    assert.ok(mimetype !== null);
    return { mimetype: { ...mimetype, ...change } };
  });

function shared(own: string, other: string): Readonly<Record<string, Example>> {
  return {
    mimetype: { meets: null, breaks: inMimetype({ value: other }) },
    'mimetype-position': { meets: null, breaks: inMimetype({ first: false }) },
    comment: { meets: on(() => ({ commentMimetype: own })), breaks: on(() => ({ commentMimetype: other })) },
    'evidence-records': {
      meets: on(() => ({ evidenceRecords: ['META-INF/evidencerecord.ers'] })),
      breaks: null,
    },
    'signature-name': { meets: null, breaks: on(() => ({ entry: 'META-INF/other' })) },
  };
}

const SIMPLE = 'application/vnd.etsi.asic-s+zip';
const EXTENDED = 'application/vnd.etsi.asic-e+zip';
const IN_SIMPLE: Readonly<Record<string, Example>> = {
  ...shared(SIMPLE, EXTENDED),
  'one-file': { meets: null, breaks: on(({ files }) => ({ files: [...files, 'another.txt'] })) },
};
const IN_EXTENDED: Readonly<Record<string, Example>> = {
  ...shared(EXTENDED, SIMPLE),
  'signed-files': { meets: null, breaks: on(() => ({ signed: [] })) },
};

test('every row of ASiC-S is met by one container and broken by another', () => {
  const facts = (format: 'ASiC-S/CAdES' | 'ASiC-S/XAdES') =>
    forgedFacts({ format, packaging: 'attached', level: 'B-LTA' });
  assertExamples([...ASIC_S_ROWS, ...ASIC_S_CADES_ROWS], facts('ASiC-S/CAdES'), IN_SIMPLE);
  assertExamples([...ASIC_S_ROWS, ...ASIC_S_XADES_ROWS], facts('ASiC-S/XAdES'), IN_SIMPLE);
});

test('every row of ASiC-E is met by one container and broken by another', () => {
  const facts = (format: 'ASiC-E/CAdES' | 'ASiC-E/XAdES') =>
    forgedFacts({ format, packaging: 'attached', level: 'B-LTA' });
  assertExamples([...ASIC_E_ROWS, ...ASIC_E_CADES_ROWS], facts('ASiC-E/CAdES'), {
    ...IN_EXTENDED,
    manifest: { meets: null, breaks: on(() => ({ manifest: null })) },
    'manifest-name': { meets: null, breaks: on(() => ({ manifest: 'META-INF/other.xml' })) },
    'archive-manifest': {
      meets: on(() => ({ archiveManifests: ['META-INF/ASiCArchiveManifest.xml'] })),
      breaks: (whole) => {
        const [stamp] = whole.timeStamps;
        assert.ok(stamp !== undefined);
        return on(() => ({ archiveManifests: [] }))({
          ...whole,
          timeStamps: [{ ...stamp, kind: 'document' }],
        });
      },
    },
  });
  assertExamples([...ASIC_E_ROWS, ...ASIC_E_XADES_ROWS], facts('ASiC-E/XAdES'), {
    ...IN_EXTENDED,
    'open-document-manifest': { meets: on(() => ({ openDocumentManifest: true })), breaks: null },
  });
});
