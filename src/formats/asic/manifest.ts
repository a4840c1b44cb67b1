/**
 * ASiCManifest: which signature or time-stamp signs which files, each by its digest.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31916201/ EN 319 162-1, annex A.4}
 * @module
 */
import { digestByUri } from '../../crypto/digest-names';
import { decodeBase64 } from '../../encoding/base64';
import {
  attribute,
  childElements,
  textContent,
  type XmlDocument,
  type XmlElement,
} from '../../encoding/xml/tree';
import { TamgaError } from '../../model/error';
import type { DigestReference } from '../facts';

export interface Manifest {
  /** Of the entry. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** URI of SigReference: what signs the manifest. */
  readonly signature: string | null;
  readonly references: readonly ManifestReference[];
  /** Half sentences on its form. */
  readonly faults: readonly string[];
}

export interface ManifestReference {
  readonly uri: string;
  readonly root: boolean;
  readonly digest: DigestReference;
  /** Null where it is no base64. */
  readonly expected: Uint8Array | null;
}

/** Of EN 319 162-1, and as some versions of TS 102 918 spelt it. */
const NAMESPACES: readonly string[] = [
  'http://uri.etsi.org/02918/v1.2.1#',
  'http://uri.etsi.org/2918/v1.2.1#',
  'http://uri.etsi.org/02918/v1.1.1#',
];
const DS = 'http://www.w3.org/2000/09/xmldsig#';
const MAXIMUM_REFERENCES = 10_000;

export function isManifest({ root }: XmlDocument): boolean {
  return root.local === 'ASiCManifest' && NAMESPACES.includes(root.uri);
}

export function readManifest(name: string, bytes: Uint8Array, { root }: XmlDocument): Manifest {
  const children = childElements(root).filter(({ uri }) => NAMESPACES.includes(uri));
  const signatures = children.filter(({ local }) => local === 'SigReference');
  const objects = children.filter(({ local }) => local === 'DataObjectReference');
  if (objects.length > MAXIMUM_REFERENCES)
    throw new TamgaError(
      'TAMGA-E-LIMIT',
      `${name} names ${objects.length} files, over ${MAXIMUM_REFERENCES}`,
    );
  const references = objects.map(readReference);
  const signature = signatures.length === 1 && signatures[0] ? attribute(signatures[0], 'URI') : undefined;
  const roots = references.filter(({ root: isRoot }) => isRoot).length;
  const rules: readonly (readonly [boolean, string])[] = [
    [signatures.length !== 1, `has ${signatures.length} SigReference`],
    [signatures.length === 1 && signature === undefined, 'has a SigReference without URI'],
    [objects.length === 0, 'names no file'],
    [references.some(({ uri }) => uri === ''), 'has a DataObjectReference without URI'],
    [references.some(({ expected }) => expected === null), 'has a DataObjectReference without digest'],
    [roots > 1, `names ${roots} root files`],
  ];
  return {
    name,
    bytes,
    signature: signature ?? null,
    references,
    faults: rules.filter(([broken]) => broken).map(([, what]) => `${name} ${what}`),
  };
}

function readReference(element: XmlElement): ManifestReference {
  const method = only(element, 'DigestMethod');
  const value = only(element, 'DigestValue');
  const stated = (method === undefined ? undefined : attribute(method, 'Algorithm')) ?? '';
  const expected = value === undefined ? undefined : decodeBase64(textContent(value));
  return {
    uri: attribute(element, 'URI') ?? '',
    root: ['true', '1'].includes(attribute(element, 'Rootfile') ?? ''),
    digest: { stated, digest: digestByUri(stated) },
    expected: expected === undefined || expected.length === 0 ? null : expected,
  };
}

/** Of two nobody knows which one counts. */
function only(element: XmlElement, local: string): XmlElement | undefined {
  const found = childElements(element).filter((child) => child.local === local && child.uri === DS);
  return found.length === 1 ? found[0] : undefined;
}
