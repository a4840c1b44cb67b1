/**
 * The ESS attributes that name the signing certificate by its hash.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5035 RFC 5035}
 * @module
 */
import { digestByName, digestByOid } from '../../crypto/digests';
import { children, type Element, expectTag, more, next, open, openAs, raw, take } from '../../encoding/der';
import { readIntegerBytes, readOctetString } from '../../encoding/der-values';
import { contextTag, TAG } from '../../encoding/tags';
import { readAlgorithm } from '../../pki/algorithm';
import type { CertificateReference } from '../facts';

/** RFC 5035 section 3: the first certificate named is the signing certificate. */
export function readSigningCertificate(value: Element, version: 1 | 2): CertificateReference {
  const certificates = open(
    take(openAs(value, TAG.sequence, 'a SigningCertificate'), TAG.sequence, 'the certificates'),
  );
  const cursor = openAs(next(certificates, 'an ESSCertID'), TAG.sequence, 'an ESSCertID');
  let element = next(cursor, 'the certificate hash');
  let digestOid = digestByName('sha1').oid;
  if (version === 2) {
    // RFC 5035 section 4: the hash algorithm defaults to SHA-256.
    digestOid = digestByName('sha256').oid;
    if (element.tag === TAG.sequence) {
      digestOid = readAlgorithm(element, 'the hash algorithm').oid;
      element = next(cursor, 'the certificate hash');
    }
  }
  const hash = readOctetString(element, 'the certificate hash');
  return {
    version,
    digest: { stated: digestOid, digest: digestByOid(digestOid) },
    hash,
    issuerSerial: more(cursor) ? readIssuerSerial(next(cursor, 'the issuer')) : null,
  };
}

export function readIssuerSerial(element: Element): CertificateReference['issuerSerial'] {
  const cursor = openAs(element, TAG.sequence, 'an IssuerSerial');
  const names = next(cursor, 'the issuer');
  expectTag(names, TAG.sequence, 'the issuer');
  const issuers = children(names)
    .filter(({ tag }) => tag === contextTag(4))
    .map((name) => raw(next(open(name), 'a directory name')));
  return { issuers, serialNumber: readIntegerBytes(next(cursor, 'the serial number'), 'the serial number') };
}
