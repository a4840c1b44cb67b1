/**
 * One signature of a CMS with everything that its checks look at.
 *
 * @module
 */

import { type Digest, digestByName, digestByOid } from '../crypto/digests';
import { type IdentifiedSuite, identifySuite } from '../crypto/identify';
import type { ReadSuite } from '../crypto/read-suites';
import { type Verification, verifySignature } from '../crypto/verify';
import { sameBytes } from '../encoding/bytes';
import type { SignedFacts } from '../formats/cms/signed-facts';
import type { SignerInfo } from '../formats/cms/signer-info';
import type { CertificateReference } from '../formats/cms/signing-certificate';
import type { AlgorithmPolicy } from '../model/policy';
import { type Certificate, certificateHash } from '../pki/certificate';
import { sameName } from '../pki/name';

export type SubjectKind = 'signature' | 'counter-signature' | 'time-stamp';

export interface Subject {
  readonly kind: SubjectKind;
  readonly signer: SignerInfo;
  /** Null where the signer signs the content directly. */
  readonly attributes: SignedFacts | null;
  /** eContentType; of a counter-signature there is none. */
  readonly contentType: string | null;
  /** What is signed, in pieces; null when it was not given. */
  readonly content: readonly Uint8Array[] | null;
  /** The certificate that the signer identifier names; the one that the ESS attribute confirms where several do. */
  readonly certificate: Certificate | null;
  /** Digest of the content by SignerInfo.digestAlgorithm. */
  readonly digest: Digest | undefined;
  readonly suite: ReadSuite | undefined;
  readonly mathematics: Mathematics;
  readonly policy: AlgorithmPolicy;
  readonly now: number;
}

/** What was computed, whatever the trust; null where there is nothing to compute, or nothing to compute it with. */
export interface Mathematics {
  /** The message-digest attribute equals the digest of the content. */
  readonly digest: boolean | null;
  /** The signature value verifies. */
  readonly value: Verification | null;
}

export interface SubjectSource {
  readonly kind: SubjectKind;
  readonly signer: SignerInfo;
  readonly contentType: string | null;
  readonly content: readonly Uint8Array[] | null;
}

export function createSubject(
  source: SubjectSource,
  pool: readonly Certificate[],
  policy: AlgorithmPolicy,
  now: number,
): Subject {
  const { signer } = source;
  const attributes = signer.signedAttributes?.facts ?? null;
  const certificate = identifyCertificate(signer, pool);
  const digest = digestByOid(signer.digestOid);
  const identified =
    certificate === null
      ? undefined
      : identifySuite(signer.signatureAlgorithm, certificate.publicKey, signer.digestOid);
  const mathematics = {
    digest: compareDigest(attributes, source.content, digest),
    value: verifyValue(source, certificate, identified),
  };
  return { ...source, attributes, certificate, digest, suite: identified?.suite, mathematics, policy, now };
}

/** Signature value and signed references check, whatever the trust; null where something to decide it is missing. */
export function isIntact({ attributes, content, contentType, mathematics }: Subject): boolean | null {
  // RFC 5652 section 11.1: signed attributes speak of content of this type and of no other.
  if (contentType !== null && attributes?.contentTypes.some((signed) => signed !== contentType)) return false;
  if (content === null) return null;
  const { digest, value } = mathematics;
  if (attributes === null) return value?.valid ?? null;
  if (digest === false || value?.valid === false) return false;
  return digest === null || value === null ? null : true;
}

function identifyCertificate(signer: SignerInfo, pool: readonly Certificate[]): Certificate | null {
  const named = pool.filter((certificate) => isNamedBy(signer, certificate));
  const reference = signer.signedAttributes?.facts.signingCertificates[0];
  if (reference !== undefined && named.length > 1) {
    const confirmed = named.find((certificate) => isReferenced(reference, certificate));
    if (confirmed !== undefined) return confirmed;
  }
  return named[0] ?? null;
}

/** Without the extension, what signers put there: RFC 5280 section 4.2.1.2 (1), or the same over the whole key. */
function keyIdentifiersOf({ subjectKeyIdentifier, publicKey }: Certificate): readonly Uint8Array[] {
  if (subjectKeyIdentifier !== null) return [subjectKeyIdentifier];
  const sha1 = digestByName('sha1');
  return [sha1.of(publicKey.value), sha1.of(publicKey.spki)];
}

/** RFC 5652 section 5.3, SignerIdentifier. */
function isNamedBy({ identifier }: SignerInfo, certificate: Certificate): boolean {
  if (identifier.by === 'key-identifier') {
    return keyIdentifiersOf(certificate).some((own) => sameBytes(own, identifier.keyIdentifier));
  }
  return (
    sameBytes(identifier.serialNumber, certificate.serialNumber) &&
    sameName(identifier.issuer, certificate.issuer)
  );
}

/** RFC 5035 section 4: by the hash of the whole certificate. */
export function isReferenced(reference: CertificateReference, certificate: Certificate): boolean {
  const digest = digestByOid(reference.digestOid);
  return digest !== undefined && sameBytes(certificateHash(certificate, digest), reference.hash);
}

function compareDigest(
  attributes: SignedFacts | null,
  content: SubjectSource['content'],
  digest: Digest | undefined,
): boolean | null {
  if (attributes === null || content === null || digest === undefined) return null;
  const computed = digest.of(...content);
  return (
    attributes.messageDigests.length > 0 &&
    attributes.messageDigests.every((signed) => sameBytes(signed, computed))
  );
}

function verifyValue(
  { signer, content }: SubjectSource,
  certificate: Certificate | null,
  suite: IdentifiedSuite | undefined,
): Verification | null {
  if (certificate === null || suite === undefined) return null;
  const data = signer.signedAttributes?.encoded ?? joined(content);
  return data === null ? null : verifySignature(suite, certificate.publicKey, data, signer.signature);
}

function joined(content: SubjectSource['content']): Uint8Array | null {
  if (content === null) return null;
  const [piece] = content;
  return content.length === 1 && piece !== undefined ? piece : Buffer.concat(content);
}
