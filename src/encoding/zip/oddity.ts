/**
 * What is odd about an archive that can be read all the same.
 *
 * @module
 */

export const ZIP_ODDITIES = [
  /** Central directory and local header say different things, so that two readers see different files. */
  'zip.views-differ',
  /** Bytes that belong to no entry: before, between or behind them. */
  'zip.foreign-bytes',
  /** One name for several entries. */
  'zip.repeated-name',
  /** Names that some file systems take for one. */
  'zip.alike-names',
  /** A name that leads out of the folder or that readers take apart differently. */
  'zip.unsafe-name',
  /** A name whose characters depend on the reader. */
  'zip.name-encoding',
  /** A symbolic link, a device or a folder with content. */
  'zip.special-file',
] as const;
export type ZipOddityKind = (typeof ZIP_ODDITIES)[number];

export interface ZipOddity {
  readonly kind: ZipOddityKind;
  readonly found: string;
}
