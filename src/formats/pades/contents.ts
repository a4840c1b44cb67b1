/**
 * /Contents of a signature dictionary: one structure, and the zeros that fill the space kept free for it.
 *
 * @see ISO 32000-2, section 12.8.3
 * @module
 */
import { parseFirst } from '../../encoding/der';
import { readOctetString } from '../../encoding/der-values';
import { TamgaError } from '../../model/error';
import { parseSignedData, type SignedData } from '../cms/signed-data';
import type { FoundSignature } from './signatures';

/** `fault`: of what stands around the CMS. */
export type Cms =
  | { readonly readable: true; readonly signedData: SignedData; readonly fault: string | null }
  | { readonly readable: false; readonly fault: string };

/** `fault`: of what stands around the value. */
type BareValue =
  | { readonly readable: true; readonly value: Uint8Array; readonly fault: string | null }
  | { readonly readable: false; readonly fault: string };

/** ISO 32000-2 section 12.8.3.3.1: the space that was kept free is filled with zeros. */
export function cmsOf({ contents }: FoundSignature): Cms {
  if (contents === null) return { readable: false, fault: 'the signature dictionary has no /Contents' };
  try {
    const { bytes } = contents;
    const { next } = parseFirst(bytes, 'BER');
    const signedData: SignedData = parseSignedData(bytes.subarray(0, next));
    return { readable: true, signedData, fault: paddingFault(contents, next) };
  } catch (error) {
    if (error instanceof TamgaError && error.code === 'TAMGA-E-DER') {
      return { readable: false, fault: `/Contents is no CMS: ${error.message}` };
    }
    throw error;
  }
}

export function paddingFault(
  { bytes, start, end, hexadecimal }: NonNullable<FoundSignature['contents']>,
  next: number,
): string | null {
  if (!hexadecimal) return '/Contents is no hexadecimal string';
  if (end - start !== 2 * bytes.length + 2) return '/Contents is not hexadecimal digits in pairs alone';
  for (let at = next; at < bytes.length; at += 1) {
    if (bytes[at] !== 0) return `/Contents goes on behind the CMS with more than zeros, at its octet ${at}`;
  }
  return null;
}

/** ISO 32000-2 section 12.8.3.2: the PKCS #1 value alone, as a DER OCTET STRING. */
export function bareValueOf({ contents }: FoundSignature): BareValue {
  if (contents === null) return { readable: false, fault: 'the signature dictionary has no /Contents' };
  try {
    const element = parseFirst(contents.bytes, 'BER');
    const value = readOctetString(element, 'the signature value');
    return { readable: true, value, fault: paddingFault(contents, element.next) };
  } catch (error) {
    if (error instanceof TamgaError && error.code === 'TAMGA-E-DER') {
      return { readable: false, fault: `/Contents is no PKCS #1 value: ${error.message}` };
    }
    throw error;
  }
}

/** Null: it begins with none. */
export function endOfElement(bytes: Uint8Array): number | null {
  try {
    return parseFirst(bytes, 'BER').next;
  } catch (error) {
    if (error instanceof TamgaError && error.code === 'TAMGA-E-DER') return null;
    throw error;
  }
}
