/**
 * CertificateInfo and Tsp as NCANode words them; what is unknown is left out, as its nulls are.
 *
 * @module
 */
import { X509Certificate } from 'node:crypto';
import { digestByOid } from '../crypto/digests';
import type { SignatureReport, ValidationReport } from '../referee/validation';
import { type TimeStampView, viewCms } from './cms-view';

/** Sub-indications that speak of the certificate, not of the signature. */
const OF_CERTIFICATE =
  /^(REVOKED|EXPIRED|NOT_YET_VALID|NO_CERTIFICATE_CHAIN|CERTIFICATE_CHAIN|CHAIN_|OUT_OF_BOUNDS)/;

export function verificationReply(cms: Uint8Array, report: ValidationReport): object {
  const view = viewCms(cms);
  const certificates = view.certificates.flatMap(readable).filter(({ ca }) => !ca);
  return {
    status: 200,
    message: 'OK',
    valid: report.signatures.every(({ indication }) => indication === 'TOTAL_PASSED'),
    signers: report.signatures.map((signature, i) => ({
      certificates: certificates.map((certificate) => certificateInfo(certificate, signature)),
      tsp: tspOf(view.signers[i]?.timeStamp ?? null),
    })),
  };
}

/** `signers` are certificates here; what no chain was found for is left out of them. */
export function xmlVerificationReply({ signatures }: ValidationReport): object {
  return {
    status: 200,
    message: 'OK',
    valid: signatures.length > 0 && signatures.every(({ indication }) => indication === 'TOTAL_PASSED'),
    signers: signatures.flatMap((signature) =>
      signature.certificates
        .slice(0, 1)
        .flatMap(({ der }) => readable(der))
        .map((certificate) => certificateInfo(certificate, signature)),
    ),
  };
}

/** Attacker-controlled: what OpenSSL cannot read is not described. */
function readable(der: Uint8Array): readonly X509Certificate[] {
  try {
    return [new X509Certificate(der)];
  } catch {
    return [];
  }
}

function certificateInfo(certificate: X509Certificate, signature: SignatureReport): object {
  return {
    ...validity(signature),
    notBefore: date(new Date(certificate.validFrom)),
    notAfter: date(new Date(certificate.validTo)),
    serialNumber: certificate.serialNumber.toLowerCase(),
    ...publicKey(certificate),
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
  };
}

/** A key of a kind that OpenSSL does not know is left out. */
function publicKey(certificate: X509Certificate): { readonly publicKey?: string } {
  try {
    const spki = certificate.publicKey.export({ type: 'spki', format: 'der' });
    return { publicKey: spki.toString('base64') };
  } catch {
    return {};
  }
}

/** Whether the certificate is good is unknown where the signature fell for another reason. */
function validity({ indication, subIndication }: SignatureReport): { readonly valid?: boolean } {
  if (indication === 'TOTAL_PASSED') return { valid: true };
  return OF_CERTIFICATE.test(subIndication ?? '') ? { valid: false } : {};
}

interface NameField {
  readonly field: string;
  readonly attribute: string;
  /** Kazakh names carry the kind of a number in front of it. */
  readonly prefix: string;
}

// biome-ignore format: one row per field
const NAME_FIELDS: readonly NameField[] = [
  { field: 'commonName',   attribute: 'CN',           prefix: '' },
  { field: 'surName',      attribute: 'SN',           prefix: '' },
  { field: 'lastName',     attribute: 'GN',           prefix: '' },
  { field: 'email',        attribute: 'emailAddress', prefix: '' },
  { field: 'organization', attribute: 'O',            prefix: '' },
  { field: 'iin',          attribute: 'serialNumber', prefix: 'IIN' },
  { field: 'bin',          attribute: 'OU',           prefix: 'BIN' },
  { field: 'country',      attribute: 'C',            prefix: '' },
  { field: 'locality',     attribute: 'L',            prefix: '' },
  { field: 'state',        attribute: 'ST',           prefix: '' },
];

/** Node gives one attribute a line, in the order of the certificate. */
function nameOf(name: string): object {
  const lines = (name ?? '').split('\n');
  const values = new Map(
    lines.map((line) => [line.split('=', 1).join(''), line.slice(line.indexOf('=') + 1)]),
  );
  const fields = NAME_FIELDS.flatMap(({ field, attribute, prefix }) => {
    const value = values.get(attribute);
    return value?.startsWith(prefix) ? [[field, value.slice(prefix.length)]] : [];
  });
  return { ...Object.fromEntries(fields), dn: lines.join(', ') };
}

/** Of the national digests one name is public. */
const TSP_HASH_ALGORITHMS: ReadonlyMap<string, string> = new Map([
  ['sha1', 'SHA1'],
  ['sha256', 'SHA256'],
  ['sha384', 'SHA384'],
  ['sha512', 'SHA512'],
  ['gost94-test', 'GOST34311'],
]);

function tspOf(token: TimeStampView | null): object | null {
  if (token === null) return null;
  return {
    serialNumber: Buffer.from(token.serialNumber).toString('hex'),
    genTime: date(token.genTime),
    policy: token.policy,
    tsa: null,
    tspHashAlgorithm: TSP_HASH_ALGORITHMS.get(digestByOid(token.digestOid)?.name ?? '') ?? null,
    hash: Buffer.from(token.imprint).toString('hex'),
  };
}

/** `2022-09-28T16:03:41.000+00:00` */
function date(value: Date): string {
  return value.toISOString().replace('Z', '+00:00');
}
