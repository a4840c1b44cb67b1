/**
 * The one private point of cucumber-js that the expansion hangs on: `GherkinStreams.fromPaths`.
 *
 * The version is pinned; `plugin.test.ts` counts the pickles that come out.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { relative } from 'node:path';
import { Readable } from 'node:stream';
import type { compile, dialects, generateMessages } from '@cucumber/gherkin';
import type { Envelope, IdGenerator, SourceMediaType } from '@cucumber/messages';
import { type Expander, expand } from './pairs';

interface FromPathsOptions {
  readonly newId: IdGenerator.NewId;
  readonly relativeTo?: string;
  readonly defaultDialect?: string;
}

interface GherkinStreams {
  fromPaths(paths: readonly string[], options: FromPathsOptions): Readable;
}

interface Gherkin {
  readonly compile: typeof compile;
  readonly dialects: typeof dialects;
  readonly generateMessages: typeof generateMessages;
}

// The very copies that cucumber itself loads: another copy would be patched in vain.
const fromCucumber = createRequire(require.resolve('@cucumber/cucumber'));
const streams: { readonly GherkinStreams: GherkinStreams } = fromCucumber('@cucumber/gherkin-streams');
const gherkin: Gherkin = fromCucumber('@cucumber/gherkin');
const messages: { readonly SourceMediaType: typeof SourceMediaType } = fromCucumber('@cucumber/messages');

/** Puts the expansion between parser and pickles; the returned function takes it out again. */
export function interceptSources(expander: Omit<Expander, 'newId' | 'keyword'>): () => void {
  const original = streams.GherkinStreams.fromPaths;
  streams.GherkinStreams.fromPaths = (paths, options) =>
    Readable.from(
      paths.flatMap((path) => [
        ...envelopes(path, options, { ...expander, newId: options.newId, keyword: scenarioKeyword }),
      ]),
    );
  return () => {
    streams.GherkinStreams.fromPaths = original;
  };
}

function scenarioKeyword(language: string): string {
  return gherkin.dialects[language]?.scenario.at(-1) ?? 'Scenario';
}

function* envelopes(path: string, options: FromPathsOptions, expander: Expander): Generator<Envelope> {
  const uri = options.relativeTo === undefined ? path : relative(options.relativeTo, path);
  const text = readFileSync(path, 'utf8');
  const parsed = gherkin.generateMessages(text, uri, messages.SourceMediaType.TEXT_X_CUCUMBER_GHERKIN_PLAIN, {
    newId: options.newId,
    ...(options.defaultDialect !== undefined && { defaultDialect: options.defaultDialect }),
    includeSource: true,
    includeGherkinDocument: true,
    includePickles: true,
  });
  const document = parsed.find((envelope) => envelope.gherkinDocument)?.gherkinDocument;
  if (!document) {
    yield* parsed;
    return;
  }
  const expansion = expand(document, text.split('\n').length, expander);
  for (const { source } of parsed) {
    if (source) yield { source: { ...source, data: [text, ...expansion.lines].join('\n') } };
  }
  yield { gherkinDocument: expansion.document };
  for (const pickle of gherkin.compile(expansion.document, uri, options.newId)) {
    const own = pickle.astNodeIds[0];
    const outline = own === undefined ? undefined : expansion.outlines.get(own);
    // With the outline in the middle, `file:LINE-OF-OUTLINE` (an editor's run button) selects all its scenarios.
    const astNodeIds = own !== undefined && outline !== undefined ? [own, outline, own] : pickle.astNodeIds;
    yield { pickle: { ...pickle, astNodeIds } };
  }
}
