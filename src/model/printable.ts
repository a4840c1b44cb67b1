/**
 * Text that came from a peer, made fit to stand in one of our sentences.
 *
 * @module
 */

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/** One line without control or direction characters, cut to a length. */
export function printable(text: string, most = 200): string {
  const line = text.replace(UNPRINTABLE, ' ').replace(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most)}…`;
}
