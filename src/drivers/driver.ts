/**
 * The contract of a dialect: how to put one question to one endpoint, and what the reply means.
 *
 * A driver never throws for what an endpoint says or fails to say: that is an `Answer`. It does not know the truth.
 *
 * @module
 */
import type { Answer, SignAnswer } from '../model/answer';
import type { Format, Level, Packaging, Product, Role } from '../model/claim';
import type { Containers } from '../model/container';
import type { Endpoint } from '../model/profile';
import type { Commands } from '../net/command-door';
import type { Http } from '../net/http';

/** An endpoint with its door: secrets resolved, requests limited, authorised, redacted and recorded by `http`. */
export interface Link {
  readonly endpoint: Endpoint;
  readonly http: Http;
  /** Of a dialect that runs commands of this machine. */
  readonly commands?: Commands;
  /** Value of a dialect option, secret references resolved; undefined when the profile has none. */
  option(name: string): string | undefined;
  /** Puts signatures together where the dialect gives raw values; absent where nobody signs. */
  readonly containers?: Containers;
}

export interface SignQuestion extends Product {
  readonly document: Uint8Array;
  readonly documentName: string;
  /** ISO 8601 UTC, whole seconds: the signing time to claim where the dialect lets the client name it. */
  readonly signingTime: string;
}

export interface VerifyQuestion {
  readonly signature: Uint8Array;
  readonly signatureName: string;
  /** The signed document where the signature does not carry it. */
  readonly content: { readonly bytes: Uint8Array; readonly name: string } | null;
  readonly format: Format;
  readonly level: Level;
  readonly packaging: Packaging;
  /** ISO 8601 UTC: the instant to judge at where the dialect lets the client name it. */
  readonly validationTime: string;
}

export interface Driver {
  readonly dialect: string;
  /** What the wire can carry back: a full verdict with sub-indication, or a bare yes/no. */
  readonly granularity: 'sub-indication' | 'boolean';
  /** Calls that one question takes, where it is more than one; the contract suite counts them. */
  readonly calls?: Readonly<Partial<Record<Role, number>>>;
  /** What of the dialect rests on assumption, in words. */
  readonly unverified?: readonly string[];
  sign?(link: Link, question: SignQuestion): Promise<SignAnswer>;
  verify?(link: Link, question: VerifyQuestion): Promise<Answer>;
  /** A question with a known answer, put before and after a refusal: does the endpoint answer at all? */
  canary(link: Link): Promise<boolean>;
  /** What the endpoint says of its own name and version, in one call; null: nothing. Absent where the dialect has no words for it. */
  version?(link: Link): Promise<string | null>;
}
