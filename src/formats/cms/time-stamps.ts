/**
 * The time-stamps on a signer of a CMS, each with what it is over.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31912201/ EN 319 122-1, section 5}
 * @module
 */
import { type Data, type Proof, type TimeStampFacts } from '../facts';
import { NO_MATERIAL } from '../material';
import type { SignedData } from './signed-data';
import type { SignerInfo } from './signer-info';

const SIGNATURE_ALONE: Proof = { signature: true, material: NO_MATERIAL, timeStamps: [] };
const NOTHING: Proof = { signature: false, material: NO_MATERIAL, timeStamps: [] };

/** RFC 5126 section 5.11.4: made before the signature, over the content. */
export function contentTimeStamps(
  { signedAttributes }: SignerInfo,
  content: Data | null,
): readonly TimeStampFacts[] {
  const tokens = signedAttributes?.facts.contentTimeStamps ?? [];
  return tokens.map((token) => ({
    kind: 'content',
    name: 'content-time-stamp',
    token,
    covers: () => content,
    faults: [],
    proves: NOTHING,
  }));
}

/** In the order in which they cover one another. */
export function cmsTimeStamps(
  signer: SignerInfo,
  _signedData: SignedData,
  _content: Data | null,
): readonly TimeStampFacts[] {
  return signer.unsigned.signatureTimeStamps.map((token) => ({
    kind: 'signature',
    name: 'signature-time-stamp',
    token,
    // RFC 3161 appendix A: the imprint is of the contents octets of the signature value.
    covers: () => [signer.signature],
    faults: [],
    proves: SIGNATURE_ALONE,
  }));
}
