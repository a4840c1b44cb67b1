/**
 * Certificates, CRLs and OCSP responses as DER: what a file brings, what a caller offers.
 *
 * @module
 */

/** None of them is trusted for being here; bytes that are something else do no harm. */
export interface Material {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
}

export const NO_MATERIAL: Material = { certificates: [], crls: [], ocspResponses: [] };

export function joinMaterial(all: readonly Material[]): Material {
  return {
    certificates: all.flatMap((one) => one.certificates),
    crls: all.flatMap((one) => one.crls),
    ocspResponses: all.flatMap((one) => one.ocspResponses),
  };
}
