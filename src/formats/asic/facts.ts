/**
 * Facts that only a signature in an ASiC container has.
 *
 * @module
 */
import { ZIP_ODDITIES } from '../../encoding/zip/oddity';

export const ASIC_ODDITIES = [
  /** A file that no signature of the container signs. */
  'asic.unsigned-file',
  /** No file to sign, or in ASiC-S none in the root. */
  'asic.no-signed-file',
  /** ASiC-S with more than one file. */
  'asic.several-files',
  /** A CAdES signature of an ASiC-E that no manifest names. */
  'asic.no-manifest',
  /** A CAdES signature that several manifests name. */
  'asic.several-manifests',
  /** A manifest that is not in its form. */
  'asic.manifest-form',
  /** A manifest that names a file twice. */
  'asic.repeated-reference',
  /** A manifest that names something else than a file of the container: itself, what signs it, a place outside. */
  'asic.foreign-reference',
  /** A reference to what is not in the container. */
  'asic.dangling-reference',
  /** A reference that two entries answer to. */
  'asic.ambiguous-reference',
  /** A name that looks like META-INF and is not. */
  'asic.metadata-name',
  /** A CAdES signature that brings other content than what it signs in the container. */
  'asic.attached-signature',
  /** CAdES and XAdES signatures in one container. */
  'asic.mixed-signatures',
  ...ZIP_ODDITIES,
] as const;
export type AsicOddity = (typeof ASIC_ODDITIES)[number];

export interface MimetypeEntry {
  /** As it stands, cut where it is too long for one. */
  readonly value: string;
  readonly first: boolean;
  readonly stored: boolean;
  /** The local header has an extra field, which moves the value from its place. */
  readonly extra: boolean;
}

export interface AsicDetail {
  /** Name of the entry that holds the signature. */
  readonly entry: string;
  readonly type: 'ASiC-S' | 'ASiC-E';
  /** EN 319 162-1 annex A.1; null where there is none. */
  readonly mimetype: MimetypeEntry | null;
  /** What follows `mimetype=` in the comment of the archive. */
  readonly commentMimetype: string | null;
  /** Name of the entry that the signature signs in the place of the files: the ASiCManifest that names it. */
  readonly manifest: string | null;
  /** META-INF/manifest.xml of OpenDocument is there. */
  readonly openDocumentManifest: boolean;
  /** Files of the container outside META-INF. */
  readonly files: readonly string[];
  /** Those of them that this signature signs. */
  readonly signed: readonly string[];
  /** Archive manifests whose time-stamps cover this signature. */
  readonly archiveManifests: readonly string[];
  /** Recognised by name and form; what they prove is not looked at. */
  readonly evidenceRecords: readonly string[];
}
