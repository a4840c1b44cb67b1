/**
 * One certificate: its fields as pkijs structures, its extensions by @peculiar/x509, signed deterministically.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280 RFC 5280}
 * @module
 */
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { digestByName } from '../crypto/digests';
import type { SuiteId } from '../model/claim';
import type { CertificateProfile } from '../model/profile';
import { signatureAlgorithm } from './algorithms';
import { bits, encode, extension, integer, oid, sequence, time } from './asn1';
import type { KeyPair } from './forged';
import { signWith } from './signing';
import type { Period } from './timeline';

export interface CertificateRequest {
  readonly subject: Uint8Array;
  readonly spki: Uint8Array;
  readonly serial: bigint;
  readonly validity: Period;
  readonly extensions: readonly pkijs.Extension[];
  readonly issuer: { readonly name: Uint8Array; readonly key: KeyPair; readonly suite: SuiteId };
}

export function mintCertificate(request: CertificateRequest): Uint8Array {
  const { issuer, validity } = request;
  const algorithm = signatureAlgorithm(issuer.suite);
  const certificate = new pkijs.Certificate({
    version: 2,
    serialNumber: integer(request.serial),
    signature: algorithm,
    issuer: pkijs.RelativeDistinguishedNames.fromBER(issuer.name),
    notBefore: time(validity.notBefore),
    notAfter: time(validity.notAfter),
    subject: pkijs.RelativeDistinguishedNames.fromBER(request.subject),
    subjectPublicKeyInfo: pkijs.PublicKeyInfo.fromBER(request.spki),
    extensions: [...request.extensions],
    signatureAlgorithm: algorithm,
  });
  // pkijs signs through WebCrypto, whose ECDSA is random; so the to-be-signed bytes are signed here.
  certificate.tbsView = encode(certificate.encodeTBS());
  certificate.signatureValue = bits(signWith(issuer.suite, issuer.key, certificate.tbsView));
  return encode(certificate.toSchema());
}

/** Parsed once per certificate: whoever signs names the same few certificates again and again. */
const parsed = new WeakMap<Uint8Array, pkijs.Certificate>();

export function readCertificate(certificate: Uint8Array): pkijs.Certificate {
  const known = parsed.get(certificate) ?? pkijs.Certificate.fromBER(certificate);
  parsed.set(certificate, known);
  return known;
}

/** RFC 5280 section 4.2.1.2 method 1: SHA-1 over the bits of the public key. */
export function keyIdentifier(spki: Uint8Array): Uint8Array {
  return digestByName('sha1').of(publicKeyBits(spki));
}

export function publicKeyBits(spki: Uint8Array): Uint8Array {
  return pkijs.PublicKeyInfo.fromBER(spki).subjectPublicKey.valueBlock.valueHexView;
}

const { KeyUsageFlags } = x509;

const KEY_USAGES = {
  digitalSignature: KeyUsageFlags.digitalSignature,
  nonRepudiation: KeyUsageFlags.nonRepudiation,
  keyEncipherment: KeyUsageFlags.keyEncipherment,
  keyAgreement: KeyUsageFlags.keyAgreement,
} as const;

export const EKU = {
  timeStamping: '1.3.6.1.5.5.7.3.8',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  ocspSigning: '1.3.6.1.5.5.7.3.9',
} as const;
const OCSP_NO_CHECK = '1.3.6.1.5.5.7.48.1.5';
const QC_STATEMENTS = '1.3.6.1.5.5.7.1.3';

/** Where relying parties find issuer, CRL and OCSP responder. */
export interface Pointers {
  readonly issuerUrl?: string;
  readonly crlUrl?: string;
  readonly ocspUrl?: string;
}

export function authorityExtensions(
  spki: Uint8Array,
  pathLength: number | undefined,
): readonly pkijs.Extension[] {
  return [
    encoded(new x509.BasicConstraintsExtension(true, pathLength, true)),
    encoded(new x509.KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true)),
    subjectKeyIdentifier(spki),
  ];
}

/** What makes a certificate one of a CA, or does not; `ca` null: without basic constraints. */
export interface AuthorityUsages {
  readonly ca: boolean | null;
  readonly certificates: boolean;
}

/** The extensions of an authority that may not do what authorities do; lists it may sign in any case. */
export function authorityUsages(
  spki: Uint8Array,
  { ca, certificates }: AuthorityUsages,
): readonly pkijs.Extension[] {
  const usage = certificates ? KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign : KeyUsageFlags.cRLSign;
  return [
    ...(ca === null ? [] : [encoded(new x509.BasicConstraintsExtension(ca, ca ? 0 : undefined, true))]),
    encoded(new x509.KeyUsagesExtension(usage, true)),
    subjectKeyIdentifier(spki),
  ];
}

/** Of somebody with other rights than a signer; EKU null: no such extension. */
export interface Usages {
  readonly usage: readonly (keyof typeof KEY_USAGES)[];
  readonly extended: { readonly purposes: readonly string[]; readonly critical: boolean } | null;
}

export function extensionsFor(spki: Uint8Array, { usage, extended }: Usages): readonly pkijs.Extension[] {
  const flags = usage.reduce((all, name) => all | KEY_USAGES[name], 0);
  return [
    encoded(new x509.KeyUsagesExtension(flags, true)),
    ...(extended === null
      ? []
      : [encoded(new x509.ExtendedKeyUsageExtension([...extended.purposes], extended.critical))]),
    subjectKeyIdentifier(spki),
  ];
}

export function signerExtensions(profile: CertificateProfile, spki: Uint8Array): readonly pkijs.Extension[] {
  const usage = profile.keyUsage.reduce((flags, name) => flags | KEY_USAGES[name], 0);
  const all = [encoded(new x509.KeyUsagesExtension(usage, true)), subjectKeyIdentifier(spki)];
  if (profile.extendedKeyUsage.length > 0) {
    all.push(encoded(new x509.ExtendedKeyUsageExtension([...profile.extendedKeyUsage], false)));
  }
  if (profile.policies.length > 0) {
    all.push(encoded(new x509.CertificatePolicyExtension([...profile.policies], false)));
  }
  if (profile.qcStatements.length > 0) {
    const statements = profile.qcStatements.map((id) => sequence(oid(id)));
    all.push(extension(QC_STATEMENTS, sequence(...statements)));
  }
  return all;
}

export function timeStampingExtensions(spki: Uint8Array): readonly pkijs.Extension[] {
  return [
    encoded(new x509.KeyUsagesExtension(KeyUsageFlags.digitalSignature, true)),
    // RFC 3161 section 2.3: this purpose, critical and alone.
    encoded(new x509.ExtendedKeyUsageExtension([EKU.timeStamping], true)),
    subjectKeyIdentifier(spki),
  ];
}

export function ocspResponderExtensions(spki: Uint8Array): readonly pkijs.Extension[] {
  return [
    encoded(new x509.KeyUsagesExtension(KeyUsageFlags.digitalSignature, true)),
    encoded(new x509.ExtendedKeyUsageExtension([EKU.ocspSigning], false)),
    // RFC 6960 section 4.2.2.2.1: relying parties need not ask whether the responder itself is revoked.
    extension(OCSP_NO_CHECK, new asn1js.Null()),
    subjectKeyIdentifier(spki),
  ];
}

export function issuedExtensions(issuerSpki: Uint8Array, pointers: Pointers): readonly pkijs.Extension[] {
  const { issuerUrl, crlUrl, ocspUrl } = pointers;
  const all = [encoded(new x509.AuthorityKeyIdentifierExtension(hex(keyIdentifier(issuerSpki)), false))];
  if (issuerUrl !== undefined || ocspUrl !== undefined) {
    const access = {
      ...(issuerUrl === undefined ? {} : { caIssuers: issuerUrl }),
      ...(ocspUrl === undefined ? {} : { ocsp: ocspUrl }),
    };
    all.push(encoded(new x509.AuthorityInfoAccessExtension(access, false)));
  }
  if (crlUrl !== undefined) all.push(encoded(new x509.CRLDistributionPointsExtension([crlUrl], false)));
  return all;
}

function subjectKeyIdentifier(spki: Uint8Array): pkijs.Extension {
  return encoded(new x509.SubjectKeyIdentifierExtension(hex(keyIdentifier(spki)), false));
}

/** DER is the only thing that may pass from one ASN.1 library to the other. */
function encoded(one: x509.Extension): pkijs.Extension {
  return pkijs.Extension.fromBER(one.rawData);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
