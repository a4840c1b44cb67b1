/**
 * Expands header-only Examples blocks tagged `@pairs` into one plain scenario per question, and those tagged `@verifiers`
 * into one per state that verifies.
 *
 * A header without rows is legal Gherkin and compiles to nothing anywhere else. The new scenarios stand on virtual
 * lines after the end of the file, so that `file:line` and rerun files pick exactly one.
 *
 * @module
 */
import type {
  Examples,
  FeatureChild,
  GherkinDocument,
  RuleChild,
  Scenario,
  Step,
  Tag,
} from '@cucumber/messages';
import { checkId, type Question } from '../model/check';
import { TamgaError } from '../model/error';
import type { StateCode } from '../model/profile';
import type { Case } from '../model/vector';
import { type Block, COLUMNS, type Column } from './covering';
import { probeTagsOf, tagsOf } from './tags';

export interface Expansion {
  readonly document: GherkinDocument;
  /** One comment line per virtual line, to follow the source text. */
  readonly lines: readonly string[];
  /** Id of each new scenario to the id of the outline that it came from. */
  readonly outlines: ReadonlyMap<string, string>;
}

export interface Expander {
  readonly cases: ReadonlyMap<string, Case>;
  readonly full: boolean;
  /** States with an endpoint that verifies. */
  readonly verifiers: readonly StateCode[];
  readonly questions: (one: Case, block: Block) => readonly Question[];
  readonly newId: () => string;
  /** The keyword of a plain scenario in the document's language. */
  readonly keyword: (language: string) => string;
}

export function expand(document: GherkinDocument, lastLine: number, expander: Expander): Expansion {
  const lines: string[] = [];
  const outlines = new Map<string, string>();
  const asked = new Set<string>();
  const feature = document.feature;
  if (!feature) return { document, lines, outlines };

  const make = (outline: Scenario, comment: string, filled: Filled): Scenario => {
    lines.push(`# ${comment}`);
    const line = lastLine + lines.length;
    const scenario = plain(outline, filled, line, expander, feature.language);
    outlines.set(scenario.id, outline.id);
    return scenario;
  };
  const probes = (outline: Scenario): readonly Scenario[] =>
    blocksOf(outline, '@verifiers').flatMap(({ tags }) =>
      expander.verifiers.map((verifier) =>
        make(outline, `${verifier} probe`, {
          values: { verifier },
          tags: probeTagsOf(verifier),
          inherited: tags,
        }),
      ),
    );
  const checks = (outline: Scenario): readonly Scenario[] =>
    blocksOf(outline, '@pairs').flatMap((examples) => {
      const one = caseOf(outline, expander.cases, document.uri);
      const fresh = expander
        .questions(one, blockOf(examples, expander.full, document.uri))
        .filter((question) => !asked.has(checkId(question)));
      return fresh.map((question) => {
        asked.add(checkId(question));
        const filled = { values: question, tags: tagsOf(question), inherited: examples.tags };
        return make(outline, checkId(question), filled);
      });
    });
  const scenarios = (outline: Scenario): readonly Scenario[] => [...checks(outline), ...probes(outline)];

  // The outline itself stays: its header-only blocks compile to nothing, and editors still find it.
  const growRule = (child: RuleChild): readonly RuleChild[] =>
    child.scenario ? [child, ...scenarios(child.scenario).map((scenario) => ({ scenario }))] : [child];
  const grow = (child: FeatureChild): readonly FeatureChild[] => {
    if (child.rule) return [{ rule: { ...child.rule, children: child.rule.children.flatMap(growRule) } }];
    return child.scenario ? [child, ...scenarios(child.scenario).map((scenario) => ({ scenario }))] : [child];
  };

  const children = feature.children.flatMap(grow);
  return { document: { ...document, feature: { ...feature, children } }, lines, outlines };
}

function blocksOf(outline: Scenario, tag: string): readonly Examples[] {
  return outline.examples.filter((examples) => hasTag(examples.tags, tag));
}

function hasTag(tags: readonly Tag[], name: string): boolean {
  return tags.some((tag) => tag.name === name);
}

function caseOf(outline: Scenario, cases: ReadonlyMap<string, Case>, uri: string | undefined): Case {
  const place = `${uri ?? 'a feature'}:${outline.location.line}`;
  const tag = outline.tags.find(({ name }) => name.startsWith('@case:'));
  if (!tag) {
    throw new TamgaError('TAMGA-E-FEATURE', `${place}: an outline with a @pairs block has no @case: tag`, {
      hint: 'Tag the outline with the id of a case in vectors/, for example @case:good.',
    });
  }
  const one = cases.get(tag.name.slice('@case:'.length));
  if (one) return one;
  throw new TamgaError('TAMGA-E-FEATURE', `${place}: no case "${tag.name.slice('@case:'.length)}"`, {
    hint: `Known are ${[...cases.keys()].join(', ')}.`,
  });
}

function blockOf(examples: Examples, full: boolean, uri: string | undefined): Block {
  const place = `${uri ?? 'a feature'}:${examples.location.line}`;
  const columns = (examples.tableHeader?.cells ?? []).map(({ value }): Column => {
    const column = COLUMNS.find((known) => known === value);
    if (column) return column;
    throw new TamgaError('TAMGA-E-FEATURE', `${place}: @pairs has no column "${value}"`, {
      hint: `Its columns are ${COLUMNS.join(', ')}.`,
    });
  });
  if (columns.includes('signer') && columns.includes('verifier')) {
    return {
      columns,
      diagonal: hasTag(examples.tags, '@diagonal'),
      rotate: hasTag(examples.tags, '@rotate'),
      full,
    };
  }
  throw new TamgaError('TAMGA-E-FEATURE', `${place}: @pairs needs a header row with signer and verifier`, {
    hint: `Its columns are ${COLUMNS.join(', ')}.`,
  });
}

/** What one scenario of an outline is filled with. */
interface Filled {
  readonly values: Partial<Record<Column, string>>;
  readonly tags: readonly string[];
  /** Of its Examples block. */
  readonly inherited: readonly Tag[];
}

function plain(
  outline: Scenario,
  { values, tags, inherited }: Filled,
  line: number,
  expander: Expander,
  language: string,
): Scenario {
  const location = { line, column: 1 };
  const made = tags.map((name) => ({ id: expander.newId(), name, location }));
  return {
    ...outline,
    id: expander.newId(),
    keyword: expander.keyword(language),
    location,
    name: fill(outline.name, values),
    steps: outline.steps.map(
      (step): Step => ({ ...step, id: expander.newId(), text: fill(step.text, values) }),
    ),
    tags: [...outline.tags, ...inherited, ...made],
    examples: [],
  };
}

/** Every axis may stand in angle brackets, also one that the block leaves to be chosen. */
function fill(text: string, values: Filled['values']): string {
  return text.replace(/<([^<>]+)>/g, (whole, name: string) => {
    const column = COLUMNS.find((known) => known === name);
    return (column && values[column]) ?? whole;
  });
}
