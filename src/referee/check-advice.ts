/**
 * What a failed check leads to, and what the person who holds the file can do about it; checks without a row get what is usual in their block.
 *
 * @module
 */
import type { SubIndication } from '../model/verdict';

export interface CheckAdvice {
  /** Every sub-indication that it can end in. */
  readonly leadsTo: readonly SubIndication[];
  /** One sentence. */
  readonly remedy: string;
  /** The same where the check could not be decided, if that is another matter. */
  readonly undecided?: string;
}

const SIGN_AGAIN = 'Ask the signer to sign the document again';
const UNKNOWN_ALGORITHM =
  'Ask the signer for a signature with a widely known algorithm: this one cannot be computed here, so nothing is known either way.';
const CHANGED = 'Treat the file as changed, and get an unchanged copy from whoever signed it.';

// biome-ignore format: one row per check
export const CHECK_ADVICE: ReadonlyMap<string, CheckAdvice> = new Map<string, CheckAdvice>([
  ['x509-validation.path-found', { leadsTo: ['NO_CERTIFICATE_CHAIN_FOUND', 'CERTIFICATE_CHAIN_GENERAL_FAILURE'], remedy: 'If you trust the authority that issued the certificate, give its root with --trust and the certificates between with --material.' }],
  ['format-checking.signed-attributes', { leadsTo: ['FORMAT_FAILURE'], remedy: 'The structure is not that of a signature; get an undamaged copy, or ask the signer to sign again with another product.' }],
  ['format-checking.message-digest', { leadsTo: ['FORMAT_FAILURE'], remedy: `${SIGN_AGAIN}: the product that made this one left out what binds it to the document.` }],
  ['signing-certificate.identified', { leadsTo: ['NO_SIGNING_CERTIFICATE_FOUND'], remedy: 'Ask the signer for the certificate, and give it with --material.' }],
  ['signing-certificate.reference', { leadsTo: ['NO_SIGNING_CERTIFICATE_FOUND'], remedy: 'Do not rely on the name in the certificate: the signature was made with a reference to another one; ask the signer which is right.' }],
  ['validation-context.signature-policy', { leadsTo: ['POLICY_PROCESSING_ERROR'], remedy: 'Ask the signer which signature policy was meant, and for its document.' }],
  ['revocation-freshness.fresh', { leadsTo: ['TRY_LATER'], remedy: 'Validate again with newer revocation data: --online fetches it, --material gives it.' }],
  ['x509-validation.purpose', { leadsTo: ['CHAIN_CONSTRAINTS_FAILURE'], remedy: `${SIGN_AGAIN} with a certificate that its issuer meant for signatures.` }],
  ['x509-validation.path-rules', { leadsTo: ['CERTIFICATE_CHAIN_GENERAL_FAILURE', 'CHAIN_CONSTRAINTS_FAILURE'], remedy: 'Tell the certification authority: its chain breaks a rule of RFC 5280, and no setting of the verifier heals that.' }],
  ['x509-validation.not-revoked', { leadsTo: ['REVOKED_NO_POE', 'REVOKED', 'NOT_YET_VALID', 'OUT_OF_BOUNDS_NOT_REVOKED'], remedy: 'Find proof that the signature is older than the revocation (a time-stamp); without it, ask for a new signature with another certificate.' }],
  ['x509-validation.authorities-not-revoked', { leadsTo: ['REVOKED_CA_NO_POE', 'NOT_YET_VALID', 'OUT_OF_BOUNDS_NOT_REVOKED'], remedy: 'Find proof that the signature is older than the revocation of the authority (a time-stamp); without it, ask for a new signature under another authority.' }],
  ['x509-validation.not-on-hold', { leadsTo: ['TRY_LATER'], remedy: 'Wait until the authority has ended the suspension or revoked the certificate, then validate again.' }],
  ['x509-validation.validity', { leadsTo: ['OUT_OF_BOUNDS_NO_POE', 'OUT_OF_BOUNDS_NOT_REVOKED', 'NOT_YET_VALID', 'EXPIRED'], remedy: 'Find proof that the signature was made while the certificate was valid (a time-stamp, with revocation data from then); without it, ask for a new signature.' }],
  ['x509-validation.authorities-validity', { leadsTo: ['OUT_OF_BOUNDS_NO_POE'], remedy: 'Look for a chain over a newer certificate of the same authority, and give it with --material.' }],
  ['x509-validation.revocation-known', { leadsTo: ['CERTIFICATE_CHAIN_GENERAL_FAILURE', 'TRY_LATER', 'REVOCATION_OUT_OF_BOUNDS_NO_POE'], remedy: 'Give CRLs or OCSP responses of the issuer with --material, or let --online fetch them.' }],
  ['x509-validation.algorithms', { leadsTo: ['CRYPTO_CONSTRAINTS_FAILURE_NO_POE'], remedy: 'Decide by --policy whether the algorithms of this chain are good enough for you: the authority chose them, not the signer.' }],
  ['cryptographic-verification.signed-data', { leadsTo: ['SIGNED_DATA_NOT_FOUND'], remedy: 'Give the signed document with --content before the file.' }],
  ['cryptographic-verification.references', { leadsTo: ['HASH_FAILURE', 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'], remedy: CHANGED, undecided: UNKNOWN_ALGORITHM }],
  ['cryptographic-verification.signature-value', { leadsTo: ['SIG_CRYPTO_FAILURE', 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'], remedy: CHANGED, undecided: UNKNOWN_ALGORITHM }],
  ['signed-data.unambiguous', { leadsTo: ['FORMAT_FAILURE'], remedy: 'Do not rely on this file: two readers may see two documents; get another copy, or a new signature.' }],
  ['signed-data.changes-permitted', { leadsTo: ['FORMAT_FAILURE'], remedy: 'Look at the document as it was when it was signed, and ask who changed it afterwards.' }],
  ['signature-acceptance.content-type', { leadsTo: ['SIG_CONSTRAINTS_FAILURE'], remedy: `${SIGN_AGAIN}: the signature speaks of content of another type than the one it stands over.` }],
  ['signature-acceptance.content-not-attributes', { leadsTo: ['SIG_CONSTRAINTS_FAILURE'], remedy: 'Do not rely on this file: a signature over another document may have been taken over.' }],
  ['signature-acceptance.signed-attributes-der', { leadsTo: ['SIG_CONSTRAINTS_FAILURE'], remedy: `${SIGN_AGAIN} with a product that encodes signed attributes in DER.` }],
  ['signature-acceptance.signing-certificate-once', { leadsTo: ['SIG_CONSTRAINTS_FAILURE'], remedy: `${SIGN_AGAIN} with a product that writes the signing-certificate attribute once.` }],
  ['signature-acceptance.algorithms', { leadsTo: ['CRYPTO_CONSTRAINTS_FAILURE_NO_POE', 'CRYPTO_CONSTRAINTS_FAILURE'], remedy: 'Find proof that the signature is older than the end of the algorithm (a time-stamp), or decide by --policy that the algorithm is good enough for you.' }],
  ['signature-acceptance.required-level', { leadsTo: ['SIG_CONSTRAINTS_FAILURE'], remedy: 'Ask for the signature at the level that the policy asks for: the signer, or who keeps the file, may extend it.' }],
  ['time-stamp.format', { leadsTo: ['FORMAT_FAILURE'], remedy: 'The time-stamp proves nothing; the signer may add another one to the signature.' }],
  ['time-stamp.scope', { leadsTo: ['HASH_FAILURE'], remedy: 'The time-stamp proves nothing; the signer may add another one to the signature.' }],
  ['time-stamp.imprint', { leadsTo: ['HASH_FAILURE', 'SIGNED_DATA_NOT_FOUND', 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'], remedy: 'The time-stamp is of other data and proves nothing; the signer may add another one to the signature.', undecided: 'Decide by --policy whether the algorithm of the time-stamp is good enough for you; until then it proves nothing.' }],
  ['time-stamp.authority', { leadsTo: ['NOT_YET_VALID', 'EXPIRED'], remedy: 'The time-stamp proves nothing; the signer may add another one to the signature.' }],
  ['time-stamp.order', { leadsTo: ['TIMESTAMP_ORDER_FAILURE'], remedy: 'Ask the signer how the time-stamps came about; together they prove no time of signing.' }],
]);
