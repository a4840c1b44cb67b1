/**
 * What lying verifiers look at besides the report: bytes that stand in the file, read no further than the lie needs.
 *
 * @module
 */
import { X509Certificate } from 'node:crypto';
import { children, contents, type Element, parseBer } from '../../encoding/der';
import { readOid } from '../../encoding/der-values';
import { contextTag, TAG } from '../../encoding/tags';
import type { ReportedCertificate } from '../../referee/validation';
import { viewCms } from '../cms-view';

/** Empty where the file is no CMS. */
export function embeddedCertificates(file: Uint8Array): readonly X509Certificate[] {
  try {
    return viewCms(file).certificates.map((der) => new X509Certificate(der));
  } catch {
    return [];
  }
}

/** The certificate is among those of the signature itself; those of its time-stamps are others. Asked of CMS alone. */
export function carries(file: Uint8Array, { der }: Pick<ReportedCertificate, 'der'>): boolean {
  const embedded = embeddedCertificates(file);
  return embedded.length === 0 || embedded.some(({ raw }) => raw.equals(der));
}

/** What the signature carries with it, however it is chunked; the file itself where that cannot be found. */
export function embeddedDocument(file: Uint8Array): Uint8Array {
  try {
    // ContentInfo, [0], SignedData, encapContentInfo, [0].
    const [, wrapper] = children(parseBer(file));
    const [data] = wrapper === undefined ? [] : children(wrapper);
    const encapsulated = data === undefined ? undefined : children(data)[2];
    const content = encapsulated === undefined ? undefined : children(encapsulated)[1];
    return content === undefined ? file : Buffer.concat(octetsIn(content));
  } catch {
    return file;
  }
}

function octetsIn(element: Element): readonly Uint8Array[] {
  return element.tag === TAG.octetString ? [contents(element)] : children(element).flatMap(octetsIn);
}

/** Dotted OIDs of the extensions of a certificate. */
export function extensionsOf({ der }: Pick<ReportedCertificate, 'der'>): readonly string[] {
  try {
    const [body] = children(parseBer(der));
    const list = body === undefined ? undefined : children(body).find(({ tag }) => tag === contextTag(3));
    const [extensions] = list === undefined ? [] : children(list);
    if (extensions === undefined) return [];
    return children(extensions).flatMap((extension) => {
      const [oid] = children(extension);
      return oid === undefined ? [] : [readOid(oid, 'extnID')];
    });
  } catch {
    return [];
  }
}

/** RFC 5280, and the private extensions of PKIX that certificates of this kind have. */
export function isCommonExtension(oid: string): boolean {
  return (
    oid.startsWith('2.5.29.') || oid.startsWith('1.3.6.1.5.5.7.1.') || oid.startsWith('1.3.6.1.5.5.7.48.')
  );
}

/** A GeneralizedTime with a fraction, wherever it stands. */
export function hasFraction(bytes: Uint8Array): boolean {
  return /\d{14}\.\d+Z/.test(Buffer.from(bytes).toString('latin1'));
}

/** The indefinite length of BER at the very start. */
export function isIndefinite([, length]: Uint8Array): boolean {
  return length === 0x80;
}

export function hasOtherLetters(text: string): boolean {
  return /[^\p{ASCII}]/u.test(text);
}
