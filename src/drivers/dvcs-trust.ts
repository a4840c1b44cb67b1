/**
 * Whether a receipt answers our request, and whether its signature is that of one of its certificates.
 *
 * The chain above that certificate is not judged here: the profile names the certificate of the server, or TLS vouches for it.
 *
 * @module
 */
import { constants, createHash, verify, X509Certificate } from 'node:crypto';
import { outside } from '../encoding/json';
import { printable } from '../model/printable';
import type { Receipt, SignedReceipt, SignerInfo } from './dvcs-receipt';
import { type DvcsRequest, SERVICE } from './dvcs-request';

const DIGESTS: ReadonlyMap<string, string> = new Map([
  ['1.3.14.3.2.26', 'sha1'],
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);
const RSASSA_PSS = '1.2.840.113549.1.1.10';

/** @throws TamgaError TAMGA-E-PROTOCOL for a receipt on another request. */
export function requireAnswerTo(request: DvcsRequest, receipt: Receipt): void {
  if (receipt.service !== SERVICE[request.service]) {
    throw outside(`a receipt of service ${receipt.service}, asked was ${SERVICE[request.service]}`);
  }
  const { nonce, imprint } = receipt;
  // RFC 3029 section 9.1: the server may leave the nonce as it is, or add to its right end.
  if (nonce === null || !Buffer.from(nonce.subarray(0, request.nonce.length)).equals(request.nonce)) {
    throw outside('a receipt with another nonce than the one sent');
  }
  const digest = DIGESTS.get(imprint.digestOid);
  // National digests are not at hand here: then the nonce alone ties the receipt to what was sent.
  if (digest === undefined) return;
  if (!createHash(digest).update(request.message).digest().equals(imprint.value)) {
    throw outside('a receipt on another document than the one sent');
  }
}

/** `pinned` is the certificate that must have signed, DER; null: one of those in the receipt. */
export function requireSignature(signed: SignedReceipt, pinned: Uint8Array | null): void {
  const [signer] = signed.signers;
  if (signer === undefined) throw outside('a receipt that nobody signed');
  const digest = DIGESTS.get(signer.digestOid);
  const known = (pinned === null ? signed.certificates : [pinned]).flatMap(readable);
  if (digest === undefined || known.length === 0) {
    if (pinned === null) return;
    throw outside(
      `the receipt is signed with algorithms that this driver does not check (${printable(signer.algorithmOid, 60)}): take the option certificate out`,
    );
  }
  const digested = createHash(digest).update(signed.content).digest();
  if (signer.messageDigest !== null && !digested.equals(signer.messageDigest)) {
    throw outside('the signed digest of the receipt is not that of its content');
  }
  if (!known.some((certificate) => verifies(certificate, digest, signer, signed.content))) {
    throw outside('the signature of the receipt is not that of the certificate of the server');
  }
}

function verifies(
  certificate: X509Certificate,
  digest: string,
  signer: SignerInfo,
  content: Uint8Array,
): boolean {
  const padding = signer.algorithmOid === RSASSA_PSS ? { padding: constants.RSA_PKCS1_PSS_PADDING } : {};
  try {
    const key = { key: certificate.publicKey, ...padding };
    return verify(digest, signer.attributes ?? content, key, signer.value);
  } catch {
    // A value of the wrong form is a wrong value.
    return false;
  }
}

/** A key of a kind that OpenSSL does not know cannot be asked. */
function readable(der: Uint8Array): readonly X509Certificate[] {
  try {
    const certificate = new X509Certificate(der);
    return certificate.publicKey.asymmetricKeyType === undefined ? [] : [certificate];
  } catch {
    return [];
  }
}
