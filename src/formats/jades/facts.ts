/**
 * Facts that only a JSON Web Signature has.
 *
 * @module
 */
import type { JsonObject } from '../../encoding/json';

export const JWS_ODDITIES = [
  /** A member name that its object has twice. */
  'jws.repeated-member',
  /** base64 or base64url in another form than the one that it must have. */
  'jws.encoding',
  /** Members of two serialisations, or ones of the wrong type, in one file. */
  'jws.serialization',
  /** A parameter in both the protected and the unprotected header. */
  'jws.header-overlap',
  /** `alg` where nothing protects it, or a parameter that must be signed and is not. */
  'jws.unprotected-parameter',
  /** `alg` absent or `none`. */
  'jws.no-algorithm',
  /** `alg` of a secret that signer and verifier share. */
  'jws.symmetric-algorithm',
  /** `crit` that is not what RFC 7515 section 4.1.11 says. */
  'jws.critical-form',
  /** `crit` names what this reader does not process. */
  'jws.unknown-critical',
  /** `b64` or `sigD` that `crit` does not name. */
  'jws.not-critical',
  /** `b64` differs between the signatures of one file, or is not true or false. */
  'jws.b64',
  /** A payload beside a `sigD`, or a counter-signature with a payload of its own. */
  'jws.second-payload',
  /** `sigD` that does not say which data it signs. */
  'jws.detached-form',
  /** `iat` or `sigT` that is no time. */
  'jws.signing-time',
  /** `x5t#S256`, `x5t#o` or `sigX5ts` that names no certificate by hash. */
  'jws.signing-certificate',
  /** `x5c` that holds something else than certificates. */
  'jws.certificate-chain',
  /** `sigPId` or `sigPSt` that cannot be read. */
  'jws.signature-policy',
  /** `etsiU`, or an element of it, that is not in its form. */
  'jws.unsigned-form',
] as const;
export type JwsOddity = (typeof JWS_ODDITIES)[number];

export const SIG_D_MECHANISMS = ['HttpHeaders', 'ObjectIdByURI', 'ObjectIdByURIHash'] as const;
export type SigDMechanism = (typeof SIG_D_MECHANISMS)[number];

export interface UnsignedComponent {
  /** Of the one member of the element: `sigTst`, `xVals`, … */
  readonly name: string;
  /** Elements of its `tstTokens`; null where it has none. */
  readonly tokens: number | null;
}

export interface JwsDetail {
  readonly syntax: 'jws';
  readonly serialization: 'compact' | 'flattened' | 'general';
  /** The protected header. */
  readonly header: JsonObject;
  readonly counterSignature: boolean;
  /** What `crit` lists. */
  readonly critical: readonly string[];
  /** RFC 7797: the payload is signed as it is, without base64url. */
  readonly unencodedPayload: boolean;
  /** Of `sigD`; null where there is none that is known. */
  readonly mechanism: SigDMechanism | null;
  readonly unsigned: readonly UnsignedComponent[];
  /** `jwk`, `jku`, `x5u`: a key or a place of one that the signature brings itself. None is ever used. */
  readonly unusedKeys: readonly string[];
}
