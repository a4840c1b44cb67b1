/**
 * What each sub-indication of EN 319 102-1 means to the person who holds the file, and what that person can do.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31910201/ EN 319 102-1, section 5.1.3}
 * @module
 */
import type { Indication, SubIndication, Verdict } from '../model/verdict';

export interface Advice {
  /** One sentence. */
  readonly means: string;
  /** One sentence. */
  readonly remedy: string;
}

const PASSED_MEANS = 'The signature is valid: nothing that was checked stands against it.';

const UNCHANGED_COPY = 'Treat the file as changed, and get an unchanged copy from whoever signed it.';
const NEW_SIGNATURE = 'Ask the signer for a new signature.';

// biome-ignore format: one row per sub-indication
export const SUB_INDICATION_ADVICE: Readonly<Record<SubIndication, Advice>> = {
  FORMAT_FAILURE: { means: 'The file breaks the rules of its format, so that nobody can say for certain what was signed.', remedy: 'Get an undamaged copy; if it says the same, ask the signer to sign again with another product.' },
  HASH_FAILURE: { means: 'The document, or another signed part, is not what was signed.', remedy: UNCHANGED_COPY },
  SIG_CRYPTO_FAILURE: { means: 'The signature was not made with the key of the named certificate, or was changed afterwards.', remedy: UNCHANGED_COPY },
  REVOKED: { means: 'The signature was made after its certificate had been revoked, and that is proven.', remedy: NEW_SIGNATURE },
  EXPIRED: { means: 'The signature was made after its certificate had expired, and that is proven.', remedy: NEW_SIGNATURE },
  NOT_YET_VALID: { means: 'The signature was made before its certificate became valid, and that is proven.', remedy: NEW_SIGNATURE },
  SIG_CONSTRAINTS_FAILURE: { means: 'The signature holds, but something in it breaks a rule of its format or of the policy.', remedy: 'Read the failed check; usually the product that signed has to be corrected.' },
  CHAIN_CONSTRAINTS_FAILURE: { means: 'The certificate is not meant for what it was used for.', remedy: 'Ask the signer to sign with a certificate for signatures.' },
  CERTIFICATE_CHAIN_GENERAL_FAILURE: { means: 'There is a chain of certificates to a trust anchor, but something that it needs is missing or wrong.', remedy: 'Give the missing revocation data with --material or fetch it with --online; else tell the certification authority.' },
  CRYPTO_CONSTRAINTS_FAILURE: { means: 'An algorithm or key is too weak, and the signature was made after it became so.', remedy: 'Ask for a signature with a stronger algorithm, or decide by --policy that this one is good enough for you.' },
  CRYPTO_CONSTRAINTS_FAILURE_NO_POE: { means: 'An algorithm or key is not acceptable today, and nothing proves that the signature is from before.', remedy: 'Find proof of the time of signing (a time-stamp), or decide by --policy that the algorithm is good enough for you.' },
  POLICY_PROCESSING_ERROR: { means: 'The signature policy that the signature names cannot be processed.', remedy: 'Ask the signer which policy was meant, and for its document.' },
  SIGNATURE_POLICY_NOT_AVAILABLE: { means: 'The signature policy that the signature names is not at hand.', remedy: 'Ask the signer for the policy document.' },
  TIMESTAMP_ORDER_FAILURE: { means: 'The time-stamps contradict each other: a later one claims an earlier time.', remedy: 'Ask the signer how the time-stamps came about; none of them proves when the signature was made.' },
  NO_SIGNING_CERTIFICATE_FOUND: { means: 'Whose signature it is cannot be told: the certificate that it names is not at hand.', remedy: 'Ask the signer for the certificate, and give it with --material.' },
  NO_CERTIFICATE_CHAIN_FOUND: { means: 'The signature may be right, but nobody whom you trust vouches for the signer.', remedy: 'If you trust the authority that issued the certificate, give its root with --trust and the certificates between with --material.' },
  NO_CERTIFICATE_CHAIN_FOUND_NO_POE: { means: 'The authority is trusted no longer, and nothing proves that the signature is from before.', remedy: 'Find proof of the time of signing (a time-stamp).' },
  REVOKED_NO_POE: { means: 'The certificate is revoked, and nothing proves that the signature is from before.', remedy: 'Find proof of the time of signing (a time-stamp); without it, ask for a new signature.' },
  REVOKED_CA_NO_POE: { means: 'An authority above the signer is revoked, and nothing proves that the signature is from before.', remedy: 'Find proof of the time of signing (a time-stamp); without it, ask for a new signature under another authority.' },
  OUT_OF_BOUNDS_NOT_REVOKED: { means: 'The certificate is not valid today, was not revoked, and nothing proves that the signature is from its time.', remedy: 'Find proof of the time of signing (a time-stamp).' },
  OUT_OF_BOUNDS_NO_POE: { means: 'The certificate is not valid today, and nothing proves that the signature is from its time.', remedy: 'Find proof of the time of signing (a time-stamp) and revocation data from then.' },
  REVOCATION_OUT_OF_BOUNDS_NO_POE: { means: 'The revocation data was signed with a certificate that is not valid today.', remedy: 'Give newer revocation data with --material, or fetch it with --online.' },
  NO_POE: { means: 'Something that the verdict needs is not proven to have existed in time.', remedy: 'Find proof of existence: a time-stamp over the signature and over its material.' },
  TRY_LATER: { means: 'The revocation data at hand is too old to say anything yet, or the certificate is on hold.', remedy: 'Validate again with newer revocation data: --online fetches it, --material gives it.' },
  SIGNED_DATA_NOT_FOUND: { means: 'The signed document is not in the file, and was not given beside it.', remedy: 'Give the signed document with --content before the file.' },
};

/** EN 319 102-1 table 6: these are proofs that the signature is bad, the others are questions. */
const FAILURES: ReadonlySet<SubIndication> = new Set([
  'FORMAT_FAILURE',
  'HASH_FAILURE',
  'SIG_CRYPTO_FAILURE',
  'REVOKED',
  'EXPIRED',
  'NOT_YET_VALID',
]);

export function indicationOf(subIndication: SubIndication): Indication {
  return FAILURES.has(subIndication) ? 'TOTAL_FAILED' : 'INDETERMINATE';
}

/** Why, in one sentence. */
export function meaningOf({ subIndication }: Verdict): string {
  return subIndication === null ? PASSED_MEANS : SUB_INDICATION_ADVICE[subIndication].means;
}
