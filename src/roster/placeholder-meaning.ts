/**
 * Placeholders in the templates of profiles: those that nobody fills are told.
 *
 * @module
 */
import { placeholdersIn } from '../encoding/template';
import { suggest } from './fault';
import type { Found } from './found';
import { quoted } from './quoted';

/** What every template may say of a question. */
export const QUESTION = [
  'signature-name',
  'document-name',
  'format',
  'level',
  'packaging',
  'suite',
  'time',
  'time:seconds',
  'time:date',
  'time:clock',
];
export function placeholderFaults(template: string, known: readonly string[], pointer: string): Found[] {
  return placeholdersIn(template).flatMap(({ name, argument, source }) => {
    const said = argument === null ? name : `${name}:${argument}`;
    if (known.includes(said)) return [];
    if (name === 'option' && argument !== null && argument !== '' && known.includes('option:NAME')) return [];
    const allowed = known.length === 0 ? 'no placeholder here' : known.map((one) => `{${one}}`).join(' ');
    return [{ pointer, found: quoted(source), allowed, didYouMean: suggest(said, known) }];
  });
}
