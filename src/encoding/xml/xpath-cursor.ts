/**
 * Going through the words of an XPath expression.
 *
 * @module
 */
import { type Token, xpathFault } from './xpath-tokens';

export interface Parser {
  readonly tokens: readonly Token[];
  readonly namespaces: ReadonlyMap<string, string>;
  at: number;
  depth: number;
}

const ANY: Token = { kind: 'end', text: '' };

export function peek({ tokens, at }: Parser, ahead = 0): Token {
  return tokens[at + ahead] ?? ANY;
}

export function is(parser: Parser, text: string, ahead = 0): boolean {
  const token = peek(parser, ahead);
  return token.kind === 'operator' && token.text === text;
}

export function accept(parser: Parser, text: string): boolean {
  if (!is(parser, text)) return false;
  parser.at += 1;
  return true;
}

export function expect(parser: Parser, text: string): void {
  if (!accept(parser, text))
    throw xpathFault(`expected "${text}" in the XPath expression, found "${peek(parser).text}"`);
}
