/**
 * A small maker of ASiC containers for tests: every file as asked, nothing checked.
 *
 * @module
 */
import { digestByName } from '../../crypto/digests';
import { type TestArchive, type TestEntry, testZip } from '../../encoding/zip/testing-zip';
import { testSignedData, testSignerInfo, testToken } from '../cms/testing-builder';
import { base64url, signPlain, TEST_SIGNER } from '../jades/testing-jws';

export const MIME_E = 'application/vnd.etsi.asic-e+zip';
export const MIME_S = 'application/vnd.etsi.asic-s+zip';
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';

/** Base64 of the digest. */
function digest(content: Uint8Array | string): string {
  return Buffer.from(digestByName('sha256').of(Buffer.from(content))).toString('base64');
}

export interface Listed {
  readonly uri: string;
  readonly content: Uint8Array | string;
  readonly root?: boolean;
}

export function manifestXml(signature: string | null, listed: readonly Listed[]): string {
  const reference = signature === null ? '' : `<asic:SigReference URI="${signature}"/>`;
  const objects = listed.map(
    ({ uri, content, root }) =>
      `<asic:DataObjectReference URI="${uri}"${root === true ? ' Rootfile="true"' : ''}>` +
      `<ds:DigestMethod Algorithm="${SHA256}"/><ds:DigestValue>${digest(content)}</ds:DigestValue></asic:DataObjectReference>`,
  );
  return (
    '<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">' +
    `${reference}${objects.join('')}</asic:ASiCManifest>`
  );
}

/** Detached, with its certificate. */
export function cades(content: Uint8Array | string, embedded: Uint8Array | null = null): Uint8Array {
  const signer = testSignerInfo({ certificate: TEST_SIGNER, content: Buffer.from(content) });
  return testSignedData({ signers: [signer], content: embedded, certificates: [TEST_SIGNER.der] });
}

/** GeneralizedTime of 1 January 2026. */
const TIME = Buffer.from('\x18\x0f20260101000000Z', 'latin1');

export function token(data: Uint8Array | string): Uint8Array {
  return testToken({
    authority: TEST_SIGNER,
    data: Buffer.from(data),
    time: TIME,
    certificates: [TEST_SIGNER.der],
  });
}

/** An XML signature over files, plain but for its place: SignedInfo is written as exclusive canonicalisation would have it. */
export function xmlSignature(listed: readonly Listed[]): string {
  const references = listed.map(
    ({ uri, content }) =>
      `<ds:Reference URI="${uri}"><ds:DigestMethod Algorithm="${SHA256}"></ds:DigestMethod>` +
      `<ds:DigestValue>${digest(content)}</ds:DigestValue></ds:Reference>`,
  );
  const inner =
    '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></ds:CanonicalizationMethod>' +
    '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"></ds:SignatureMethod>' +
    references.join('');
  const canonical = `<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${inner}</ds:SignedInfo>`;
  const value = Buffer.from(signPlain(Buffer.from(canonical))).toString('base64');
  const certificate = Buffer.from(TEST_SIGNER.der).toString('base64');
  return (
    `<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="s-${base64url(value.slice(0, 6))}">` +
    `<ds:SignedInfo>${inner}</ds:SignedInfo><ds:SignatureValue>${value}</ds:SignatureValue>` +
    `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>`
  );
}

export function xadesSignatures(...signatures: readonly string[]): string {
  return `<asic:XAdESSignatures xmlns:asic="http://uri.etsi.org/02918/v1.2.1#">${signatures.join('')}</asic:XAdESSignatures>`;
}

export function container(
  mimetype: string | null,
  entries: readonly (TestEntry | readonly [string, Uint8Array | string])[],
  archive: TestArchive = {},
): Uint8Array {
  const files = entries.map((entry): TestEntry => {
    if (!isPair(entry)) return entry;
    const [name, content] = entry;
    return { name, content, deflate: true };
  });
  return testZip(
    [...(mimetype === null ? [] : [{ name: 'mimetype', content: mimetype }]), ...files],
    archive,
  );
}

function isPair(
  entry: TestEntry | readonly [string, Uint8Array | string],
): entry is readonly [string, Uint8Array | string] {
  return Array.isArray(entry);
}
