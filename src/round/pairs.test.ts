import { deepEqual, equal, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { AstBuilder, compile, dialects, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin';
import type { GherkinDocument, Scenario } from '@cucumber/messages';
import type { Question } from '../model/check';
import type { Case } from '../model/vector';
import { PASSED } from '../model/verdict';
import { type Expander, expand } from './pairs';
import { probedIn, questionOf } from './tags';

const GOOD: Case = {
  id: 'good',
  title: 'good',
  polarity: 'positive',
  class: null,
  mint: 'endpoint',
  twin: null,
  formats: ['CAdES'],
  levels: ['B-B'],
  expected: PASSED,
  acceptable: [],
  deviation: null,
  clause: { doc: 'EN 319 102-1', section: '5.5' },
  why: 'so that the test has a case',
};

const question = (signer: string, verifier: string): Question => ({
  case: 'good',
  signer,
  verifier,
  format: 'CAdES',
  level: 'B-B',
  packaging: 'attached',
  suite: 'ecdsa-p256-sha256',
});

function expander(): Expander {
  let id = 0;
  return {
    cases: new Map([['good', GOOD]]),
    verifiers: ['AZ', 'TR'],
    full: false,
    questions: () => [question('AZ', 'TR'), question('KZ', 'TR')],
    newId: () => `new-${id++}`,
    keyword: (language) => dialects[language]?.scenario.at(-1) ?? '',
  };
}

function parse(text: string): GherkinDocument {
  let id = 0;
  const parser = new Parser(new AstBuilder(() => `old-${id++}`), new GherkinClassicTokenMatcher());
  return { ...parser.parse(text), uri: 'a.feature', comments: [] };
}

const FEATURE = `Feature: f
  @case:good
  Scenario Outline: <signer> to <verifier> with <suite>
    Given <signer>

    @pairs
    Examples:
      | signer | verifier |
`;

const scenarios = (document: GherkinDocument): readonly Scenario[] =>
  (document.feature?.children ?? []).flatMap(({ scenario }) => (scenario ? [scenario] : []));

test('appends one plain scenario per question on lines after the file, and keeps the outline', () => {
  const expansion = expand(parse(FEATURE), 20, expander());
  const [outline, first, second] = scenarios(expansion.document);
  equal(outline?.examples.length, 1);
  equal(first?.name, 'AZ to TR with ecdsa-p256-sha256');
  deepEqual([first?.location.line, second?.location.line], [21, 22]);
  deepEqual(expansion.lines[0], '# AZ-TR/good/CAdES/B-B/attached/ecdsa-p256-sha256');
  equal(expansion.outlines.get(first?.id ?? ''), outline?.id);
});

test('compiles to exactly one pickle per question, whose tags say the whole question', () => {
  const { document } = expand(parse(FEATURE), 20, expander());
  let id = 0;
  const pickles = compile(document, 'a.feature', () => `p-${id++}`);
  deepEqual(
    pickles.map(({ tags }) => questionOf(tags.map(({ name }) => name))),
    [question('AZ', 'TR'), question('KZ', 'TR')],
  );
});

test('a block of verifiers becomes one probe for each state that verifies, and asks no question', () => {
  const text = `Feature: f
  @probe
  Scenario Outline: <verifier> is honest
    Given the honesty probe of <verifier>

    @verifiers
    Examples:
      | verifier |
`;
  const { document, lines } = expand(parse(text), 20, expander());
  let id = 0;
  const pickles = compile(document, 'a.feature', () => `p-${id++}`);
  deepEqual(
    pickles.map(({ name, steps }) => [name, steps[0]?.text]),
    [
      ['AZ is honest', 'the honesty probe of AZ'],
      ['TR is honest', 'the honesty probe of TR'],
    ],
  );
  const tags = pickles.map((pickle) => pickle.tags.map(({ name }) => name));
  deepEqual(tags.map(questionOf), [null, null]);
  deepEqual(tags.map(probedIn), ['AZ', 'TR']);
  deepEqual(lines, ['# AZ probe', '# TR probe']);
  equal(probedIn(['@case:good', '@verifier:TR']), null);
});

test('a question that an earlier block of the file asks is not asked again', () => {
  const twice = `${FEATURE}
    @pairs
    Examples: again
      | signer | verifier | suite |
`;
  equal(scenarios(expand(parse(twice), 30, expander()).document).length, 3);
});

test('an unknown column, a missing case tag and an unknown case are told with place and remedy', () => {
  const run = (text: string) => () => expand(parse(text), 20, expander());
  throws(run(FEATURE.replace('| verifier |', '| verifier | colour |')), {
    code: 'TAMGA-E-FEATURE',
    message: 'a.feature:7: @pairs has no column "colour"',
    hint: 'Its columns are signer, verifier, format, level, packaging, suite.',
  });
  throws(run(FEATURE.replace('@case:good', '@other')), {
    message: 'a.feature:3: an outline with a @pairs block has no @case: tag',
  });
  throws(run(FEATURE.replace('@case:good', '@case:goof')), { message: 'a.feature:3: no case "goof"' });
  throws(run(FEATURE.replace('| signer | verifier |', '| signer |')), {
    message: 'a.feature:7: @pairs needs a header row with signer and verifier',
  });
});
