/**
 * Facts that only a signature in a PDF has.
 *
 * @see ISO 32000-2, section 12.8 and EN 319 142-1
 * @module
 */

/** Everything is said of the signature that it stands at; `found` names the place. */
export const PDF_ODDITIES = [
  /** /ByteRange is not: from the start to before /Contents, from behind it to the end of the revision. */
  'pdf.byte-range',
  /** /Contents is more than one CMS, in hexadecimal, that zeros follow. */
  'pdf.contents',
  /** The signature dictionary, or what leads to it, has a key twice. */
  'pdf.repeated-key',
  /** Cross-references that two programs read differently or none can follow, or an object that stands twice in one revision. */
  'pdf.ambiguous-structure',
  /** The revision that /ByteRange ends does not have this signature. */
  'pdf.not-in-revision',
  /** A later revision has another dictionary for the same signature. */
  'pdf.replaced-dictionary',
  /** Bytes behind the last revision. */
  'pdf.stray-bytes',
  /** A CMS that brings content of its own, where the signed bytes are those of the file. */
  'pdf.encapsulated-content',
  /** A CMS with more than one SignerInfo. */
  'pdf.several-signers',
  /** Strings of the document are encrypted: what the dictionary says in words cannot be read. */
  'pdf.encrypted',
] as const;
export type PdfOddity = (typeof PDF_ODDITIES)[number];

/** An RSA value without any structure around it: there is nothing to look at but the value. */
export interface Pkcs1Detail {
  readonly syntax: 'pkcs1';
}

/** ISO 32000-2 table 257: 1 no change, 2 filling in forms and signing, 3 annotations as well. */
export type PermissionLevel = 1 | 2 | 3;

export interface PdfDetail {
  /** Fully qualified name of the signature field. */
  readonly field: string;
  /** As in the signature dictionary, without the slash; empty where there is none. */
  readonly subFilter: string;
  readonly filter: string | null;
  /** Null where it is not an array of integers. */
  readonly byteRange: readonly number[] | null;
  /** How often each key stands in the signature dictionary, without the slash. */
  readonly entries: ReadonlyMap<string, number>;
  /** Of the CMS; 0 where there is none. */
  readonly signerInfos: number;
  readonly encapsulatedContent: boolean;
  /** Of the revision that is signed, from 0, the oldest; null where the file has no such revision. */
  readonly revision: number | null;
  /** How many the file has. */
  readonly revisions: number;
  /** Of a certification signature. */
  readonly permissions: PermissionLevel | null;
  /** What later revisions changed, in words; what is not permitted first. */
  readonly changes: readonly string[];
}
