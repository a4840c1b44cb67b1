/**
 * The words of an XPath 1.0 expression.
 *
 * @see {@link https://www.w3.org/TR/1999/REC-xpath-19991116/#exprlex XPath 1.0, section 3.7}
 * @module
 */
import { TamgaError } from '../../model/error';

export interface Token {
  /** `name`: QName, NCName or wildcard where a name is expected. `operator`: also brackets and commas. */
  readonly kind: 'name' | 'operator' | 'number' | 'literal' | 'end';
  readonly text: string;
}

const MAXIMUM_LENGTH = 10_000;
const NAME = '[\\p{L}_][\\p{L}\\p{N}\\p{M}._\\-\\u00b7]*';
const WORD = new RegExp(
  `\\s*(?:(\\d+(?:\\.\\d*)?|\\.\\d+)|"([^"]*)"|'([^']*)'|(//|::|\\.\\.|!=|<=|>=|[()\\[\\].@,/|+\\-=<>$])|(${NAME}(?::(?:${NAME}|\\*))?(?!:(?!:))|\\*))`,
  'uy',
);
/** After one of these, or at the beginning, a name is a name; elsewhere `and`, `*` and the like are operators. */
const BEFORE_NAME = /^(?:@|::|\(|\[|,|and|or|mod|div|\*|\/|\/\/|\||\+|-|=|!=|<|<=|>|>=|\$)$/;
const OPERATOR_NAMES: ReadonlySet<string> = new Set(['and', 'or', 'mod', 'div', '*']);

export function tokenize(expression: string): readonly Token[] {
  if (expression.length > MAXIMUM_LENGTH) {
    throw new TamgaError(
      'TAMGA-E-LIMIT',
      `an XPath expression of ${expression.length} characters is over the limit of ${MAXIMUM_LENGTH}`,
    );
  }
  const tokens: Token[] = [];
  const text = expression.trimEnd();
  WORD.lastIndex = 0;
  while (WORD.lastIndex < text.length) {
    const at = WORD.lastIndex;
    const match = WORD.exec(text);
    if (match === null) throw xpathFault(`"${text.slice(at, at + 20)}" is no part of an XPath expression`);
    tokens.push(tokenOf(match, tokens.at(-1)));
  }
  return [...tokens, { kind: 'end', text: '' }];
}

function tokenOf(match: RegExpExecArray, before: Token | undefined): Token {
  const [, number, double, single, operator, name] = match;
  if (number !== undefined) return { kind: 'number', text: number };
  if (double !== undefined) return { kind: 'literal', text: double };
  if (single !== undefined) return { kind: 'literal', text: single };
  if (operator !== undefined) return { kind: 'operator', text: operator };
  const free = before === undefined || (before.kind === 'operator' && BEFORE_NAME.test(before.text));
  if (!free && OPERATOR_NAMES.has(name ?? '')) return { kind: 'operator', text: name ?? '' };
  return { kind: 'name', text: name ?? '' };
}

export function xpathFault(message: string): TamgaError {
  return new TamgaError('TAMGA-E-XML', message);
}
