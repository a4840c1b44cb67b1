/**
 * adbe.x509.rsa_sha1: an RSA value over the byte range itself, with the certificate beside it in the dictionary.
 *
 * @see ISO 32000-2, section 12.8.3.2
 * @module
 */
import { digestByName } from '../../crypto/digests';
import { digestInPkcs1 } from '../../crypto/pkcs1-digest';
import { OID } from '../../encoding/oids';
import { isArray, isString } from '../../encoding/pdf/values';
import { tryParseCertificate } from '../../pki/certificate';
import type { Coverage, SignatureFacts } from '../facts';
import { NO_MATERIAL } from '../material';
import type { FoundSignature } from './signatures';

export const BARE_VALUE = 'adbe.x509.rsa_sha1';

/** What the dictionary says without the document around it. */
export function bareSignature(
  found: FoundSignature,
  id: string,
  value: Uint8Array,
  coverage: Coverage,
): SignatureFacts {
  const certificates = certificatesOf(found);
  const [first] = certificates;
  const key = first === undefined ? undefined : tryParseCertificate(first)?.publicKey;
  // Later versions of PDF allow other digests under the same name, and the value alone says which it is.
  const digestOid = (key === undefined ? null : digestInPkcs1(key.spki, value)) ?? digestByName('sha1').oid;
  const { data } = found.range;
  return {
    id,
    format: 'PDF',
    level: 'none',
    oddities: [],
    signer: {
      issuerSerial: null,
      keyIdentifier: null,
      certificates: certificates.slice(0, 1),
      publicKey: null,
    },
    algorithm: { by: 'oid', algorithm: { oid: OID.rsaEncryption, pss: null }, digestOid },
    signedBytes: data,
    value,
    references: [],
    dataFound: data !== null,
    certificateReferences: [],
    signingTimes: [],
    contentTimeStamps: [],
    timeStamps: [],
    counterSignatures: [],
    signaturePolicy: null,
    properties: [],
    material: { ...NO_MATERIAL, certificates },
    coverage: data === null ? null : coverage,
    changesAfter: 'none',
    detail: { syntax: 'pkcs1' },
    pdf: null,
    container: null,
  };
}

/** One string, or an array of them with the signer's first. */
function certificatesOf({ first, dictionary }: FoundSignature): readonly Uint8Array[] {
  const given = first.get(dictionary, 'Cert');
  return (isArray(given) ? given.slice(0, MAXIMUM_CERTIFICATES) : [given]).flatMap((one) => {
    const item = first.resolve(one);
    return isString(item) ? [item.bytes] : [];
  });
}

const MAXIMUM_CERTIFICATES = 100;
