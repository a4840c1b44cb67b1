/**
 * Which certificate at hand the signature says is its own.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31910201/ EN 319 102-1, section 5.2.3}
 * @module
 */
import { digestByName } from '../crypto/digests';
import { sameBytes } from '../encoding/bytes';
import type { CertificateReference, SignatureFacts, SignerHint } from '../formats/facts';
import { type Certificate, certificateHash, tryParseCertificate } from '../pki/certificate';
import { sameName } from '../pki/name';

export function identifyCertificate(
  { signer, certificateReferences }: SignatureFacts,
  pool: readonly Certificate[],
): Certificate | null {
  const [reference] = certificateReferences;
  const named = candidates(signer, pool);
  if (reference === undefined) return named[0] ?? null;
  if (named.length === 1) return named[0] ?? null;
  const confirmed = named.find((certificate) => isReferenced(reference, certificate));
  if (confirmed !== undefined) return confirmed;
  if (named.length > 0 || signer.issuerSerial !== null || signer.keyIdentifier !== null)
    return named[0] ?? null;
  return pool.find((certificate) => isReferenced(reference, certificate)) ?? null;
}

/** Those that identifier and embedding point at, likeliest first. */
function candidates(signer: SignerHint, pool: readonly Certificate[]): readonly Certificate[] {
  if (signer.issuerSerial === null && signer.keyIdentifier === null) return handedOver(signer);
  const named = pool.filter((certificate) => isNamedBy(signer, certificate));
  return named.length > 0 ? named : handedOver(signer);
}

function handedOver({ certificates }: SignerHint): readonly Certificate[] {
  return certificates.flatMap((der) => tryParseCertificate(der) ?? []);
}

function isNamedBy({ issuerSerial, keyIdentifier }: SignerHint, certificate: Certificate): boolean {
  if (keyIdentifier !== null && keyIdentifiersOf(certificate).some((own) => sameBytes(own, keyIdentifier)))
    return true;
  return (
    issuerSerial !== null &&
    sameBytes(issuerSerial.serialNumber, certificate.serialNumber) &&
    sameName(issuerSerial.issuer, certificate.issuer)
  );
}

/** Without the extension, what signers put there: RFC 5280 section 4.2.1.2 (1), or the same over the whole key. */
function keyIdentifiersOf({ subjectKeyIdentifier, publicKey }: Certificate): readonly Uint8Array[] {
  if (subjectKeyIdentifier !== null) return [subjectKeyIdentifier];
  const sha1 = digestByName('sha1');
  return [sha1.of(publicKey.value), sha1.of(publicKey.spki)];
}

/** RFC 5035 section 4: by the hash of the whole certificate. */
export function isReferenced(
  { digest: { digest }, hash }: CertificateReference,
  certificate: Certificate,
): boolean {
  return digest !== undefined && sameBytes(certificateHash(certificate, digest), hash);
}
