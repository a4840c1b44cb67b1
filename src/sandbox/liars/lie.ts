/**
 * A lie: one bug that real software had, told by one endpoint of the sandbox on purpose.
 *
 * @module
 */
import type { ForgedState } from '../../forge/forged';
import type { StateCode } from '../../model/profile';
import type { CaseClass, CaseId } from '../../model/vector';
import type { Material, ValidationContext, ValidationReport } from '../../referee/validation';
import type { VerifyCall } from '../judge';
import type { Incoming, Outgoing } from '../server';
import type { Signer } from '../signer';

/** What it breaks: as for cases, and `availability` for who gives no answer. */
export type Harm = CaseClass | 'availability';

interface Described {
  readonly id: string;
  /** One sentence: what the endpoint does. */
  readonly does: string;
  /** The kind of software and of bug that it stands for; no product is named. */
  readonly seen: string;
  /** Public entries of such bugs. */
  readonly cves?: readonly string[];
  readonly harm: Harm;
  /** The state that tells it, where it needs an algorithm or a product that the usual liar does not have. */
  readonly at?: StateCode;
  /** Cases of which one must find it out, where not every round has one: without any of them in its plan the lie waits. */
  readonly needs?: readonly CaseId[];
}

export interface Changes {
  readonly context?: (declared: ValidationContext) => ValidationContext;
  /** Of what was fetched for this signature. */
  readonly material?: (fetched: Material) => Material;
}

/** What a verifier has to lie with. */
export interface Bench {
  readonly own: StateCode;
  /** Of all states that the profile accepts. */
  readonly anchors: readonly Uint8Array[];
  /** As declared, unless changed. */
  judge(call: VerifyCall, changes?: Changes): Promise<ValidationReport>;
}

export type Judging = (call: VerifyCall) => Promise<ValidationReport>;

/** On the wire: `honest` gives the answer that would be sent. */
export type Replying = (incoming: Incoming, honest: () => Promise<Outgoing>) => Promise<Outgoing>;

/** Everything that an endpoint keeps between two calls is made when it is opened. */
export interface VerifierLie extends Described {
  readonly role: 'verify';
  readonly judges?: (bench: Bench) => Judging;
  readonly replies?: () => Replying;
}

export interface SignerLie extends Described {
  readonly role: 'sign';
  readonly signs?: (honest: Signer, state: ForgedState) => Signer;
  readonly replies?: () => Replying;
}

export type Lie = VerifierLie | SignerLie;
