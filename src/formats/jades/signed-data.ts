/**
 * What a JWS signs, and the form in which it does.
 *
 * @module
 */
import { encodeBase64UrlPieces } from '../../encoding/base64';
import type { Coverage, Data, Reference } from '../facts';
import type { SigDMechanism } from './facts';
import type { JwsFault } from './oddity';

export interface Payload {
  /** What stands behind the dot of the signing input; null: it is not at hand. */
  readonly signed: Data | null;
  /** The same for time-stamps, where hashes stand for the data objects in the signature. */
  readonly stamped: Data | null;
  readonly references: readonly Reference[];
  readonly dataFound: boolean;
  readonly coverage: Coverage | null;
  readonly mechanism: SigDMechanism | null;
  readonly faults: readonly JwsFault[];
}

/** RFC 7515 section 5.1: base64url of the octets; RFC 7797 section 3: the octets. */
export function asSigned(data: Data, unencoded: boolean): Data {
  return unencoded ? data : { [Symbol.iterator]: () => encodeBase64UrlPieces(data) };
}
