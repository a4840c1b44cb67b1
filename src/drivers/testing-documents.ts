/**
 * The endpoints that docs/dialects.md shows: what a reader copies is what the tests ask.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../model/package-root';
import type { Endpoint } from '../model/profile';

/** By dialect, in the order of the page. */
export function documentedEndpoints(dialect: string): readonly Endpoint[] {
  const page = readFileSync(join(packageRoot(), 'docs', 'dialects.md'), 'utf8');
  const blocks = [...page.matchAll(/^```json\n(.*?)^```$/gms)].map(
    ([, text = '']): Endpoint => JSON.parse(text),
  );
  return blocks.filter((one) => one.dialect === dialect);
}

/** `openssl` of `cli://openssl/`. */
export function documentedEndpoint(dialect: string, host: string): Endpoint {
  const found = documentedEndpoints(dialect).find(({ url }) => new URL(url).hostname === host);
  if (found === undefined) throw new Error(`docs/dialects.md shows no ${dialect} of ${host}`);
  return found;
}
