/**
 * The document security store: certificates, CRLs and OCSP responses that a revision brings for its signatures.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31914201/ EN 319 142-1, section 5.4}
 * @module
 */
import type { Revision } from '../../encoding/pdf/revision';
import { dictionaryOf, isArray, isStream, type PdfStream, type PdfValue } from '../../encoding/pdf/values';
import { TamgaError } from '../../model/error';
import { joinMaterial, type Material, NO_MATERIAL } from '../material';

const MAXIMUM_STREAMS = 20_000;
const stores = new WeakMap<Revision, Material>();
const decoded = new WeakMap<PdfStream, Uint8Array | null>();

/** Of all signatures together and of each in /VRI; what cannot be read is left out: nothing here is trusted. */
export function storedMaterial(revision: Revision): Material {
  let material = stores.get(revision);
  if (material === undefined) {
    material = readStore(revision);
    stores.set(revision, material);
  }
  return material;
}

function readStore(revision: Revision): Material {
  // Its streams are encrypted with the document, and nothing here decrypts them.
  if (revision.encrypted) return NO_MATERIAL;
  const store = revision.get(revision.get(revision.trailer, 'Root'), 'DSS');
  if (dictionaryOf(store) === undefined) return NO_MATERIAL;
  const seen = new Set<PdfStream>();
  const list = (holder: PdfValue, key: string): readonly Uint8Array[] => {
    const streams = revision.get(holder, key);
    return (isArray(streams) ? streams : []).flatMap((item) => {
      const stream = revision.resolve(item);
      if (!isStream(stream) || seen.has(stream) || seen.size >= MAXIMUM_STREAMS) return [];
      seen.add(stream);
      const data = dataOf(revision, stream);
      return data === null ? [] : [data];
    });
  };
  const perSignature = dictionaryOf(revision.get(store, 'VRI'))?.entries.values() ?? [];
  return joinMaterial([
    { certificates: list(store, 'Certs'), crls: list(store, 'CRLs'), ocspResponses: list(store, 'OCSPs') },
    ...[...perSignature].map((one) => ({
      certificates: list(one, 'Cert'),
      crls: list(one, 'CRL'),
      ocspResponses: list(one, 'OCSP'),
    })),
  ]);
}

function dataOf(revision: Revision, stream: PdfStream): Uint8Array | null {
  let data = decoded.get(stream);
  if (data === undefined) {
    data = orNull(() => revision.data(stream));
    decoded.set(stream, data);
  }
  return data;
}

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof TamgaError && error.code === 'TAMGA-E-PDF') return null;
    throw error;
  }
}
