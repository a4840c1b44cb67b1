/**
 * Colour on a terminal, and only there: https://no-color.org first, then FORCE_COLOR.
 *
 * @module
 */
import { styleText } from 'node:util';

const PAINTS = {
  good: 'green',
  bad: 'red',
  warning: 'yellow',
  quiet: 'gray',
  strong: 'bold',
} as const;

export type Paint = keyof typeof PAINTS;

/** Paints the text, or returns it as it is where colour is off. */
export type Style = (paint: Paint, text: string) => string;

export const PLAIN: Style = (_paint, text) => text;
export const COLOURED: Style = (paint, text) => styleText(PAINTS[paint], text, { validateStream: false });

type Environment = Readonly<Record<string, string | undefined>>;

export function styleFor(stream: { readonly isTTY?: boolean }, environment: Environment): Style {
  if (environment['NO_COLOR']) return PLAIN;
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined) return forced === '0' || forced === 'false' ? PLAIN : COLOURED;
  if (environment['TERM'] === 'dumb') return PLAIN;
  return stream.isTTY === true ? COLOURED : PLAIN;
}
