/**
 * What a profile says that a state can do: role, format, level, packaging, suite.
 *
 * `CMS`, `XMLDSig`, `PDF` and `JWS` are formats under their own name: real products that are not AdES; their level is `none`.
 *
 * @module
 */

export const FORMATS = [
  'CMS',
  'CAdES',
  'XMLDSig',
  'XAdES',
  'PDF',
  'PAdES',
  'JWS',
  'JAdES',
  'ASiC-S/CAdES',
  'ASiC-S/XAdES',
  'ASiC-E/CAdES',
  'ASiC-E/XAdES',
] as const;
export type Format = (typeof FORMATS)[number];

export const LEVELS = ['none', 'B-B', 'B-T', 'B-LT', 'B-LTA'] as const;
export type Level = (typeof LEVELS)[number];

/**
 * `attached`: the file that holds the signature holds the document, as CMS, a JWS or a container does. XML and PDF tell more:
 * `enveloped` is a signature inside the document, `enveloping` one around it, `internally-detached` one beside it.
 */
export const PACKAGINGS = ['attached', 'detached', 'enveloped', 'enveloping', 'internally-detached'] as const;
export type Packaging = (typeof PACKAGINGS)[number];

export const ROLES = ['sign', 'verify'] as const;
export type Role = (typeof ROLES)[number];

/** The id of one row of the suite table in `src/crypto/suites.ts`, for example `ecdsa-p256-sha256`. */
export type SuiteId = string;

export interface Claim {
  readonly role: Role;
  readonly format: Format;
  readonly levels: readonly Level[];
  readonly packagings: readonly Packaging[];
  /** The first is the signer's preferred one: the covering set uses it. */
  readonly suites: readonly SuiteId[];
  /** The name of the further endpoint that answers for it; absent: the main one of the role. */
  readonly endpoint?: string;
}

/** The product that one signature is made as. */
export interface Product {
  readonly format: Format;
  readonly level: Level;
  readonly packaging: Packaging;
  readonly suite: SuiteId;
}

/** Every product that a claim names, its preferred suite first. */
export function productsOf({ format, levels, packagings, suites }: Claim): readonly Product[] {
  return suites.flatMap((suite) =>
    levels.flatMap((level) => packagings.map((packaging) => ({ format, level, packaging, suite }))),
  );
}

export function claims(all: readonly Claim[], role: Role, product: Product): boolean {
  return all.some((claim) => claim.role === role && claimCovers(claim, product));
}

export function claimCovers(claim: Claim, { format, level, packaging, suite }: Product): boolean {
  return (
    claim.format === format &&
    claim.levels.includes(level) &&
    claim.packagings.includes(packaging) &&
    claim.suites.includes(suite)
  );
}
