/**
 * The kit of a real state: what its operator brings so that its verifier can be asked more than its own artefacts.
 *
 * @module
 */
import type { Product } from './claim';
import type { CaseId } from './vector';

/** One file that the operator vouches for as a case: `good` is a known-good one. */
export interface KitFile extends Product {
  readonly case: CaseId;
  /** Relative to the profile, and inside its folder. */
  readonly path: string;
  /** The document beside a detached signature, like `path`. */
  readonly content?: string;
}

export interface Kit {
  readonly files: readonly KitFile[];
  /** Declared by the operator: the verifier has the sandbox's roots among its anchors. Absent: it has not. */
  readonly sandboxRootsInstalled?: boolean;
}

/** A kit file as it was read. */
export interface KitArtefact {
  readonly file: KitFile;
  readonly signature: Uint8Array;
  /** Null where the signature carries it. */
  readonly content: Uint8Array | null;
}
