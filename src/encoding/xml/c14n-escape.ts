/**
 * Characters that canonical XML writes as references, and its order of names.
 *
 * @see {@link https://www.w3.org/TR/2001/REC-xml-c14n-20010315#ProcessingModel Canonical XML 1.0, section 2.3}
 * @module
 */

const TEXT: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };
const VALUE: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

export function escapeText(text: string): string {
  return /[&<>\r]/.test(text) ? text.replace(/[&<>\r]/g, (character) => TEXT[character] ?? '') : text;
}

export function escapeValue(text: string): string {
  return /[&<"\t\n\r]/.test(text)
    ? text.replace(/[&<"\t\n\r]/g, (character) => VALUE[character] ?? '')
    : text;
}

/** By code point, as UTF-8 sorts; strings here are UTF-16, whose surrogates sort below U+E000. */
export function compareCodePoints(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index += 1) {
    const [left, right] = [a.charCodeAt(index), b.charCodeAt(index)];
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
