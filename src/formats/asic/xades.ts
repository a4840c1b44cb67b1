/**
 * XAdES signatures in a container: their references name its files.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31916201/ EN 319 162-1, sections 4.3.3.3 and 4.4.3.3}
 * @module
 */
import type { Oddity, SignatureFacts } from '../facts';
import { isC14n, TRANSFORM } from '../xades/names';
import { readXml } from '../xades/read';
import type { ReadFile, ReadSignature } from './cades';
import { resolveData, resolveEntry } from './entries';
import type { AsicPackage, SignatureFile } from './package';

export function readXadesFile(
  container: AsicPackage,
  { entry, bytes }: Extract<SignatureFile, { kind: 'xml' }>,
): ReadFile {
  const { signatures } = readXml(bytes, [], { resolve: (uri) => resolveData(container, uri) });
  return {
    entry: entry.name,
    kind: 'xml',
    signatures: signatures.map((one): ReadSignature => {
      const names = one.readable ? namedBy(one.signature) : [];
      return {
        entry: one,
        manifest: null,
        signed: names.filter(({ whole }) => whole).flatMap(({ uri }) => entryName(container, uri)),
        oddities: names.flatMap(({ uri }) => uriOddities(container, entry.name, uri)),
      };
    }),
  };
}

interface Named {
  readonly uri: string;
  /** No transform takes anything away. */
  readonly whole: boolean;
}

function namedBy({ detail }: SignatureFacts): readonly Named[] {
  if (detail.syntax !== 'xml') return [];
  return detail.references.flatMap(({ uri, transforms }) =>
    uri === null || uri === '' || uri.startsWith('#')
      ? []
      : [{ uri, whole: transforms.every((one) => one === TRANSFORM.base64 || isC14n(one)) }],
  );
}

function entryName(container: AsicPackage, uri: string): readonly string[] {
  const { entry } = resolveEntry(container, uri);
  return entry === null ? [] : [entry.name];
}

function uriOddities(container: AsicPackage, file: string, uri: string): readonly Oddity[] {
  const { missing } = resolveEntry(container, uri);
  const found = `${file} names ${JSON.stringify(uri)}`;
  if (missing === null) return [];
  return missing === 'dangling'
    ? [{ kind: 'asic.dangling-reference', found }]
    : [{ kind: 'asic.ambiguous-reference', found: `${found}: ${missing.refused}` }];
}
