/**
 * Whether every file of the container is signed, and nothing in it pretends to be what it is not.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31916201/ EN 319 162-1, sections 4.3.3 and 4.4.3}
 * @module
 */
import type { Oddity } from '../facts';
import type { ReadFile } from './cades';
import type { AsicDetail } from './facts';
import { type AsicPackage, METADATA } from './package';

export interface Bookkeeping {
  /** Files that no signature signs. */
  readonly unsigned: readonly string[];
  readonly oddities: readonly Oddity[];
}

/** A reader of a report needs no list of thousands. */
const SHOWN = 20;

export function keepBooks(
  container: AsicPackage,
  type: AsicDetail['type'],
  files: readonly ReadFile[],
): Bookkeeping {
  const signed = new Set(files.flatMap((file) => file.signatures.flatMap((one) => one.signed)));
  const names = new Set(container.files.map(({ name }) => name));
  const unsigned = [...names].filter((name) => !signed.has(name));
  return {
    unsigned,
    oddities: [
      ...container.archive.oddities.slice(0, SHOWN),
      ...container.archive.entries
        .filter(({ name }) => pretends(name))
        .map(({ name }) => odd('asic.metadata-name', `${JSON.stringify(name)} looks like ${METADATA}`)),
      ...typeOddities(container, type),
      ...(new Set(files.map(({ kind }) => kind)).size > 1
        ? [odd('asic.mixed-signatures', 'CAdES and XAdES signatures lie side by side')]
        : []),
      ...unsigned
        .slice(0, SHOWN)
        .map((name) => odd('asic.unsigned-file', `no signature signs ${JSON.stringify(name)}`)),
    ],
  };
}

function typeOddities({ files }: AsicPackage, type: AsicDetail['type']): readonly Oddity[] {
  if (files.length === 0) return [odd('asic.no-signed-file', 'the container has no file to sign')];
  if (type === 'ASiC-E') return [];
  const root = files.filter(({ name }) => !name.includes('/'));
  if (root.length === 0) return [odd('asic.no-signed-file', 'ASiC-S has no file in its root')];
  return files.length > 1 ? [odd('asic.several-files', `ASiC-S has ${files.length} files`)] : [];
}

/** `meta-inf/`, `META-INF ` and the like, in any folder. */
function pretends(name: string): boolean {
  if (name.startsWith(METADATA)) return false;
  return name.split(/[\\/]/).some((segment) => /^meta-?inf\s*$/i.test(segment.normalize('NFKC')));
}

function odd(kind: Oddity['kind'], found: string): Oddity {
  return { kind, found };
}
