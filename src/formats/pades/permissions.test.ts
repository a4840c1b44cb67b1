/** What a signature permits, from the table of permissions.ts. */
import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import {
  documentTimeStamp,
  factsOf,
  type Objects,
  onePage,
  type SignOptions,
  sign,
  store,
  stream,
  structure,
  type TestPdf,
  update,
} from './testing-pdf';

const TEXT = '/FT /Tx /T (amount) /Type /Annot /Subtype /Widget /Rect [10 10 90 30] /P 3 0 R';
const BUTTON = '/FT /Btn /T (agree) /Type /Annot /Subtype /Widget /Rect [10 40 20 50] /P 3 0 R';
const EMPTY = '/FT /Sig /T (here) /Type /Annot /Subtype /Widget /Rect [10 60 90 80] /P 3 0 R';
const HIGHLIGHT = '<< /Type /Annot /Subtype /Highlight /Rect [0 0 50 50] >>';
const FORM = onePage(
  {
    7: `<< ${TEXT} /V (1) /AP << /N 9 0 R >> >>`,
    8: `<< ${BUTTON} /V /Off /AS /Off >>`,
    9: stream('(1) Tj', '/Type /XObject /Subtype /Form /BBox [0 0 80 20] '),
    10: HIGHLIGHT,
    11: `<< ${EMPTY} >>`,
  },
  { fields: [7, 8, 11], annotations: [7, 8, 10, 11] },
);

function certification(level: number): SignOptions {
  const parameters = `<< /Type /TransformParams /P ${level} /V /1.2 >>`;
  return {
    entries: `/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams ${parameters} >>]`,
  };
}

const filled: Objects = {
  7: `<< ${TEXT} /V (99) /AP << /N 9 0 R >> >>`,
  9: stream('(99) Tj', '/Type /XObject /Subtype /Form /BBox [0 0 80 20] '),
};
const ticked: Objects = { 8: `<< ${BUTTON} /V /Yes /AS /Yes >>` };

/** Each change to the verdicts without certification and at levels 1, 2, 3. */
const TABLE: Readonly<Record<string, readonly [(pdf: TestPdf) => TestPdf, string]>> = {
  nothing: [(pdf) => pdf, 'none none none none'],
  store: [store, 'permitted permitted permitted permitted'],
  'document time-stamp': [documentTimeStamp, 'permitted permitted permitted permitted'],
  'visible time-stamp': [
    (pdf) => documentTimeStamp(pdf, { rectangle: '[0 0 90 90]' }),
    'permitted forbidden forbidden forbidden',
  ],
  'time-stamp in a visible field': [
    (pdf) => documentTimeStamp(pdf, { existing: { number: 11, body: EMPTY } }),
    'permitted forbidden forbidden forbidden',
  ],
  'signature in a visible field': [
    (pdf) => sign(pdf, { existing: { number: 11, body: EMPTY } }),
    'permitted forbidden permitted permitted',
  ],
  'field with a widget of its own': [withWidget, 'permitted forbidden permitted permitted'],
  'a second widget': [
    (pdf) => update(withWidget(pdf), { 11: `<< ${EMPTY} /Kids [12 0 R] >>` }),
    'forbidden forbidden forbidden forbidden',
  ],
  'information dated': [
    (pdf) => update(pdf, { 6: '<< /Title (A document) /ModDate (D:2027) /Producer (x) >>' }),
    'permitted permitted permitted permitted',
  ],
  'invisible signature': [sign, 'permitted forbidden permitted permitted'],
  'visible signature': [
    (pdf) => sign(pdf, { rectangle: '[0 0 90 90]' }),
    'permitted forbidden forbidden forbidden',
  ],
  'filled in': [(pdf) => update(pdf, filled), 'permitted forbidden permitted permitted'],
  ticked: [(pdf) => update(pdf, ticked), 'permitted forbidden permitted permitted'],
  'appearance without value': [
    (pdf) => update(pdf, { 9: filled[9] ?? '' }),
    'forbidden forbidden forbidden forbidden',
  ],
  'field moved': [
    (pdf) => update(pdf, { 7: `<< ${TEXT.replace('90', '99')} /V (1) /AP << /N 9 0 R >> >>` }),
    'forbidden forbidden forbidden forbidden',
  ],
  'markup changed': [
    (pdf) => update(pdf, { 10: HIGHLIGHT.replace('50 50', '60 60') }),
    'forbidden forbidden forbidden permitted',
  ],
  'markup added': [(pdf) => annotate(pdf, HIGHLIGHT), 'forbidden forbidden forbidden permitted'],
  'text over the page': [
    (pdf) => annotate(pdf, HIGHLIGHT.replace('Highlight', 'FreeText')),
    'forbidden forbidden forbidden forbidden',
  ],
  redacted: [
    (pdf) => annotate(pdf, HIGHLIGHT.replace('Highlight', 'Redact')),
    'forbidden forbidden forbidden forbidden',
  ],
  'empty visible field': [(pdf) => emptyField(pdf, '[0 0 90 90]'), 'forbidden forbidden forbidden forbidden'],
  'empty invisible field': [(pdf) => emptyField(pdf, '[0 0 0 0]'), 'permitted forbidden permitted permitted'],
};

function annotate(pdf: TestPdf, body: string): TestPdf {
  const next = { ...pdf, annotations: [...pdf.annotations, pdf.size] };
  return update(next, { [pdf.size]: body, ...structure(next) });
}

/** An invisible field whose widget is an object of its own. */
function withWidget(pdf: TestPdf): TestPdf {
  const number = pdf.size;
  const next = { ...pdf, fields: [...pdf.fields, number], annotations: [...pdf.annotations, number + 1] };
  return update(next, {
    [number]: `<< /FT /Sig /T (Own) /Kids [${number + 1} 0 R] >>`,
    [number + 1]: `<< /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /Parent ${number} 0 R /P 3 0 R >>`,
    ...structure(next),
  });
}

function emptyField(pdf: TestPdf, rectangle: string): TestPdf {
  const next = { ...pdf, fields: [...pdf.fields, pdf.size] };
  const body = `<< /FT /Sig /T (More) /Type /Annot /Subtype /Widget /Rect ${rectangle} >>`;
  return update(next, { [pdf.size]: body, ...structure(next) });
}

test('what may be changed depends on the certification', () => {
  const bases = [sign(FORM), ...[1, 2, 3].map((level) => sign(FORM, certification(level)))];
  deepEqual(
    bases.map((pdf) => factsOf(pdf).pdf?.permissions),
    [null, 1, 2, 3],
  );
  for (const [name, [change, expected]] of Object.entries(TABLE)) {
    const verdicts = bases.map((pdf) => factsOf(change(pdf)).changesAfter);
    equal(verdicts.join(' '), expected, name);
  }
});

test('the certification binds later signatures as well', () => {
  const second = sign(sign(FORM, certification(2)));
  const changed = annotate(second, HIGHLIGHT);
  deepEqual([factsOf(changed, 0).changesAfter, factsOf(changed, 1).changesAfter], ['forbidden', 'forbidden']);
  const third = update(second, filled);
  deepEqual([factsOf(third, 0).changesAfter, factsOf(third, 1).changesAfter], ['permitted', 'permitted']);
});

test('fields that a signature locks may not be filled in after it, others may', () => {
  const lock = (action: string, fields: string): SignOptions => {
    const parameters = `<< /Type /TransformParams /Action /${action} ${fields} /V /1.2 >>`;
    return {
      entries: `/Reference [<< /Type /SigRef /TransformMethod /FieldMDP /TransformParams ${parameters} >>]`,
    };
  };
  const rows: readonly (readonly [SignOptions, string, string])[] = [
    [lock('All', ''), 'forbidden', 'forbidden'],
    [lock('Include', '/Fields [(amount)]'), 'forbidden', 'permitted'],
    [lock('Exclude', '/Fields [(amount)]'), 'permitted', 'forbidden'],
    [
      { field: '/Lock << /Type /SigFieldLock /Action /Include /Fields [(amount)] >>' },
      'forbidden',
      'permitted',
    ],
    [
      { field: '/Lock << /Type /SigFieldLock /Action /Include /Fields [(other)] /P 1 >>' },
      'forbidden',
      'forbidden',
    ],
  ];
  for (const [options, amount, agree] of rows) {
    const pdf = sign(FORM, options);
    equal(factsOf(update(pdf, filled)).changesAfter, amount);
    equal(factsOf(update(pdf, ticked)).changesAfter, agree);
    equal(factsOf(documentTimeStamp(store(pdf))).changesAfter, 'permitted');
  }
});

test('a lock of a later signature does not bind what came before it', () => {
  const first = sign(FORM);
  const filledIn = update(first, filled);
  const locked = sign(filledIn, { field: '/Lock << /Type /SigFieldLock /Action /All >>' });
  deepEqual([factsOf(locked, 0).changesAfter, factsOf(locked, 1).changesAfter], ['permitted', 'none']);
});

test('the words say what was changed', () => {
  const changes = factsOf(update(sign(FORM), { ...filled, 5: '<< /Type /Font /BaseFont /Courier >>' })).pdf
    ?.changes;
  deepEqual(changes?.length, 2);
  equal(changes?.[0]?.includes('object 5'), true, 'what is not permitted comes first');
  equal(changes?.[1], 'the field amount was filled in');
});
