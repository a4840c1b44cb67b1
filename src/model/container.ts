/**
 * How a signature is put together around a raw signature value.
 *
 * Dialects that sign hashes give a value only. Drivers must not know the forge, so what assembles is handed to them.
 *
 * @module
 */
import type { Product } from './claim';

export interface ContainerRequest extends Product {
  readonly document: Uint8Array;
  /** As a container or a reference names it. */
  readonly documentName: string;
  /** ISO 8601 UTC, whole seconds. */
  readonly signingTime: string;
  /** DER of the signer's certificate, as its service gives it. */
  readonly certificate: Uint8Array;
  /** The certificates above it, nearest issuer first. */
  readonly chain: readonly Uint8Array[];
}

/** What a time-stamping service is asked to stamp. */
export interface Imprint {
  readonly digestOid: string;
  readonly value: Uint8Array;
}

export interface Container {
  /** What is signed: for services that hash themselves. */
  readonly toBeSigned: Uint8Array;
  /** Its digest by the suite. */
  readonly hash: Uint8Array;
  /** Dotted OIDs of the suite. */
  readonly digestOid: string;
  readonly signatureOid: string;
  /** DER of the parameters of the signature algorithm; null where it has none. */
  readonly signatureParameters: Uint8Array | null;
  /** Of the signature value, where the level has a signature time-stamp; else null. */
  imprint(signatureValue: Uint8Array): Imprint | null;
  /** `timeStamp` is the token over the value, where `imprint` asked for one. */
  assemble(signatureValue: Uint8Array, timeStamp: Uint8Array | null): Uint8Array;
}

export interface Containers {
  /** Null for a product that cannot be put together from a raw value, or a certificate that cannot be read. */
  prepare(request: ContainerRequest): Container | null;
}
