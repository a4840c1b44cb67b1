/**
 * Goes over JSON without building it: how deep, how many values, which member names occur twice.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8259 RFC 8259} section 4: what a receiver makes of them is unpredictable
 * @module
 */
import { TamgaError } from '../model/error';

const MAXIMUM_DEPTH = 64;
const MAXIMUM_VALUES = 1_000_000;

/** One open bracket: of an object with the names that it has so far, of an array without. */
interface Open {
  readonly names: Set<string> | null;
  /** Of the member that is being read. */
  name: string;
}

/** The paths of the member names that their object has already; what is no JSON is found by the parser afterwards. */
export function repeatedNames(text: string, what: string): readonly string[] {
  const repeated: string[] = [];
  const stack: Open[] = [];
  let values = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '{' || character === '[') {
      stack.push({ names: character === '{' ? new Set() : null, name: '' });
      if (stack.length > MAXIMUM_DEPTH) throw limit(`${what}: JSON nested deeper than ${MAXIMUM_DEPTH}`);
    } else if (character === '}' || character === ']') stack.pop();
    else if (character === ',' || character === ':') values += 1;
    else if (character === '"') {
      const end = endOfString(text, at);
      const open = stack.at(-1);
      if (open?.names && followedByColon(text, end + 1)) {
        open.name = nameOf(text.slice(at, end + 1));
        if (open.names.has(open.name)) repeated.push(stack.map(({ name }) => name || '[]').join('.'));
        open.names.add(open.name);
      }
      at = end;
    }
    if (values > MAXIMUM_VALUES) throw limit(`${what}: more than ${MAXIMUM_VALUES} JSON values`);
  }
  return repeated;
}

/** Of the closing quote, or of the last character where there is none. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; ; at += 1) {
    at = text.indexOf('"', at);
    if (at < 0) return text.length - 1;
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return at;
  }
}

const BLANKS = /[ \t\n\r]*/y;

function followedByColon(text: string, at: number): boolean {
  BLANKS.lastIndex = at;
  BLANKS.test(text);
  return text[BLANKS.lastIndex] === ':';
}

/** `"a"` and `"\u0061"` are one name. */
function nameOf(quoted: string): string {
  try {
    const name: unknown = JSON.parse(quoted);
    return typeof name === 'string' ? name : quoted;
  } catch {
    return quoted;
  }
}

function limit(detail: string): TamgaError {
  return new TamgaError('TAMGA-E-LIMIT', detail);
}
