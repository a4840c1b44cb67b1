/**
 * A fault that a check of meaning found, before its file and line are known.
 *
 * @module
 */
import { type Fault, suggest } from './fault';
import { quoted } from './quoted';

export type Found = Omit<Fault, 'file' | 'line'>;

export function outside(found: string, allowed: readonly string[], pointer: string): Found[] {
  if (allowed.includes(found)) return [];
  return [
    { pointer, found: quoted(found), allowed: allowed.join(', '), didYouMean: suggest(found, allowed) },
  ];
}
