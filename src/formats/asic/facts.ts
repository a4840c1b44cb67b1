/**
 * Facts that only a signature in an ASiC container has.
 *
 * @module
 */

export const ASIC_ODDITIES = ['asic.unsigned-file'] as const;
export type AsicOddity = (typeof ASIC_ODDITIES)[number];

export interface AsicDetail {
  /** Name of the entry that holds the signature. */
  readonly entry: string;
}
