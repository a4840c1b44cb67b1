/**
 * From a URI in a signature or manifest to an entry of the container, and from the entry to its data.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31916201/ EN 319 162-1, annex A.6}
 * @module
 */
import type { ZipEntry } from '../../encoding/zip/read';
import { TamgaError } from '../../model/error';
import type { Data, Reference } from '../facts';
import type { AsicPackage } from './package';

export type Resolved =
  | { readonly entry: ZipEntry; readonly missing: null }
  | { readonly entry: null; readonly missing: 'dangling' | { readonly refused: string } };

export function resolveEntry({ byName }: AsicPackage, uri: string): Resolved {
  const decoded = percentDecoded(uri);
  const literal = byName.get(uri);
  const meant = decoded === uri ? undefined : byName.get(decoded);
  // Producers write names as they are or percent-encoded (RFC 3986 section 2.1); where both exist, readers differ.
  if (literal !== undefined && meant !== undefined)
    return refused(`${JSON.stringify(uri)} and ${JSON.stringify(decoded)} are both in the container`);
  const [entry, ...more] = literal ?? meant ?? [];
  if (entry === undefined) return { entry: null, missing: 'dangling' };
  return more.length > 0 ? refused('several entries have this name') : { entry, missing: null };
}

function refused(why: string): Resolved {
  return { entry: null, missing: { refused: why } };
}

function percentDecoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

/** Inflated when it is gone through; whether it can be is found out once. */
export function dataOf(entry: ZipEntry): Pick<Reference, 'data' | 'missing'> {
  try {
    entry.content();
  } catch (error) {
    if (error instanceof TamgaError && error.code === 'TAMGA-E-ZIP')
      return { data: null, missing: { refused: error.message } };
    throw error;
  }
  return { data: lazily(entry), missing: null };
}

function lazily(entry: ZipEntry): Data {
  return {
    *[Symbol.iterator]() {
      yield entry.content();
    },
  };
}

/** What the URI names, as data; undefined where it is nothing that can be taken for one file. */
export function resolveData(container: AsicPackage, uri: string): Data | undefined {
  const { entry } = resolveEntry(container, uri);
  return entry === null ? undefined : (dataOf(entry).data ?? undefined);
}
