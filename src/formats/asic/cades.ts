/**
 * CAdES signatures in a container: over the one file, or over the manifest that names them.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31916201/ EN 319 162-1, sections 4.3.3.2 and 4.4.3.2}
 * @module
 */

import { sameBytes } from '../../encoding/bytes';
import { readSigner } from '../cms/read';
import type { SignedData } from '../cms/signed-data';
import type { Data, Oddity, Reference, SignatureEntry } from '../facts';
import { dataOf, resolveEntry } from './entries';
import type { Manifest } from './manifest';
import type { AsicPackage, SignatureFile } from './package';

/** The signatures of one file, before what the container as a whole says of them. */
export interface ReadFile {
  readonly entry: string;
  readonly kind: 'cms' | 'xml';
  readonly signatures: readonly ReadSignature[];
}

export interface ReadSignature {
  readonly entry: SignatureEntry;
  readonly manifest: string | null;
  /** Names of entries that it signs. */
  readonly signed: readonly string[];
  readonly oddities: readonly Oddity[];
}

export function readCadesFile(
  container: AsicPackage,
  file: Extract<SignatureFile, { kind: 'cms' }>,
  simple: boolean,
): ReadFile {
  const { entry, signedData } = file;
  const manifests = manifestsOf(container, entry.name);
  const content = manifests.length === 0 ? simpleContent(container, simple) : manifestContent(manifests);
  const references = manifests[0] === undefined ? [] : manifestReferences(container, manifests[0]);
  const oddities = [
    ...content.oddities,
    ...(manifests[0] === undefined ? [] : manifestOddities(container, manifests[0])),
    ...attachedOddities(entry.name, signedData, content.data),
  ];
  return {
    entry: entry.name,
    kind: 'cms',
    signatures: signedData.signers.map((signer, index) => ({
      entry: withReferences(
        readSigner(signer, {
          id: `signer-${index + 1}`,
          signedData,
          coverage: 'full',
          contentOf: () => content.data,
        }),
        references,
      ),
      manifest: manifests[0]?.name ?? null,
      signed: [...content.signed, ...signedBy(container, manifests[0])],
      oddities,
    })),
  };
}

/** Manifests whose SigReference names the file, whatever their own names are. */
export function manifestsOf(container: AsicPackage, name: string): readonly Manifest[] {
  return container.manifests.filter(
    ({ signature }) => signature !== null && resolveEntry(container, signature).entry?.name === name,
  );
}

interface Content {
  readonly data: Data | null;
  readonly signed: readonly string[];
  readonly oddities: readonly Oddity[];
}

function manifestContent(manifests: readonly Manifest[]): Content {
  const [manifest] = manifests;
  const names = manifests.map(({ name }) => name).join(' and ');
  const several = { kind: 'asic.several-manifests', found: `${names} name the same signature` } as const;
  return {
    data: manifest === undefined ? null : [manifest.bytes],
    signed: [],
    oddities: manifests.length > 1 ? [several] : [],
  };
}

/** EN 319 162-1 section 4.3.3.2: ASiC-S has one file, and its signature signs that. */
function simpleContent({ files }: AsicPackage, simple: boolean): Content {
  const root = simple ? files.filter(({ name }) => !name.includes('/')) : [];
  const [file, ...more] = root.length > 0 ? root : files;
  const oddities: readonly Oddity[] = simple
    ? []
    : [{ kind: 'asic.no-manifest', found: 'no manifest names the signature' }];
  if (file === undefined || more.length > 0) return { data: null, signed: [], oddities };
  const { data } = dataOf(file);
  return { data, signed: data === null ? [] : [file.name], oddities };
}

function manifestReferences(container: AsicPackage, manifest: Manifest): readonly Reference[] {
  return manifest.references.map(({ uri, digest, expected }) => {
    const { entry, missing } = resolveEntry(container, uri);
    const found = entry === null ? { data: null, missing } : dataOf(entry);
    return {
      what: `${manifest.name} entry ${JSON.stringify(uri)}`,
      role: 'document',
      digest,
      expected: expected === null ? [] : [expected],
      ...found,
    };
  });
}

function signedBy(container: AsicPackage, manifest: Manifest | undefined): readonly string[] {
  const references = manifest?.references ?? [];
  return references.flatMap(({ uri, expected }) => {
    const { entry } = resolveEntry(container, uri);
    return entry === null || expected === null ? [] : [entry.name];
  });
}

function manifestOddities(container: AsicPackage, manifest: Manifest): readonly Oddity[] {
  const oddities: Oddity[] = manifest.faults.map((found) => ({ kind: 'asic.manifest-form', found }));
  const seen = new Set<string>();
  for (const { uri } of manifest.references) {
    const { entry, missing } = resolveEntry(container, uri);
    const found = `${manifest.name} names ${JSON.stringify(uri)}`;
    const key = entry?.name ?? uri;
    if (seen.has(key)) oddities.push({ kind: 'asic.repeated-reference', found: `${found} twice` });
    seen.add(key);
    if (isForeign(uri)) oddities.push({ kind: 'asic.foreign-reference', found: `${found}, a place outside` });
    else if (missing === 'dangling') oddities.push({ kind: 'asic.dangling-reference', found });
    else if (missing !== null)
      oddities.push({ kind: 'asic.ambiguous-reference', found: `${found}: ${missing.refused}` });
    // What signs the manifest cannot be signed by it, and neither can the manifest itself.
    const own = [manifest.name, resolveEntry(container, manifest.signature ?? '').entry?.name];
    if (entry !== null && own.includes(entry.name))
      oddities.push({ kind: 'asic.foreign-reference', found: `${found}, which signs itself` });
  }
  return oddities;
}

function isForeign(uri: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(uri) || uri.startsWith('/') || uri.split('/').includes('..');
}

/** EN 319 162-1: the CMS is detached; readers of CMS alone see the content that it brings. */
function attachedOddities(name: string, { content }: SignedData, signed: Data | null): readonly Oddity[] {
  if (content === null || (signed !== null && sameBytes(Buffer.concat([...signed]), Buffer.concat(content))))
    return [];
  return [
    { kind: 'asic.attached-signature', found: `${name} brings content that the container does not have` },
  ];
}

function withReferences(entry: SignatureEntry, references: readonly Reference[]): SignatureEntry {
  if (!entry.readable) return entry;
  const { signature } = entry;
  return {
    readable: true,
    signature: { ...signature, references: [...signature.references, ...references] },
  };
}
