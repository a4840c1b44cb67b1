/**
 * Reads a tag expression before anything is started, with cucumber's own parser.
 *
 * @module
 */
import { createRequire } from 'node:module';
import { TamgaError } from '../model/error';

interface TagExpressions {
  // The package is an ES module behind a CommonJS door: the parser is one or two `default`s in.
  readonly default: Parser | { readonly default: Parser };
}
type Parser = (expression: string) => unknown;

const fromCucumber = createRequire(require.resolve('@cucumber/cucumber'));
const expressions: TagExpressions = fromCucumber('@cucumber/tag-expressions');

/** @throws {TamgaError} TAMGA-E-USAGE */
export function requireTagExpression(text: string): void {
  const outer = expressions.default;
  const parse = typeof outer === 'function' ? outer : outer.default;
  try {
    parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n').join(' ') : String(cause);
    throw new TamgaError('TAMGA-E-USAGE', `"${text}" is not a tag expression: ${why}`, {
      hint: 'Write for example "@case:revoked and not @verifier:TR".',
      cause,
    });
  }
}
