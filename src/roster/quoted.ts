/**
 * Foreign values in our messages: quoted, cut short, no character that moves the cursor of a terminal.
 *
 * @module
 */

const MAX_SHOWN = 60;

export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  const characters = [...text];
  const shown = characters.length > MAX_SHOWN ? `${characters.slice(0, MAX_SHOWN).join('')}…` : text;
  return shown.replace(/\p{C}/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
