/**
 * What a driver brings to the contract suite: one good conversation per role, and what can be wrong in its own dialect.
 *
 * A new driver adds `src/drivers/testing-<dialect>.ts` with a `DriverSample` and a row in `testing-samples.ts`.
 *
 * @module
 */
import type { Answer, SignAnswer, SilentCause } from '../model/answer';
import type { Role } from '../model/claim';
import type { Containers } from '../model/container';
import type { Endpoint, Profile } from '../model/profile';
import type { SignQuestion, VerifyQuestion } from './driver';

export interface SampleRequest {
  readonly method: string;
  /** With the query, without the leading slash. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly bytes: Uint8Array;
}

export interface SampleReply {
  /** Absent: 200. */
  readonly status?: number;
  /** Absent: application/json for an object, else text/plain. */
  readonly type?: string;
  readonly body: string | Uint8Array | object;
}

/** What the answer to a spoilt conversation must be. */
export interface Expected {
  readonly kind: Answer['kind'] | SignAnswer['kind'];
  /** Of a silence. */
  readonly cause?: SilentCause;
  readonly reason: RegExp;
}

export interface Spoilt extends Expected {
  /** Of the request whose reply is spoilt; absent: of the last one. */
  readonly at?: (request: SampleRequest) => boolean;
  readonly reply: SampleReply;
}

/** The reason why a dialect cannot go wrong in this way. */
export interface Cannot {
  readonly cannot: string;
}

/** What every dialect can get wrong in words of its own, or says why it cannot. */
export interface OwnFaults {
  /** A verdict (or, of a signing service, a success) in a word or type that the dialect does not have. */
  readonly outsideVocabulary: Spoilt | Cannot;
  readonly wrongBase64: Spoilt | Cannot;
  readonly twoSignaturesForOne: Spoilt | Cannot;
  readonly otherDocument: Spoilt | Cannot;
  /** The answer where a verdict is wanted is missing. */
  readonly nothingSaid: Spoilt | Cannot;
  /** The service's own words for "I do not take this input"; the canary answers before and after. */
  readonly refusal: Spoilt | Cannot;
}

export interface RoleSample<Question, Said> {
  readonly question: Question;
  /** Of dialects whose interface stands in the profile. */
  readonly block?: Pick<Endpoint, 'http' | 'cli'>;
  /** The reply of an endpoint in good health, to the canary too; undefined is 404. */
  readonly reply: (request: SampleRequest) => SampleReply | undefined;
  readonly expected: Said;
  readonly faults: OwnFaults;
  /** Further rows of this dialect, by name: status tables, codes, quirks. */
  readonly further?: Readonly<Record<string, Spoilt>>;
  /** Outside of what the dialect can say at all. */
  readonly unsupported: Question | Cannot;
}

export interface DriverSample {
  readonly dialect: string;
  /**
   * `http`: the faults of the wire are tried too; `other`: a command, a socket or several services, whose faults the
   * driver's own test tries.
   */
  readonly wire: 'http' | 'other';
  /** Plain values, as `link.option` gives them. */
  readonly options: Readonly<Record<string, string>>;
  /** For dialects that give raw signature values. */
  readonly containers?: Containers;
  /** The requests of the canary that are no part of a conversation. */
  readonly isCanary: (request: SampleRequest) => boolean;
  readonly sign?: RoleSample<SignQuestion, SignAnswer>;
  readonly verify?: RoleSample<VerifyQuestion, Answer>;
  /** Roles that are not played over HTTP, with where their faults are tried instead. */
  readonly elsewhere?: Readonly<Partial<Record<Role, string>>>;
  /** The same dialect in the sandbox; null, with the reason in its place, until it has one. */
  readonly twin: TwinSample | Cannot;
}

/** A reference state whose endpoints speak the dialect; its preferred product is signed and verified there. */
export interface TwinSample {
  readonly profile: Profile;
  /** Other states of the sandbox that it needs, for example one that signs where it only verifies. */
  readonly others?: readonly Profile[];
  /** Signs what the twin verifies; absent: the twin itself. */
  readonly signer?: string;
  /** What comes of bytes that are no signature at all. */
  readonly garbage: 'refused-input' | 'not-passed';
}

export const SIGN_QUESTION: SignQuestion = {
  format: 'CAdES',
  level: 'B-B',
  packaging: 'attached',
  suite: 'ecdsa-p256-sha256',
  document: Buffer.from('document'),
  documentName: 'document.txt',
  signingTime: '2026-09-01T11:00:00Z',
};

export const VERIFY_QUESTION: VerifyQuestion = {
  signature: Buffer.from('signature'),
  signatureName: 'document.txt.p7m',
  content: null,
  format: 'CAdES',
  level: 'B-B',
  packaging: 'attached',
  validationTime: '2026-09-01T12:00:00Z',
};

export function jsonOf(request: SampleRequest): unknown {
  return JSON.parse(Buffer.from(request.bytes).toString('utf8'));
}
