/**
 * Time-stamps over archive manifests: proof for every signature that the manifest lists, if its digests are right.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31916201/ EN 319 162-1, section 4.4.4 and annex A.7}
 * @module
 */
import { sameBytes } from '../../encoding/bytes';
import type { SignatureFacts, TimeStampFacts } from '../facts';
import { dataOf, resolveEntry } from './entries';
import type { Manifest } from './manifest';
import type { AsicPackage, TimeStampFile } from './package';

export interface ArchiveTimeStamp {
  readonly manifest: Manifest;
  readonly file: TimeStampFile;
  /** Names of entries whose digests the manifest gives rightly. */
  readonly covered: ReadonlySet<string>;
  /** Half sentences on what it lists wrongly. */
  readonly faults: readonly string[];
}

/** Older ones first: those that another one lists. */
export function archiveTimeStamps(container: AsicPackage): readonly ArchiveTimeStamp[] {
  const all = container.manifests.flatMap((manifest): readonly ArchiveTimeStamp[] => {
    const name =
      manifest.signature === null ? undefined : resolveEntry(container, manifest.signature).entry?.name;
    const file = container.timeStamps.find((one) => one.name === name);
    return file === undefined ? [] : [{ manifest, file, ...listed(container, manifest) }];
  });
  return [...all].sort((a, b) => depth(all, a, new Set()) - depth(all, b, new Set()));
}

/** How many generations it covers. */
function depth(
  all: readonly ArchiveTimeStamp[],
  one: ArchiveTimeStamp,
  seen: ReadonlySet<ArchiveTimeStamp>,
): number {
  if (seen.has(one)) return 0;
  const path = new Set([...seen, one]);
  const older = all.filter(({ file }) => file !== one.file && one.covered.has(file.name));
  return Math.max(0, ...older.map((other) => 1 + depth(all, other, path)));
}

function listed(container: AsicPackage, manifest: Manifest): Pick<ArchiveTimeStamp, 'covered' | 'faults'> {
  const covered = new Set<string>();
  const faults = [...manifest.faults];
  for (const { uri, digest, expected } of manifest.references) {
    const { entry } = resolveEntry(container, uri);
    const data = entry === null ? null : dataOf(entry).data;
    const what = `${manifest.name} entry ${JSON.stringify(uri)}`;
    if (entry === null || data === null) faults.push(`${what} is not in the container`);
    else if (digest.digest === undefined || expected === null)
      faults.push(`${what} has a digest that cannot be computed`);
    else if (sameBytes(digest.digest.over(data), expected)) covered.add(entry.name);
    else faults.push(`${what} has another digest`);
  }
  return { covered, faults };
}

/** Those that list the file of the signature. */
export function documentTimeStamps(
  all: readonly ArchiveTimeStamp[],
  signatureFile: string,
  signature: SignatureFacts,
): readonly TimeStampFacts[] {
  return covering(all, signatureFile).map(({ manifest, file, covered, faults }) => ({
    kind: 'document',
    name: manifest.name,
    token: file.token,
    covers: () => [manifest.bytes],
    faults,
    proves: {
      signature: true,
      material: signature.material,
      timeStamps: [
        ...[...signature.contentTimeStamps, ...signature.timeStamps].map(({ token }) => token),
        ...all.filter((other) => covered.has(other.file.name)).map((other) => other.file.token),
      ],
    },
  }));
}

export function covering(
  all: readonly ArchiveTimeStamp[],
  signatureFile: string,
): readonly ArchiveTimeStamp[] {
  return all.filter(({ covered }) => covered.has(signatureFile));
}
