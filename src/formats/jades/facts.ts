/**
 * Facts that only a JSON Web Signature has.
 *
 * @module
 */

export const JWS_ODDITIES = ['jws.unknown-critical'] as const;
export type JwsOddity = (typeof JWS_ODDITIES)[number];

export interface JwsDetail {
  readonly syntax: 'jws';
}
