/**
 * What every format reader gives: one vocabulary of facts, whatever the syntax that they were read from. No judgement.
 *
 * @module
 */
import type { Digest } from '../crypto/digests';
import type { SuiteReference } from '../crypto/identify';
import type { Format, Level } from '../model/claim';
import type { AsicDetail, AsicOddity } from './asic/facts';
import type { CmsDetail } from './cms/facts';
import type { JwsDetail, JwsOddity } from './jades/facts';
import type { Material } from './material';
import type { PdfDetail, PdfOddity, Pkcs1Detail } from './pades/facts';
import type { XmlDetail, XmlOddity } from './xades/facts';

/** Bytes in pieces that can be gone through again and again: what is large need never be in memory as a whole. */
export type Data = Iterable<Uint8Array>;

/** A file that is handed over beside the signature because the signature does not carry it. */
export interface DetachedContent {
  /** URI or file name that the signature may use for it; null if unknown. */
  readonly name: string | null;
  readonly bytes: Data;
}

export interface SignedFile {
  /** Of the file: the AdES format as soon as one of its signatures is AdES, else the plain one. */
  readonly format: Format;
  /** In the order of the file; counter-signatures lie inside the signature that they sign. */
  readonly signatures: readonly SignatureEntry[];
  /** Everything that the file brings outside its time-stamp tokens, which the referee opens itself. */
  readonly material: Material;
}

/** A signature whose own structure is broken does not hide the others. */
export type SignatureEntry =
  | { readonly readable: true; readonly signature: SignatureFacts }
  | { readonly readable: false; readonly id: string; readonly fault: string };

export const COVERAGES = ['full', 'partial', 'ambiguous'] as const;
/** `full`: all of the document; `partial`: some of it is signed by nothing here; `ambiguous`: what is signed depends on who reads. */
export type Coverage = (typeof COVERAGES)[number];

export const CHANGES = ['none', 'permitted', 'forbidden'] as const;
/** What was changed in the document after this signature, without touching the signed bytes (PDF revisions). */
export type Changes = (typeof CHANGES)[number];

export interface SignatureFacts {
  /** Unique in the file: `signer-1`, `signer-2`, … in its order; a counter-signature `signer-1-counter-1`. */
  readonly id: string;
  /** Of this signature: `CMS`, `XMLDSig`, `PDF`, `JWS` where it is valid, and not AdES. */
  readonly format: Format;
  /** The level that its structure claims; `none` where it is not AdES. */
  readonly level: Level;
  /** Deviations from the rules of the format, in the order met. What they mean is the referee's to say. */
  readonly oddities: readonly Oddity[];
  readonly signer: SignerHint;
  /** The signature algorithm as stated. */
  readonly algorithm: SuiteReference;
  /** What the signature value is computed over: DER of the signed attributes, canonical SignedInfo, JWS signing input. Null: not at hand. */
  readonly signedBytes: Data | null;
  /** Form of the value as stated by the format: XML and JWS put r and s of ECDSA side by side. */
  readonly value: Uint8Array;
  /** Everything that the signed bytes name by digest. Empty: the value is over the content itself. */
  readonly references: readonly Reference[];
  /** Whether the signed data could be found, the content itself included where there are no references. */
  readonly dataFound: boolean;
  /** SigningCertificate attribute or property, one entry per attribute of either version: the certificate it names first. */
  readonly certificateReferences: readonly CertificateReference[];
  /** Claimed times, epoch milliseconds; one entry per attribute. */
  readonly signingTimes: readonly number[];
  /** Before signing: over the content. */
  readonly contentTimeStamps: readonly TimeStampFacts[];
  /** After signing, in the order of the file: signature, references and archive time-stamps, document time-stamps. */
  readonly timeStamps: readonly TimeStampFacts[];
  readonly counterSignatures: readonly SignatureEntry[];
  readonly signaturePolicy: SignaturePolicyReference | null;
  /** Attributes, properties, header parameters, dictionary entries that are present: what the baseline rows count. */
  readonly properties: readonly Property[];
  /** What the signature brings (also part of `SignedFile.material`): a level needs it here, not anywhere. */
  readonly material: Material;
  /** Null where the signed data is not at hand. */
  readonly coverage: Coverage | null;
  readonly changesAfter: Changes;
  /** What only checks of this syntax look at. */
  readonly detail: CmsDetail | XmlDetail | JwsDetail | Pkcs1Detail;
  /** Present where the signature lies in a PDF. */
  readonly pdf: PdfDetail | null;
  /** Present where the signature lies in an ASiC container. */
  readonly container: AsicDetail | null;
}

/** `kind` names one check of the referee; `found` says in half a sentence what and where. */
export interface Oddity {
  readonly kind: XmlOddity | JwsOddity | PdfOddity | AsicOddity;
  readonly found: string;
}

/** How the signature says whose it is. Where all is null, the certificate references alone say it. */
export interface SignerHint {
  /** DER Name and INTEGER contents. */
  readonly issuerSerial: { readonly issuer: Uint8Array; readonly serialNumber: Uint8Array } | null;
  readonly keyIdentifier: Uint8Array | null;
  /** DER certificates that the signature hands over as candidates for its own, likeliest first (KeyInfo, x5c). */
  readonly certificates: readonly Uint8Array[];
  /** DER SubjectPublicKeyInfo where only a bare key is given (KeyValue): good for the mathematics, for nothing else. */
  readonly publicKey: Uint8Array | null;
}

/** A digest algorithm as stated, and the row of the table that it names. */
export interface DigestReference {
  /** OID, URI or name as it stands in the file. */
  readonly stated: string;
  readonly digest: Digest | undefined;
}

export interface Reference {
  /** What is referred to, in words for the report: `the content`, `#xades-id-1`, `META-INF/manifest entry "a.txt"`. */
  readonly what: string;
  /** Signed document, or part of the signature itself (signed properties, key info). */
  readonly role: 'document' | 'signature-part';
  readonly digest: DigestReference;
  /** As signed. More than one where the format was broken by repetition: all must match. */
  readonly expected: readonly Uint8Array[];
  /** After all transforms; null where it cannot be had. */
  readonly data: Data | null;
  /**
   * Why there is no data. `absent`: it lies outside the file and was not given. `dangling`: it should lie in the file
   * itself, and nothing is there. Otherwise what is refused, by name.
   */
  readonly missing: 'absent' | 'dangling' | { readonly refused: string } | null;
}

/** Names a certificate by its hash. */
export interface CertificateReference {
  readonly version: 1 | 2;
  readonly digest: DigestReference;
  readonly hash: Uint8Array;
  readonly issuerSerial: {
    /** Directory names, DER. */
    readonly issuers: readonly Uint8Array[];
    readonly serialNumber: Uint8Array;
  } | null;
}

const TIME_STAMP_KINDS = ['content', 'signature', 'references', 'archive', 'document'] as const;
/** `document`: of a PDF or a container, it covers a whole revision and with it every signature and all material in it. */
export type TimeStampKind = (typeof TIME_STAMP_KINDS)[number];

export interface TimeStampFacts {
  readonly kind: TimeStampKind;
  /** The standard's name of the attribute, property or entry: `signature-time-stamp`, `xades141:ArchiveTimeStamp`, … */
  readonly name: string;
  /** CMS as it stands; anything may be in it. */
  readonly token: Uint8Array;
  /** The octets whose digest the message imprint must be, for the digest that the token's imprint names; null: they cannot be had. */
  covers(imprintDigest: Digest): Data | null;
  /** Rules of its own kind that it breaks (hash index, references): with any of them it proves nothing. */
  readonly faults: readonly string[];
  /** What existed when the token was made, beside the token itself. */
  readonly proves: Proof;
}

/** Objects in the scope of a time-stamp; DER as they stand in the file. */
export interface Proof {
  /** The signature value, and with it everything that is signed. */
  readonly signature: boolean;
  /** Certificates, CRLs, OCSP responses. */
  readonly material: Material;
  /** Earlier tokens, as in their `token`. */
  readonly timeStamps: readonly Uint8Array[];
}

export interface SignaturePolicyReference {
  /** OID or URI; null: implied. */
  readonly id: string | null;
  readonly digest: DigestReference | null;
  readonly hash: Uint8Array | null;
  /** Where the document may be had. */
  readonly uri: string | null;
  /** The document, where the signature carries it. */
  readonly document: Uint8Array | null;
}

/** One row per occurrence. */
export interface Property {
  /** The standard's name: `signing-time`, `xades:SigningTime`, `sigT`, `/M`. */
  readonly name: string;
  readonly signed: boolean;
}
