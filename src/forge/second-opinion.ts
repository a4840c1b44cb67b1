/**
 * A second opinion on the mathematics of a CMS signature, by pkijs: not on trust, time or form.
 *
 * @module
 */
import { webcrypto } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { type DigestName, digestByOid } from '../crypto/digests';
import { GOST_DIGEST_NAMES } from '../crypto/gost/digests';
import type { SecondOpinion } from '../model/check';
import { CMS } from './cms-attributes';

/** Passed explicitly: pkijs keeps its default engine in a global slot that other copies of it share. */
const ENGINE = new pkijs.CryptoEngine({ name: 'tamga', crypto: webcrypto });

export async function secondOpinion(
  signature: Uint8Array,
  content: Uint8Array | null,
): Promise<SecondOpinion> {
  try {
    const { content: inner } = pkijs.ContentInfo.fromBER(signature);
    return await mathematics(new pkijs.SignedData({ schema: inner }), content);
  } catch {
    // pkijs throws alike for what is broken and for what it cannot read: neither is an opinion.
    return 'no-opinion';
  }
}

async function mathematics(
  signedData: pkijs.SignedData,
  detached: Uint8Array | null,
): Promise<SecondOpinion> {
  const [signerInfo] = signedData.signerInfos;
  const content = contentOf(signedData) ?? detached;
  if (signerInfo === undefined || content === null) return 'no-opinion';

  const digest = signerInfo.signedAttrs?.attributes.find(({ type }) => type === CMS.messageDigest)?.values[0];
  if (digest instanceof asn1js.OctetString) {
    const algorithm = digestByOid(signerInfo.digestAlgorithm.algorithmId);
    // pkijs has no national digest, and ours would not be a second opinion.
    if (algorithm === undefined || isGostDigest(algorithm.name)) return 'no-opinion';
    const computed = Buffer.from(algorithm.of(content));
    if (!computed.equals(digest.valueBlock.valueHexView)) return 'broken';
  }
  const intact = await signedData.verify({ signer: 0, data: bufferOf(content) }, ENGINE);
  return intact ? 'intact' : 'broken';
}

function isGostDigest(name: DigestName): boolean {
  return GOST_DIGEST_NAMES.some((one) => one === name);
}

function contentOf(signedData: pkijs.SignedData): Uint8Array | null {
  const { eContent } = signedData.encapContentInfo;
  return eContent === undefined ? null : new Uint8Array(eContent.getValue());
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
