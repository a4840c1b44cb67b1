/**
 * The manifests of an ASiC container.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31916201/ EN 319 162-1}
 * @module
 */
import { digestByName } from '../../crypto/digests';
import { digestElements } from '../xades/reference';
import { NAMESPACE } from '../xades/vocabulary';
import { written } from '../xml-canonical';
import { element, type XmlElement } from '../xml-tree';

/** One data object of the container. */
export interface ContainerFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mimeType: string;
}

export const ASIC_DECLARATIONS = { 'xmlns:asic': 'http://uri.etsi.org/02918/v1.2.1#' } as const;

const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';

export interface AsicManifestRequest {
  /** The signature or time-stamp over the manifest. */
  readonly signature: Pick<ContainerFile, 'name' | 'mimeType'>;
  readonly files: readonly ContainerFile[];
  /** The one that the others belong to, by name. */
  readonly rootFile?: string;
}

/** EN 319 162-1 section A.4: what the signature over it covers, each by its digest. */
export function asicManifest({ signature, files, rootFile }: AsicManifestRequest): XmlElement {
  return element(
    'asic:ASiCManifest',
    { ...ASIC_DECLARATIONS, 'xmlns:ds': NAMESPACE.ds },
    element('asic:SigReference', { URI: uriOf(signature.name), MimeType: signature.mimeType }),
    ...files.map(({ name, bytes, mimeType }) =>
      element(
        'asic:DataObjectReference',
        { URI: uriOf(name), MimeType: mimeType, Rootfile: name === rootFile ? 'true' : null },
        ...digestElements(SHA256, digestByName('sha256').of(bytes)),
      ),
    ),
  );
}

/** OpenDocument 1.2 part 3 section 4, which EN 319 162-1 section 4.4.3.2 takes over for XAdES. */
export function openDocumentManifest(containerType: string, files: readonly ContainerFile[]): XmlElement {
  const entry = (path: string, type: string): XmlElement =>
    element('manifest:file-entry', { 'manifest:full-path': path, 'manifest:media-type': type });
  return element(
    'manifest:manifest',
    { 'xmlns:manifest': 'urn:oasis:names:tc:opendocument:xmlns:manifest:1.0', 'manifest:version': '1.2' },
    entry('/', containerType),
    ...files.map(({ name, mimeType }) => entry(name, mimeType)),
  );
}

export function xmlFile(root: XmlElement): Uint8Array {
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${written(root)}`);
}

/** RFC 3986: a name as the path of a relative reference. */
export function uriOf(name: string): string {
  return name.split('/').map(encodeURIComponent).join('/');
}
