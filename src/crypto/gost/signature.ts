/**
 * GOST R 34.10-2001 and 34.10-2012: verification of one signature value with one public key.
 *
 * All inputs are public, so the time that it takes may depend on them. A signature that does not verify is a value with its
 * reason, never an exception.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc7091#section-6.2 RFC 7091, section 6.2}
 * @module
 */
import { type CurveName, GOST_CURVES, type GostCurve } from './curves';
import { type GostDigestName, gostDigest } from './digests';
import { invert } from './invert';
import { keyOf } from './keys';
import { fromLittleEndian, LAYOUTS, type LayoutName, readSignature } from './layouts';
import { KEY_REFUSALS } from './public-key';

/** What a row of the suite table says of a GOST signature. */
export interface GostParameters {
  readonly curve: CurveName;
  readonly digest: GostDigestName;
  readonly layout: LayoutName;
}

export const GOST_REFUSALS = {
  ...KEY_REFUSALS,
  'digest-length': 'the digest has not the length that its algorithm gives',
  'signature-length': 'the signature value is not two numbers of the length of the curve',
  'r-range': 'r is not between 1 and q - 1',
  's-range': 's is not between 1 and q - 1',
  mismatch: 'the signature value does not belong to this digest and key',
} as const;
export type GostRefusal = keyof typeof GOST_REFUSALS;

export type GostOutcome = { readonly valid: true } | { readonly valid: false; readonly reason: GostRefusal };

const VALID: GostOutcome = { valid: true };

/** Over data: the digest of the row is computed first. */
export function verifyGost(
  parameters: GostParameters,
  publicKey: Uint8Array,
  data: Uint8Array,
  value: Uint8Array,
): GostOutcome {
  return verifyGostDigest(parameters, publicKey, gostDigest(parameters.digest).of(data), value);
}

/** `publicKey`: the octets inside the OCTET STRING of subjectPublicKey. */
export function verifyGostDigest(
  parameters: GostParameters,
  publicKey: Uint8Array,
  digest: Uint8Array,
  value: Uint8Array,
): GostOutcome {
  const curve = GOST_CURVES[parameters.curve];
  if (digest.length !== gostDigest(parameters.digest).length) return refused('digest-length');
  const numbers = readSignature(LAYOUTS[parameters.layout], curve.length, value);
  if (numbers === undefined) return refused('signature-length');
  const { q } = curve;
  const { r, s } = numbers;
  // RFC 7091 section 6.2, step 1.
  if (r === 0n || r >= q) return refused('r-range');
  if (s === 0n || s >= q) return refused('s-range');
  const key = keyOf(curve, publicKey);
  if (!key.accepted) return refused(key.reason);
  // Steps 4 and 5: z1 = s/e, z2 = -r/e.
  const inverse = invert(digestNumber(curve, digest), q);
  const matches = key.sumMatches((s * inverse) % q, ((q - r) * inverse) % q, r);
  return matches ? VALID : refused('mismatch');
}

/** RFC 7091 section 6.1, step 2: e is the digest modulo q, and 1 where that is 0. */
export function digestNumber(curve: GostCurve, digest: Uint8Array): bigint {
  const e = fromLittleEndian(digest) % curve.q;
  return e === 0n ? 1n : e;
}

function refused(reason: GostRefusal): GostOutcome {
  return { valid: false, reason };
}
